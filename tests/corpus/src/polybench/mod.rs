//! PolyBench's kernels.

pub mod gemm;
pub mod symm;
pub mod syr2k;
pub mod syrk;
