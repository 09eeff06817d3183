//! `exp_m1`.
//!
//! Method: `e^x - 1 = (2^k - 1) + 2^k · (e^r - 1)` with `x = k · ln 2 + r`, where `2^k - 1` is almost exact and the polynomial is exact relative
//! to `e^r - 1`: no digits cancel near 0. For `f32` in `f64` lanes; for `f64` as a sum of two numbers, and half of it, so that `2^k` never leaves
//! the format before the result does.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::{LN_2_F64, ROUND_F64};
use super::lanes::{clamp, horner, power_of_two};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};
use std::f64::consts::{LN_2, LOG2_E};

/// Coefficients of `(e^r - 1 - r) / r²`: `exp_m1_f32` of `fit.py`.
const EXP_M1_F32: [f64; 6] = [
    0.5000000044255242,
    0.16666666368891112,
    0.04166636045757064,
    0.008333389657871173,
    0.0013940666738484436,
    0.0001984576995421589,
];
/// Coefficients of `(e^r - 1 - r) / r²`: `exp_m1_f64` of `fit.py`.
pub(super) const EXP_M1_F64: [f64; 10] = [
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

/// e to the power of each lane, less one.
#[inline(always)]
pub(crate) fn exp_m1_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    // The sum that makes the result at -0 has lost its sign.
    exp_m1_wide(clamp(x, -60.0, 90.0)).copysign(x).cast::<f32>()
}

/// e to the power of each lane, less one.
#[inline(always)]
pub(crate) fn exp_m1_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    /// Below this the result is `x`, which the halves of subnormal numbers would not be.
    const TINY: f64 = 1.0 / (1_u64 << 54) as f64;
    let [half, _] = half_exp_m1(clamp(x, -40.0, 710.0));
    x.abs().lt(x.splat_like(TINY)).blend(x, half + half)
}

/// `e^x - 1` as exact as an `f32` needs, for `x` within ±1000.
#[inline(always)]
pub(super) fn exp_m1_wide<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let shifted = x * LOG2_E + ROUND_F64;
    let k = shifted - ROUND_F64;
    let r = x - k * LN_2;
    let power = power_of_two(shifted);
    (power - 1.0) + power * (r + r * r * horner(r, EXP_M1_F32))
}

/// `(e^x - 1) / 2` as a sum of two numbers, for `x` from -700 to 710.
#[inline(always)]
pub(super) fn half_exp_m1<S: Level>(x: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let shifted = x * LOG2_E + ROUND_F64;
    let k = shifted - ROUND_F64;
    let head = x - k * LN_2_F64[0];
    let tail = k * LN_2_F64[1];
    let r = head - tail;
    let lost = (head - r) - tail;
    let power = power_of_two(shifted - 1.0);
    let (large, small) = (power - 0.5, power * r);
    let sum = large + small;
    let rounding = ((large - sum) + small) + (power - (large + 0.5));
    let curve = rounding + power * (r * r * horner(r, EXP_M1_F64) + lost);
    let y = sum + curve;
    [y, (sum - y) + curve]
}
