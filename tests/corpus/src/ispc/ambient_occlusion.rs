//! ISPC's `aobench`: three spheres on a plane, lit from everywhere.

use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Vec3 {
    x: f32,
    y: f32,
    z: f32,
}

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Hit {
    t: f32,
    p: Vec3,
    n: Vec3,
}

#[kernel(helper)]
fn dot(a: Vec3, b: Vec3) -> f32 {
    a.x * b.x + a.y * b.y + a.z * b.z
}

#[kernel(helper)]
fn cross(a: Vec3, b: Vec3) -> Vec3 {
    Vec3 {
        x: a.y * b.z - b.y * a.z,
        y: a.z * b.x - b.z * a.x,
        z: a.x * b.y - b.x * a.y,
    }
}

/// `a + s · b`
#[kernel(helper)]
fn along(a: Vec3, s: f32, b: Vec3) -> Vec3 {
    Vec3 {
        x: a.x + s * b.x,
        y: a.y + s * b.y,
        z: a.z + s * b.z,
    }
}

#[kernel(helper)]
fn normalize(v: Vec3) -> Vec3 {
    let inverse = 1.0 / dot(v, v).sqrt();
    Vec3 {
        x: v.x * inverse,
        y: v.y * inverse,
        z: v.z * inverse,
    }
}

#[kernel(helper)]
fn sphere(center: Vec3, radius: f32, origin: Vec3, dir: Vec3, hit: &mut Hit) {
    let rs = along(origin, -1.0, center);
    let b = dot(rs, dir);
    let c = dot(rs, rs) - radius * radius;
    let d = b * b - c;
    if d > 0.0 {
        let t = -b - d.sqrt();
        if t > 0.0 && t < hit.t {
            hit.t = t;
            hit.p = along(origin, t, dir);
            hit.n = normalize(along(hit.p, -1.0, center));
        }
    }
}

#[kernel(helper)]
fn plane(origin: Vec3, dir: Vec3, hit: &mut Hit) {
    let normal = Vec3 {
        x: 0.0,
        y: 1.0,
        z: 0.0,
    };
    let v = dot(dir, normal);
    if v.abs() < 1.0e-17 {
        return;
    }
    let t = -(dot(origin, normal) + 0.5) / v;
    if t > 0.0 && t < hit.t {
        hit.t = t;
        hit.p = along(origin, t, dir);
        hit.n = normal;
    }
}

#[kernel(helper)]
fn trace(origin: Vec3, dir: Vec3) -> Hit {
    let zero = Vec3 {
        x: 0.0,
        y: 0.0,
        z: 0.0,
    };
    let mut hit = Hit {
        t: 1.0e17,
        p: zero,
        n: zero,
    };
    sphere(
        Vec3 {
            x: -2.0,
            y: 0.0,
            z: -3.5,
        },
        0.5,
        origin,
        dir,
        &mut hit,
    );
    sphere(
        Vec3 {
            x: -0.5,
            y: 0.0,
            z: -3.0,
        },
        0.5,
        origin,
        dir,
        &mut hit,
    );
    sphere(
        Vec3 {
            x: 1.0,
            y: 0.0,
            z: -2.2,
        },
        0.5,
        origin,
        dir,
        &mut hit,
    );
    plane(origin, dir, &mut hit);
    hit
}

/// The next number of `0..1`, by a linear congruential generator.
#[kernel(helper)]
fn random(state: &mut u32) -> f32 {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 8) as f32 / 16_777_216.0
}

/// The share of the sky that the hit point sees, by `samples` random rays.
#[kernel(helper)]
fn occlusion(hit: Hit, samples: u32, state: &mut u32) -> f32 {
    let helper = if hit.n.x.abs() < 0.6 {
        Vec3 {
            x: 1.0,
            y: 0.0,
            z: 0.0,
        }
    } else {
        Vec3 {
            x: 0.0,
            y: 1.0,
            z: 0.0,
        }
    };
    let tangent = normalize(cross(helper, hit.n));
    let bitangent = cross(hit.n, tangent);
    let origin = along(hit.p, 1.0e-4, hit.n);
    let mut open = 0;
    for _ in 0..samples {
        let theta = random(state).sqrt();
        let phi = 2.0 * std::f32::consts::PI * random(state);
        let x = phi.cos() * theta;
        let y = phi.sin() * theta;
        let z = (1.0 - theta * theta).sqrt();
        let dir = along(
            along(
                along(
                    Vec3 {
                        x: 0.0,
                        y: 0.0,
                        z: 0.0,
                    },
                    x,
                    tangent,
                ),
                y,
                bitangent,
            ),
            z,
            hit.n,
        );
        if trace(origin, dir).t >= 1.0e17 {
            open += 1;
        }
    }
    open as f32 / samples as f32
}

/// The brightness of each pixel.
#[kernel]
pub fn ambient_occlusion(width: usize, height: usize, samples: u32, picture: &mut [f32]) {
    for (i, pixel) in picture.iter_mut().enumerate().take(width * height) {
        let x = (i % width) as f32;
        let y = (i / width) as f32;
        let dir = normalize(Vec3 {
            x: (x - width as f32 / 2.0) / (width as f32 / 2.0),
            y: -(y - height as f32 / 2.0) / (height as f32 / 2.0),
            z: -1.0,
        });
        let hit = trace(
            Vec3 {
                x: 0.0,
                y: 0.0,
                z: 0.0,
            },
            dir,
        );
        let mut state = i as u32 * 9781 + 1;
        *pixel = if hit.t < 1.0e17 {
            occlusion(hit, samples, &mut state)
        } else {
            0.0
        };
    }
}
