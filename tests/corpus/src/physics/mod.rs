//! Simulations.

pub mod game_of_life;
pub mod kinetic_energy;
pub mod lattice_boltzmann;
pub mod lennard_jones;
pub mod nbody;
pub mod sph_density;
pub mod verlet;
pub mod wave_equation;
