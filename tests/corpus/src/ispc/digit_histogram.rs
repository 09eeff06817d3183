//! ISPC's `sort`: how often each digit occurs.

use kernel_runtime::kernel;

/// Counts the keys by their byte at `shift`.
#[kernel]
pub fn digit_histogram(keys: &[u32], shift: u32, counts: &mut [u32; 256]) {
    counts.fill(0);
    for &key in keys {
        counts[(key >> shift & 0xff) as usize] += 1;
    }
}
