//! The heart of a softmax.

use kernel_runtime::kernel;

/// The sum of `exp(x[i] - shift)`.
///
/// ```
/// use kernel_examples::sum_exp;
///
/// assert_eq!(sum_exp::dispatch(2.0, &[2.0, 2.0, 2.0])?, 3.0);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn sum_exp(shift: f32, x: &[f32]) -> f32 {
    let mut total = 0.0;
    for i in 0..x.len() {
        total += (x[i] - shift).exp();
    }
    total
}
