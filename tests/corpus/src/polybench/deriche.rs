//! PolyBench's `deriche`: the horizontal passes of a recursive edge filter.

use kernel_runtime::kernel;

/// Filters each row forwards and backwards and adds both.
#[kernel]
pub fn deriche(
    w: usize,
    h: usize,
    alpha: f32,
    input: &[f32],
    output: &mut [f32],
    y1: &mut [f32],
    y2: &mut [f32],
) {
    let ema = (-alpha).exp();
    let k = (1.0 - ema) * (1.0 - ema) / (1.0 + 2.0 * alpha * ema - (2.0 * alpha).exp());
    let a1 = k;
    let a2 = k * ema * (alpha - 1.0);
    let a3 = k * ema * (alpha + 1.0);
    let a4 = -k * (-2.0 * alpha).exp();
    let b1 = 2.0 * ema;
    let b2 = -(-2.0 * alpha).exp();
    for i in 0..h {
        let mut ym1 = 0.0;
        let mut ym2 = 0.0;
        let mut xm1 = 0.0;
        for j in 0..w {
            y1[i * w + j] = a1 * input[i * w + j] + a2 * xm1 + b1 * ym1 + b2 * ym2;
            xm1 = input[i * w + j];
            ym2 = ym1;
            ym1 = y1[i * w + j];
        }
    }
    for i in 0..h {
        let mut yp1 = 0.0;
        let mut yp2 = 0.0;
        let mut xp1 = 0.0;
        let mut xp2 = 0.0;
        for j in (0..w).rev() {
            y2[i * w + j] = a3 * xp1 + a4 * xp2 + b1 * yp1 + b2 * yp2;
            xp2 = xp1;
            xp1 = input[i * w + j];
            yp2 = yp1;
            yp1 = y2[i * w + j];
        }
    }
    for i in 0..h {
        for j in 0..w {
            output[i * w + j] = y1[i * w + j] + y2[i * w + j];
        }
    }
}
