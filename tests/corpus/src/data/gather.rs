//! Values by number.

use kernel_runtime::kernel;

/// `out[i] = values[index[i]]`
#[kernel]
pub fn gather(values: &[f64], index: &[u32], out: &mut [f64]) {
    for (o, &i) in out.iter_mut().zip(index.iter()) {
        *o = values[i as usize];
    }
}
