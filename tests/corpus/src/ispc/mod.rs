//! ISPC's examples.

pub mod black_scholes;
pub mod mandelbrot;
pub mod sgemm;
pub mod simple;
