//! Arguments: simulations.

use kernel_examples::case;
use kernel_examples::cases::grid;
use kernel_tests::differential::Tolerance;

use super::side;
use crate::Entry;
use crate::physics::game_of_life::game_of_life;
use crate::physics::kinetic_energy::kinetic_energy;
use crate::physics::lattice_boltzmann::lattice_boltzmann;
use crate::physics::lennard_jones::lennard_jones;
use crate::physics::nbody::nbody;
use crate::physics::sph_density::sph_density;
use crate::physics::verlet::verlet;
use crate::physics::wave_equation::wave_equation;

/// Every kernel of the family.
pub(super) const ENTRIES: &[Entry] = &[
    Entry::of(case! {
        nbody, |n, data| {}
        arguments {
            dt: f32 = 0.01;
            softening: f32 = 0.01;
            positions: Vec<[f32; 4]> = (0..n)
                .map(|_| std::array::from_fn(|_| data.float(0.0, 1.0)))
                .collect();
            vx: Vec<f32> = data.floats(n, -1.0, 1.0);
            vy: Vec<f32> = data.floats(n, -1.0, 1.0);
            vz: Vec<f32> = data.floats(n, -1.0, 1.0);
        }
        elements n * n;
        call (*dt, *softening, positions, vx, vy, vz);
        writes [vx, vy, vz];
        faults {
            at_entry "too few velocities" |vz| vz.pop();
        }
    })
    .largest(600)
    .bench(512)
    .gpu(|n| Tolerance::close(1e-4, 1e-4 * n as f64)),
    Entry::of(case! {
        wave_equation, |n, data| { let n = side(n); }
        arguments {
            n: usize = n;
            steps: usize = 3;
            c2: f32 = 0.2;
            now: Vec<f32> = data.floats(n * n, -1.0, 1.0);
            before: Vec<f32> = data.floats(n * n, -1.0, 1.0);
        }
        elements n * n;
        call (*n, *steps, *c2, now, before);
        writes [now, before];
        faults {
            at_entry "a short state" |now, n| now.truncate(*n);
        }
    })
    .bench(60 * 60)
    .gpu(|_| Tolerance::close(1e-5, 1e-5)),
    Entry::of(case! {
        lattice_boltzmann, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            omega: f32 = 0.7;
            f: Vec<f32> = data.floats(9 * w * h, 0.1, 0.2);
            out: Vec<f32> = vec![7.0; 9 * w * h];
        }
        elements w * h;
        call (*width, *height, *omega, f, out);
        writes [out];
        faults {
            at_entry "a short result" |out| out.pop();
            under_way "too few populations" |f| f.pop();
        }
    })
    .bench(30 * 30)
    .largest(20_000)
    .gpu(|_| Tolerance::close(1e-4, 1e-5)),
    Entry::of(case! {
        kinetic_energy, |n, data| {}
        arguments {
            mass: Vec<f64> = data.double_terms(n);
            vx: Vec<f64> = data.double_terms(n);
            vy: Vec<f64> = data.double_terms(n);
        }
        elements n;
        call (mass, vx, vy) -> (f64, f64, f64);
        writes [];
    })
    .cpu(Tolerance::double_sum)
    .gpu(Tolerance::double_sum),
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
    Entry::of(case! {
        game_of_life, |n, data| { let (w, h) = grid(n); }
        arguments {
            width: usize = w;
            height: usize = h;
            cells: Vec<u8> = data.integers(w * h, 0, 1);
            next: Vec<u8> = vec![7; w * h];
        }
        elements w * h;
        call (*width, *height, cells, next);
        writes [next];
        faults {
            at_entry "a short result" |next| next.pop();
            under_way "too few cells" |cells| cells.pop();
        }
    })
    .bench(60 * 60)
    .special_on_gpu(),
];
