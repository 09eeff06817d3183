//! The class of each row.

use kernel_runtime::kernel;

/// The index of the first largest of each row of `cols` scores.
#[kernel]
pub fn argmax_rows(cols: usize, scores: &[f32], classes: &mut [u32]) {
    for (row, class) in scores.chunks_exact(cols).zip(classes) {
        let mut best = 0;
        for j in 1..cols {
            if row[j] > row[best] {
                best = j;
            }
        }
        *class = best as u32;
    }
}
