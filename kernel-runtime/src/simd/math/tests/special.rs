//! Special values are those of Rust's own functions.

use super::unary_functions;
use crate::simd::Float;
use std::hint::black_box;

/// What comes out exactly, and so must be the same: NaN, zeros, infinities and one.
fn special(x: f64) -> bool {
    x.is_nan() || x == 0.0 || x.is_infinite() || x.abs() == 1.0
}

fn same(a: f64, b: f64) -> bool {
    a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
}

/// Whether std's own formula overflows there, where the function does not.
fn overflows_in_std(function: &str, x: f64, largest: f64) -> bool {
    matches!(function, "acosh" | "asinh") && x.abs() == largest
}

const VALUES: [f64; 30] = [
    8.0,
    -27.0,
    0.999_999,
    1e-5,
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
    ($($function:ident)*) => {$(
        #[test]
        fn $function() {
            for x in VALUES {
                let (ours, std) = (Float::$function(x), f64::$function(x));
                let excused = overflows_in_std(stringify!($function), x, f64::MAX);
                assert!(excused || !special(std) || same(ours, std), "{}({x:e}) is {std}, not {ours}", stringify!($function));
                let x = x as f32;
                let (ours, std) = (f64::from(Float::$function(x)), f64::from(f32::$function(x)));
                assert!(!special(std) || same(ours, std), "{}({x:e}f32) is {std}, not {ours}", stringify!($function));
            }
        }
    )*};
}
unary_functions!(unary);

macro_rules! binary {
    ($($function:ident)*) => {$(
        #[test]
        fn $function() {
            for x in VALUES {
                for y in VALUES {
                    let (ours, std) = (Float::$function(x, y), x.$function(y));
                    assert!(!special(std) || same(ours, std), "{}({x:e}, {y:e}) is {std}, not {ours}", stringify!($function));
                    let (x, y) = (x as f32, y as f32);
                    let (ours, std) = (f64::from(Float::$function(x, y)), f64::from(x.$function(y)));
                    assert!(!special(std) || same(ours, std), "{}({x:e}f32, {y:e}) is {std}, not {ours}", stringify!($function));
                }
            }
        }
    )*};
}
binary! { powf atan2 hypot }

/// Angles of the axes and the diagonals, at the origin and at infinity too, with the signs of zeros.
#[test]
fn angles_of_zeros_and_infinities() {
    for x in [0.0, -0.0, 1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY] {
        for y in [0.0, -0.0, 1.0, -1.0, f64::INFINITY, f64::NEG_INFINITY] {
            let (ours, std) = (Float::atan2(y, x), y.atan2(x));
            assert!(same(ours, std), "atan2({y:e}, {x:e}) is {std}, not {ours}");
            // Not every system's own `atan2` of `f32` gives the nearest value here.
            let (ours, std) = (Float::atan2(y as f32, x as f32), y.atan2(x) as f32);
            assert_eq!(
                ours.to_bits(),
                std.to_bits(),
                "atan2({y:e}f32, {x:e}) is {std}, not {ours}"
            );
        }
    }
}

/// Roots of what would leave the format when squared.
#[test]
fn hypotenuses_at_the_edges_of_the_format() {
    for (x, y, exact) in [
        (3e300, 4e300, 5e300),
        (3e-300, 4e-300, 5e-300),
        (3.0 * 5e-324, 4.0 * 5e-324, 5.0 * 5e-324),
        (f64::MAX, 0.0, f64::MAX),
        (f64::MAX, f64::MAX, f64::INFINITY),
    ] {
        assert_eq!(Float::hypot(x, y), exact);
        assert_eq!(Float::hypot(-y, x), exact);
    }
    assert_eq!(Float::hypot(3e30_f32, 4e30), 5e30);
    assert_eq!(Float::hypot(f32::MAX, f32::MAX), f32::INFINITY);
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

/// A power that is known beforehand has the bits of one that is not.
#[test]
fn powers_by_constants() {
    fn check<const N: u32>() {
        for x in [1.1f32, -0.7, 3.0e5, f32::INFINITY, -0.0, 1e-20] {
            let ours = crate::simd::powi_constant::<N, f32>(x);
            let std = black_box(x).powi(black_box(N as i32));
            assert!(same(f64::from(ours), f64::from(std)), "powi({x:e}, {N})");
        }
    }
    check::<1>();
    check::<2>();
    check::<3>();
    check::<7>();
    check::<12>();
    check::<31>();
    check::<64>();
}
