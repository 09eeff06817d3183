//! `tan`: `x - k·π/2` within ±π/4, as for the sine, then `N / D`, or `-D / N` for odd `k`.

use super::super::exp::{ROUND_F32, ROUND_F64};
use super::super::tan::{tan_f32 as accurate_tan_f32, tan_f64 as accurate_tan_f64};
use super::sin_cos::{LIMIT_F32, LIMIT_F64, less_pi_f32, less_pi_f64};
use super::{horner, or_accurate};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Vector};

/// Coefficients in `r²` of `N / r` and `D`: 1, then `fast_tan_f32` of `fit.py`, where those of `D` are the first and the last.
const ABOVE_F32: [f32; 2] = [1.0, -0.09578066];
const BELOW_F32: [f32; 3] = [1.0, -0.4291145, 0.009709259];
/// As for `f32`: `fast_tan_f64` of `fit.py`, where those of `D` are the first and the last three.
const ABOVE_F64: [f64; 4] = [
    1.0,
    -0.13338305993402663,
    0.0034248347013440214,
    -1.786084000914929e-05,
];
const BELOW_F64: [f64; 5] = [
    1.0,
    -0.46671639326736,
    0.02566363245713091,
    -0.0003118065249940994,
    4.981542343261501e-07,
];

macro_rules! functions {
    ($($float:ident: $tan:ident else $accurate:ident; $less:ident $round:ident $limit:ident $above:ident $below:ident;)*) => {$(
        /// The tangent.
        #[inline(always)]
        pub(super) fn $tan<S: Level>(x: Vector<S, $float>) -> Vector<S, $float> {
            let shifted = x.mul_add(x.splat_like(std::$float::consts::FRAC_2_PI), x.splat_like($round));
            let r = $less(x, shifted - $round, 0.5);
            let z = r * r;
            let (above, below) = (r * horner(z, $above), horner(z, $below));
            let bit = shifted.to_bits() & 1;
            let odd = bit.eq(bit.splat_like(1));
            let y = odd.blend(-below, above) / odd.blend(above, below);
            or_accurate!(x.abs().lt(x.splat_like($limit)), y, $accurate(x))
        }
    )*};
}

functions! {
    f32: tan_f32 else accurate_tan_f32; less_pi_f32 ROUND_F32 LIMIT_F32 ABOVE_F32 BELOW_F32;
    f64: tan_f64 else accurate_tan_f64; less_pi_f64 ROUND_F64 LIMIT_F64 ABOVE_F64 BELOW_F64;
}
