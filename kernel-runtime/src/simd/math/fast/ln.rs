//! `ln`, `log2` and `log10`: as the accurate ones, but each with a polynomial of its own base, and constants of one part.

use std::f32::consts::{LN_2, LOG10_2};
use std::f64::consts::{LN_2 as LN_2_F64, LOG2_E, LOG10_2 as LOG10_2_F64, LOG10_E};

use super::super::ln::{
    LN_F64, ln_f32 as accurate_ln_f32, ln_f64 as accurate_ln_f64, log2_f32 as accurate_log2_f32,
    log2_f64 as accurate_log2_f64, log10_f32 as accurate_log10_f32,
    log10_f64 as accurate_log10_f64, not_positive_normal_f32, not_positive_normal_f64,
    split_normal_f32, split_normal_f64,
};
use super::{horner, or_accurate};
use crate::simd::value::Float;
use crate::simd::{Level, Vector};

/// Coefficients of `ln(1 + f) / f`: `fast_ln_f32` of `fit.py`.
const LN_F32: [f32; 9] = [
    1.0,
    -0.4999999,
    0.33333948,
    -0.2500179,
    0.1996218,
    -0.16569936,
    0.14916395,
    -0.14310107,
    0.08741672,
];
/// Coefficients of `log2(1 + f) / f`: `fast_log2_f32` of `fit.py`.
const LOG2_F32: [f32; 9] = [
    std::f32::consts::LOG2_E,
    -0.7213474,
    0.48090896,
    -0.36070058,
    0.28795353,
    -0.23901482,
    0.21548024,
    -0.2067877,
    0.12584564,
];
/// Coefficients of `log10(1 + f) / f`: `fast_log10_f32` of `fit.py`.
const LOG10_F32: [f32; 9] = [
    0.43429446,
    -0.21714725,
    0.1447706,
    -0.10857834,
    0.086594224,
    -0.07198744,
    0.06579538,
    -0.062325884,
    0.03539257,
];

macro_rules! logarithms_f32 {
    ($($name:ident else $accurate:ident: $coefficients:ident, $of_2:expr;)*) => {$(
        /// The logarithm.
        #[inline(always)]
        pub(super) fn $name<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
            let (f, e) = split_normal_f32(x);
            let y = e.mul_add(x.splat_like($of_2), f * horner(f, $coefficients));
            or_accurate!(not_positive_normal_f32(x).not(), y, $accurate(x))
        }
    )*};
}

logarithms_f32! {
    ln_f32 else accurate_ln_f32: LN_F32, LN_2;
    log2_f32 else accurate_log2_f32: LOG2_F32, 1.0;
    log10_f32 else accurate_log10_f32: LOG10_F32, LOG10_2;
}

macro_rules! logarithms_f64 {
    ($($name:ident else $accurate:ident: $of_e:expr, $of_2:expr;)*) => {$(
        /// The logarithm.
        #[inline(always)]
        pub(super) fn $name<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
            let (f, e) = split_normal_f64(x);
            // ln(1 + f) = 2s + s · s² · …
            let s = f / (f + 2.0);
            let z = s * s;
            let ln = s.mul_add(z * horner(z, LN_F64), s + s);
            let y = e.mul_add(x.splat_like($of_2), ln * $of_e);
            or_accurate!(not_positive_normal_f64(x).not(), y, $accurate(x))
        }
    )*};
}

logarithms_f64! {
    ln_f64 else accurate_ln_f64: 1.0, LN_2_F64;
    log2_f64 else accurate_log2_f64: LOG2_E, 1.0;
    log10_f64 else accurate_log10_f64: LOG10_E, LOG10_2_F64;
}
