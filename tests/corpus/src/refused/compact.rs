//! Keeps some of the values: where each goes depends on how many were kept before.

/// Moves the positive values to the front of `out` and returns their number.
pub fn compact(x: &[f32], out: &mut [f32]) -> usize {
    let mut kept = 0;
    for &v in x {
        if v > 0.0 {
            out[kept] = v;
            kept += 1;
        }
    }
    kept
}
