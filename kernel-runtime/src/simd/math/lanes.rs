//! The common parts of vector math: polynomials, clamping, and arithmetic beyond the format's precision.

use crate::simd::value::Number;
use crate::simd::{Element, Level, Mask, Vector};
use std::ops::{Add, Mul};

/// `c[0] + c[1]·x + c[2]·x² + …` by Horner's rule: the fewest operations; neighbouring vectors hide its latency.
#[inline(always)]
pub(super) fn horner<S: Level, T: Element, const N: usize>(
    x: Vector<S, T>,
    c: [T; N],
) -> Vector<S, T>
where
    Vector<S, T>: Add<Output = Vector<S, T>> + Mul<Output = Vector<S, T>>,
{
    let mut sum = x.splat_like(c[N - 1]);
    let mut i = N - 1;
    while i > 0 {
        i -= 1;
        sum = sum * x + x.splat_like(c[i]);
    }
    sum
}

/// `x` within `low..=high`; NaN stays NaN.
#[inline(always)]
pub(super) fn clamp<S: Level, T: Element>(x: Vector<S, T>, low: T, high: T) -> Vector<S, T>
where
    Vector<S, T>: Number<Bool = Mask<S>>,
{
    let (low, high) = (x.splat_like(low), x.splat_like(high));
    let x = x.lt(low).blend(low, x);
    high.lt(x).blend(high, x)
}

/// The upper 21 bits of the significand: the product of two such numbers is exact.
#[inline(always)]
pub(super) fn short<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    Vector::<S, f64>::from_bits(x.to_bits() & 0xffff_ffff_0000_0000)
}

/// The quotient of two sums of a head and a tail, with hardly an error but the last rounding: what a short quotient leaves
/// over is exact, as in T. J. Dekker, "A floating-point technique for extending the available precision" (1971).
#[inline(always)]
pub(super) fn quotient<S: Level>(
    above: [Vector<S, f64>; 2],
    below: [Vector<S, f64>; 2],
) -> Vector<S, f64> {
    let inverse = below[0].splat_like(1.0) / below[0];
    let q = short(above[0] * inverse);
    let below_short = short(below[0]);
    let rest = (above[0] - q * below_short) - q * (below[0] - below_short);
    q + (rest + (above[1] - q * below[1])) * inverse
}
