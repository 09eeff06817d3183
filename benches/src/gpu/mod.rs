//! The GPU variant beside what one writes by hand: the same algorithm in WGSL, run by a small wgpu program without a library between.
//!
//! `cargo xtask bench gpu`. Both sides keep their arrays on the device and wait at the end of a batch of runs, by fetching one value.

mod hand;
mod pair;
mod report;
mod subjects;

pub use hand::{Hand, adapters};
pub use report::{Row, header, json};
pub use subjects::measure;
