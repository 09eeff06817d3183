//! `exp` and `exp2`: as the accurate ones, with a polynomial shorter by a term, and no account of what the argument's rounding lost.

use super::super::exp::{
    LN_2_F32, LN_2_F64, ROUND_F32, ROUND_F64, exp_f32 as accurate_exp_f32,
    exp_f64 as accurate_exp_f64, exp2_f32 as accurate_exp2_f32, exp2_f64 as accurate_exp2_f64,
    scale_normal_f32, scale_normal_f64,
};
use super::{horner, or_accurate};
use crate::simd::value::{Float, Number};
use crate::simd::{Level, Vector};

/// Coefficients of `e^r`: 1, then `fast_exp_f32` of `fit.py`.
const EXP_F32: [f32; 6] = [
    1.0,
    0.9999997,
    0.49999148,
    0.16667652,
    0.041898176,
    0.0082894,
];
/// Coefficients of `e^r`: 1, then `fast_exp_f64` of `fit.py`.
const EXP_F64: [f64; 12] = [
    1.0,
    1.0,
    0.5000000000000011,
    0.16666666666666458,
    0.041666666666528365,
    0.008333333333474156,
    0.0013888888943873812,
    0.00019841269539681646,
    2.4801492952291253e-05,
    2.7557563032801413e-06,
    2.763028291640592e-07,
    2.500610746895265e-08,
];
/// Coefficients of `2^r`: 1, then `fast_exp2_f32` of `fit.py`.
#[allow(clippy::approx_constant, reason = "the fit is not quite ln 2")]
pub(super) const EXP2_F32: [f32; 6] = [
    1.0,
    0.693147,
    0.24022247,
    0.055507123,
    0.009671313,
    0.0013269006,
];
/// Coefficients of `2^r`: 1, then `fast_exp2_f64` of `fit.py`.
const EXP2_F64: [f64; 12] = [
    1.0,
    std::f64::consts::LN_2,
    0.2402265069591011,
    0.055504108664821805,
    0.009618129107600853,
    0.0013333558146527578,
    0.00015403530449780955,
    1.5252733649442898e-05,
    1.3215438516822936e-06,
    1.0178154465322194e-07,
    7.0732828394403635e-09,
    4.439607929220767e-10,
];

macro_rules! functions {
    ($(
        $float:ident: $exp:ident within $exp_usual:literal else $accurate_exp:ident;
        $exp2:ident within $exp2_usual:literal else $accurate_exp2:ident;
        $exp_normal:ident $scale:ident $round:ident $ln_2:ident $exp_coefficients:ident $exp2_coefficients:ident;
    )*) => {$(
        /// e to the power of each lane.
        #[inline(always)]
        pub(super) fn $exp<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            or_accurate!(x.abs().lt(x.splat_like($exp_usual)), $exp_normal(x), $accurate_exp(x))
        }

        /// e to the power of each lane, which gives normal numbers.
        #[inline(always)]
        pub(super) fn $exp_normal<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            let shifted = x.mul_add(x.splat_like(std::$float::consts::LOG2_E), x.splat_like($round));
            let k = shifted - $round;
            let r = k.mul_add(x.splat_like(-$ln_2[0]), x);
            let r = k.mul_add(x.splat_like(-$ln_2[1]), r);
            $scale(horner(r, $exp_coefficients), shifted.to_bits())
        }

        /// 2 to the power of each lane.
        #[inline(always)]
        pub(super) fn $exp2<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            let shifted = x + $round;
            let r = x - (shifted - $round);
            let y = $scale(horner(r, $exp2_coefficients), shifted.to_bits());
            or_accurate!(x.abs().lt(x.splat_like($exp2_usual)), y, $accurate_exp2(x))
        }
    )*};
}

functions! {
    f32: exp_f32 within 87.0 else accurate_exp_f32;
    exp2_f32 within 126.0 else accurate_exp2_f32;
    exp_normal_f32 scale_normal_f32 ROUND_F32 LN_2_F32 EXP_F32 EXP2_F32;

    f64: exp_f64 within 708.0 else accurate_exp_f64;
    exp2_f64 within 1022.0 else accurate_exp2_f64;
    exp_normal_f64 scale_normal_f64 ROUND_F64 LN_2_F64 EXP_F64 EXP2_F64;
}
