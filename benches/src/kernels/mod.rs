//! Kernels that are there to be measured, one a file, so that each can be compiled alone.

pub mod product;
pub mod product_contracted;
