//! The discrete Fourier transform by its definition.

use kernel_runtime::kernel;

/// From (re, im) to (out_re, out_im).
#[kernel]
pub fn dft(re: &[f32], im: &[f32], out_re: &mut [f32], out_im: &mut [f32]) {
    let n = re.len();
    for k in 0..n {
        let mut sum_re = 0.0;
        let mut sum_im = 0.0;
        for t in 0..n {
            let angle = -2.0 * std::f32::consts::PI * ((k * t) % n) as f32 / n as f32;
            let (sin, cos) = angle.sin_cos();
            sum_re += re[t] * cos - im[t] * sin;
            sum_im += re[t] * sin + im[t] * cos;
        }
        out_re[k] = sum_re;
        out_im[k] = sum_im;
    }
}
