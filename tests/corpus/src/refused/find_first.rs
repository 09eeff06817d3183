//! A search that stops at the first hit: later iterations must not run.

/// The index of the first value above `limit`, or the length.
pub fn find_first(limit: f32, x: &[f32]) -> usize {
    for (i, &v) in x.iter().enumerate() {
        if v > limit {
            return i;
        }
    }
    x.len()
}
