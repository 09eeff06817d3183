//! Numbers that the instruction sets' sequences are made of.

/// The greatest `f32` below one half: added to a number and truncated, it rounds halves away from zero and nothing else.
pub(super) const BELOW_HALF_F32: f32 = 0.5f32.next_down();
/// The greatest `f64` below one half.
pub(super) const BELOW_HALF_F64: f64 = 0.5f64.next_down();
/// 2^31
pub(super) const TWO_31: f64 = 2147483648.0;
/// 2^32
pub(super) const TWO_32: f64 = 4294967296.0;
/// 2^52: floats from there up to 2^53 are the integers, the low bits of which are theirs.
pub(super) const TWO_52: f64 = 4503599627370496.0;
/// 2^63
pub(super) const TWO_63: f64 = 9223372036854775808.0;
/// 2^84: floats from there up to 2^85 are the multiples of 2^32.
pub(super) const TWO_84: f64 = 19342813113834066795298816.0;
