//! Structs marked `#[kernel(helper)]`: in helpers, in kernels, and as parameters.

use kernel_runtime::kernel;
use kernel_tests::helpers::{Camera, Range};

use crate::harness::{SIZES, agree, floats, integers};

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Vec3 {
    x: f32,
    y: f32,
    z: f32,
}

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Ray {
    origin: Vec3,
    direction: Vec3,
}

#[kernel(helper)]
fn dot(a: Vec3, b: Vec3) -> f32 {
    a.x * b.x + a.y * b.y + a.z * b.z
}

#[kernel(helper)]
fn scaled(v: &Vec3, s: f32) -> Vec3 {
    Vec3 {
        x: v.x * s,
        y: v.y * s,
        z: v.z * s,
    }
}

#[kernel(helper)]
fn normalised(v: Vec3) -> Vec3 {
    let length = dot(v, v).sqrt();
    if length == 0.0 {
        return v;
    }
    scaled(&v, 1.0 / length)
}

/// The distance along the ray to the sphere, or -1.
#[kernel(helper)]
fn sphere(ray: Ray, centre: Vec3, radius: f32) -> f32 {
    let Vec3 { x, y, z } = centre;
    let to = Vec3 {
        x: ray.origin.x - x,
        y: ray.origin.y - y,
        z: ray.origin.z - z,
    };
    let b = dot(to, ray.direction);
    let c = dot(to, to) - radius * radius;
    let inside = b * b - c;
    if inside < 0.0 {
        return -1.0;
    }
    let root = inside.sqrt();
    let near = -b - root;
    if near > 0.0 { near } else { -b + root }
}

#[kernel(helper)]
fn moved(ray: &mut Ray, by: f32) {
    if by < -2.0 {
        return;
    }
    ray.origin.x += by * ray.direction.x;
    lifted(&mut ray.origin, by);
    let kept = *ray;
    *ray = Ray {
        origin: kept.direction,
        direction: kept.origin,
    };
}

#[kernel(helper)]
fn lifted(v: &mut Vec3, by: f32) {
    v.y += by;
    raised(&mut v.z);
}

#[kernel(helper)]
fn raised(v: &mut f32) {
    *v *= 2.0;
}

#[kernel]
fn lent_structs(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let start = Vec3 {
            x: x[i],
            y: 0.5,
            z: -x[i],
        };
        let mut ray = Ray {
            origin: start,
            direction: scaled(&start, 2.0),
        };
        moved(&mut ray, x[i]);
        if x[i] > 0.0 {
            moved(&mut ray, 1.0);
            lifted(&mut ray.direction, 3.0);
        }
        y[i] = dot(ray.origin, ray.direction) + ray.direction.z;
    }
}

#[kernel]
fn depths(sight: Vec3, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let direction = normalised(Vec3 {
            x: x[i] * 0.1,
            ..sight
        });
        let ray = Ray {
            direction,
            origin: Vec3 {
                x: 0.0,
                y: 0.0,
                z: 0.0,
            },
        };
        let centre = Vec3 {
            z: 4.0,
            x: 0.0,
            y: 0.1,
        };
        y[i] = sphere(ray, centre, 1.5);
    }
}

#[kernel]
fn assigned_fields(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut v = Vec3 {
            x: x[i],
            y: 1.0,
            z: 2.0,
        };
        let mut ray = Ray {
            origin: v,
            direction: v,
        };
        if x[i] > 0.0 {
            v.x += 1.0;
            ray.direction.z *= v.x;
            (v.y, v.z) = (v.z, v.y);
            ray.origin = v;
        }
        let Ray {
            origin: Vec3 { y: height, .. },
            direction,
        } = ray;
        y[i] = v.x + 10.0 * v.y + height + direction.z;
    }
}

#[kernel]
fn changed_parameter(mut view: Camera, x: &[f32], y: &mut [f32]) {
    view.zoom += 0.5;
    for i in 0..y.len() {
        y[i] = view.zoom * x[i]
            + if view.mirrored {
                view.at.low
            } else {
                view.at.high
            };
    }
}

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Pair(i32, u8);

#[kernel(helper)]
fn swapped(pair: Pair) -> Pair {
    Pair(i32::from(pair.1), pair.0 as u8)
}

#[kernel]
fn tuple_structs(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut pair = swapped(Pair(x[i], 200));
        pair.0 -= 1;
        let Pair(a, b) = pair;
        y[i] = 1000 * a + b as i32;
    }
}

#[kernel]
fn clamped(range: Range, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = kernel_tests::helpers::clamped(range, x[i]);
    }
}

#[test]
fn structs_agree() {
    for n in SIZES {
        let sight = Vec3 {
            x: 9.0,
            y: 0.2,
            z: 1.0,
        };
        agree!(depths(sight, &floats(n)), vec![9.0; n]);
        agree!(assigned_fields(&floats(n)), vec![9.0; n]);
        agree!(lent_structs(&floats(n)), vec![9.0; n]);
        agree!(tuple_structs(&integers(n)), vec![9; n]);
    }
}

#[test]
fn structs_of_another_crate_agree() {
    let range = Range::new(-1.0, 2.5);
    for n in SIZES {
        for mirrored in [false, true] {
            let view = Camera {
                at: range,
                zoom: 2.0,
                mirrored,
            };
            agree!(changed_parameter(view, &floats(n)), vec![9.0; n]);
        }
        agree!(clamped(range, &floats(n)), vec![9.0; n]);
    }
}
