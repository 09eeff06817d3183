//! The documented error bounds hold.

use super::bounds;
use crate::simd::Float;

/// The distance between `y` and the exact value, which is `head + tail`, in units of the exact value's last place.
/// Infinite where one of them is NaN, zero or infinite and the other is not.
fn error(y: f64, head: f64, tail: f64, digits: i32, least: i32) -> f64 {
    if y.is_nan() || head.is_nan() || y.is_infinite() || head.is_infinite() || head == 0.0 {
        let same = y == head || (y.is_nan() && head.is_nan());
        return if same { 0.0 } else { f64::INFINITY };
    }
    let exponent = ((head.to_bits() >> 52 & 0x7ff) as i32 - 1023).max(least);
    // In two steps, as the unit itself may lie below the format.
    ((y - head) - tail).abs() * 2.0_f64.powi(digits) * 2.0_f64.powi(-exponent)
}

/// The error of an `f32`, given the value in `f64`.
fn error_f32(y: f32, exact: f64) -> f64 {
    let rounded = exact as f32;
    if rounded.is_infinite() || y.is_infinite() {
        return if y == rounded { 0.0 } else { f64::INFINITY };
    }
    error(f64::from(y), exact, 0.0, 23, -126)
}

/// Every so many bit patterns of `f32`; a prime, so that all exponents and signs are met with all kinds of fractions.
const STRIDE: usize = 2003;

macro_rules! sweep_f32 {
    ($($function:ident $bound:literal, $_:literal;)*) => {$(
        #[test]
        fn $function() {
            for bits in (0..=u32::MAX).step_by(STRIDE) {
                let x = f32::from_bits(bits);
                let y = Float::$function(x);
                let error = error_f32(y, f64::$function(f64::from(x)));
                assert!(error <= $bound, "{}({x:e}) = {y:e} is off by {error} ulp", stringify!($function));
            }
        }
    )*};
}

mod f32_sweep {
    use super::*;

    bounds!(sweep_f32);

    #[test]
    fn powf() {
        for bits in (0..=u32::MAX).step_by(STRIDE) {
            let x = f32::from_bits(bits);
            // An exponent that makes the result span the format, and beyond.
            let spread = f64::from(bits.wrapping_mul(0x9e37_79b9)) / f64::from(1 << 31) - 1.0;
            let y = (170.0 * spread / f64::from(x.abs()).log2().abs().max(1e-3)) as f32;
            let z = Float::powf(x, y);
            let error = error_f32(z, f64::from(x).powf(f64::from(y)));
            assert!(
                error <= 0.51,
                "powf({x:e}, {y:e}) = {z:e} is off by {error} ulp"
            );
        }
    }
}

macro_rules! exact_f64 {
    ($($function:ident $_:literal, $bound:literal;)*) => {
        /// The function of that name, and its bound.
        fn named(name: &str) -> (fn(f64, f64) -> f64, f64) {
            match name {
                $(stringify!($function) => (|x, _| Float::$function(x), $bound),)*
                "powf" => (Float::powf, 0.90),
                _ => panic!("{name} is not a function"),
            }
        }
    };
}
bounds!(exact_f64);

#[test]
fn f64_against_exact_values() {
    for line in include_str!("reference.csv").lines() {
        let (name, bits) = line.split_once(',').expect("the table has columns");
        let [x, y, head, tail] = std::array::from_fn(|column| {
            let column = bits.split(',').nth(column).expect("the table has columns");
            f64::from_bits(u64::from_str_radix(column, 16).expect("columns are hexadecimal"))
        });
        let (function, bound) = named(name);
        let z = function(x, y);
        let error = error(z, head, tail, 52, -1022);
        assert!(
            error <= bound,
            "{name}({x:e}, {y:e}) = {z:e} is off by {error} ulp"
        );
    }
}
