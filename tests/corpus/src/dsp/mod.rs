//! Signals.

pub mod biquad_bank;
pub mod complex_multiply;
pub mod decimate;
pub mod dft;
pub mod downsample;
pub mod fir;
pub mod hann_window;
pub mod mu_law;
pub mod power_spectrum;
