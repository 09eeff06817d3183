//! Pooling by two.

use kernel_runtime::kernel;

/// The largest of each 2 × 2 square.
#[kernel]
pub fn max_pool(width: usize, height: usize, input: &[f32], output: &mut [f32]) {
    let (out_w, out_h) = (width / 2, height / 2);
    for y in 0..out_h {
        for x in 0..out_w {
            let mut best = f32::NEG_INFINITY;
            for dy in 0..2 {
                for dx in 0..2 {
                    let value = input[(2 * y + dy) * width + 2 * x + dx];
                    if value > best {
                        best = value;
                    }
                }
            }
            output[y * out_w + x] = best;
        }
    }
}
