//! One kernel a file, each written as an engineer would write it, loops over slices.

pub mod black_scholes;
pub mod blur3x3;
pub mod clamp_scale;
pub mod dot;
pub mod gather;
pub mod hash;
pub mod jacobi;
pub mod l2_norm;
pub mod mandelbrot;
pub mod matmul;
pub mod matvec;
pub mod max;
pub mod nbody;
pub mod polynomial;
pub mod rgb_to_gray;
pub mod saxpy;
pub mod sobel;
pub mod spheres;
pub mod sum;
pub mod sum_exp;
