//! PolyBench's `durbin`: the Levinson-Durbin recursion.

use kernel_runtime::kernel;

/// Solves a Toeplitz system; `z` is scratch.
#[kernel]
pub fn durbin(r: &[f64], y: &mut [f64], z: &mut [f64]) {
    let n = r.len();
    y[0] = -r[0];
    let mut beta = 1.0;
    let mut alpha = -r[0];
    for k in 1..n {
        beta *= 1.0 - alpha * alpha;
        let mut sum = 0.0;
        for i in 0..k {
            sum += r[k - i - 1] * y[i];
        }
        alpha = -(r[k] + sum) / beta;
        for i in 0..k {
            z[i] = y[i] + alpha * y[k - i - 1];
        }
        for i in 0..k {
            y[i] = z[i];
        }
        y[k] = alpha;
    }
}
