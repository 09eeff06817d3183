//! Rodinia's kernels.

pub mod backprop_layer;
pub mod gaussian;
pub mod lavamd;
