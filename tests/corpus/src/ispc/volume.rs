//! ISPC's `volume_rendering`: rays through a grid of densities.

use kernel_runtime::kernel;

#[kernel(helper)]
#[derive(Clone, Copy)]
struct Ray {
    origin: [f32; 3],
    dir: [f32; 3],
}

/// Where the ray enters and leaves the unit cube.
#[kernel(helper)]
fn intersect_cube(ray: Ray) -> (f32, f32) {
    let mut t0 = 0.0f32;
    let mut t1 = f32::INFINITY;
    for axis in 0..3 {
        let inverse = 1.0 / ray.dir[axis];
        let a = (0.0 - ray.origin[axis]) * inverse;
        let b = (1.0 - ray.origin[axis]) * inverse;
        t0 = t0.max(a.min(b));
        t1 = t1.min(a.max(b));
    }
    (t0, t1)
}

#[kernel(helper)]
fn lerp(t: f32, a: f32, b: f32) -> f32 {
    (1.0 - t) * a + t * b
}

/// The density at a point of the unit cube, between the eight grid points around it.
#[kernel(helper)]
fn density_at(n: usize, density: &[f32], x: f32, y: f32, z: f32) -> f32 {
    let last = n - 2;
    let scale = (n - 1) as f32;
    let (px, py, pz) = (x * scale, y * scale, z * scale);
    let ix = (px as usize).min(last);
    let iy = (py as usize).min(last);
    let iz = (pz as usize).min(last);
    let (dx, dy, dz) = (px - ix as f32, py - iy as f32, pz - iz as f32);
    let d = |x: usize, y: usize, z: usize| density[z * n * n + y * n + x];
    let d00 = lerp(dx, d(ix, iy, iz), d(ix + 1, iy, iz));
    let d10 = lerp(dx, d(ix, iy + 1, iz), d(ix + 1, iy + 1, iz));
    let d01 = lerp(dx, d(ix, iy, iz + 1), d(ix + 1, iy, iz + 1));
    let d11 = lerp(dx, d(ix, iy + 1, iz + 1), d(ix + 1, iy + 1, iz + 1));
    lerp(dz, lerp(dy, d00, d10), lerp(dy, d01, d11))
}

/// The light that comes through the cube to each pixel of a picture seen from `eye`.
#[kernel]
pub fn volume(
    width: usize,
    height: usize,
    eye: [f32; 3],
    n: usize,
    density: &[f32],
    step: f32,
    picture: &mut [f32],
) {
    for y in 0..height {
        for x in 0..width {
            let u = (x as f32 + 0.5) / width as f32;
            let v = (y as f32 + 0.5) / height as f32;
            let ray = Ray {
                origin: eye,
                dir: [u - eye[0], v - eye[1], 0.5 - eye[2]],
            };
            let (t0, t1) = intersect_cube(ray);
            let mut light = 0.0;
            let mut transmittance = 1.0f32;
            let mut t = t0;
            while t < t1 {
                let px = ray.origin[0] + t * ray.dir[0];
                let py = ray.origin[1] + t * ray.dir[1];
                let pz = ray.origin[2] + t * ray.dir[2];
                let absorbed = density_at(n, density, px, py, pz) * step;
                transmittance *= 1.0 - absorbed;
                if transmittance < 0.005 {
                    break;
                }
                light += transmittance * absorbed;
                t += step;
            }
            picture[y * width + x] = light;
        }
    }
}
