//! Kernels of many fields. Each file of a family is a loop as an engineer of that field writes it, plain safe Rust, with `#[kernel]` put in
//! front; `cases` has arguments for each. [`refused`] are loops that cannot be parallel as they stand.
//!
//! `cargo xtask corpus` prints what became of each.

// The loops stay as they are written in the field.
#![allow(
    clippy::assign_op_pattern,
    clippy::manual_memcpy,
    clippy::manual_swap,
    clippy::precedence
)]

mod cases;
mod entry;

pub mod data;
pub mod dsp;
pub mod image;
pub mod ispc;
pub mod ml;
pub mod physics;
pub mod polybench;
pub mod refused;
pub mod rodinia;

pub use cases::FAMILIES;
pub use entry::Entry;
