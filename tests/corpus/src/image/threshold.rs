//! Black and white.

use kernel_runtime::kernel;

/// White where the pixel is at least `level`, else black.
#[kernel]
pub fn threshold(level: u8, src: &[u8], dst: &mut [u8]) {
    assert_eq!(src.len(), dst.len());
    for (d, s) in dst.iter_mut().zip(src) {
        *d = if *s >= level { 255 } else { 0 };
    }
}
