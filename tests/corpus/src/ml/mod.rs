//! Layers of neural networks.

pub mod adam;
pub mod argmax_rows;
pub mod attention_row;
pub mod batch_norm;
pub mod conv2d;
pub mod cross_entropy;
pub mod embedding;
pub mod gelu;
pub mod layer_norm;
pub mod max_pool;
pub mod relu;
pub mod silu;
pub mod softmax;
