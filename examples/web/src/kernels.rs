//! Two ordinary functions.

use kernel_runtime::kernel;

/// Adds a multiple of `x` to `y`.
///
/// ```
/// use kernel_web::kernels::saxpy;
///
/// let mut y = [1.0, 2.0];
/// saxpy::dispatch(10.0, &[1.0, 1.0], &mut y)?;
/// assert_eq!(y, [11.0, 12.0]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] += a * x[i];
    }
}

/// The Mandelbrot set around `re + im i`, a pixel `step` wide: for each pixel the bytes red, green, blue and opacity of a canvas, black where `limit` rounds of
/// `z = z² + c` do not leave the circle of radius two.
///
/// ```
/// use kernel_web::kernels::mandelbrot;
///
/// let mut pixels = [0; 3];
/// mandelbrot::dispatch(3, 1, 0.5, 0.75, 1.5, 100, &mut pixels)?;
/// assert_eq!(pixels.map(|pixel| pixel == 0xff00_0000), [true, true, false]);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn mandelbrot(
    width: usize,
    height: usize,
    re: f32,
    im: f32,
    step: f32,
    limit: u32,
    pixels: &mut [u32],
) {
    for y in 0..height {
        for x in 0..width {
            let c_re = re + (x as f32 - 0.5 * width as f32) * step;
            let c_im = im + (y as f32 - 0.5 * height as f32) * step;
            let (mut z_re, mut z_im) = (0.0, 0.0);
            let mut rounds = 0;
            while rounds < limit && z_re * z_re + z_im * z_im <= 4.0 {
                let next = z_re * z_re - z_im * z_im + c_re;
                z_im = 2.0 * z_re * z_im + c_im;
                z_re = next;
                rounds += 1;
            }
            let mut color = 0;
            if rounds < limit {
                let warm = (rounds * 9).min(255);
                let cold = (rounds * 3).min(255);
                color = warm | cold << 8 | (255 - cold) << 16;
            }
            pixels[y * width + x] = color | 0xff00_0000;
        }
    }
}
