//! `hypot`.
//!
//! Method: `√(x² + y²)`. For `f32` in `f64` lanes, where the squares are exact. For `f64` the squares and the root are sums of two numbers, and numbers
//! whose squares might leave the format are scaled by a power of two.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::lanes::{root, two_square, two_sum};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Vector};

/// Beyond, the sum of squares might overflow.
const LARGE: f64 = power(500);
/// Below, the squares' tails might not be normal numbers.
const SMALL: f64 = power(-400);

const fn power(k: i64) -> f64 {
    f64::from_bits(((1023 + k) as u64) << 52)
}

/// The root of the sum of squares.
#[inline(always)]
pub(crate) fn hypot_f32<S: Level>(x: Vector<S, f32>, y: Vector<S, f32>) -> Vector<S, f32> {
    let (x, y) = (x.cast::<f64>(), y.cast::<f64>());
    special(x, y, (x * x + y * y).sqrt()).cast::<f32>()
}

/// The root of the sum of squares.
#[inline(always)]
pub(crate) fn hypot_f64<S: Level>(x: Vector<S, f64>, y: Vector<S, f64>) -> Vector<S, f64> {
    let (x, y) = (x.abs(), y.abs());
    let (high, low) = (x.max(y), x.min(y));
    let large = high.splat_like(LARGE);
    // Of both, as the maximum passes over NaN.
    let usual = x
        .lt(large)
        .and(y.lt(large))
        .and(high.gt(high.splat_like(SMALL)));
    if usual.all() {
        return root_of_squares(high, low);
    }
    let (up, down) = (high.splat_like(power(600)), high.splat_like(power(-600)));
    let one = high.splat_like(1.0);
    let overflows = high.ge(large);
    let scale = usual.blend(one, overflows.blend(down, up));
    let back = usual.blend(one, overflows.blend(up, down));
    let root = root_of_squares(high * scale, low * scale) * back;
    special(x, y, root)
}

#[inline(always)]
fn root_of_squares<S: Level>(high: Vector<S, f64>, low: Vector<S, f64>) -> Vector<S, f64> {
    let [square, square_tail] = two_square(high);
    let [other, other_tail] = two_square(low);
    let [sum, lost] = two_sum(square, other);
    let [root, tail] = root([sum, lost + (square_tail + other_tail)]);
    root + tail
}

/// An infinite side makes the result infinite, whatever the other is; else NaN makes it NaN.
#[inline(always)]
fn special<S: Level>(x: Vector<S, f64>, y: Vector<S, f64>, root: Vector<S, f64>) -> Vector<S, f64> {
    let infinity = x.splat_like(f64::INFINITY);
    let root = x.is_nan().or(y.is_nan()).blend(x + y, root);
    let infinite = x.abs().eq(infinity).or(y.abs().eq(infinity));
    infinite.blend(infinity, root)
}
