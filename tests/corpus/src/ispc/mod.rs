//! ISPC's examples.

pub mod ambient_occlusion;
pub mod binomial_options;
pub mod black_scholes;
pub mod digit_histogram;
pub mod key_extraction;
pub mod mandelbrot;
pub mod noise;
pub mod sgemm;
pub mod simple;
pub mod stencil;
pub mod volume;
