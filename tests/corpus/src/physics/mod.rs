//! Simulations.

pub mod lennard_jones;
pub mod sph_density;
pub mod verlet;
