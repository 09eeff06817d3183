//! `sin` and `cos`: `x - k·π` within ±π/2 in the format itself, with π in three parts whose products are rounded once with the difference, then one odd
//! polynomial of its magnitude, so that the sine of -0 keeps its sign.

use super::super::exp::{ROUND_F32, ROUND_F64};
use super::super::sin_cos::{
    cos_f32 as accurate_cos_f32, cos_f64 as accurate_cos_f64, sin_f32 as accurate_sin_f32,
    sin_f64 as accurate_sin_f64,
};
use super::{horner, or_accurate};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};

/// Coefficients in `r²` of `(sin r - r) / r³`: `fast_sin_f32` of `fit.py`.
const SIN_F32: [f32; 4] = [-0.16666658, 0.00833303, -0.00019806849, 2.5994984e-06];
/// Coefficients in `r²` of `(sin r - r) / r³`: `fast_sin_f64` of `fit.py`.
const SIN_F64: [f64; 8] = [
    -0.16666666666666666,
    0.008333333333333207,
    -0.00019841269841212476,
    2.755731921156845e-06,
    -2.5052106904269156e-08,
    1.605894099122749e-10,
    -7.643018986209987e-13,
    2.721414371042727e-15,
];

/// π in parts that are all positive, so that what is left of -0 is -0.
const PI_F32: [f32; 3] = [3.1415925, 1.5099579e-07, 1.0780606e-14];
/// π in parts that are all positive, so that what is left of -0 is -0.
const PI_F64: [f64; 3] = [
    std::f64::consts::PI,
    1.224646799147353e-16,
    2.1657133478024873e-32,
];

/// Below this, `k` is right but for arguments next to the middle of two multiples, and what is left after the third part is exact enough.
pub(super) const LIMIT_F32: f32 = 524_288.0;
/// As for `f32`.
pub(super) const LIMIT_F64: f64 = 1_073_741_824.0;

macro_rules! functions {
    ($(
        $float:ident $bits:ident: $sin:ident else $accurate_sin:ident; $cos:ident else $accurate_cos:ident;
        $sine:ident $less:ident $round:ident $limit:ident $pi:ident $coefficients:ident;
    )*) => {$(
        /// The sine.
        #[inline(always)]
        pub(super) fn $sin<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            let shifted = x.mul_add(x.splat_like(std::$float::consts::FRAC_1_PI), x.splat_like($round));
            let r = $less(x, shifted - $round, 1.0);
            let y = $sine(r, shifted.to_bits());
            or_accurate!(x.abs().lt(x.splat_like($limit)), y, $accurate_sin(x))
        }

        /// The cosine: the sine a quarter turn on.
        #[inline(always)]
        pub(super) fn $cos<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            let shifted = x.mul_add(x.splat_like(std::$float::consts::FRAC_1_PI), x.splat_like(-0.5)) + $round;
            let k = shifted - $round;
            // cos x = cos(r + k·π + π/2) = -(-1)^k · sin r
            let r = $less(x, k + k + 1.0, 0.5);
            let y = $sine(r, !shifted.to_bits());
            or_accurate!(x.abs().lt(x.splat_like($limit)), y, $accurate_cos(x))
        }

        /// `x - k · scale · π`, where `scale` is a power of two.
        #[inline(always)]
        pub(super) fn $less<S: Level>(x: Vector<S, $float>, k: Vector<S, $float>, scale: $float) -> Vector<S, $float> {
            let r = k.mul_add(x.splat_like(-scale * $pi[0]), x);
            let r = k.mul_add(x.splat_like(-scale * $pi[1]), r);
            k.mul_add(x.splat_like(-scale * $pi[2]), r)
        }

        /// The sine of `r`, with its sign flipped where the lowest bit is set.
        #[inline(always)]
        fn $sine<S: Level>(r: Vector<S, $float>, bits: Vector<S, $bits>) -> Vector<S, $float> {
            const SIGN: $bits = 1 << ($bits::BITS - 1);
            let size = r.abs();
            let z = size * size;
            let y = (size * z).mul_add(horner(z, $coefficients), size);
            // No sine is above 1, which rounding might make one.
            let one = y.splat_like(1.0);
            let y = y.lt(one).blend(y, one);
            let sign = (r.to_bits() ^ (bits << ($bits::BITS - 1))) & SIGN;
            Vector::<S, $float>::from_bits(y.to_bits() | sign)
        }
    )*};
}

functions! {
    f32 u32: sin_f32 else accurate_sin_f32; cos_f32 else accurate_cos_f32;
    sine_f32 less_pi_f32 ROUND_F32 LIMIT_F32 PI_F32 SIN_F32;

    f64 u64: sin_f64 else accurate_sin_f64; cos_f64 else accurate_cos_f64;
    sine_f64 less_pi_f64 ROUND_F64 LIMIT_F64 PI_F64 SIN_F64;
}
