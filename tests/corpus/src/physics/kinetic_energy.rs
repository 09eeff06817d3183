//! How much a gas moves.

use kernel_runtime::kernel;

/// The kinetic energy and the momentum of all particles of velocity (vx, vy).
#[kernel]
pub fn kinetic_energy(mass: &[f64], vx: &[f64], vy: &[f64]) -> (f64, f64, f64) {
    let mut energy = 0.0;
    let mut px = 0.0;
    let mut py = 0.0;
    for ((&m, &vx), &vy) in mass.iter().zip(vx).zip(vy) {
        energy += 0.5 * m * (vx * vx + vy * vy);
        px += m * vx;
        py += m * vy;
    }
    (energy, px, py)
}
