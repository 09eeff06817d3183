//! A loop whose trip count differs from point to point.

use kernel_runtime::kernel;

/// For each pixel of a `width` × `height` picture, the number of rounds after which `z = z² + c` has left the circle of radius two,
/// `limit` where it has not. The pixel (`x`, `y`) stands for `c = left + x · step + (top + y · step) i`.
///
/// ```
/// use kernel_examples::mandelbrot;
///
/// let mut rounds = [0; 3];
/// mandelbrot::dispatch(3, 1, -1.0, 0.0, 1.5, 100, &mut rounds)?;
/// assert_eq!(rounds, [100, 5, 2]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn mandelbrot(
    width: usize,
    height: usize,
    left: f32,
    top: f32,
    step: f32,
    limit: i32,
    rounds: &mut [i32],
) {
    for y in 0..height {
        for x in 0..width {
            let c_re = left + x as f32 * step;
            let c_im = top + y as f32 * step;
            let mut re = 0.0;
            let mut im = 0.0;
            let mut count = 0;
            while count < limit {
                let re2 = re * re;
                let im2 = im * im;
                if re2 + im2 > 4.0 {
                    break;
                }
                im = 2.0 * re * im + c_im;
                re = re2 - im2 + c_re;
                count += 1;
            }
            rounds[y * width + x] = count;
        }
    }
}
