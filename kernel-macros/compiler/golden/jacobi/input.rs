pub fn jacobi(w: usize, h: usize, from: &[f64], to: &mut [f64]) {
    for y in 1..h - 1 {
        for x in 1..w - 1 {
            let i = y * w + x;
            to[i] = 0.25 * (from[i - 1] + from[i + 1] + from[i - w] + from[i + w]);
        }
    }
}
