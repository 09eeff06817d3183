//! `exp` and `exp2`.
//!
//! Method: `e^x = 2^k · e^r` with `k = round(x / ln 2)` and `r = x - k · ln 2`, where `ln 2` is split in two so that the product with its head is
//! exact (Cody and Waite, *Software Manual for the Elementary Functions*, 1980). `k` is rounded by adding and subtracting `1.5 · 2^(p-1)`, which
//! leaves it in the low bits of the sum. `e^r` is a minimax polynomial without tables; what the rounding of `r` lost is added back to
//! it. Where all results are normal numbers, `k` is added to the exponent; else multiplying by `2^(k/2)` twice reaches the subnormal numbers
//! and infinity with one rounding.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::lanes::{clamp, horner};
use crate::simd::value::Number;
use crate::simd::{Level, Vector};

/// Coefficients of `(e^r - 1 - r) / r²`: `exp_f32` of `fit.py`.
const EXP_F32: [f32; 5] = [
    0.49999994,
    0.16666521,
    0.041668266,
    0.008368684,
    0.0013820948,
];
/// Coefficients of `(e^r - 1 - r) / r²`: `exp_f64` of `fit.py`.
pub(super) const EXP_F64: [f64; 10] = [
    0.5000000000000011,
    0.16666666666666458,
    0.0416666666665283,
    0.008333333333473572,
    0.0013888888943883364,
    0.00019841269541325248,
    2.4801492952632265e-05,
    2.7557561520815495e-06,
    2.7630279418052176e-07,
    2.5006562786846352e-08,
];
/// Coefficients of `(2^r - 1 - r · ln 2) / r²`: `exp2_f32` of `fit.py`.
const EXP2_F32: [f32; 5] = [
    0.24022648,
    0.055503596,
    0.009618501,
    0.0013390998,
    0.00015328842,
];
/// Coefficients of `(2^r - 1 - r · ln 2) / r²`: `exp2_f64` of `fit.py`.
const EXP2_F64: [f64; 10] = [
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

/// `ln 2`: a head of 15 bits, and the rest.
pub(super) const LN_2_F32: [f32; 2] = [0.69314575, 1.4286068e-06];
/// `ln 2`: a head of 41 bits, and the rest.
pub(super) const LN_2_F64: [f64; 2] = [0.693147180559663, 2.8235290563031577e-13];

/// Added to a small number, it leaves the nearest integer in the low bits of the sum.
pub(super) const ROUND_F32: f32 = 12_582_912.0;
/// Added to a small number, it leaves the nearest integer in the low bits of the sum.
pub(super) const ROUND_F64: f64 = 6_755_399_441_055_744.0;

macro_rules! functions {
    ($(
        $float:ident $bits:ident: $exp:ident within $exp_usual:literal, $exp_low:literal, $exp_high:literal;
        $exp2:ident within $exp2_usual:literal, $exp2_low:literal, $exp2_high:literal;
        $exp_parts:ident $exp2_parts:ident $scale:ident $scale_normal:ident
        $round:ident $ln_2:ident $exp_coefficients:ident $exp2_coefficients:ident $exponent_mask:literal;
    )*) => {$(
        /// e to the power of each lane.
        #[inline(always)]
        pub(crate) fn $exp<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            if x.abs().lt(x.splat_like($exp_usual)).all() {
                let (y, shifted) = $exp_parts(x);
                return $scale_normal(y, shifted);
            }
            let (y, shifted) = $exp_parts(clamp(x, $exp_low, $exp_high));
            $scale(y, shifted)
        }

        /// 2 to the power of each lane.
        #[inline(always)]
        pub(crate) fn $exp2<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            if x.abs().lt(x.splat_like($exp2_usual)).all() {
                let (y, shifted) = $exp2_parts(x);
                return $scale_normal(y, shifted);
            }
            let (y, shifted) = $exp2_parts(clamp(x, $exp2_low, $exp2_high));
            $scale(y, shifted)
        }

        /// `y` near 1 and `k` in the low bits of an integer, where `e^x = y · 2^k`.
        #[inline(always)]
        fn $exp_parts<S: Level>(x: Vector<S, $float>) -> (Vector<S, $float>, Vector<S, $bits>) {
            let shifted = x * std::$float::consts::LOG2_E + $round;
            let k = shifted - $round;
            let head = x - k * $ln_2[0];
            let tail = k * $ln_2[1];
            let r = head - tail;
            let lost = (head - r) - tail;
            let y = (r + (r * r * horner(r, $exp_coefficients) + lost)) + 1.0;
            (y, shifted.to_bits())
        }

        /// `y` near 1 and `k` in the low bits of an integer, where `2^x = y · 2^k`.
        #[inline(always)]
        fn $exp2_parts<S: Level>(x: Vector<S, $float>) -> (Vector<S, $float>, Vector<S, $bits>) {
            let shifted = x + $round;
            let r = x - (shifted - $round);
            let linear = r * std::$float::consts::LN_2;
            let near = linear + 1.0;
            let lost = linear - (near - 1.0);
            let y = near + (lost + r * r * horner(r, $exp2_coefficients));
            (y, shifted.to_bits())
        }

        /// `y · 2^k` for `y` near 1, rounded once, where `k` stands in the low bits of `shifted`.
        #[inline(always)]
        pub(super) fn $scale<S: Level>(y: Vector<S, $float>, shifted: Vector<S, $bits>) -> Vector<S, $float> {
            const ONE: $bits = (1.0 as $float).to_bits();
            const POINT: u32 = $float::MANTISSA_DIGITS - 1;
            let half = (shifted << (POINT - 1)) & $exponent_mask;
            let rest = (shifted << POINT) - half;
            y * Vector::<S, $float>::from_bits(half + ONE) * Vector::<S, $float>::from_bits(rest + ONE)
        }

        /// `y · 2^k`, a normal number, where `k` stands in the low bits of `shifted`.
        #[inline(always)]
        pub(super) fn $scale_normal<S: Level>(y: Vector<S, $float>, shifted: Vector<S, $bits>) -> Vector<S, $float> {
            Vector::<S, $float>::from_bits(y.to_bits() + (shifted << ($float::MANTISSA_DIGITS - 1)))
        }
    )*};
}

functions! {
    f32 u32: exp_f32 within 87.0, -104.0, 89.0;
    exp2_f32 within 126.0, -151.0, 129.0;
    exp_parts_f32 exp2_parts_f32 scale_f32 scale_normal_f32
    ROUND_F32 LN_2_F32 EXP_F32 EXP2_F32 0xff80_0000;

    f64 u64: exp_f64 within 708.0, -746.0, 710.0;
    exp2_f64 within 1022.0, -1076.0, 1025.0;
    exp_parts_f64 exp2_parts_f64 scale_f64 scale_normal_f64
    ROUND_F64 LN_2_F64 EXP_F64 EXP2_F64 0xfff0_0000_0000_0000;
}
