//! A step of the Adam optimiser.

use kernel_runtime::kernel;

/// Moves the weights `w` along the gradient `g` with the moments `m` and `v`.
#[kernel]
pub fn adam(step: i32, rate: f32, g: &[f32], w: &mut [f32], m: &mut [f32], v: &mut [f32]) {
    const BETA1: f32 = 0.9;
    const BETA2: f32 = 0.999;
    let correction1 = 1.0 - BETA1.powi(step);
    let correction2 = 1.0 - BETA2.powi(step);
    for (((w, m), v), &g) in w
        .iter_mut()
        .zip(m.iter_mut())
        .zip(v.iter_mut())
        .zip(g.iter())
    {
        *m = BETA1 * *m + (1.0 - BETA1) * g;
        *v = BETA2 * *v + (1.0 - BETA2) * g * g;
        let m_hat = *m / correction1;
        let v_hat = *v / correction2;
        *w -= rate * m_hat / (v_hat.sqrt() + 1e-8);
    }
}
