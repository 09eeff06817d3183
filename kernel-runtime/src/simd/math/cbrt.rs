//! `cbrt`.
//!
//! Method: `x = 2^(3q) · m` with `m` between `√½` and `4√2`, so that `∛x = 2^q · ∛m`. A short minimax polynomial starts, on `m` brought below `√2`. For `f32`, in `f64`
//! lanes, one step of Newton's method follows. For `f64` it is one of Halley's from a short start, whose square is exact, as in FreeBSD's `s_cbrt.c` (B.
//! Evans).
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::ROUND_F64;
use super::lanes::{horner, power_of_two, short};
use super::ln::{not_positive_normal_f64, split_f64};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Mask, Vector};

/// Coefficients of `(∛(1 + f) - 1) / f`: `cbrt` of `fit.py`.
const CBRT: [f64; 7] = [
    0.33333371274511875,
    -0.11111389574726545,
    0.0616922017181655,
    -0.040992432040559655,
    0.030914219615582515,
    -0.026365497797184414,
    0.01599160983507489,
];

/// `∛2`
const ROOT_OF_2: f64 = 1.2599210498948732;
/// `∛4`
const ROOT_OF_4: f64 = 1.5874010519681994;

/// The cube root.
#[inline(always)]
pub(crate) fn cbrt_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    // Every f32 is a normal f64.
    let Start { m, near, power } = start(x.abs(), Mask::splat(x.token(), false));
    let y = near - (near - m / (near * near)) * (1.0 / 3.0);
    special(x, y * power).cast::<f32>()
}

/// The cube root.
#[inline(always)]
pub(crate) fn cbrt_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let size = x.abs();
    let Start { m, near, power } = start(size, not_positive_normal_f64(size));
    let near = short(near);
    let r = m / (near * near);
    let y = near + near * ((r - near) / (near + near + r));
    special(x, y * power)
}

/// A positive number, prepared.
struct Start<S: Level> {
    /// It, divided by `power³`.
    m: Vector<S, f64>,
    /// Nearly the cube root of that.
    near: Vector<S, f64>,
    /// A power of two.
    power: Vector<S, f64>,
}

#[inline(always)]
fn start<S: Level>(size: Vector<S, f64>, rare: Mask<S>) -> Start<S> {
    let (f, e) = split_f64(size, rare);
    // e = 3q + 0, 1 or 2
    let shifted = (e - 1.0) * (1.0 / 3.0) + ROUND_F64;
    let rest = e - (shifted - ROUND_F64) * 3.0;
    let one = rest.eq(rest.splat_like(1.0));
    let two = rest.eq(rest.splat_like(2.0));
    let scale = one.blend(e.splat_like(2.0), e.splat_like(1.0));
    let scale = two.blend(e.splat_like(4.0), scale);
    let scale_root = one.blend(e.splat_like(ROOT_OF_2), e.splat_like(1.0));
    let scale_root = two.blend(e.splat_like(ROOT_OF_4), scale_root);
    Start {
        m: (f + 1.0) * scale,
        near: (f * horner(f, CBRT) + 1.0) * scale_root,
        power: power_of_two(shifted),
    }
}

/// Puts right the sign, and what is its own root: zero, infinity and NaN.
#[inline(always)]
fn special<S: Level>(x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
    let (zero, infinity) = (x.splat_like(0.0), x.splat_like(f64::INFINITY));
    let size = x.abs();
    let usual = size.gt(zero).and(size.lt(infinity));
    usual.blend(y.copysign(x), x)
}
