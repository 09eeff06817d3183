//! A blur as two passes.

use kernel_runtime::kernel;

const WEIGHTS: [f32; 5] = [1.0 / 16.0, 4.0 / 16.0, 6.0 / 16.0, 4.0 / 16.0, 1.0 / 16.0];

/// Rows into `tmp`, then columns into `dst`; two pixels of the border are left alone.
#[kernel]
pub fn separable_blur(width: usize, height: usize, src: &[f32], tmp: &mut [f32], dst: &mut [f32]) {
    for y in 0..height {
        for x in 2..width - 2 {
            let mut sum = 0.0;
            for (k, w) in WEIGHTS.iter().enumerate() {
                sum += w * src[y * width + x + k - 2];
            }
            tmp[y * width + x] = sum;
        }
    }
    for y in 2..height - 2 {
        for x in 2..width - 2 {
            let mut sum = 0.0;
            for k in 0..5 {
                sum += WEIGHTS[k] * tmp[(y + k - 2) * width + x];
            }
            dst[y * width + x] = sum;
        }
    }
}
