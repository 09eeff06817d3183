//! How often each brightness occurs.

use kernel_runtime::kernel;

/// Counts the pixels of each value.
#[kernel]
pub fn histogram(pixels: &[u8]) -> [u32; 256] {
    let mut bins = [0; 256];
    for &p in pixels {
        bins[p as usize] += 1;
    }
    bins
}
