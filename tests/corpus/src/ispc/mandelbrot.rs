//! ISPC's `mandelbrot`.

use kernel_runtime::kernel;

/// The rounds after which `z = z² + c` leaves the circle of radius two.
#[kernel(helper)]
fn mandel(c_re: f32, c_im: f32, max_iterations: i32) -> i32 {
    let mut z_re = c_re;
    let mut z_im = c_im;
    for i in 0..max_iterations {
        if z_re * z_re + z_im * z_im > 4.0 {
            return i;
        }
        let new_re = z_re * z_re - z_im * z_im;
        let new_im = 2.0 * z_re * z_im;
        z_re = c_re + new_re;
        z_im = c_im + new_im;
    }
    max_iterations
}

/// The rounds of every pixel of the rectangle from (`x0`, `y0`) to (`x1`, `y1`).
#[kernel]
pub fn mandelbrot(
    x0: f32,
    y0: f32,
    x1: f32,
    y1: f32,
    width: usize,
    height: usize,
    max_iterations: i32,
    output: &mut [i32],
) {
    let dx = (x1 - x0) / width as f32;
    let dy = (y1 - y0) / height as f32;
    for j in 0..height {
        for i in 0..width {
            let x = x0 + i as f32 * dx;
            let y = y0 + j as f32 * dy;
            output[j * width + i] = mandel(x, y, max_iterations);
        }
    }
}
