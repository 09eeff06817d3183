#[kernel(fast_math)]
pub fn weights(scale: f32, x: &[f32], p: &[f64], y: &mut [f32], q: &mut [f64]) {
    for i in 0..y.len() {
        y[i] = (x[i] * scale.sin() + 1.0).exp() - x[i].atan();
        q[i] = p[i].powf(1.5) * p[i].ln();
    }
}
