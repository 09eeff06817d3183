//! A stencil over a picture kept as one slice.

use kernel_runtime::kernel;

/// The mean of each pixel and its eight neighbours. The border of `blurred` is left as it is.
///
/// ```
/// use kernel_examples::blur3x3;
///
/// let picture = [0.0, 0.0, 0.0, 0.0, 9.0, 0.0, 0.0, 0.0, 0.0];
/// let mut blurred = picture;
/// blur3x3::dispatch(3, 3, &picture, &mut blurred)?;
/// assert_eq!(blurred[4], 1.0);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn blur3x3(w: usize, h: usize, picture: &[f32], blurred: &mut [f32]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let mut sum = 0.0;
            for dy in 0..3 {
                for dx in 0..3 {
                    sum += picture[(y + dy - 1) * w + x + dx - 1];
                }
            }
            blurred[y * w + x] = sum / 9.0;
        }
    }
}
