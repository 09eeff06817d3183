//! The vector layer: vectors and masks of one lane count for all element types, over every instruction set.
//!
//! - [`isa`](Isa): which instruction sets there are, which one runs.
//! - `level`: what an instruction set must provide; `ops` and `raw`: its operations, each with its scalar meaning.
//! - `arch`: the instruction sets. `pair`: two registers as one.
//! - `value`: the traits that scalars and vectors share; `scalar`, `vector`, `mask`: who implements them.
//! - `memory`, `groups`, `convert`, `rows`, `check`: loads and stores, `as`, reductions, run-time checks. `scratch`: memory for packing.

mod arch;
mod check;
mod convert;
mod element;
mod entries;
mod groups;
mod isa;
mod level;
mod mask;
mod math;
mod memory;
mod narrow;
mod operators;
mod ops;
mod pair;
mod raw;
mod rows;
mod scalar;
mod scratch;
mod value;
mod vector;
mod wide;

#[cfg(test)]
mod tests;

pub use arch::*;
pub use check::{
    Divide, Index, division_fault, first_beyond, first_out_of_bounds, scalar_division_fault,
};
pub use convert::{Cast, LinearCast, linear_cast};
pub use element::Element;
pub use isa::{Isa, UnavailableIsa, with_isa};
pub use level::{Lane, Level, MAX_LANES, Registers};
pub use mask::Mask;
pub use math::{Fast, powi_constant};
pub use ops::Ops;
pub use pair::{Pair, Single};
pub use raw::Raw;
pub use rows::{FEW, Rows, VIRTUAL_LANES, best_lane, is_better, reduce, tree_of_few};
pub use scratch::{PackSize, Scratch};
pub use value::{Bits, Float, Integer, Number, Value};
pub use vector::Vector;
