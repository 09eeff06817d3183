//! Dithering by error diffusion: each pixel needs the error of the one before.

/// Black and white in one row after the other.
pub fn error_diffusion(width: usize, height: usize, gray: &mut [f32]) {
    for y in 0..height - 1 {
        for x in 1..width - 1 {
            let old = gray[y * width + x];
            let new = if old < 128.0 { 0.0 } else { 255.0 };
            let error = old - new;
            gray[y * width + x] = new;
            gray[y * width + x + 1] += error * 7.0 / 16.0;
            gray[(y + 1) * width + x - 1] += error * 3.0 / 16.0;
            gray[(y + 1) * width + x] += error * 5.0 / 16.0;
            gray[(y + 1) * width + x + 1] += error * 1.0 / 16.0;
        }
    }
}
