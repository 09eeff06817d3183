pub fn max(x: &[f32]) -> f32 {
    let mut largest = f32::NEG_INFINITY;
    for i in 0..x.len() {
        if x[i] > largest {
            largest = x[i];
        }
    }
    largest
}
