//! Signals.

pub mod dft;
