pub fn matvec(a: &[f32], x: &[f32], y: &mut [f32]) {
    let n = x.len();
    for i in 0..y.len() {
        let mut sum = 0.0;
        for j in 0..n {
            sum += a[i * n + j] * x[j];
        }
        y[i] = sum;
    }
}
