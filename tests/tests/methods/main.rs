//! The methods of numbers and the constants of their types, every variant against the function itself.

// Kernels say things in the way that is tested, not in the way that is shortest.
#![allow(clippy::manual_clamp)]

use kernel_tests::harness;

mod constants;
mod floats;
mod integers;
mod near;
