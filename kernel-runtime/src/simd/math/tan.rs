//! `tan`.
//!
//! Method: `x - k·π/2` within ±π/4, as for the sine, then a rational minimax approximation `N / D`; for odd `k`, `tan x = -cot r = -D / N`. Either way
//! it takes one division. For `f32` in `f64` lanes; for `f64` with numerator and denominator as sums of two numbers.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::ROUND_F64;
use super::lanes::{horner, quotient, short};
use super::sin_cos::{HALF_PI, LIMIT_F32, Reduced, reduce_f64};
use crate::simd::value::{Number, Value};
use crate::simd::{Level, Mask, Vector};
use std::f64::consts::FRAC_2_PI;

/// Coefficients in `r²` of `N / r` and `D`: 1, then `tan_f32` of `fit.py`, where those of `D` are the first and the last.
const ABOVE_F32: [f64; 3] = [1.0, -0.1113554471912528, 0.0010747388578851611];
const BELOW_F32: [f64; 3] = [1.0, -0.44468877932862116, 0.015970981195819457];
/// The coefficient of `r²` in `D`, of 21 bits; then those in `r²` of `(N - r) / r³` and of the rest of `D` over `r⁴`: `tan_f64` of `fit.py`.
const BELOW_F64: f64 = -0.46671628952026367;
const ABOVE_REST_F64: [f64; 3] = [
    -0.13338295618693033,
    0.0034248221108060897,
    -1.7860628972553838e-05,
];
const BELOW_REST_F64: [f64; 3] = [
    0.025663585284227543,
    -0.0003118044226025397,
    4.981441078981707e-07,
];

/// The tangent.
#[inline(always)]
pub(crate) fn tan_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let wide = x.cast::<f64>();
    let shifted = wide * FRAC_2_PI + ROUND_F64;
    let k = shifted - ROUND_F64;
    let r = (wide - k * HALF_PI[0]) - k * HALF_PI[1];
    let z = r * r;
    let (above, below) = (r * horner(z, ABOVE_F32), horner(z, BELOW_F32));
    let odd = odd(shifted.to_bits());
    let y = (odd.blend(-below, above) / odd.blend(above, below)).cast::<f32>();

    let easy = x.abs().lt(x.splat_like(LIMIT_F32));
    if easy.all() {
        return y;
    }
    easy.blend(y, tan_f64(wide).cast::<f32>())
}

/// The tangent.
#[inline(always)]
pub(crate) fn tan_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Reduced {
        quadrant,
        head,
        tail,
    } = reduce_f64(x);
    let z = head * head;
    let one = z.splat_like(1.0);
    // To first order the tail adds tail · D · (1 + tan²) = tail · (1 + z/2).
    let curve = head * z * horner(z, ABOVE_REST_F64) + tail * (z * 0.5 + 1.0);
    let above = head + curve;
    let above_tail = (head - above) + curve;
    // The product that weighs most is exact but for a small rest.
    let z_short = short(z);
    let curve = z_short * BELOW_F64;
    let rest = (z - z_short) * BELOW_F64 + z * z * horner(z, BELOW_REST_F64);
    let below = one + (curve + rest);
    let below_tail = ((one - below) + curve) + rest;

    let odd = odd(quadrant);
    let y = quotient(
        [odd.blend(-below, above), odd.blend(-below_tail, above_tail)],
        [odd.blend(above, below), odd.blend(above_tail, below_tail)],
    );
    // The sum that makes the tangent of -0 has lost its sign.
    x.eq(x.splat_like(0.0)).blend(x, y)
}

/// Where `tan x` is the cotangent of what is left, negated.
#[inline(always)]
fn odd<S: Level>(quadrant: Vector<S, u64>) -> Mask<S> {
    (quadrant & 1).eq(quadrant.splat_like(1))
}
