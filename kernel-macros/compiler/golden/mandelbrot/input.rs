pub fn mandelbrot(width: usize, height: usize, limit: i32, out: &mut [i32]) {
    for row in 0..height {
        for column in 0..width {
            let cx = column as f32 / width as f32 * 3.0 - 2.0;
            let cy = row as f32 / height as f32 * 2.0 - 1.0;
            let (mut x, mut y) = (0.0f32, 0.0f32);
            let mut n = 0;
            while n < limit {
                let (x2, y2) = (x * x, y * y);
                if x2 + y2 > 4.0 {
                    break;
                }
                y = 2.0 * x * y + cy;
                x = x2 - y2 + cx;
                n += 1;
            }
            out[row * width + column] = n;
        }
    }
}
