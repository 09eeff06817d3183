//! A matrix times a vector.

use kernel_runtime::kernel;

/// `y = A x`, with `A` row by row in one slice.
///
/// ```
/// use kernel_examples::matvec;
///
/// let mut y = [0.0; 2];
/// matvec::dispatch(&[1.0, 2.0, 3.0, 4.0], &[1.0, 10.0], &mut y)?;
/// assert_eq!(y, [21.0, 43.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn matvec(a: &[f32], x: &[f32], y: &mut [f32]) {
    let n = x.len();
    for i in 0..y.len() {
        let mut sum = 0.0;
        for j in 0..n {
            sum += a[i * n + j] * x[j];
        }
        y[i] = sum;
    }
}
