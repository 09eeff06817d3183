//! The inner product of two vectors.

use kernel_runtime::kernel;

/// The sum of `x[i] · y[i]`.
///
/// ```
/// use kernel_examples::dot;
///
/// let product = dot::dispatch(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0])?;
/// assert_eq!(product, 32.0);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i] * y[i];
    }
    sum
}
