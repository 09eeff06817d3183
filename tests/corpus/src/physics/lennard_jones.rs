//! Forces between neutral atoms in a periodic box.

use kernel_runtime::kernel;

/// The force on each atom along one line, and the total potential energy.
#[kernel]
pub fn lennard_jones(
    x: &[f64],
    y: &[f64],
    side: f64,
    cutoff: f64,
    fx: &mut [f64],
    fy: &mut [f64],
) -> f64 {
    let n = x.len();
    let mut energy = 0.0;
    for i in 0..n {
        let mut force = (0.0, 0.0);
        for j in 0..n {
            if i == j {
                continue;
            }
            let mut dx = x[i] - x[j];
            let mut dy = y[i] - y[j];
            // The nearest image.
            dx -= side * (dx / side).round();
            dy -= side * (dy / side).round();
            let r2 = dx * dx + dy * dy;
            if r2 < cutoff * cutoff {
                let s2 = 1.0 / r2;
                let s6 = s2 * s2 * s2;
                let f = 24.0 * s2 * s6 * (2.0 * s6 - 1.0);
                force.0 += f * dx;
                force.1 += f * dy;
                energy += 2.0 * s6 * (s6 - 1.0);
            }
        }
        fx[i] = force.0;
        fy[i] = force.1;
    }
    energy
}
