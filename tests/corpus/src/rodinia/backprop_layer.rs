//! Rodinia's `backprop`: one layer forward.

use kernel_runtime::kernel;

#[kernel(helper)]
fn squash(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// `output[j] = squash(bias[j] + Σ input[k] · weights[k][j])`
#[kernel]
pub fn backprop_layer(input: &[f32], weights: &[f32], bias: &[f32], output: &mut [f32]) {
    let n = output.len();
    for j in 0..n {
        let mut sum = bias[j];
        for k in 0..input.len() {
            sum += weights[k * n + j] * input[k];
        }
        output[j] = squash(sum);
    }
}
