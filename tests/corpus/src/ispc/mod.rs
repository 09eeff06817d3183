//! ISPC's examples.

pub mod black_scholes;
pub mod key_extraction;
pub mod mandelbrot;
pub mod sgemm;
pub mod simple;
