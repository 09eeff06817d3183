//! The density of a fluid of particles.

use kernel_runtime::kernel;

#[kernel(helper)]
fn poly6(r2: f32, h2: f32) -> f32 {
    if r2 >= h2 {
        return 0.0;
    }
    let d = h2 - r2;
    d * d * d
}

/// The density at each particle, by Müller's kernel of radius `h`.
#[kernel]
pub fn sph_density(h: f32, mass: f32, x: &[f32], y: &[f32], z: &[f32], density: &mut [f32]) {
    let h2 = h * h;
    let norm = mass * 315.0 / (64.0 * std::f32::consts::PI * h.powi(9));
    for (i, d) in density.iter_mut().enumerate() {
        let mut sum = 0.0;
        for j in 0..x.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            sum += poly6(dx * dx + dy * dy + dz * dz, h2);
        }
        *d = norm * sum;
    }
}
