//! PolyBench's kernels.

pub mod correlation;
pub mod covariance;
pub mod deriche;
pub mod doitgen;
pub mod fdtd_2d;
pub mod gemm;
pub mod gemver;
pub mod jacobi_1d;
pub mod jacobi_2d;
pub mod mvt;
pub mod symm;
pub mod syr2k;
pub mod syrk;
pub mod trmm;
pub mod two_mm;
