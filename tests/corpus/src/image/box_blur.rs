//! A blur whose border repeats the last pixel.

use kernel_runtime::kernel;

/// The mean over the square of `2 · radius + 1` pixels.
#[kernel]
pub fn box_blur(width: usize, height: usize, radius: i32, src: &[f32], dst: &mut [f32]) {
    let area = ((2 * radius + 1) * (2 * radius + 1)) as f32;
    for y in 0..height {
        for x in 0..width {
            let mut sum = 0.0;
            for dy in -radius..=radius {
                let sy = (y as i32 + dy).clamp(0, height as i32 - 1) as usize;
                for dx in -radius..=radius {
                    let sx = (x as i32 + dx).clamp(0, width as i32 - 1) as usize;
                    sum += src[sy * width + sx];
                }
            }
            dst[y * width + x] = sum / area;
        }
    }
}
