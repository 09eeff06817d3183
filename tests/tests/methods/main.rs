//! The methods of numbers and the constants of their types, every variant against the function itself.

// Kernels say things in the way that is tested, not in the way that is shortest.
#![allow(clippy::manual_clamp)]

#[path = "../language/harness.rs"]
#[allow(dead_code, reason = "`language` uses more of it")]
mod harness;

mod constants;
mod floats;
mod integers;
mod near;
