//! The product of two matrices, as it is written on a blackboard.

use kernel_runtime::kernel;

/// `c = a · b` for matrices of `n` × `n` elements.
#[kernel]
pub fn product(n: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for i in 0..n {
        for j in 0..n {
            let mut sum = 0.0;
            for k in 0..n {
                sum += a[i * n + k] * b[k * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}
