//! Gravity between all pairs of bodies.

use kernel_runtime::kernel;

/// The acceleration of each body by all others, in units where the constant of gravity is one. `softening`, the square of a length,
/// keeps close pairs tame, and must be positive.
///
/// ```
/// use kernel_examples::nbody;
///
/// let (x, zero, mass) = ([0.0, 2.0], [0.0, 0.0], [1.0, 4.0]);
/// let (mut ax, mut ay, mut az) = ([0.0; 2], [0.0; 2], [0.0; 2]);
/// nbody::dispatch(1e-9, &x, &zero, &zero, &mass, &mut ax, &mut ay, &mut az)?;
/// assert!((ax[0] - 1.0).abs() < 1e-6 && (ax[1] + 0.25).abs() < 1e-6);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn nbody(
    softening: f32,
    x: &[f32],
    y: &[f32],
    z: &[f32],
    mass: &[f32],
    ax: &mut [f32],
    ay: &mut [f32],
    az: &mut [f32],
) {
    for i in 0..ax.len() {
        let mut sum_x = 0.0;
        let mut sum_y = 0.0;
        let mut sum_z = 0.0;
        for j in 0..x.len() {
            let dx = x[j] - x[i];
            let dy = y[j] - y[i];
            let dz = z[j] - z[i];
            let inverse = 1.0 / (dx * dx + dy * dy + dz * dz + softening).sqrt();
            let pull = mass[j] * inverse * inverse * inverse;
            sum_x += dx * pull;
            sum_y += dy * pull;
            sum_z += dz * pull;
        }
        ax[i] = sum_x;
        ay[i] = sum_y;
        az[i] = sum_z;
    }
}
