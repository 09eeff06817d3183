//! Arguments: simulations.

use kernel_examples::case;
use kernel_tests::differential::Tolerance;

use crate::Entry;
use crate::physics::lennard_jones::lennard_jones;
use crate::physics::sph_density::sph_density;
use crate::physics::verlet::verlet;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        lennard_jones, |n, data| {}
        arguments {
            x: Vec<f64> = data.doubles(n, 0.0, 20.0);
            y: Vec<f64> = data.doubles(n, 0.0, 20.0);
            side: f64 = 20.0;
            cutoff: f64 = 2.5;
            fx: Vec<f64> = vec![7.0; n];
            fy: Vec<f64> = vec![7.0; n];
        }
        elements n * n;
        call (x, y, *side, *cutoff, fx, fy) -> f64;
        writes [fx, fy];
        faults {
            at_entry "too few places" |y| y.pop();
        }
    })
    .largest(600)
    .bench(512)
    .ordinary_only()
    .cpu(|_| Tolerance::relative(1e-9))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        sph_density, |n, data| {}
        arguments {
            h: f32 = 0.5;
            mass: f32 = 0.1;
            x: Vec<f32> = data.floats(n, 0.0, 1.0);
            y: Vec<f32> = data.floats(n, 0.0, 1.0);
            z: Vec<f32> = data.floats(n, 0.0, 1.0);
            density: Vec<f32> = vec![7.0; n];
        }
        elements n * n;
        call (*h, *mass, x, y, z, density);
        writes [density];
        faults {
            at_entry "too few places" |z| z.pop();
        }
    })
    .largest(600)
    .bench(512)
    // The norm contains a ninth power.
    .cpu(|_| Tolerance::relative(1e-5))
    .gpu(|_| Tolerance::close(1e-4, 1e-4)),
    Entry::of(case! {
        verlet, |n, data| {}
        arguments {
            dt: f32 = 0.5;
            size: f32 = 1.0;
            x: Vec<f32> = data.floats(n, 0.0, 1.0);
            v: Vec<f32> = data.floats(n, -1.0, 1.0);
            force: Vec<f32> = data.floats(n, -1.0, 1.0);
        }
        elements n;
        call (*dt, *size, x, v, force);
        writes [x, v];
        faults {
            at_entry "too few speeds" |v| v.pop();
            at_entry "too few forces" |force| force.pop();
        }
    })
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
];
