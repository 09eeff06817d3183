//! Layer normalisation.

use kernel_runtime::kernel;

/// Normalises each row to mean 0 and variance 1, then scales and shifts.
#[kernel]
pub fn layer_norm(x: &[f32], gamma: &[f32], beta: &[f32], eps: f32, y: &mut [f32]) {
    let d = gamma.len();
    for (x, y) in x.chunks_exact(d).zip(y.chunks_exact_mut(d)) {
        let mean = x.iter().sum::<f32>() / d as f32;
        let variance = x.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / d as f32;
        let scale = 1.0 / (variance + eps).sqrt();
        for i in 0..d {
            y[i] = (x[i] - mean) * scale * gamma[i] + beta[i];
        }
    }
}
