//! One picture over another.

use kernel_runtime::kernel;

/// Blends the RGBA pixels of `over` onto `under`.
#[kernel]
pub fn alpha_blend(over: &[u8], under: &mut [u8]) {
    for (o, u) in over.chunks_exact(4).zip(under.chunks_exact_mut(4)) {
        let alpha = o[3] as u32;
        for c in 0..3 {
            let mixed = o[c] as u32 * alpha + u[c] as u32 * (255 - alpha);
            u[c] = ((mixed + 127) / 255) as u8;
        }
        u[3] = u[3].max(o[3]);
    }
}
