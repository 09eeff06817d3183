//! Rodinia's kernels.

pub mod gaussian;
