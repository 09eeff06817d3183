//! Holds the compiler against what a kernel means.
//!
//! - `interp` runs the loop IR with Rust's exact meaning and tells of every access.
//! - `property` runs a proved plan point by point and demands what the plan claims: that no two points meet, that indices stay in
//!   bounds and move as said, and that the plan computes what the function does.
//! - `generate` writes random kernels as Rust source, `arguments` makes arguments for them.
//! - `campaign` holds many random kernels against the property, `shrink` makes a failing one small.
//! - `fuzz` feeds the compiler text that is no kernel, or hardly.

pub mod arguments;
pub mod campaign;
pub mod fuzz;
pub mod generate;
pub mod interp;
pub mod property;
pub mod random;
pub mod shrink;
