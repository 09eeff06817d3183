//! The documented error bounds hold.

use std::collections::BTreeMap;

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

/// The largest error met, and where. Tests print it: `--nocapture` shows how much room the bounds leave.
struct Worst<A> {
    error: f64,
    at: Option<A>,
}

impl<A: std::fmt::Debug> Worst<A> {
    fn new() -> Self {
        Worst {
            error: 0.0,
            at: None,
        }
    }

    fn meet(&mut self, error: f64, at: A) {
        if error > self.error || error.is_nan() {
            *self = Worst {
                error,
                at: Some(at),
            };
        }
    }

    fn stay_within(&self, bound: f64, what: &str) {
        println!("{what}: {:.4} ulp at {:?}", self.error, self.at);
        assert!(
            self.error <= bound,
            "{what} is off by {} ulp at {:?}",
            self.error,
            self.at
        );
    }
}

/// Every so many bit patterns of `f32`; a prime, so that all exponents and signs are met with all kinds of fractions.
const STRIDE: usize = 2003;

macro_rules! sweep_f32 {
    ($($function:ident $bound:literal, $_:literal;)*) => {$(
        #[test]
        fn $function() {
            let mut worst = Worst::new();
            for bits in (0..=u32::MAX).step_by(STRIDE) {
                let x = f32::from_bits(bits);
                let y = Float::$function(x);
                worst.meet(error_f32(y, f64::$function(f64::from(x))), x);
            }
            worst.stay_within($bound, concat!(stringify!($function), " of f32"));
        }
    )*};
}

mod f32_sweep {
    use super::*;

    bounds!(sweep_f32);

    #[test]
    fn powf() {
        let mut worst = Worst::new();
        for bits in (0..=u32::MAX).step_by(STRIDE) {
            let x = f32::from_bits(bits);
            // An exponent that makes the result span the format, and beyond.
            let spread = f64::from(bits.wrapping_mul(0x9e37_79b9)) / 2.0_f64.powi(31) - 1.0;
            let y = (170.0 * spread / f64::from(x.abs()).log2().abs().max(1e-3)) as f32;
            let z = Float::powf(x, y);
            worst.meet(error_f32(z, f64::from(x).powf(f64::from(y))), (x, y));
        }
        worst.stay_within(0.51, "powf of f32");
    }
}

mod f32_of_two {
    use super::*;

    /// Pairs of each with one of its size and with any other.
    fn pairs() -> impl Iterator<Item = (f32, f32)> {
        (0..=u32::MAX).step_by(STRIDE).flat_map(|bits| {
            let x = f32::from_bits(bits);
            let spread = f64::from(bits.wrapping_mul(0x9e37_79b9)) / f64::from(1 << 30) - 2.0;
            [
                (x, (f64::from(x) * spread) as f32),
                (x, f32::from_bits(bits.wrapping_mul(0x9e37_79b9))),
            ]
        })
    }

    macro_rules! binary {
        ($($function:ident $bound:literal;)*) => {$(
            #[test]
            fn $function() {
                let mut worst = Worst::new();
                for (x, y) in pairs() {
                    let z = Float::$function(x, y);
                    worst.meet(error_f32(z, f64::from(x).$function(f64::from(y))), (x, y));
                }
                worst.stay_within($bound, concat!(stringify!($function), " of f32"));
            }
        )*};
    }
    binary! {
        atan2 0.51;
        hypot 0.51;
    }
}

macro_rules! exact_f64 {
    ($($function:ident $_:literal, $bound:literal;)*) => {
        /// The function of that name, and its bound.
        fn named(name: &str) -> (fn(f64, f64) -> f64, f64) {
            match name {
                $(stringify!($function) => (|x, _| Float::$function(x), $bound),)*
                "powf" => (Float::powf, 0.90),
                "atan2" => (Float::atan2, 1.00),
                "hypot" => (Float::hypot, 0.60),
                _ => panic!("{name} is not a function"),
            }
        }
    };
}
bounds!(exact_f64);

#[test]
fn f64_against_exact_values() {
    let mut worst = BTreeMap::new();
    for line in include_str!("reference.csv").lines() {
        let (name, bits) = line.split_once(',').expect("the table has columns");
        let [x, y, head, tail] = std::array::from_fn(|column| {
            let column = bits.split(',').nth(column).expect("the table has columns");
            f64::from_bits(u64::from_str_radix(column, 16).expect("columns are hexadecimal"))
        });
        let (function, _) = named(name);
        let error = error(function(x, y), head, tail, 52, -1022);
        worst
            .entry(name)
            .or_insert_with(Worst::new)
            .meet(error, (x, y));
    }
    for (name, worst) in worst {
        worst.stay_within(named(name).1, &format!("{name} of f64"));
    }
}
