//! What is made of loops: plans, lanes, tiles, interiors. Each in a small kernel, every variant against the function itself.

// Kernels say things in the way that is tested, not in the way that is shortest.
#![allow(
    clippy::assign_op_pattern,
    clippy::collapsible_match,
    clippy::implicit_saturating_sub,
    clippy::manual_clamp,
    clippy::manual_is_multiple_of,
    clippy::manual_memcpy,
    clippy::manual_swap,
    clippy::neg_cmp_op_on_partial_ord
)]

use kernel_tests::harness;

mod accumulators;
mod borders;
mod integers;
mod narrow;
mod patterns;
mod sizes;
mod splits;
mod stages;
mod tiles;
mod totals;
