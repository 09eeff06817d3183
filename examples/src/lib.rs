//! Kernels for every common shape of loop, and [`cases`]: each with made-up arguments, for the tour, the tests and the benches.
//!
//! Read [`kernels`] first: each file is one ordinary function under `#[kernel]`, with an example that runs.

pub mod cases;
pub mod kernels;

pub use kernels::black_scholes::black_scholes;
pub use kernels::blur3x3::blur3x3;
pub use kernels::clamp_scale::clamp_scale;
pub use kernels::dot::dot;
pub use kernels::gather::gather;
pub use kernels::hash::hash;
pub use kernels::jacobi::jacobi;
pub use kernels::l2_norm::l2_norm;
pub use kernels::mandelbrot::mandelbrot;
pub use kernels::matmul::matmul;
pub use kernels::matvec::matvec;
pub use kernels::max::max;
pub use kernels::nbody::nbody;
pub use kernels::polynomial::polynomial;
pub use kernels::rgb_to_gray::rgb_to_gray;
pub use kernels::saxpy::saxpy;
pub use kernels::sobel::sobel;
pub use kernels::spheres::{Vec3, spheres};
pub use kernels::sum::sum;
pub use kernels::sum_exp::sum_exp;
