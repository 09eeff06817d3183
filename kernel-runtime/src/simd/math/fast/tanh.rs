//! `tanh`. For `f32` an odd polynomial near 0 and `1 - 2 / (e^2|x| + 1)` beyond. For `f64` as the accurate one, without tails.

use super::super::exp::{LN_2_F64, ROUND_F64};
use super::super::exp_m1::EXP_M1_F64;
use super::super::lanes::{clamp, power_of_two};
use super::super::tanh::SATURATED;
use super::exp::exp_normal_f32;
use super::horner;
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};
use std::f64::consts::LOG2_E;

/// Coefficients in `x²` of `(tanh x - x) / x³` up to [`NEAR`]: `fast_tanh_f32` of `fit.py`.
const TANH_F32: [f32; 5] = [
    -0.33333278,
    0.13331321,
    -0.05372913,
    0.020603236,
    -0.00566361,
];
/// Up to here the polynomial is used.
const NEAR: f32 = 0.625;
/// From here on the nearest number is 1.
const SATURATED_F32: f32 = 9.5;

/// The hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let size = clamp(x.abs(), 0.0, SATURATED_F32);
    let z = size * size;
    let near = (size * z).mul_add(horner(z, TANH_F32), size);
    let far = size.splat_like(1.0) - size.splat_like(2.0) / (exp_normal_f32(size + size) + 1.0);
    // `far` means nothing where it is NaN.
    let y = size.ge(size.splat_like(NEAR)).blend(far, near);
    y.copysign(x)
}

/// The hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let twice = clamp(x.abs(), 0.0, SATURATED) * -2.0;
    let shifted = twice.mul_add(x.splat_like(LOG2_E), x.splat_like(ROUND_F64));
    let k = shifted - ROUND_F64;
    let r = k.mul_add(x.splat_like(-LN_2_F64[0]), twice);
    let r = k.mul_add(x.splat_like(-LN_2_F64[1]), r);
    let power = power_of_two(shifted);
    // e^twice - 1
    let rise = (r * r).mul_add(horner(r, EXP_M1_F64), r);
    let e = power.mul_add(rise, power - 1.0);
    (-e / (e + 2.0)).copysign(x)
}
