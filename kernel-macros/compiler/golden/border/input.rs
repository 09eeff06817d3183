#[kernel]
fn border(w: usize, h: usize, from: &[f32], to: &mut [f32]) {
    for y in 0..h {
        for x in 0..w {
            let left = x.saturating_sub(1);
            let right = (x + 1).min(w - 1);
            to[y * w + x] = from[y * w + left] + from[y * w + right];
        }
    }
}
