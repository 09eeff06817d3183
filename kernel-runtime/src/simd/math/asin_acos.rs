//! `asin` and `acos`.
//!
//! Method: up to 1/2 an odd minimax polynomial; beyond, `asin|x| = π/2 - 2 · asin s` with `s = √((1 - |x|) / 2)`, whose square is exact; and `acos x = π/2 -
//! asin x` with the parts put together so that nothing cancels, as in Sun's fdlibm (`e_asin.c`, `e_acos.c`, 1993). For `f32` in `f64` lanes; for `f64`
//! with the root as a sum of two numbers.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::lanes::{horner, short};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Mask, Vector};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// Coefficients in `s²` of `(asin s - s) / s³` up to 1/2: `asin_f32` of `fit.py`.
const ASIN_F32: [f64; 6] = [
    0.16666659944175227,
    0.07500507184850536,
    0.04451634181843069,
    0.03181313905508416,
    0.014417029529709507,
    0.037548183607343265,
];
/// Coefficients in `s²` of `(asin s - s) / s³` up to 1/2: `asin_f64` of `fit.py`.
const ASIN_F64: [f64; 12] = [
    0.16666666666665392,
    0.07500000000341221,
    0.04464285682473107,
    0.030381959290235027,
    0.022371754264305765,
    0.017359763427191883,
    0.013884641507317698,
    0.012173201132631331,
    0.00651035370498783,
    0.019577446884224088,
    -0.016302866616677347,
    0.03196710195970957,
];

/// `π/2 - FRAC_PI_2`
pub(super) const HALF_PI_TAIL: f64 = 6.123233995736766e-17;

/// The inverse sine.
#[inline(always)]
pub(crate) fn asin_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let Reduced { far, s, z } = reduce(x);
    let y = s + s * (z * horner(z, ASIN_F32));
    let beyond = y.splat_like(FRAC_PI_2) - (y + y);
    far.blend(beyond, y).copysign(x).cast::<f32>()
}

/// The inverse cosine.
#[inline(always)]
pub(crate) fn acos_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let Reduced { far, s, z } = reduce(x);
    let y = (s + s * (z * horner(z, ASIN_F32))).copysign(x);
    let zero = x.splat_like(0.0);
    let beyond = x.lt(zero).blend(y.splat_like(PI), zero) + (y + y);
    far.blend(beyond, y.splat_like(FRAC_PI_2) - y).cast::<f32>()
}

/// The inverse sine.
#[inline(always)]
pub(crate) fn asin_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Reduced { far, s, z } = reduce(x);
    let curve = z * horner(z, ASIN_F64);
    let near = s + s * curve;
    if !far.any() {
        return near.copysign(x);
    }
    let (head, tail) = root_parts(s, z);
    let quarter = s.splat_like(FRAC_PI_4);
    let small = (s + s) * curve - (-(tail + tail) + HALF_PI_TAIL);
    let beyond = quarter - (small - (quarter - (head + head)));
    far.blend(beyond, near).copysign(x)
}

/// The inverse cosine.
#[inline(always)]
pub(crate) fn acos_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Reduced { far, s, z } = reduce(x);
    let curve = z * horner(z, ASIN_F64);
    let half_pi = x.splat_like(FRAC_PI_2);
    let near = half_pi - (x - (-(x * curve) + HALF_PI_TAIL));
    if !far.any() {
        return near;
    }
    let (head, tail) = root_parts(s, z);
    let above = head + (s * curve + tail);
    let below = s + (s * curve - HALF_PI_TAIL);
    let negative = x.lt(x.splat_like(0.0));
    let beyond = negative.blend(x.splat_like(PI) - (below + below), above + above);
    far.blend(beyond, near)
}

/// An argument brought within ±1/2.
struct Reduced<S: Level> {
    /// Where it lay beyond.
    far: Mask<S>,
    /// Its magnitude, or that of half the complement's sine.
    s: Vector<S, f64>,
    /// The square of that.
    z: Vector<S, f64>,
}

#[inline(always)]
fn reduce<S: Level>(x: Vector<S, f64>) -> Reduced<S> {
    let size = x.abs();
    let far = size.gt(x.splat_like(0.5));
    let z = far.blend((x.splat_like(1.0) - size) * 0.5, x * x);
    let s = far.blend(z.sqrt(), size);
    Reduced { far, s, z }
}

/// `√z` as a short head and a tail, given `s`, its rounded value.
#[inline(always)]
fn root_parts<S: Level>(s: Vector<S, f64>, z: Vector<S, f64>) -> (Vector<S, f64>, Vector<S, f64>) {
    let head = short(s);
    let zero = s.splat_like(0.0);
    let tail = (z - head * head) / (s + head);
    (head, s.eq(zero).blend(zero, tail))
}
