//! The length of a vector.

use kernel_runtime::kernel;

/// The square root of the sum of squares.
///
/// ```
/// use kernel_examples::l2_norm;
///
/// assert_eq!(l2_norm::dispatch(&[3.0, 4.0])?, 5.0);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn l2_norm(x: &[f32]) -> f32 {
    let mut squares: f32 = 0.0;
    for i in 0..x.len() {
        squares += x[i] * x[i];
    }
    squares.sqrt()
}
