//! Special values are those of Rust's own functions.

use super::bounds;
use crate::simd::Float;
use std::hint::black_box;

/// What comes out exactly, and so must be the same: NaN, zeros, infinities and one.
fn special(x: f64) -> bool {
    x.is_nan() || x == 0.0 || x.is_infinite() || x.abs() == 1.0
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

const VALUES: [f64; 26] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    -2.0,
    3.0,
    -3.0,
    0.5,
    -0.5,
    1.5,
    -1.5,
    1e-310,
    -1e-310,
    1e-40,
    -1e-40,
    1e300,
    -1e300,
    16_777_215.0,
    -9_007_199_254_740_991.0,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::MIN,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

macro_rules! unary {
    ($($function:ident $f32:literal, $f64:literal;)*) => {$(
        #[test]
        fn $function() {
            for x in VALUES {
                let (ours, std) = (Float::$function(x), f64::$function(x));
                assert!(!special(std) || same(ours, std), "{}({x:e}) is {std}, not {ours}", stringify!($function));
                let x = x as f32;
                let (ours, std) = (f64::from(Float::$function(x)), f64::from(f32::$function(x)));
                assert!(!special(std) || same(ours, std), "{}({x:e}f32) is {std}, not {ours}", stringify!($function));
            }
        }
    )*};
}
bounds!(unary);

#[test]
fn powf() {
    for x in VALUES {
        for y in VALUES {
            let (ours, std) = (Float::powf(x, y), x.powf(y));
            assert!(
                !special(std) || same(ours, std),
                "powf({x:e}, {y:e}) is {std}, not {ours}"
            );
            let (x, y) = (x as f32, y as f32);
            let (ours, std) = (f64::from(Float::powf(x, y)), f64::from(x.powf(y)));
            assert!(
                !special(std) || same(ours, std),
                "powf({x:e}f32, {y:e}) is {std}, not {ours}"
            );
        }
    }
}

/// `powi` is Rust's to the bit.
#[test]
fn powi() {
    for x in VALUES.into_iter().chain([1.1, -0.9, 7.3]) {
        for n in [
            0,
            1,
            -1,
            2,
            -2,
            3,
            5,
            -7,
            10,
            31,
            100,
            -100,
            1023,
            i32::MAX,
            i32::MIN,
        ] {
            let (ours, std) = (Float::powi(x, n), black_box(x).powi(black_box(n)));
            assert!(same(ours, std), "powi({x:e}, {n}) is {std}, not {ours}");
            let x = x as f32;
            let (ours, std) = (
                f64::from(Float::powi(x, n)),
                f64::from(black_box(x).powi(black_box(n))),
            );
            assert!(same(ours, std), "powi({x:e}f32, {n}) is {std}, not {ours}");
        }
    }
}

/// Results below the normal numbers are rounded once.
#[test]
fn subnormal_results() {
    for (x, exact) in [(-103.5_f32, 1e-45), (-103.9, 1e-45), (-104.0, 0.0)] {
        assert_eq!(Float::exp(x), exact);
    }
    for k in 1023..1075 {
        assert_eq!(
            Float::exp2(-f64::from(k)),
            2.0_f64.powi(-1000) * 2.0_f64.powi(1000 - k)
        );
    }
}
