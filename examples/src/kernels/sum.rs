//! The sum of a vector.

use kernel_runtime::kernel;

/// The sum of all elements.
///
/// ```
/// use kernel_examples::sum;
///
/// assert_eq!(sum::dispatch(&[1.0, 2.0, 3.5])?, 6.5);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn sum(x: &[f32]) -> f32 {
    let mut total = 0.0;
    for i in 0..x.len() {
        total += x[i];
    }
    total
}
