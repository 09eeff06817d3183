//! `sin` and `cos`.
//!
//! Method for `f32`: in `f64` lanes, whose spare bits make everything but the last rounding negligible. `x - k·π` lies within ±π/2, where one odd
//! minimax polynomial gives the sine, up to the sign that the parity of `k` says; the cosine is the sine a quarter turn on. π is split in two,
//! so that the product with its head is exact (Cody and Waite, 1980).
//!
//! Method for `f64`: `x - k·π/2` within ±π/4 as a sum of two numbers, with π/2 split in three; one polynomial each for sine and cosine, as in Sun's fdlibm
//! (`k_sin.c`, `k_cos.c`, 1993).
//!
//! Arguments too large for this, and those too close to a multiple of π/2, are reduced lane by lane: see [`super::payne_hanek`].
//!
//! Largest error, in units in the last place: see the table in [`super`].

use super::exp::ROUND_F64;
use super::lanes::horner;
use super::payne_hanek;
use crate::simd::value::{Number, Value};
use crate::simd::{Level, Vector};
use std::f64::consts::{FRAC_1_PI, FRAC_2_PI};

/// Coefficients in `r²` of `sin r / r` up to π/2: 1, then `sin_f32` of `fit.py`.
const SIN_F32: [f64; 5] = [
    1.0,
    -0.16666659520525925,
    0.008333065424158933,
    -0.00019809539017473618,
    2.6056319308992594e-06,
];
/// Coefficients in `r²` of `(sin r - r) / r³`: `sin_f64` of `fit.py`.
const SIN_F64: [f64; 6] = [
    -0.1666666666666663,
    0.00833333333332184,
    -0.0001984126982935858,
    2.755731353854863e-06,
    -2.5050734396468817e-08,
    1.5895433764295818e-10,
];
/// Coefficients in `r²` of `(cos r - 1 + r²/2) / r⁴`: `cos_f64` of `fit.py`.
const COS_F64: [f64; 6] = [
    0.041666666666666595,
    -0.0013888888888873325,
    2.4801587288983655e-05,
    -2.7557314210059404e-07,
    2.0875704267981746e-09,
    -1.1358683147595165e-11,
];

/// π: a head of 31 bits, and the rest.
const PI: [f64; 2] = [3.1415926534682512, 1.2154201013012384e-10];
/// π/2: a head of 31 bits, and the rest.
pub(super) const HALF_PI: [f64; 2] = [1.5707963267341256, 6.077100506506192e-11];
/// π/2: two parts of 33 bits, and the rest.
const HALF_PI_F64: [f64; 3] = [
    1.5707963267341256,
    6.077100506303966e-11,
    2.0222662487959506e-21,
];

/// Below this, `k` has so few bits that `k · HALF_PI[0]` and `k · PI[0]` are exact.
pub(super) const LIMIT_F32: f32 = 4_194_304.0;
/// Below this, `k` has so few bits that `k · HALF_PI_F64[0]` and `k · HALF_PI_F64[1]` are exact.
const LIMIT_F64: f64 = 524_288.0;
/// Closer to a multiple of π/2, the rest of π/2 has too few bits.
const CLOSE: f64 = 1.0 / (1_u64 << 40) as f64;

/// The sine.
#[inline(always)]
pub(crate) fn sin_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let wide = x.cast::<f64>();
    let shifted = wide * FRAC_1_PI + ROUND_F64;
    let k = shifted - ROUND_F64;
    let r = (wide - k * PI[0]) - k * PI[1];
    let y = signed(odd_sine(r), shifted.to_bits() << 63).cast::<f32>();

    let easy = x.abs().lt(x.splat_like(LIMIT_F32));
    if easy.all() {
        return y;
    }
    easy.blend(y, sin_f64(wide).cast::<f32>())
}

/// The cosine.
#[inline(always)]
pub(crate) fn cos_f32<S: Level>(x: Vector<S, f32>) -> Vector<S, f32> {
    let wide = x.cast::<f64>();
    let shifted = (wide * FRAC_1_PI - 0.5) + ROUND_F64;
    let k = shifted - ROUND_F64;
    let quarters = k + k + 1.0;
    let r = (wide - quarters * HALF_PI[0]) - quarters * HALF_PI[1];
    // cos x = cos(r + k·π + π/2) = -(-1)^k · sin r
    let y = signed(odd_sine(r), !shifted.to_bits() << 63).cast::<f32>();

    let easy = x.abs().lt(x.splat_like(LIMIT_F32));
    if easy.all() {
        return y;
    }
    easy.blend(y, cos_f64(wide).cast::<f32>())
}

/// The sine.
#[inline(always)]
pub(crate) fn sin_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Reduced {
        quadrant,
        head,
        tail,
    } = reduce_f64(x);
    let (sine, cosine) = sine_and_cosine(head, tail);
    let odd = (quadrant & 1).eq(quadrant.splat_like(1));
    let y = signed(odd.blend(cosine, sine), quadrant << 62);
    // The sum that makes the sine of -0 has lost its sign.
    let zero = x.eq(x.splat_like(0.0));
    zero.blend(x, y)
}

/// The cosine.
#[inline(always)]
pub(crate) fn cos_f64<S: Level>(x: Vector<S, f64>) -> Vector<S, f64> {
    let Reduced {
        quadrant,
        head,
        tail,
    } = reduce_f64(x);
    let (sine, cosine) = sine_and_cosine(head, tail);
    let odd = (quadrant & 1).eq(quadrant.splat_like(1));
    signed(odd.blend(sine, cosine), (quadrant + 1) << 62)
}

/// `y` with its sign flipped where the topmost bit of `sign` is set.
#[inline(always)]
fn signed<S: Level>(y: Vector<S, f64>, sign: Vector<S, u64>) -> Vector<S, f64> {
    Vector::<S, f64>::from_bits(y.to_bits() ^ (sign & (1 << 63)))
}

/// The sine of `r`, at most π/2 in magnitude, as exact as an `f32` needs. The sign of zero stays.
#[inline(always)]
fn odd_sine<S: Level>(r: Vector<S, f64>) -> Vector<S, f64> {
    r * horner(r * r, SIN_F32)
}

/// The sine and the cosine of `head + tail`, at most π/4 in magnitude.
#[inline(always)]
fn sine_and_cosine<S: Level>(
    head: Vector<S, f64>,
    tail: Vector<S, f64>,
) -> (Vector<S, f64>, Vector<S, f64>) {
    let z = head * head;
    let half = z * 0.5;
    let one = z.splat_like(1.0);
    let near = one - half;
    let sine = head + (head * z * horner(z, SIN_F64) + tail * near);
    let lost = (one - near) - half;
    let cosine = near + (lost + (z * z * horner(z, COS_F64) - head * tail));
    (sine, cosine)
}

/// An argument reduced modulo π/2.
pub(super) struct Reduced<S: Level> {
    /// How many times π/2 was taken away, modulo 4; the upper bits mean nothing.
    pub(super) quadrant: Vector<S, u64>,
    /// What is left.
    pub(super) head: Vector<S, f64>,
    /// What the head's rounding lost.
    pub(super) tail: Vector<S, f64>,
}

/// Reduces modulo π/2.
#[inline(always)]
pub(super) fn reduce_f64<S: Level>(x: Vector<S, f64>) -> Reduced<S> {
    let shifted = x * FRAC_2_PI + ROUND_F64;
    let k = shifted - ROUND_F64;
    let first = x - k * HALF_PI_F64[0];
    let second = k * HALF_PI_F64[1];
    let middle = first - second;
    let third = k * HALF_PI_F64[2] - ((first - middle) - second);
    let head = middle - third;
    let tail = (middle - head) - third;
    let reduced = Reduced {
        quadrant: shifted.to_bits(),
        head,
        tail,
    };

    let easy = x.abs().lt(x.splat_like(LIMIT_F64));
    let clear = head
        .abs()
        .ge(x.splat_like(CLOSE))
        .or(x.abs().lt(x.splat_like(1.0)));
    let hard = easy.and(clear).not();
    if hard.any() {
        reduce_lanes(x, hard.to_bits(), reduced)
    } else {
        reduced
    }
}

/// Reduces the given lanes one by one.
fn reduce_lanes<S: Level>(x: Vector<S, f64>, lanes: u32, reduced: Reduced<S>) -> Reduced<S> {
    let s = x.token();
    let x = x.to_array();
    let (mut quadrant, mut head, mut tail) = (
        reduced.quadrant.to_array(),
        reduced.head.to_array(),
        reduced.tail.to_array(),
    );
    for lane in (0..S::LANES).filter(|lane| lanes >> lane & 1 != 0) {
        (quadrant[lane], head[lane], tail[lane]) = payne_hanek::reduce(x[lane]);
    }
    Reduced {
        quadrant: Vector::from_array(s, quadrant),
        head: Vector::from_array(s, head),
        tail: Vector::from_array(s, tail),
    }
}
