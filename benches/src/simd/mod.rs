//! How near the SIMD variant comes to what the machine can do: kernels with known demands, against the plain function and against the limit.
//!
//! `cargo xtask bench simd` prints the table and writes `target/bench/simd.json`.

mod demand;
mod machine;
mod product;
mod subjects;
mod table;

pub use demand::{Bound, Demand, Limit};
pub use machine::{Machine, Peaks};
pub use product::peers;
pub use subjects::{Bar, SUBJECTS, Subject};
pub use table::{Cost, Costs, Row, json};
