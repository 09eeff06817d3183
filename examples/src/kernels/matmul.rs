//! A matrix times a matrix.

use kernel_runtime::kernel;

/// `C = A B` with `A` of `m` × `k`, `B` of `k` × `n` and `C` of `m` × `n` elements, each row by row in one slice.
///
/// ```
/// use kernel_examples::matmul;
///
/// let mut c = [0.0; 4];
/// matmul::dispatch(2, 2, 2, &[1.0, 2.0, 3.0, 4.0], &[5.0, 6.0, 7.0, 8.0], &mut c)?;
/// assert_eq!(c, [19.0, 22.0, 43.0, 50.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn matmul(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for row in 0..m {
        for column in 0..n {
            let mut sum = 0.0;
            for i in 0..k {
                sum += a[row * k + i] * b[i * n + column];
            }
            c[row * n + column] = sum;
        }
    }
}
