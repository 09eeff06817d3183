//! Attention of one query.

use kernel_runtime::kernel;

/// The mean of `values`, weighted by how well the keys match the query; `scores` is scratch for one number a key.
#[kernel]
pub fn attention_row(
    query: &[f32],
    keys: &[f32],
    values: &[f32],
    scores: &mut [f32],
    out: &mut [f32],
) {
    let d = query.len();
    let scale = 1.0 / (d as f32).sqrt();
    for (t, score) in scores.iter_mut().enumerate() {
        let key = &keys[t * d..(t + 1) * d];
        *score = query.iter().zip(key).map(|(q, k)| q * k).sum::<f32>() * scale;
    }
    let mut max = f32::NEG_INFINITY;
    for &s in scores.iter() {
        max = max.max(s);
    }
    let mut total = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - max).exp();
        total += *s;
    }
    for i in 0..d {
        let mut sum = 0.0;
        for t in 0..scores.len() {
            sum += scores[t] * values[t * d + i];
        }
        out[i] = sum / total;
    }
}
