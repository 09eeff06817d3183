//! `powf`.
//!
//! Method: `x^y = 2^(y · log2 x)`, where the logarithm must be more exact than the result by the digits of its exponent. For `f32` that is
//! done in `f64` lanes. For `f64` the logarithm and the product are sums of two numbers, whose heads are cut short so that products of heads are
//! exact without a fused multiply, as in Sun's fdlibm (`e_pow.c`, 1993).
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::{EXP_F64, ROUND_F64, scale_f64, scale_normal_f64};
use super::lanes::{clamp, horner, short};
use super::ln::split_f64;
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Mask, Vector};
use std::f64::consts::{LN_2, LOG2_E};

/// Coefficients in `s²` of `ln((1 + s) / (1 - s)) / s`: 2, then `powf_f32_log` of `fit.py`.
pub(super) const LOG_F32: [f64; 6] = [
    2.0,
    0.6666666667581587,
    0.3999999561498058,
    0.2857211007428143,
    0.22176142793915632,
    0.19584916761050228,
];
/// Coefficients of `2^r`: 1, ln 2, then `powf_f32_exp` of `fit.py`.
const EXP_F32: [f64; 8] = [
    1.0,
    LN_2,
    0.240226510219803,
    0.05550410599906428,
    0.009618043140523561,
    0.0013333820800315393,
    0.00015465441969337614,
    1.5213502766926976e-05,
];
/// Coefficients in `s²` of `(3 · atanh(s) / s - 3 - s²) / s⁴`: `powf_f64` of `fit.py`.
const LOG_F64: [f64; 8] = [
    0.5999999999999996,
    0.42857142857168806,
    0.3333333332602696,
    0.27272728339631935,
    0.23076832971572908,
    0.20004566096093046,
    0.17510399271617888,
    0.17998762310441077,
];

/// `2 / (3 ln 2)`: a head of 21 bits, and the rest.
const THIRD_LOG2_E: [f64; 2] = [0.9617962837219238, 4.102040517767816e-07];
/// `ln 2`: a head of 21 bits, and the rest.
const SHORT_LN_2: [f64; 2] = [0.6931467056274414, 4.7493250390316726e-07];

/// Each lane of `x` to the power of the lane of `y`.
#[inline(always)]
pub(crate) fn powf_f32<S: Level>(x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
    // Every positive f32 is a normal f64.
    let none = Mask::splat(x.token(), false);
    let (f, e) = split_f64(x.abs().cast::<f64>(), none);
    let s = f / (f + 2.0);
    let log = e + s * horner(s * s, LOG_F32) * LOG2_E;
    // Beyond, the result is 0 or infinity.
    let exponent = clamp(y.cast::<f64>() * log, -160.0, 160.0);
    let shifted = exponent + ROUND_F64;
    let r = exponent - (shifted - ROUND_F64);
    let magnitude = scale_normal_f64(horner(r, EXP_F32), shifted.to_bits());
    special_f32(x, y, magnitude.cast::<f32>())
}

/// Each lane of `x` to the power of the lane of `y`.
#[inline(always)]
pub(crate) fn powf_f64<S: Level>(x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
    let magnitude = x.abs();
    let subnormal = magnitude.lt(x.splat_like(f64::MIN_POSITIVE));
    let (f, e) = split_f64(magnitude, subnormal);
    let (log_head, log_tail) = log2_f64(f, e);

    // Beyond, the result is 0 or infinity, unless the logarithm is 0.
    const HUGE: f64 = (1_u128 << 65) as f64;
    let finite = clamp(y, -HUGE, HUGE);
    let y_head = short(finite);
    let tail = clamp((finite - y_head) * log_head + finite * log_tail, -1.0, 1.0);
    let head = clamp(y_head * log_head, -1100.0, 1100.0);

    // 2^(head + tail) = 2^k · e^(z + rest)
    let shifted = (head + tail) + ROUND_F64;
    let r = head - (shifted - ROUND_F64);
    let sum = short(r + tail);
    let product = sum * SHORT_LN_2[0];
    let rest = (tail - (sum - r)) * LN_2 + sum * SHORT_LN_2[1];
    let z = product + rest;
    let lost = rest - (z - product);
    let near = z + 1.0;
    let lost = (lost + lost * z) + (z - (near - 1.0));
    let power = near + (lost + z * z * horner(z, EXP_F64));
    special_f64(x, y, scale_f64(power, shifted.to_bits()))
}

/// `e + log2(1 + f)` as a sum of a head of at most 21 bits and a tail.
#[inline(always)]
fn log2_f64<S: Level>(f: Vector<S, f64>, e: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
    // s = f / (2 + f), its head short, its tail from the exact remainder.
    let m = f + 1.0;
    let sum = m + 1.0;
    let inverse = sum.splat_like(1.0) / sum;
    let s = f * inverse;
    let s_head = short(s);
    let sum_head = short(sum);
    let sum_tail = m - (sum_head - 1.0);
    let s_tail = inverse * ((f - s_head * sum_head) - s_head * sum_tail);

    // 3 · atanh(s) / s = 3 + s² + …
    let z = s * s;
    let rest = z * z * horner(z, LOG_F64) + s_tail * (s_head + s);
    let square = s_head * s_head;
    let series_head = short((square + 3.0) + rest);
    let series_tail = rest - ((series_head - 3.0) - square);

    let product = s_head * series_head;
    let correction = s_tail * series_head + series_tail * s;
    let head = short(product + correction);
    let tail = correction - (head - product);

    let scaled = head * THIRD_LOG2_E[0];
    let scaled_tail = head * THIRD_LOG2_E[1] + tail * (THIRD_LOG2_E[0] + THIRD_LOG2_E[1]);
    let log_head = short((scaled + scaled_tail) + e);
    (log_head, scaled_tail - ((log_head - e) - scaled))
}

macro_rules! special {
    ($($name:ident $float:ident;)*) => {$(
        /// The power, given that of the magnitude where both are finite and `x` is not zero.
        #[inline(always)]
        fn $name<S: Level>(x: Vector<S, $float>, y: Vector<S, $float>, magnitude: Vector<S, $float>) -> Vector<S, $float> {
            let (zero, one, infinity) = (x.splat_like(0.0), x.splat_like(1.0), x.splat_like($float::INFINITY));
            let usual = x.gt(zero).and(x.lt(infinity)).and(y.abs().lt(infinity));
            if usual.all() {
                return magnitude;
            }
            let nan = x.splat_like($float::NAN);
            let size = x.abs();
            let edge = size.eq(zero).or(size.eq(infinity)).or(y.abs().eq(infinity));
            let grows = size.gt(one).xor(y.gt(zero)).not();
            let power = edge.blend(grows.blend(infinity, zero), magnitude);

            let integer = y.trunc().eq(y);
            let half = y * 0.5;
            let odd = integer.and(half.trunc().ne(half));
            let negative = one.copysign(x).lt(zero);
            let power = negative.and(odd).blend(-power, power);
            let complex = x.lt(zero).and(x.gt(-infinity)).and(y.abs().lt(infinity)).and_not(integer);
            let power = complex.or(x.is_nan()).or(y.is_nan()).blend(nan, power);

            let flat = size.eq(one).and(y.abs().eq(infinity));
            flat.or(y.eq(zero)).or(x.eq(one)).blend(one, power)
        }
    )*};
}

special! {
    special_f32 f32;
    special_f64 f64;
}
