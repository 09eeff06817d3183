//! How often pairs of brightnesses occur, as texture analysis and mutual information count them.

use kernel_runtime::kernel;

/// Counts the pairs of pixels at the same place in two pictures, each brightness in 64 steps.
#[kernel]
pub fn joint_histogram(a: &[u8], b: &[u8], counts: &mut [u32; 4096]) {
    counts.fill(0);
    for i in 0..a.len() {
        counts[(a[i] >> 2) as usize * 64 + (b[i] >> 2) as usize] += 1;
    }
}
