pub fn nbody(x: &[f32], y: &[f32], z: &[f32], mass: &[f32], ax: &mut [f32], ay: &mut [f32], az: &mut [f32]) {
    const SOFTENING: f32 = 1e-6;
    for i in 0..ax.len() {
        let (mut fx, mut fy, mut fz) = (0.0, 0.0, 0.0);
        for j in 0..mass.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            let d2 = dx * dx + dy * dy + dz * dz + SOFTENING;
            let inverse = 1.0 / d2.sqrt();
            let strength = mass[j] * inverse * inverse * inverse;
            fx += dx * strength;
            fy += dy * strength;
            fz += dz * strength;
        }
        ax[i] = fx;
        ay[i] = fy;
        az[i] = fz;
    }
}
