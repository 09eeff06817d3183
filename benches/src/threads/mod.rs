//! What a second thread gains: kernels of every kind over a range of sizes, against one thread and against what the machine lets two threads do that
//! have nothing to do with each other.
//!
//! `cargo xtask bench threads` prints the table and writes `target/bench/threads.json`.

mod apart;
mod distance;
mod row;
mod subjects;
mod turns;

pub use distance::distance;
pub use row::{Row, json};
pub use subjects::{SUBJECTS, Subject};

use std::thread::available_parallelism;

/// The threads that the tier runs on outside of any pool.
pub fn threads() -> usize {
    let cores = available_parallelism().map_or(1, usize::from);
    let wanted = std::env::var("RAYON_NUM_THREADS").ok();
    let wanted = wanted.and_then(|text| text.parse().ok());
    wanted.filter(|&wanted| wanted > 0).unwrap_or(cores)
}
