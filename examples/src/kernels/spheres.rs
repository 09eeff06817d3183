//! A picture of two spheres: a struct and the helpers that work on it.

use kernel_runtime::kernel;

/// Farther than anything.
const NOWHERE: f32 = 1e30;

/// A point or a direction in space.
#[kernel(helper)]
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Vec3 {
    /// To the right.
    pub x: f32,
    /// Down.
    pub y: f32,
    /// Away.
    pub z: f32,
}

#[kernel(helper)]
fn dot(a: Vec3, b: Vec3) -> f32 {
    a.x * b.x + a.y * b.y + a.z * b.z
}

/// `a + s * b`
#[kernel(helper)]
fn along(a: Vec3, s: f32, b: Vec3) -> Vec3 {
    Vec3 {
        x: a.x + s * b.x,
        y: a.y + s * b.y,
        z: a.z + s * b.z,
    }
}

#[kernel(helper)]
fn normalised(v: Vec3) -> Vec3 {
    let shrink = 1.0 / dot(v, v).sqrt();
    Vec3 {
        x: v.x * shrink,
        y: v.y * shrink,
        z: v.z * shrink,
    }
}

/// How far along a ray from the eye a sphere is met, if it is.
#[kernel(helper)]
fn distance(direction: Vec3, centre: Vec3, radius: f32) -> f32 {
    let nearest = dot(direction, centre);
    let inside = nearest * nearest - dot(centre, centre) + radius * radius;
    if inside < 0.0 {
        return NOWHERE;
    }
    nearest - inside.sqrt()
}

/// How bright a sphere is where a ray meets it: the less, the more the ray only grazes it.
#[kernel(helper)]
fn brightness(direction: Vec3, far: f32, centre: Vec3, radius: f32, light: Vec3) -> f32 {
    const AMBIENT: f32 = 0.1;
    let place = along(
        Vec3 {
            x: 0.0,
            y: 0.0,
            z: 0.0,
        },
        far,
        direction,
    );
    let outward = along(place, -1.0, centre);
    let lit = (dot(outward, light) / radius).max(0.0);
    let facing = -dot(outward, direction) / radius;
    facing * (AMBIENT + (1.0 - AMBIENT) * lit)
}

/// Two spheres under a light, seen from the origin; 0 where there is none. `light` is the direction towards it, of length 1.
///
/// ```
/// use kernel_examples::{Vec3, spheres};
///
/// let light = Vec3 { x: 0.0, y: 0.0, z: -1.0 };
/// let mut picture = [0.0; 9];
/// spheres::dispatch(3, 3, light, &mut picture)?;
/// assert_eq!(picture[0], 0.0);
/// assert!(picture[4] > 0.9);
/// # Ok::<(), kernel_runtime::Error>(())
/// ```
#[kernel]
pub fn spheres(w: usize, h: usize, light: Vec3, picture: &mut [f32]) {
    for y in 0..h {
        for x in 0..w {
            let direction = normalised(Vec3 {
                x: (x as f32 + 0.5) / w as f32 - 0.5,
                y: (y as f32 + 0.5) / h as f32 - 0.5,
                z: 1.0,
            });
            let large = Vec3 {
                x: 0.0,
                y: 0.1,
                z: 4.0,
            };
            let small = Vec3 {
                x: 0.9,
                y: -0.9,
                z: 2.5,
            };
            let (to_large, to_small) = (
                distance(direction, large, 1.0),
                distance(direction, small, 0.25),
            );
            picture[y * w + x] = if to_small < to_large {
                brightness(direction, to_small, small, 0.25, light)
            } else if to_large < NOWHERE {
                brightness(direction, to_large, large, 1.0, light)
            } else {
                0.0
            };
        }
    }
}
