//! The compiler behind `#[kernel]`, as a plain library, so that tests, fuzzers and tools can call every stage.
//!
//! [`pipeline`] is the whole way on one screen. Each stage lives in the module of its name and imports only
//! what stands before it.

pub mod analyse;
pub mod assemble;
pub mod check;
pub mod cost;
pub mod diag;
pub mod emit;
pub mod hand_on;
pub mod ir;
mod link;
pub mod lower;
pub mod ops;
pub mod parse;
pub mod pipeline;
pub mod prove;

pub use pipeline::{expand, next};
