//! Softmax of rows, with `fast_math`.

use kernel_runtime::kernel;

/// The softmax of each row of `cols` logits.
#[kernel(fast_math)]
pub fn softmax_fast(cols: usize, logits: &[f32], probabilities: &mut [f32]) {
    for (row, out) in logits
        .chunks_exact(cols)
        .zip(probabilities.chunks_exact_mut(cols))
    {
        let max = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut sum = 0.0;
        for (o, &x) in out.iter_mut().zip(row) {
            *o = (x - max).exp();
            sum += *o;
        }
        for o in out.iter_mut() {
            *o /= sum;
        }
    }
}
