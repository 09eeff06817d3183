pub fn extremes(x: &[f32]) -> (f32, f32, usize) {
    let mut low = f32::INFINITY;
    let mut high = f32::NEG_INFINITY;
    let mut negative = 0;
    for v in x {
        low = low.min(*v);
        high = high.max(*v);
        if *v < 0.0 {
            negative += 1;
        }
    }
    (low, high, negative)
}
