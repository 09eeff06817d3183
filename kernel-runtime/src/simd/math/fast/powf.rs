//! `powf` of `f32`: the logarithm and its product with the exponent are sums of two numbers, whose tails are exact remainders of fused
//! multiplies.

use super::super::exp::{ROUND_F32, scale_f32};
use super::super::lanes::clamp;
use super::super::ln::split_normal_f32;
use super::super::powf::powf_f32 as accurate_powf_f32;
use super::exp::EXP2_F32;
use super::{horner, or_accurate};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};

/// Coefficients in `s²` of `(log2((1 + s) / (1 - s)) - s · 2 / ln 2) / s³`: `fast_powf_f32` of `fit.py`.
const LOG: [f32; 4] = [0.9617967, 0.5770788, 0.41192716, 0.3364947];
/// `2 / ln 2` as a sum of two numbers.
const TWICE_LOG2_E: [f32; 2] = [2.88539, 3.8519444e-8];

/// Each lane of `x` to the power of the lane of `y`.
#[inline(always)]
pub(super) fn powf_f32<S: Level>(x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
    let (least, infinity) = (x.splat_like(f32::MIN_POSITIVE), x.splat_like(f32::INFINITY));
    let usual = x.ge(least).and(x.lt(infinity)).and(y.abs().lt(infinity));
    or_accurate!(usual, power(x, y), accurate_powf_f32(x, y))
}

/// The power of a positive normal number, for finite `y`.
#[inline(always)]
fn power<S: Level>(x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
    let one = x.splat_like(1.0);
    let (f, e) = split_normal_f32(x);

    // s = f / (2 + f), and what its rounding lost.
    let sum = f + 2.0;
    let lost = f - (sum - 2.0);
    let inverse = one / sum;
    let s = f * inverse;
    let rest = (-s).mul_add(sum, f);
    let s_tail = (-s).mul_add(lost, rest) * inverse;

    // log2 x = e + s · 2 / ln 2 + s³ · …
    let z = s * s;
    let product = s * TWICE_LOG2_E[0];
    let tail = s.mul_add(x.splat_like(TWICE_LOG2_E[0]), -product);
    let tail = s.mul_add(x.splat_like(TWICE_LOG2_E[1]), tail);
    // The slope of the series in s, to second order.
    let slope = z.mul_add(x.splat_like(TWICE_LOG2_E[0]), x.splat_like(TWICE_LOG2_E[0]));
    let tail = s_tail.mul_add(slope, tail);
    let curve = (s * z) * horner(z, LOG);
    let head = product + curve;
    let tail = ((product - head) + curve) + tail;
    let log = e + head;
    let log_tail = ((e - log) + head) + tail;

    // Beyond, the result is 0 or infinity; the tail is less than 1 then.
    let exponent = clamp(y * log, -160.0, 160.0);
    let exponent_tail = y.mul_add(log, -exponent);
    let exponent_tail = y.mul_add(log_tail, exponent_tail);
    let shifted = exponent + ROUND_F32;
    let r = exponent - (shifted - ROUND_F32);
    let r = r + clamp(exponent_tail, -0.5, 0.5);
    scale_f32(horner(r, EXP2_F32), shifted.to_bits())
}
