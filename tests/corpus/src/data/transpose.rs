//! Rows for columns.

use kernel_runtime::kernel;

/// From `rows` × `cols` to `cols` × `rows`.
#[kernel]
pub fn transpose(rows: usize, cols: usize, src: &[u32], dst: &mut [u32]) {
    for r in 0..rows {
        for c in 0..cols {
            dst[c * rows + r] = src[r * cols + c];
        }
    }
}
