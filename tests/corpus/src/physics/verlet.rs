//! Particles in a box.

use kernel_runtime::kernel;

/// Moves each particle by its speed and reflects it at 0 and `size`.
#[kernel]
pub fn verlet(dt: f32, size: f32, x: &mut [f32], v: &mut [f32], force: &[f32]) {
    assert_eq!(x.len(), v.len());
    for i in 0..x.len() {
        v[i] += force[i] * dt;
        x[i] += v[i] * dt;
        if x[i] < 0.0 {
            x[i] = -x[i];
            v[i] = -v[i];
        } else if x[i] > size {
            x[i] = 2.0 * size - x[i];
            v[i] = -v[i];
        }
    }
}
