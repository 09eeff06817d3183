//! From linear light to sRGB.

use kernel_runtime::kernel;

#[kernel(helper)]
fn encode(linear: f32) -> f32 {
    if linear <= 0.0031308 {
        12.92 * linear
    } else {
        1.055 * linear.powf(1.0 / 2.4) - 0.055
    }
}

/// The sRGB byte of each linear value.
#[kernel]
pub fn gamma(linear: &[f32], srgb: &mut [u8]) {
    for i in 0..linear.len() {
        srgb[i] = (encode(linear[i].clamp(0.0, 1.0)) * 255.0 + 0.5) as u8;
    }
}
