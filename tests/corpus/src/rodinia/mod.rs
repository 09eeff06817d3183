//! Rodinia's kernels.

pub mod backprop_layer;
pub mod gaussian;
pub mod hotspot;
pub mod kmeans_accumulate;
pub mod kmeans_assign;
pub mod lavamd;
pub mod nearest_neighbor;
pub mod pathfinder;
pub mod srad;
