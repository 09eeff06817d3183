//! A scalar times a vector plus a vector.

use kernel_runtime::kernel;

/// `y = a · x + y`, element by element.
///
/// ```
/// use kernel_examples::saxpy;
///
/// let x = [1.0, 2.0, 3.0];
/// let mut y = [10.0, 20.0, 30.0];
/// saxpy::dispatch(2.0, &x, &mut y)?;
/// assert_eq!(y, [12.0, 24.0, 36.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] += a * x[i];
    }
}
