//! Rodinia's `kmeans`: the sums of which the new centres are made.

use kernel_runtime::kernel;

/// For each of the clusters the sum of its points and their number.
#[kernel]
pub fn kmeans_accumulate(
    dims: usize,
    points: &[f32],
    membership: &[u32],
    sums: &mut [f32],
    counts: &mut [u32],
) {
    sums.fill(0.0);
    counts.fill(0);
    for i in 0..membership.len() {
        let cluster = membership[i] as usize;
        counts[cluster] += 1;
        for j in 0..dims {
            sums[cluster * dims + j] += points[i * dims + j];
        }
    }
}
