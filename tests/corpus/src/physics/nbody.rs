//! Gravity between all pairs.

use kernel_runtime::kernel;

/// A vector in space.
#[kernel(helper)]
#[derive(Clone, Copy)]
struct Vec3 {
    x: f32,
    y: f32,
    z: f32,
}

/// The acceleration at `p` by the mass `m` at `q`, softened.
#[kernel(helper)]
fn attraction(p: Vec3, q: Vec3, m: f32, softening: f32) -> Vec3 {
    let (dx, dy, dz) = (q.x - p.x, q.y - p.y, q.z - p.z);
    let r2 = dx * dx + dy * dy + dz * dz + softening;
    let s = m / (r2 * r2.sqrt());
    Vec3 {
        x: s * dx,
        y: s * dy,
        z: s * dz,
    }
}

/// Kicks the velocities by the accelerations of all bodies. A position is x, y, z and a mass.
#[kernel]
pub fn nbody(
    dt: f32,
    softening: f32,
    positions: &[[f32; 4]],
    vx: &mut [f32],
    vy: &mut [f32],
    vz: &mut [f32],
) {
    for (i, p) in positions.iter().enumerate() {
        let me = Vec3 {
            x: p[0],
            y: p[1],
            z: p[2],
        };
        let mut total = Vec3 {
            x: 0.0,
            y: 0.0,
            z: 0.0,
        };
        for q in positions {
            let a = attraction(
                me,
                Vec3 {
                    x: q[0],
                    y: q[1],
                    z: q[2],
                },
                q[3],
                softening,
            );
            total.x += a.x;
            total.y += a.y;
            total.z += a.z;
        }
        vx[i] += dt * total.x;
        vy[i] += dt * total.y;
        vz[i] += dt * total.z;
    }
}
