//! Which bucket a value falls into.

use kernel_runtime::kernel;

/// For each value the number of sorted edges that are not above it, by bisection.
#[kernel]
pub fn bin_lookup(edges: &[f32], values: &[f32], buckets: &mut [u32]) {
    for (value, bucket) in values.iter().zip(buckets.iter_mut()) {
        let mut low = 0;
        let mut high = edges.len();
        while low < high {
            let middle = low + (high - low) / 2;
            if edges[middle] <= *value {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        *bucket = low as u32;
    }
}
