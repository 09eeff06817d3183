//! Maps a range of values to another.

use kernel_runtime::kernel;

/// Limits each value to `low..=high` and scales what is left, so that `low` becomes zero.
///
/// ```
/// use kernel_examples::clamp_scale;
///
/// let x = [-5.0, 0.0, 2.0, 100.0];
/// let mut y = [0.0; 4];
/// clamp_scale::dispatch(0.0, 4.0, 0.25, &x, &mut y)?;
/// assert_eq!(y, [0.0, 0.0, 0.5, 1.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn clamp_scale(low: f32, high: f32, scale: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = (x[i].clamp(low, high) - low) * scale;
    }
}
