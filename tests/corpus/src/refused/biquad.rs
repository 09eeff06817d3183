//! A filter of infinite response on one signal: each output needs the two before it.

/// Filters in place with the coefficients b0, b1, b2, a1, a2.
pub fn biquad(c: &[f32; 5], signal: &mut [f32]) {
    let (mut z1, mut z2) = (0.0, 0.0);
    for s in signal.iter_mut() {
        let input = *s;
        let output = c[0] * input + z1;
        z1 = c[1] * input - c[3] * output + z2;
        z2 = c[2] * input - c[4] * output;
        *s = output;
    }
}
