//! Scores of quantised vectors.

use kernel_runtime::kernel;

/// The dot product of each row of `i8` with the query, scaled.
#[kernel]
pub fn quantized_dot(query: &[i8], rows: &[i8], scale: f32, scores: &mut [f32]) {
    let d = query.len();
    for (i, score) in scores.iter_mut().enumerate() {
        let row = &rows[i * d..][..d];
        let mut acc = 0i32;
        for j in 0..d {
            acc += row[j] as i32 * query[j] as i32;
        }
        *score = acc as f32 * scale;
    }
}
