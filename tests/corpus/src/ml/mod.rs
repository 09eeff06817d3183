//! Layers of neural networks.

pub mod max_pool;
