//! `ln`, `log2` and `log10`.
//!
//! Method: `x = 2^e · m` with `m` between `√½` and `√2`, so that `ln x = e · ln 2 + ln(1 + f)` with `f = m - 1` exact (Cody and Waite,
//! 1980). For `f32`, `ln(1 + f)` is a minimax polynomial. For `f64` it is a shorter one in `s = f / (2 + f)`, as in Sun's fdlibm (`e_log.c`,
//! 1993). For the other bases the product with `1 / ln b` must be more exact than the format: `ln(1 + f)` and the constant are each split in a short head
//! and a tail, so that the product of the heads is exact (B. Evans, FreeBSD's `e_log2.c`).
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::{LN_2_F32, LN_2_F64};
use super::lanes::horner;
use crate::simd::value::{Number, Value};
use crate::simd::{Level, Mask, Vector};

/// Coefficients of `(ln(1 + f) - f + f²/2) / f³`: `ln_f32` of `fit.py`.
const LN_F32: [f32; 8] = [
    0.3333333,
    -0.2500082,
    0.20001243,
    -0.16623415,
    0.14201559,
    -0.13159518,
    0.1276225,
    -0.07636686,
];
/// Coefficients in `s²` of `(ln(1 + f) - 2s) / s³`: `ln_f64` of `fit.py`.
pub(super) const LN_F64: [f64; 7] = [
    0.6666666666666735,
    0.3999999999940913,
    0.2857142874378522,
    0.22222198413933605,
    0.18183573382775975,
    0.1531379982356602,
    0.14798640412746633,
];

/// A logarithm's constants, each as head and tail.
struct Base<T> {
    /// The logarithm of e.
    of_e: [T; 2],
    /// The logarithm of 2.
    of_2: [T; 2],
}

const TWO_F32: Base<f32> = Base {
    of_e: [1.4423828, 0.0003122284],
    of_2: [1.0, 0.0],
};
const TWO_F64: Base<f64> = Base {
    of_e: [1.4426946640014648, 3.768874985636099e-07],
    of_2: [1.0, 0.0],
};
const TEN_F32: Base<f32> = Base {
    of_e: [0.4342041, 9.038034e-05],
    of_2: [0.3010254, 4.605039e-06],
};
const TEN_F64: Base<f64> = Base {
    of_e: [0.4342944622039795, 1.9699272335463627e-08],
    of_2: [0.30102999566383914, 1.42050232272661e-13],
};

/// The natural logarithm.
#[inline(always)]
pub(crate) fn ln_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let rare = not_positive_normal_f32(x);
    let (f, e) = split_f32(x, rare);
    let square = f * f;
    let curve = square * (f * horner(f, LN_F32) - 0.5);
    let y = (f + (curve + e * LN_2_F32[1])) + e * LN_2_F32[0];
    special_f32(x, y, rare)
}

/// The natural logarithm.
#[inline(always)]
pub(crate) fn ln_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let rare = not_positive_normal_f64(x);
    let (f, e) = split_f64(x, rare);
    let (half_square, rest) = curve_f64(f);
    let y = e * LN_2_F64[0] - ((half_square - (rest + e * LN_2_F64[1])) - f);
    special_f64(x, y, rare)
}

/// The logarithm to base 2.
#[inline(always)]
pub(crate) fn log2_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    log_f32(x, TWO_F32)
}

/// The logarithm to base 2.
#[inline(always)]
pub(crate) fn log2_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    log_f64(x, TWO_F64)
}

/// The logarithm to base 10.
#[inline(always)]
pub(crate) fn log10_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    log_f32(x, TEN_F32)
}

/// The logarithm to base 10.
#[inline(always)]
pub(crate) fn log10_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    log_f64(x, TEN_F64)
}

#[inline(always)]
fn log_f32<S: Level>(x: Vector<S, f32>, base: Base<f32>) -> Vector<S, f32> {
    let rare = not_positive_normal_f32(x);
    let (f, e) = split_f32(x, rare);
    let half_square = f * f * 0.5;
    let rest = f * f * f * horner(f, LN_F32);

    let head = Vector::<S, f32>::from_bits((f - half_square).to_bits() & 0xffff_f000);
    let tail = ((f - head) - half_square) + rest;
    let product = head * base.of_e[0];
    let exponent = e * base.of_2[0];
    let sum = exponent + product;
    let lost = (exponent - sum) + product;
    let low = e * base.of_2[1] + (tail + head) * base.of_e[1] + tail * base.of_e[0];
    special_f32(x, sum + (low + lost), rare)
}

#[inline(always)]
fn log_f64<S: Level>(x: Vector<S, f64>, base: Base<f64>) -> Vector<S, f64> {
    let rare = not_positive_normal_f64(x);
    let (f, e) = split_f64(x, rare);
    let (half_square, rest) = curve_f64(f);

    let head = Vector::<S, f64>::from_bits((f - half_square).to_bits() & 0xffff_ffff_0000_0000);
    let tail = ((f - head) - half_square) + rest;
    let product = head * base.of_e[0];
    let exponent = e * base.of_2[0];
    let sum = exponent + product;
    let lost = (exponent - sum) + product;
    let low = e * base.of_2[1] + (tail + head) * base.of_e[1] + tail * base.of_e[0];
    special_f64(x, sum + (low + lost), rare)
}

/// `f²/2` and `ln(1 + f) - f + f²/2`.
#[inline(always)]
pub(super) fn curve_f64<S: Level>(f: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
    let s = f / (f + 2.0);
    let z = s * s;
    let half_square = f * f * 0.5;
    (half_square, s * (half_square + z * horner(z, LN_F64)))
}

/// The lanes that need more than the common path: zero, subnormal, negative, infinite or NaN.
#[inline(always)]
pub(super) fn not_positive_normal_f32<S: Level>(x: Vector<S, f32>) -> Mask<S> {
    let (least, infinity) = (x.splat_like(f32::MIN_POSITIVE), x.splat_like(f32::INFINITY));
    x.ge(least).and(x.lt(infinity)).not()
}

/// The lanes that need more than the common path: zero, subnormal, negative, infinite or NaN.
#[inline(always)]
pub(super) fn not_positive_normal_f64<S: Level>(x: Vector<S, f64>) -> Mask<S> {
    let (least, infinity) = (x.splat_like(f64::MIN_POSITIVE), x.splat_like(f64::INFINITY));
    x.ge(least).and(x.lt(infinity)).not()
}

/// `f` and `e` with `x = 2^e · (1 + f)`.
#[inline(always)]
fn split_f32<S: Level>(x: Vector<S, f32>, rare: Mask<S>) -> (Vector<S, f32>, Vector<S, f32>) {
    let (mut x, mut correction) = (x, x.splat_like(0.0));
    if rare.any() {
        let subnormal = x.lt(x.splat_like(f32::MIN_POSITIVE));
        x = subnormal.blend(x * 8_388_608.0, x);
        correction = subnormal.blend(x.splat_like(-23.0), correction);
    }
    let (f, e) = split_normal_f32(x);
    (f, e + correction)
}

/// `f` and `e` with `x = 2^e · (1 + f)`, for positive normal `x`.
#[inline(always)]
pub(super) fn split_normal_f32<S: Level>(x: Vector<S, f32>) -> (Vector<S, f32>, Vector<S, f32>) {
    const ROOT_HALF: u32 = std::f32::consts::FRAC_1_SQRT_2.to_bits();
    let bits = x.to_bits() - ROOT_HALF;
    let e = (bits.cast::<i32>() >> 23).cast::<f32>();
    let m = Vector::<S, f32>::from_bits((bits & 0x007f_ffff) + ROOT_HALF);
    (m - 1.0, e)
}

/// `f` and `e` with `x = 2^e · (1 + f)`.
#[inline(always)]
pub(super) fn split_f64<S: Level>(
    x: Vector<S, f64>,
    rare: Mask<S>,
) -> (Vector<S, f64>, Vector<S, f64>) {
    let (mut x, mut bias) = (x, x.splat_like(BIASED));
    if rare.any() {
        let subnormal = x.lt(x.splat_like(f64::MIN_POSITIVE));
        x = subnormal.blend(x * 4_503_599_627_370_496.0, x);
        bias = subnormal.blend(x.splat_like(BIASED + 52.0), bias);
    }
    split_biased_f64(x, bias)
}

/// `f` and `e` with `x = 2^e · (1 + f)`, for positive normal `x`.
#[inline(always)]
pub(super) fn split_normal_f64<S: Level>(x: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
    split_biased_f64(x, x.splat_like(BIASED))
}

/// `2^52 + 1023`, which the exponent field stands on once `2^52` is put over it.
const BIASED: f64 = 4_503_599_627_371_519.0;

#[inline(always)]
fn split_biased_f64<S: Level>(
    x: Vector<S, f64>,
    bias: Vector<S, f64>,
) -> (Vector<S, f64>, Vector<S, f64>) {
    const ROOT_HALF: u64 = std::f64::consts::FRAC_1_SQRT_2.to_bits();
    let bits = x.to_bits() + (1.0_f64.to_bits() - ROOT_HALF);
    let e =
        Vector::<S, f64>::from_bits((bits >> 52) | 4_503_599_627_370_496.0_f64.to_bits()) - bias;
    let m = Vector::<S, f64>::from_bits((bits & 0x000f_ffff_ffff_ffff) + ROOT_HALF);
    (m - 1.0, e)
}

/// Puts right what the common path cannot: zero, negative numbers, infinity and NaN.
#[inline(always)]
fn special_f32<S: Level>(x: Vector<S, f32>, y: Vector<S, f32>, rare: Mask<S>) -> Vector<S, f32> {
    if !rare.any() {
        return y;
    }
    let (zero, infinity) = (x.splat_like(0.0), x.splat_like(f32::INFINITY));
    let y = x.lt(infinity).blend(y, x);
    let y = x.eq(zero).blend(-infinity, y);
    x.lt(zero).blend(x.splat_like(f32::NAN), y)
}

/// Puts right what the common path cannot: zero, negative numbers, infinity and NaN.
#[inline(always)]
pub(super) fn special_f64<S: Level>(
    x: Vector<S, f64>,
    y: Vector<S, f64>,
    rare: Mask<S>,
) -> Vector<S, f64> {
    if !rare.any() {
        return y;
    }
    let (zero, infinity) = (x.splat_like(0.0), x.splat_like(f64::INFINITY));
    let y = x.lt(infinity).blend(y, x);
    let y = x.eq(zero).blend(-infinity, y);
    x.lt(zero).blend(x.splat_like(f64::NAN), y)
}
