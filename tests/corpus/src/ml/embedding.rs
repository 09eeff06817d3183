//! Rows of a table by number.

use kernel_runtime::kernel;

/// Copies the row of each token.
#[kernel]
pub fn embedding(dims: usize, table: &[f32], tokens: &[u32], out: &mut [f32]) {
    for (out, &token) in out.chunks_exact_mut(dims).zip(tokens) {
        let start = token as usize * dims;
        out.copy_from_slice(&table[start..start + dims]);
    }
}
