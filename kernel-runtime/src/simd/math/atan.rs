//! `atan` and `atan2`.
//!
//! Method: the quotient of the smaller side by the larger is an angle up to π/4, from which a nearby angle with an exact tangent is taken away by the
//! addition theorem, `(t - c) / (1 + c · t)`; what is left is an odd minimax polynomial's. For `f32`, in `f64` lanes, that angle is 0 or π/4; for `f64` also `atan
//! ½`, so that less is left to lose, as in Sun's fdlibm (`s_atan.c`, 1993). Quarter turns and the angle make one constant of two parts.
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::asin_acos::HALF_PI_TAIL;
use super::lanes::{horner, two_sum};
use crate::simd::value::{Float, Number, Value};
use crate::simd::{Level, Mask, Vector};
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

/// Coefficients in `q²` of `(atan q - q) / q³` up to tan π/8: `atan_f32` of `fit.py`.
const ATAN_F32: [f64; 6] = [
    -0.33333332494470114,
    0.19999903472903535,
    -0.14281994684065347,
    0.11044521916873275,
    -0.08475278456874269,
    0.04741913602433987,
];
/// Coefficients in `q²` of `(atan q - q) / q³` up to 7/16: `atan_f64` of `fit.py`.
const ATAN_F64: [f64; 11] = [
    -0.33333333333332915,
    0.19999999999872245,
    -0.14285714272125621,
    0.11111110388706202,
    -0.09090886705644471,
    0.0769186944476416,
    -0.06661004833824363,
    0.0583312815949674,
    -0.04975106130547769,
    0.03649150003520245,
    -0.01624673862665207,
];

/// `tan π/8`
const EIGHTH_TURN: f64 = 0.41421356237309503;
/// `atan ½`, and what its rounding lost.
const ATAN_HALF: [f64; 2] = [0.4636476090008061, 2.2698777452961687e-17];

/// The angle's tangent as a quotient, and how it stands to the first eighth of the circle: it is `quarters · π/2 + sign · atan(low / high)`.
#[derive(Clone, Copy)]
struct Angle<S: Level> {
    low: Vector<S, f64>,
    high: Vector<S, f64>,
    quarters: Vector<S, f64>,
    sign: Vector<S, f64>,
}

/// The inverse tangent.
#[inline(always)]
pub(crate) fn atan_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let x = x.cast::<f64>();
    Angle::of(x).wide().copysign(x).cast::<f32>()
}

/// The inverse tangent.
#[inline(always)]
pub(crate) fn atan_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    Angle::of(x).exact().copysign(x)
}

/// The angle of the point `(x, y)`.
#[inline(always)]
pub(crate) fn atan2_f32<S: Level>(y: Vector<S, f32>, x: Vector<S, f32>) -> Vector<S, f32> {
    let (y, x) = (y.cast::<f64>(), x.cast::<f64>());
    let angle = Angle::between(y, x).wide().copysign(y);
    not_a_number(y, x).blend(x + y, angle).cast::<f32>()
}

/// The angle of the point `(x, y)`.
#[inline(always)]
pub(crate) fn atan2_f64<S: Level>(y: Vector<S, f64>, x: Vector<S, f64>) -> Vector<S, f64> {
    let angle = Angle::between(y, x).within_range().exact().copysign(y);
    not_a_number(y, x).blend(x + y, angle)
}

#[inline(always)]
fn not_a_number<S: Level>(y: Vector<S, f64>, x: Vector<S, f64>) -> Mask<S> {
    y.is_nan().or(x.is_nan())
}

/// Which angle with an exact tangent is taken away: 0, `atan ½` or π/4.
#[derive(Clone, Copy)]
struct Nearby<S: Level> {
    /// Not 0.
    middle: Mask<S>,
    /// π/4
    far: Mask<S>,
}

impl<S: Level> Nearby<S> {
    #[inline(always)]
    fn of(
        self,
        none: Vector<S, f64>,
        half: Vector<S, f64>,
        whole: Vector<S, f64>,
    ) -> Vector<S, f64> {
        self.far.blend(whole, self.middle.blend(half, none))
    }
}

impl<S: Level> Angle<S> {
    /// The angle whose tangent has the magnitude of `x`. NaN stays.
    #[inline(always)]
    fn of(x: Vector<S, f64>) -> Self {
        let (zero, one, size) = (x.splat_like(0.0), x.splat_like(1.0), x.abs());
        let steep = size.gt(one);
        Angle {
            low: steep.blend(one, size),
            high: steep.blend(size, one),
            quarters: steep.blend(one, zero),
            sign: steep.blend(-one, one),
        }
    }

    /// The angle from the axis of `x` to the point with coordinates `x` and `|y|`; of a point at the origin too, and at infinity.
    #[inline(always)]
    fn between(y: Vector<S, f64>, x: Vector<S, f64>) -> Self {
        let (zero, one) = (x.splat_like(0.0), x.splat_like(1.0));
        let (width, height) = (x.abs(), y.abs());
        let steep = height.gt(width);
        let left = one.copysign(x).lt(zero);
        let (low, high) = (steep.blend(width, height), steep.blend(height, width));
        // 0 / 0 stands for 0 and ∞ / ∞ for 1, as C has it.
        let infinity = x.splat_like(f64::INFINITY);
        let diagonal = low.eq(infinity);
        let single = diagonal.or(high.eq(zero));
        Angle {
            low: diagonal.blend(one, low),
            high: single.blend(one, high),
            quarters: steep.blend(one, left.blend(one + one, zero)),
            sign: steep.xor(left).blend(-one, one),
        }
    }

    /// The same angle, with sides whose sums and halves stay within the format.
    #[inline(always)]
    fn within_range(self) -> Self {
        const LARGE: f64 = f64::from_bits((1023 + 1000) << 52);
        const SMALL: f64 = f64::from_bits((1023 - 900) << 52);
        const UP: f64 = f64::from_bits((1023 + 100) << 52);
        const DOWN: f64 = f64::from_bits((1023 - 100) << 52);
        let high = self.high;
        let (large, small) = (
            high.gt(high.splat_like(LARGE)),
            high.lt(high.splat_like(SMALL)),
        );
        if !large.or(small).any() {
            return self;
        }
        let one = high.splat_like(1.0);
        let scale = large.blend(high.splat_like(DOWN), small.blend(high.splat_like(UP), one));
        Angle {
            low: self.low * scale,
            high: high * scale,
            ..self
        }
    }

    /// The angle as exact as an `f32` needs.
    #[inline(always)]
    fn wide(self) -> Vector<S, f64> {
        let Angle { low, high, .. } = self;
        let far = low.gt(high * EIGHTH_TURN);
        let zero = low.splat_like(0.0);
        let q = (low - far.blend(high, zero)) / (high + far.blend(low, zero));
        let z = q * q;
        let rest = far.blend(q.splat_like(FRAC_PI_4), zero) + (q + q * (z * horner(z, ATAN_F32)));
        self.quarters * FRAC_PI_2 + self.sign * rest
    }

    /// The angle.
    #[inline(always)]
    fn exact(self) -> Vector<S, f64> {
        let Angle { low, high, .. } = self;
        let nearby = Nearby {
            middle: low.gt(high * 0.4375),
            far: low.gt(high * 0.6875),
        };
        let zero = low.splat_like(0.0);
        let q =
            (low - nearby.of(zero, high * 0.5, high)) / (high + nearby.of(zero, low * 0.5, low));
        let z = q * q;
        let curve = q * (z * horner(z, ATAN_F64));

        let angle = nearby.of(zero, q.splat_like(ATAN_HALF[0]), q.splat_like(FRAC_PI_4));
        let angle_tail = nearby.of(
            zero,
            q.splat_like(ATAN_HALF[1]),
            q.splat_like(HALF_PI_TAIL * 0.5),
        );
        let [base, lost] = two_sum(self.quarters * FRAC_PI_2, self.sign * angle);
        let base_tail = lost + (self.quarters * HALF_PI_TAIL + self.sign * angle_tail);
        base + ((base_tail + self.sign * curve) + self.sign * q)
    }
}
