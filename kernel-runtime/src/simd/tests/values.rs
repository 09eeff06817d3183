//! The value traits: vectors of every element type against the scalars.

use std::fmt::Debug;

use super::{Draw, Operand, expect, some_levels};
use crate::simd::{Bits, Element, Float, Integer, Level, MAX_LANES, Mask, Number, Value, Vector};

const ROUNDS: usize = 200;

/// The results of a scalar function on each lane.
macro_rules! lanes {
    (|$i:ident| $result:expr) => {{
        let mut lanes = [Default::default(); MAX_LANES];
        for $i in 0..S::LANES {
            lanes[$i] = $result;
        }
        lanes
    }};
}

/// Asserts that a vector's lanes are these.
#[track_caller]
fn vector<S: Level, T: Element + Operand>(
    what: &str,
    vector: Vector<S, T>,
    expected: [T; MAX_LANES],
    operands: &[&dyn Debug],
) {
    expect(what, &vector.to_array()[..S::LANES], expected, operands);
}

/// Asserts that a mask's lanes are these.
#[track_caller]
fn mask<S: Level>(what: &str, mask: Mask<S>, expected: [bool; MAX_LANES], operands: &[&dyn Debug]) {
    let result: [bool; MAX_LANES] = lanes!(|i| mask.to_bits() >> i & 1 != 0);
    expect(what, &result[..S::LANES], expected, operands);
}

/// Compares trait functions on vectors with those on scalars. An operand is a pair of array and vector.
macro_rules! agree {
    ($how:ident $trait:ident [$($name:ident)*] $operands:tt) => {$(
        agree!(@one $how $trait $name $operands);
    )*};
    (@one $how:ident $trait:ident $name:ident ($a:ident)) => {
        $how(
            stringify!($name),
            $trait::$name($a.1),
            lanes!(|i| $trait::$name($a.0[i])),
            &[&$a.0],
        );
    };
    (@one $how:ident $trait:ident $name:ident ($a:ident $b:ident)) => {
        $how(
            stringify!($name),
            $trait::$name($a.1, $b.1),
            lanes!(|i| $trait::$name($a.0[i], $b.0[i])),
            &[&$a.0, &$b.0],
        );
    };
    (@one $how:ident $trait:ident $name:ident ($a:ident $b:ident $c:ident)) => {
        $how(
            stringify!($name),
            $trait::$name($a.1, $b.1, $c.1),
            lanes!(|i| $trait::$name($a.0[i], $b.0[i], $c.0[i])),
            &[&$a.0, &$b.0, &$c.0],
        );
    };
}

/// An operand: an array, and the vector of it.
fn draw<S: Level, T: Element + Operand>(s: S, draw: &mut Draw) -> ([T; MAX_LANES], Vector<S, T>) {
    let array = draw.array();
    (array, Vector::from_array(s, array))
}

fn number<S: Level, T>(s: S, source: &mut Draw)
where
    T: Element + Operand + Number<Bool = bool>,
    Vector<S, T>: Number<Bool = Mask<S>>,
{
    let (a, b) = (draw::<S, T>(s, source), draw::<S, T>(s, source));
    let chosen = Mask::from_bits(s, source.bits() as u32);
    agree!(vector Number [neg abs signum] (a));
    agree!(vector Number [add sub mul div rem min max] (a b));
    agree!(mask Number [lt le gt ge] (a b));
    agree!(mask Value [eq ne] (a b));
    let expected = lanes!(|i| Value::select(chosen.to_bits() >> i & 1 != 0, a.0[i], b.0[i]));
    vector(
        "select",
        chosen.blend(a.1, b.1),
        expected,
        &[&chosen, &a.0, &b.0],
    );
}

fn float<S: Level, T>(s: S, source: &mut Draw)
where
    T: Element + Operand + Float<Bool = bool>,
    Vector<S, T>: Float<Bool = Mask<S>>,
{
    number::<S, T>(s, source);
    let [a, b, c] = [(); 3].map(|()| draw::<S, T>(s, source));
    agree!(vector Float [sqrt floor ceil round round_ties_even trunc fract recip to_radians to_degrees] (a));
    agree!(vector Float [copysign] (a b));
    agree!(vector Float [mul_add] (a b c));
    agree!(mask Float [is_nan] (a));
}

fn integer<S: Level, T>(s: S, source: &mut Draw)
where
    T: Element + Operand + Integer<Bool = bool, Count = u32>,
    Vector<S, T>: Integer<Bool = Mask<S>, Count = Vector<S, u32>>,
{
    number::<S, T>(s, source);
    let (a, b, n) = (
        draw::<S, T>(s, source),
        draw::<S, T>(s, source),
        draw::<S, u32>(s, source),
    );
    agree!(vector Bits [not] (a));
    agree!(vector Bits [and or xor] (a b));
    agree!(vector Integer [count_ones leading_zeros trailing_zeros] (a));
    agree!(vector Integer [saturating_add saturating_sub mul_high] (a b));
    agree!(vector Integer [shl shr rotate_left rotate_right pow] (a n));
}

macro_rules! elements {
    ($($name:ident $kind:ident $type:ident;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..ROUNDS {
                    $kind::<S, $type>(s, &mut draw);
                }
            }
            some_levels!(check);
        }
    )*};
}

elements! {
    f32_lanes float f32;
    f64_lanes float f64;
    i8_lanes integer i8;
    u8_lanes integer u8;
    i16_lanes integer i16;
    u16_lanes integer u16;
    i32_lanes integer i32;
    u32_lanes integer u32;
    i64_lanes integer i64;
    u64_lanes integer u64;
    isize_lanes integer isize;
    usize_lanes integer usize;
}

#[test]
fn masks() {
    fn check<S: Level>(s: S) {
        let mut draw = Draw::new();
        for _ in 0..ROUNDS {
            let [a, b, c] = [(); 3].map(|()| {
                let array = draw.array::<bool>();
                let bits = (0..MAX_LANES).fold(0, |bits, i| bits | u32::from(array[i]) << i);
                (array, Mask::from_bits(s, bits))
            });
            agree!(mask Bits [not] (a));
            agree!(mask Bits [and or xor] (a b));
            agree!(mask Value [eq ne] (a b));
            agree!(mask Value [select] (a b c));
            mask(
                "and_not",
                a.1.and_not(b.1),
                lanes!(|i| a.0[i] & !b.0[i]),
                &[&a.0, &b.0],
            );
            assert_eq!(a.1.any(), a.0[..S::LANES].contains(&true));
            assert_eq!(a.1.all(), !a.0[..S::LANES].contains(&false));
        }
        assert!(s.all().all());
        assert!(!Mask::splat(s, false).any());
    }
    some_levels!(check);
}

#[test]
fn min_and_max_of_zeros_and_nan_are_the_same_everywhere() {
    fn check<S: Level>(s: S) {
        let zero = Vector::splat(s, 0.0f32);
        let nan = Vector::splat(s, f32::NAN);
        let all = |what: &str, result, expected| vector(what, result, [expected; MAX_LANES], &[]);
        all("min(0, -0)", zero.min(-zero), 0.0);
        all("min(-0, 0)", (-zero).min(zero), -0.0);
        all("max(0, -0)", zero.max(-zero), 0.0);
        all("max(-0, 0)", (-zero).max(zero), -0.0);
        all("min(nan, 0)", nan.min(zero), 0.0);
        all("min(0, nan)", zero.min(nan), 0.0);
        all("max(nan, nan)", nan.max(nan), f32::NAN);
    }
    some_levels!(check);
}
