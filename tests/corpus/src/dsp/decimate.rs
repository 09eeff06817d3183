//! Fewer samples.

use kernel_runtime::kernel;

/// Every `factor`-th sample, after a mean over `factor` of them.
#[kernel]
pub fn decimate(factor: usize, input: &[f32], output: &mut [f32]) {
    for (o, i) in (0..input.len()).step_by(factor).enumerate() {
        if o >= output.len() {
            break;
        }
        let end = (i + factor).min(input.len());
        let mut sum = 0.0;
        for &x in &input[i..end] {
            sum += x;
        }
        output[o] = sum / (end - i) as f32;
    }
}
