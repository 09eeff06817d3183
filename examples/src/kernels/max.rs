//! The largest element of a vector.

use kernel_runtime::kernel;

/// The largest element, ignoring NaN as [`f32::max`] does; negative infinity where there is none.
///
/// ```
/// use kernel_examples::max;
///
/// assert_eq!(max::dispatch(&[1.0, 7.0, f32::NAN, 3.0])?, 7.0);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn max(x: &[f32]) -> f32 {
    let mut best = f32::NEG_INFINITY;
    for i in 0..x.len() {
        best = best.max(x[i]);
    }
    best
}
