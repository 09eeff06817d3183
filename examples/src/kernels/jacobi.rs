//! One relaxation step of the heat equation.

use kernel_runtime::kernel;

/// Each inner point becomes the mean of its four neighbours. The border of `new` is left as it is.
///
/// ```
/// use kernel_examples::jacobi;
///
/// let old = [0.0, 1.0, 0.0, 2.0, 0.0, 3.0, 0.0, 4.0, 0.0];
/// let mut new = old;
/// jacobi::dispatch(3, 3, &old, &mut new)?;
/// assert_eq!(new[4], 2.5);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn jacobi(w: usize, h: usize, old: &[f32], new: &mut [f32]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let i = y * w + x;
            new[i] = 0.25 * (old[i - 1] + old[i + 1] + old[i - w] + old[i + w]);
        }
    }
}
