//! ISPC's `simple`.

use kernel_runtime::kernel;

/// Squares what is small and takes the root of the rest.
#[kernel]
pub fn simple(vin: &[f32], vout: &mut [f32]) {
    for (v, out) in vin.iter().zip(vout.iter_mut()) {
        *out = if *v < 3.0 { v * v } else { v.sqrt() };
    }
}
