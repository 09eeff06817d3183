//! Companding of speech, ITU-T G.711.

use kernel_runtime::kernel;

/// The µ-law byte of each sample.
#[kernel]
pub fn mu_law(pcm: &[i16], encoded: &mut [u8]) {
    const BIAS: i32 = 0x84;
    for (&sample, out) in pcm.iter().zip(encoded.iter_mut()) {
        let sign = if sample < 0 { 0x80 } else { 0 };
        let magnitude = (sample as i32).abs().min(32_635) + BIAS;
        let exponent = 24 - (magnitude as u32).leading_zeros() as i32;
        let mantissa = magnitude >> (exponent + 3) & 0x0f;
        *out = !(sign | exponent << 4 | mantissa) as u8;
    }
}
