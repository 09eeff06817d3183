//! Simulations.

pub mod lennard_jones;
pub mod verlet;
