//! Rodinia's `lavaMD`: forces between the particles of neighbouring boxes.

use kernel_runtime::kernel;

/// Potential and force on each particle. Box `b` holds `per_box` particles; its neighbours are
/// `neighbors[first[b]..first[b + 1]]`. A particle is x, y, z and a charge.
#[kernel]
pub fn lavamd(
    alpha: f32,
    per_box: usize,
    first: &[u32],
    neighbors: &[u32],
    particles: &[f32],
    forces: &mut [f32],
) {
    let a2 = 2.0 * alpha * alpha;
    let boxes = first.len() - 1;
    for b in 0..boxes {
        for i in 0..per_box {
            let me = 4 * (b * per_box + i);
            let (x, y, z) = (particles[me], particles[me + 1], particles[me + 2]);
            let (mut v, mut fx, mut fy, mut fz) = (0.0, 0.0, 0.0, 0.0);
            for k in first[b]..first[b + 1] {
                let other = neighbors[k as usize] as usize;
                for j in 0..per_box {
                    let it = 4 * (other * per_box + j);
                    let (dx, dy, dz) = (
                        x - particles[it],
                        y - particles[it + 1],
                        z - particles[it + 2],
                    );
                    let q = particles[it + 3];
                    let vij = (-a2 * (dx * dx + dy * dy + dz * dz)).exp();
                    let fs = 2.0 * vij;
                    v += q * vij;
                    fx += q * fs * dx;
                    fy += q * fs * dy;
                    fz += q * fs * dz;
                }
            }
            forces[me] += v;
            forces[me + 1] += fx;
            forces[me + 2] += fy;
            forces[me + 3] += fz;
        }
    }
}
