//! A sparse matrix times a vector.

use kernel_runtime::kernel;

/// The matrix in compressed rows: row `i` is `row_start[i]..row_start[i + 1]`.
#[kernel]
pub fn spmv_csr(row_start: &[usize], columns: &[u32], values: &[f64], x: &[f64], y: &mut [f64]) {
    for i in 0..y.len() {
        let mut sum = 0.0;
        for k in row_start[i]..row_start[i + 1] {
            sum += values[k] * x[columns[k] as usize];
        }
        y[i] = sum;
    }
}
