//! The common parts of vector math: polynomials, clamping, and arithmetic beyond the format's precision.

use crate::simd::value::{Float, Number, Value};
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

/// `a + b` rounded, and what the rounding lost: D. E. Knuth, *The Art of Computer Programming*, volume 2, theorem 4.2.2 B.
#[inline(always)]
pub(super) fn two_sum<S: Level>(a: Vector<S, f64>, b: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let sum = a + b;
    let b_part = sum - a;
    [sum, (a - (sum - b_part)) + (b - b_part)]
}

/// `x²` rounded, and all but hardly anything of what the rounding lost (Dekker, 1971).
#[inline(always)]
pub(super) fn two_square<S: Level>(x: Vector<S, f64>) -> [Vector<S, f64>; 2] {
    let square = x * x;
    let head = short(x);
    let tail = x - head;
    [
        square,
        ((head * head - square) + (head + head) * tail) + tail * tail,
    ]
}

/// The root of a sum of a head and a tail, as such a sum: one step of Newton's method from the root of the head. Of 0 it is 0.
#[inline(always)]
pub(super) fn root<S: Level>(of: [Vector<S, f64>; 2]) -> [Vector<S, f64>; 2] {
    let root = of[0].sqrt();
    let [square, lost] = two_square(root);
    let zero = root.splat_like(0.0);
    let tail = (((of[0] - square) - lost) + of[1]) / (root + root);
    [root, root.eq(zero).blend(zero, tail)]
}

/// The quotient of two sums of a head and a tail, as such a sum with a short head: what a short quotient leaves over is exact, as in T. J.
/// Dekker, "A floating-point technique for extending the available precision" (1971).
#[inline(always)]
pub(super) fn divide<S: Level>(
    above: [Vector<S, f64>; 2],
    below: [Vector<S, f64>; 2],
) -> [Vector<S, f64>; 2] {
    let inverse = below[0].splat_like(1.0) / below[0];
    let q = short(above[0] * inverse);
    let below_short = short(below[0]);
    let rest = (above[0] - q * below_short) - q * (below[0] - below_short);
    [q, (rest + (above[1] - q * below[1])) * inverse]
}

/// The quotient of two sums of a head and a tail, with hardly an error but the last rounding.
#[inline(always)]
pub(super) fn quotient<S: Level>(
    above: [Vector<S, f64>; 2],
    below: [Vector<S, f64>; 2],
) -> Vector<S, f64> {
    let [head, tail] = divide(above, below);
    head + tail
}

/// `2^k`, a normal number, where `k` stands in the low bits of `shifted`.
#[inline(always)]
pub(super) fn power_of_two<S: Level>(shifted: Vector<S, f64>) -> Vector<S, f64> {
    Vector::<S, f64>::from_bits((shifted.to_bits() << 52) + 1.0_f64.to_bits())
}
