//! Kernels that are there to be measured, one a file, so that each can be compiled alone.

pub mod black_scholes_fast;
pub mod diffusion;
#[cfg(feature = "mpi")]
pub mod heat;
pub mod joint_histogram;
pub mod product;
pub mod product_contracted;
pub mod softmax_fast;
pub mod sum_exp_fast;
