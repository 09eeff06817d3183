pub fn brighten(contrast: f32, x: &[u8], y: &mut [f32]) {
    const GAMMA: [f32; 8] = [0.0, 0.014, 0.063, 0.155, 0.292, 0.477, 0.712, 1.0];
    for i in 0..y.len() {
        let step = (x[i] / 37) as usize;
        y[i] = contrast * GAMMA[step] + GAMMA[1];
    }
}
