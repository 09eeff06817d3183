//! `tanh`.
//!
//! Method: `tanh|x| = -E / (2 + E)` with `E = e^(-2|x|) - 1`: see [`super::exp_m1`]. For `f32` in `f64` lanes; for `f64` with `E` and the
//! denominator as sums of two numbers.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp_m1::{exp_m1_wide, half_exp_m1};
use super::lanes::{clamp, quotient};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};

/// From here on the nearest number is 1, in either format.
pub(super) const SATURATED: f64 = 22.0;

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tanh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let e = exp_m1_wide(clamp(x.abs(), 0.0, SATURATED) * -2.0);
    (-e / (e + 2.0)).copysign(x).cast::<f32>()
}

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tanh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let [half, half_tail] = half_exp_m1(clamp(x.abs(), 0.0, SATURATED) * -2.0);
    let one = half.splat_like(1.0);
    let below = one + half;
    let below_tail = ((one - below) + half) + half_tail;
    quotient([-half, -half_tail], [below, below_tail]).copysign(x)
}
