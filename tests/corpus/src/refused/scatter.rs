//! Writes to places that only the data know: two may be the same.

/// `out[index[i]] = values[i]`
pub fn scatter(values: &[f32], index: &[u32], out: &mut [f32]) {
    for (&v, &i) in values.iter().zip(index) {
        out[i as usize] = v;
    }
}
