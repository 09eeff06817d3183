//! Each row of the op table.

use super::{Draw, each_level, expect};
use crate::simd::MAX_LANES;
use crate::simd::level::{Lane, Level};
use crate::simd::ops::{meaning, op_table};

const ROUNDS: usize = 500;

macro_rules! conform {
    ($($name:ident($($arg:ident: $lane:ident),*) -> $result:ident = $meaning:expr;)*) => {$(
        #[test]
        fn $name() {
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..ROUNDS {
                    $(let $arg = draw.array::<$lane>();)*
                    let result = s.$name($(<$lane as Lane<S>>::collect(s, $arg)),*);
                    let result = <$result as Lane<S>>::explode(s, result);
                    let mut expected = [<$result>::default(); MAX_LANES];
                    for lane in 0..S::LANES {
                        expected[lane] = meaning::$name($($arg[lane]),*);
                    }
                    expect(stringify!($name), &result[..S::LANES], expected, &[$(&$arg),*]);
                }
            }
            each_level!(check);
        }
    )*};
}
op_table!(conform);

#[test]
fn masks_are_bits() {
    fn check<S: Level>(s: S) {
        let all = u32::MAX >> (32 - S::LANES);
        let mut draw = Draw::new();
        for round in 0..ROUNDS as u32 {
            let bits = match round {
                0 => 0,
                1 => all,
                _ => draw.bits() as u32,
            };
            let mask = s.mask_from_bits(bits);
            assert_eq!(s.mask_bits(mask), bits & all);
            assert_eq!(s.mask_any(mask), bits & all != 0);
            assert_eq!(s.mask_all(mask), bits & all == all);
        }
        for n in 0..80 {
            let first = (0..S::LANES.min(n)).fold(0, |bits, lane| bits | 1 << lane);
            assert_eq!(
                s.mask_bits(s.mask_first(n)),
                first,
                "first {n} of {}",
                S::LANES
            );
        }
    }
    each_level!(check);
}

/// Sums so close to the middle of two `f32` that rounding to `f64` first goes to the middle, and then to the wrong one.
#[test]
fn mul_add_f32_rounds_once() {
    fn check<S: Level>(s: S) {
        let above = 1.0 + f32::EPSILON;
        let below = 1.0 - f32::EPSILON;
        for scale in [-30, -1, 0, 1, 40].map(|power| 2f32.powi(power)) {
            for sign in [-1.0, 1.0] {
                for (factor, summand) in [(below, above), (-below, above)] {
                    let a = [above * 2f32.powi(-12) * scale; MAX_LANES];
                    let b = [factor * 2f32.powi(-12) * sign; MAX_LANES];
                    let c = [summand * scale * sign; MAX_LANES];
                    let [x, y, z] = [a, b, c].map(|lanes| <f32 as Lane<S>>::collect(s, lanes));
                    let result = <f32 as Lane<S>>::explode(s, s.mul_add_f32(x, y, z));
                    let expected = [a[0].mul_add(b[0], c[0]); MAX_LANES];
                    let twice = (f64::from(a[0]) * f64::from(b[0]) + f64::from(c[0])) as f32;
                    assert_ne!(twice, expected[0], "not such a sum");
                    expect(
                        "mul_add_f32",
                        &result[..S::LANES],
                        expected,
                        &[&a[0], &b[0], &c[0]],
                    );
                }
            }
        }
    }
    each_level!(check);
}
