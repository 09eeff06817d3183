//! How far off each elementary function is, measured through kernels as a user writes them and held against the documented bound.
//!
//! `f32` functions of one argument are tried on every number there is, in steps of a stride on request; those of two arguments, and `f64`, on
//! many pairs and numbers, also at the ends of what each function takes and gives. An `f32` is compared with std's function of `f64`, which is
//! off by an ulp or two of `f64` itself: the figures are uncertain by some `2^-28`. An `f64` is compared with a value of 110 bits.

pub mod bounds;
pub mod error;
pub mod exact;
pub mod functions;
pub mod kernels;
pub mod samples;
pub mod speed;
pub mod sweep;
