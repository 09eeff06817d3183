//! `sinh` and `cosh`.
//!
//! Method for `f32`, in `f64` lanes: with `E = e^|x| - 1`, which is exact near 0 (see [`super::exp_m1`]), `sinh|x| = (E + E / (E + 1)) / 2` and
//! `cosh x = ((E + 1) + 1 / (E + 1)) / 2`.
//!
//! Method for `f64`: half the sum or difference of `e^|x|`, as a sum of two numbers, and its reciprocal. The hyperbolic sine below 1, where the
//! difference would cancel, is an odd minimax polynomial.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::{EXP_F64, LN_2_F64, ROUND_F64};
use super::exp_m1::exp_m1_wide;
use super::lanes::{clamp, horner, power_of_two};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};
use std::f64::consts::LOG2_E;

/// Coefficients in `x²` of `(sinh x - x) / x³` up to 1: `sinh_f64` of `fit.py`.
const SINH_F64: [f64; 8] = [
    0.16666666666666666,
    0.008333333333333573,
    0.00019841269841061162,
    2.7557319310087647e-06,
    2.5052089413937848e-08,
    1.606133895351715e-10,
    7.503283892153284e-13,
    6.474711212228215e-15,
];

/// From here on the results are infinite.
const HUGE_F32: f64 = 90.0;
/// From here on the results are infinite; a quarter of the exponential is not.
const HUGE_F64: f64 = 710.6;

/// The hyperbolic sine.
#[inline(always)]
pub(crate) fn sinh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let e = exp_m1_wide(clamp(x.abs(), 0.0, HUGE_F32));
    ((e + e / (e + 1.0)) * 0.5).copysign(x).cast::<f32>()
}

/// The hyperbolic cosine.
#[inline(always)]
pub(crate) fn cosh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let e = exp_m1_wide(clamp(x.abs(), 0.0, HUGE_F32)) + 1.0;
    ((e + e.splat_like(1.0) / e) * 0.5).cast::<f32>()
}

/// The hyperbolic sine.
#[inline(always)]
pub(crate) fn sinh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let z = x * x;
    let near = x + x * (z * horner(z, SINH_F64));
    let small = x.abs().lt(x.splat_like(1.0));
    if small.all() {
        return near;
    }
    let [head, tail] = quarter_exp(x.abs());
    let quarter = head + (tail - head.splat_like(0.0625) / head);
    small.blend(near, (quarter + quarter).copysign(x))
}

/// The hyperbolic cosine.
#[inline(always)]
pub(crate) fn cosh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let [head, tail] = quarter_exp(x.abs());
    let quarter = head + (tail + head.splat_like(0.0625) / head);
    quarter + quarter
}

/// `e^x / 4` as a sum of two numbers, for `x` that is not negative.
#[inline(always)]
fn quarter_exp<S: Level>(x: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let x = clamp(x, 0.0, HUGE_F64);
    let shifted = x * LOG2_E + ROUND_F64;
    let k = shifted - ROUND_F64;
    let head = x - k * LN_2_F64[0];
    let tail = k * LN_2_F64[1];
    let r = head - tail;
    let lost = (head - r) - tail;
    let curve = r * r * horner(r, EXP_F64) + lost;
    let rise = r + curve;
    let rise_tail = (r - rise) + curve;
    let one = x.splat_like(1.0);
    let y = one + rise;
    let y_tail = ((one - y) + rise) + rise_tail;
    let power = power_of_two(shifted - 2.0);
    [y * power, y_tail * power]
}
