//! A filter of infinite response on many channels.

use kernel_runtime::kernel;

/// Filters each channel of `samples` samples, in place, with the coefficients b0, b1, b2, a1, a2.
#[kernel]
pub fn biquad_bank(samples: usize, c: &[f32; 5], signal: &mut [f32]) {
    for channel in signal.chunks_exact_mut(samples) {
        let (mut z1, mut z2) = (0.0, 0.0);
        for s in channel {
            let input = *s;
            let output = c[0] * input + z1;
            z1 = c[1] * input - c[3] * output + z2;
            z2 = c[2] * input - c[4] * output;
            *s = output;
        }
    }
}
