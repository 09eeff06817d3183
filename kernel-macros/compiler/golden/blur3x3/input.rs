pub fn blur3x3(width: usize, height: usize, input: &[f32], output: &mut [f32]) {
    assert!(width >= 3 && height >= 3);
    for y in 1..height - 1 {
        for x in 1..width - 1 {
            let mut sum = 0.0;
            for dy in 0..3 {
                for dx in 0..3 {
                    sum += input[(y + dy - 1) * width + x + dx - 1];
                }
            }
            output[y * width + x] = sum / 9.0;
        }
    }
}
