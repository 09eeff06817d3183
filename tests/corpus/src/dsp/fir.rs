//! A filter of finite response.

use kernel_runtime::kernel;

/// `output[i] = Σ taps[k] · input[i + k]`
#[kernel]
pub fn fir(input: &[f32], taps: &[f32], output: &mut [f32]) {
    for (window, out) in input.windows(taps.len()).zip(output.iter_mut()) {
        *out = window.iter().zip(taps).map(|(x, t)| x * t).sum();
    }
}
