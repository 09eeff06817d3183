//! `ln_1p`.
//!
//! Method: `ln(1 + x) = ln u + c / u`, where `u` is `1 + x` rounded and `c` what the rounding lost, as in Sun's fdlibm (`s_log1p.c`, 1993); `ln u` as in
//! [`super::ln`]. For `f32` in `f64` lanes, where only sums near 1 lose anything: there the fraction is `x` itself.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::LN_2_F64;
use super::lanes::{horner, two_sum};
use super::ln::{curve_f64, not_positive_normal_f64, special_f64, split_f64};
use super::powf::LOG_F32;
use crate::simd::value::Value;
use crate::simd::{Level, Mask, Vector};
use std::f64::consts::LN_2;

/// The natural logarithm of `1 + x`.
#[inline(always)]
pub(crate) fn ln_1p_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let sum = x + 1.0;
    let y = special_f64(sum, ln_1p_wide(x), not_positive_normal_f64(sum));
    // The product that makes the result at -0 has lost its sign.
    x.eq(x.splat_like(0.0)).blend(x, y).cast::<f32>()
}

/// The natural logarithm of `1 + x`.
#[inline(always)]
pub(crate) fn ln_1p_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let zero = x.splat_like(0.0);
    x.eq(zero).blend(x, ln_1p_sum(x, zero))
}

/// `ln(1 + x)` as exact as an `f32` needs, for finite `x` above -1.
#[inline(always)]
pub(super) fn ln_1p_wide<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let none = Mask::splat(x.token(), false);
    let (f, e) = split_f64(x + 1.0, none);
    let f = e.eq(e.splat_like(0.0)).blend(x, f);
    let s = f / (f + 2.0);
    e * LN_2 + s * horner(s * s, LOG_F32)
}

/// `ln(1 + head + tail)`.
#[inline(always)]
pub(super) fn ln_1p_sum<S: Level>(head: Vector<S, f64>, tail: Vector<S, f64>) -> Vector<S, f64> {
    let [u, lost] = two_sum(head.splat_like(1.0), head);
    ln_sum(u, lost + tail, u.splat_like(0.0))
}

/// `ln(2^more · (u + c))`, where `c` is small beside `u`.
#[inline(always)]
pub(super) fn ln_sum<S: Level>(
    u: Vector<S, f64>,
    c: Vector<S, f64>,
    more: Vector<S, f64>,
) -> Vector<S, f64> {
    let rare = not_positive_normal_f64(u);
    let (f, e) = split_f64(u, rare);
    let e = e + more;
    let (half_square, rest) = curve_f64(f);
    let small = rest + (e * LN_2_F64[1] + c / u);
    let y = e * LN_2_F64[0] - ((half_square - small) - f);
    special_f64(u, y, rare)
}
