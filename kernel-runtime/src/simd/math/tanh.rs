//! `tanh`.
//!
//! Method: `tanh|x| = -E / (2 + E)` with `E = e^(-2|x|) - 1 = (2^k - 1) + 2^k · (e^r - 1)`, where `2^k - 1` is almost exact and the polynomial is exact
//! relative to `e^r - 1`: no digits cancel near 0. For `f32` in `f64` lanes; for `f64` with `E` and the
//! denominator as sums of two numbers.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::{LN_2_F64, ROUND_F64};
use super::lanes::{clamp, horner, quotient};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};
use std::f64::consts::{LN_2, LOG2_E};

/// Coefficients of `(e^r - 1 - r) / r²`: `tanh_f32` of `fit.py`.
const TANH_F32: [f64; 6] = [
    0.5000000044255242,
    0.16666666368891112,
    0.04166636045757064,
    0.008333389657871173,
    0.0013940666738484436,
    0.0001984576995421589,
];
/// Coefficients of `(e^r - 1 - r) / r²`: `tanh_f64` of `fit.py`.
const TANH_F64: [f64; 10] = [
    0.5000000000000006,
    0.16666666666666644,
    0.04166666666657584,
    0.008333333333362308,
    0.001388888893154729,
    0.00019841269767175486,
    2.4801505422392424e-05,
    2.755737138190135e-06,
    2.7625961668785867e-07,
    2.5063608494697013e-08,
];

/// From here on the nearest number is 1, in either format.
const SATURATED: f64 = 22.0;

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tanh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let twice = clamp(x.abs(), 0.0, SATURATED) * -2.0;
    let shifted = twice * LOG2_E + ROUND_F64;
    let k = shifted - ROUND_F64;
    let r = twice - k * LN_2;
    let power = power_of_two(shifted);
    let e = (power - 1.0) + power * (r + r * r * horner(r, TANH_F32));
    (-e / (e + 2.0)).copysign(x).cast::<f32>()
}

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tanh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let twice = clamp(x.abs(), 0.0, SATURATED) * -2.0;
    let shifted = twice * LOG2_E + ROUND_F64;
    let k = shifted - ROUND_F64;
    let head = twice - k * LN_2_F64[0];
    let tail = k * LN_2_F64[1];
    let r = head - tail;
    let lost = (head - r) - tail;
    let power = power_of_two(shifted);
    let (large, small) = (power - 1.0, power * r);
    let sum = large + small;
    let rounding = ((large - sum) + small) + (power - (large + 1.0));
    let curve = rounding + power * (r * r * horner(r, TANH_F64) + lost);
    let e = sum + curve;
    let e_tail = (sum - e) + curve;
    let two = e.splat_like(2.0);
    let below = two + e;
    let below_tail = ((two - below) + e) + e_tail;
    quotient([-e, -e_tail], [below, below_tail]).copysign(x)
}

/// `2^k`, a normal number, where `k` stands in the low bits of `shifted`.
#[inline(always)]
fn power_of_two<S: Level>(shifted: Vector<S, f64>) -> Vector<S, f64> {
    Vector::<S, f64>::from_bits((shifted.to_bits() << 52) + 1.0_f64.to_bits())
}
