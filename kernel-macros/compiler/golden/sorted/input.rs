pub fn median_of_five(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut window = [0.0f32; 5];
        for k in 0..5 {
            window[k] = x[i + k];
        }
        for a in 1..5 {
            let value = window[a];
            let mut b = a;
            while b > 0 && window[b - 1] > value {
                window[b] = window[b - 1];
                b -= 1;
            }
            window[b] = value;
        }
        y[i] = window[2];
    }
}
