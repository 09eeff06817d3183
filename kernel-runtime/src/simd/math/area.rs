//! The inverse hyperbolic functions: `asinh`, `acosh` and `atanh`.
//!
//! Method: logarithms, written so that nothing cancels near the zeros of the functions (W. Kahan, "Branch cuts for complex elementary functions",
//! 1987):
//!
//! - `asinh|x| = ln(1 + |x| + x² / (1 + √(x² + 1)))`
//! - `acosh x = ln(1 + t + √(x² - 1))` with `t = x - 1`
//! - `atanh|x| = ½ · ln(1 + 2|x| / (1 - |x|))`
//!
//! For `f32` in `f64` lanes. For `f64` the logarithm's argument is a sum of two numbers, with the root refined by a step of Newton's method; near 0 `asinh` is a
//! minimax polynomial, and `atanh` the series of the logarithm.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::lanes::{clamp, divide, horner, root, two_square, two_sum};
use super::ln::LN_F64;
use super::ln_1p::{ln_1p_sum, ln_1p_wide, ln_sum};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Vector};

/// Coefficients in `x²` of `(asinh x - x) / x³` up to 1/2: `asinh_f64` of `fit.py`.
const ASINH_F64: [f64; 12] = [
    -0.1666666666666661,
    0.07499999999984369,
    -0.04464285712776857,
    0.03038194371312275,
    -0.022372138267484173,
    0.017352385436257615,
    -0.013960216008020805,
    0.011512870276940443,
    -0.009533622824527235,
    0.007464108824116807,
    -0.0047450734820989856,
    0.001716348963227503,
];

/// From here on `√(x² ± 1)` is `x`.
const LARGE: f64 = (1_u64 << 30) as f64;
/// Up to here the coefficients of the logarithm hold.
const NEAR: f64 = 0.171;

/// The inverse hyperbolic sine.
#[inline(always)]
pub(crate) fn asinh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let size = x.abs();
    let square = size * size;
    let y = ln_1p_wide(size + square / ((square + 1.0).sqrt() + 1.0)).copysign(x);
    size.lt(x.splat_like(f64::INFINITY))
        .blend(y, x)
        .cast::<f32>()
}

/// The inverse hyperbolic cosine.
#[inline(always)]
pub(crate) fn acosh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let t = x - 1.0;
    let y = ln_1p_wide(t + (t * (x + 1.0)).sqrt());
    let y = x.lt(x.splat_like(f64::INFINITY)).blend(y, x);
    x.lt(x.splat_like(1.0))
        .blend(x.splat_like(f64::NAN), y)
        .cast::<f32>()
}

/// The inverse hyperbolic tangent.
#[inline(always)]
pub(crate) fn atanh_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    let size = x.abs();
    let y = ln_1p_wide((size + size) / (size.splat_like(1.0) - size)) * 0.5;
    edge_of_one(x, y).cast::<f32>()
}

/// The inverse hyperbolic sine.
#[inline(always)]
pub(crate) fn asinh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let z = x * x;
    let near = x + x * (z * horner(z, ASINH_F64));
    let size = x.abs();
    let small = size.lt(x.splat_like(0.5));
    if small.all() {
        // The sum that makes the result at -0 has lost its sign.
        return near.copysign(x);
    }
    // The square of what is large might overflow.
    let large = size.gt(x.splat_like(LARGE));
    let medium = large.blend(x.splat_like(1.0), size);
    let [square, square_tail] = two_square(medium);
    let [sum, lost] = two_sum(square, square.splat_like(1.0));
    let [root, root_tail] = root([sum, lost + square_tail]);
    let [u, c] = two_sum(root, medium);
    let (zero, one) = (x.splat_like(0.0), x.splat_like(1.0));
    let y = ln_sum(
        large.blend(size, u),
        large.blend(zero, c + root_tail),
        large.blend(one, zero),
    );
    small.blend(near, y).copysign(x)
}

/// The inverse hyperbolic cosine.
#[inline(always)]
pub(crate) fn acosh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let (zero, one) = (x.splat_like(0.0), x.splat_like(1.0));
    let large = x.gt(x.splat_like(LARGE));
    let medium = clamp(x, 1.0, LARGE);
    let [square, square_tail] = two_square(medium);
    let [difference, lost] = two_sum(square, -one);
    let [root, root_tail] = root([difference, lost + square_tail]);
    let [w, w_lost] = two_sum(medium - one, root);
    let [u, u_lost] = two_sum(one, w);
    let y = ln_sum(
        large.blend(x, u),
        large.blend(zero, u_lost + (w_lost + root_tail)),
        large.blend(one, zero),
    );
    x.lt(one).blend(x.splat_like(f64::NAN), y)
}

/// The inverse hyperbolic tangent.
#[inline(always)]
pub(crate) fn atanh_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let z = x * x;
    let near = x + x * (z * horner(z, LN_F64) * 0.5);
    let size = x.abs();
    let small = size.lt(x.splat_like(NEAR));
    if small.all() {
        return near;
    }
    let one = x.splat_like(1.0);
    let below = one - size;
    let below_tail = (one - below) - size;
    let zero = x.splat_like(0.0);
    let [quotient, rest] = divide([size + size, zero], [below, below_tail]);
    let [t, t_tail] = two_sum(quotient, rest);
    small.blend(near, edge_of_one(x, ln_1p_sum(t, t_tail) * 0.5))
}

/// `y`, which holds for magnitudes below 1, with the sign of `x`; infinity at 1 and NaN beyond.
#[inline(always)]
fn edge_of_one<S: Level>(x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
    let (one, size) = (x.splat_like(1.0), x.abs());
    let y = size.lt(one).blend(y, x.splat_like(f64::NAN));
    size.eq(one)
        .blend(x.splat_like(f64::INFINITY), y)
        .copysign(x)
}
