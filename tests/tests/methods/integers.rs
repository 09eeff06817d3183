//! The methods of integers, of every width and sign.

use kernel_runtime::{Error, Isa, Variant, kernel, with_isa};

use crate::harness::agree;

/// Kernels that write several results of each element side by side.
macro_rules! bits {
    ($($int:ident: $bits:ident;)*) => {$(
        #[kernel]
        fn $bits(x: &[$int], y: &mut [$int]) {
            for i in 0..x.len() {
                y[5 * i] = x[i].swap_bytes();
                y[5 * i + 1] = x[i].reverse_bits();
                y[5 * i + 2] = x[i].leading_ones() as $int;
                y[5 * i + 3] = x[i].trailing_ones() as $int;
                y[5 * i + 4] = x[i].count_zeros() as $int;
            }
        }

    )*};
}

bits! {
    u8: bits_u8;
    i32: bits_i32;
    u64: bits_u64;
}

macro_rules! powers {
    ($($int:ident: $powers:ident;)*) => {$(
        #[kernel]
        fn $powers(x: &[$int], n: &[u32], y: &mut [$int]) {
            for i in 0..x.len() {
                let positive = (x[i] >> 1) & $int::MAX | 1;
                y[5 * i] = x[i].wrapping_pow(n[i]);
                y[5 * i + 1] = x[i].wrapping_pow(3);
                y[5 * i + 2] = positive.isqrt();
                y[5 * i + 3] = (positive.ilog2() * 4 + positive.ilog10()) as $int;
                y[5 * i + 4] = x[i].midpoint(positive);
            }
        }

    )*};
}

powers! {
    i16: powers_i16;
    u32: powers_u32;
    i64: powers_i64;
}

macro_rules! overflows {
    ($($int:ident: $overflow:ident;)*) => {$(
        #[kernel]
        fn $overflow(x: &[$int], z: &[$int], y: &mut [$int]) {
            for i in 0..x.len() {
                let (sum, above) = x[i].overflowing_add(z[i]);
                let (difference, below) = x[i].overflowing_sub(z[i]);
                let (product, beyond) = x[i].overflowing_mul(z[i]);
                let (negated, minus) = x[i].overflowing_neg();
                let (shifted, far) = x[i].overflowing_shl(z[i] as u32 & 127);
                y[6 * i] = if above { !sum } else { sum };
                y[6 * i + 1] = if below { !difference } else { difference };
                y[6 * i + 2] = if beyond { !product } else { product };
                y[6 * i + 3] = if minus { !negated } else { negated };
                y[6 * i + 4] = if far { !shifted } else { shifted };
                y[6 * i + 5] = x[i].saturating_mul(z[i]);
            }
        }
    )*};
}

overflows! {
    i8: overflow_i8;
    u32: overflow_u32;
    i64: overflow_i64;
}

macro_rules! signed_integers {
    ($($int:ident: $signs:ident $divisions:ident;)*) => {$(
        #[kernel]
        fn $signs(x: &[$int], y: &mut [$int]) {
            for i in 0..x.len() {
                let (size, least) = x[i].overflowing_abs();
                let sign = if x[i].is_negative() { 1 } else { 2 };
                y[5 * i] = (x[i].unsigned_abs() / 3) as $int;
                y[5 * i + 1] = x[i].saturating_neg();
                y[5 * i + 2] = x[i].saturating_abs();
                y[5 * i + 3] = if least { 7 } else { size };
                y[5 * i + 4] = if x[i].is_positive() { 4 } else { sign };
            }
        }

        #[kernel]
        fn $divisions(x: &[$int], d: &[$int], y: &mut [$int]) {
            for i in 0..x.len() {
                y[4 * i] = x[i].wrapping_div(d[i]);
                y[4 * i + 1] = x[i].wrapping_rem(d[i]);
                y[4 * i + 2] = (x[i] >> 1).div_euclid(d[i]);
                y[4 * i + 3] = (x[i] >> 1).rem_euclid(d[i]);
            }
        }
    )*};
}

signed_integers! {
    i8: signs_i8 divisions_i8;
    i64: signs_i64 divisions_i64;
}

macro_rules! unsigned_integers {
    ($($int:ident $signed:ident: $multiples:ident $steps:ident;)*) => {$(
        #[kernel]
        fn $multiples(x: &[$int], d: &[$int], y: &mut [$int]) {
            for i in 0..x.len() {
                y[6 * i] = if x[i].is_power_of_two() { 1 } else { 0 };
                y[6 * i + 1] = (x[i] >> 1).next_power_of_two();
                y[6 * i + 2] = if x[i].is_multiple_of(d[i]) { 1 } else { 0 };
                y[6 * i + 3] = if x[i].is_multiple_of(3) { 1 } else { 0 };
                y[6 * i + 4] = x[i].div_ceil(d[i] | 1);
                y[6 * i + 5] = (x[i] >> 1).next_multiple_of((d[i] >> 2) | 1);
            }
        }

        #[kernel]
        fn $steps(x: &[$int], d: &[$signed], y: &mut [$int]) {
            for i in 0..x.len() {
                y[3 * i] = x[i].wrapping_add_signed(d[i]);
                y[3 * i + 1] = x[i].saturating_add_signed(d[i]);
                y[3 * i + 2] = (x[i].cast_signed() >> 1).cast_unsigned();
            }
        }
    )*};
}

unsigned_integers! {
    u8 i8: multiples_u8 steps_u8;
    u32 i32: multiples_u32 steps_u32;
}

/// Small and large numbers, the edges of the type among them.
macro_rules! numbers {
    ($int:ident) => {{
        let mut x: Vec<$int> = (0..97_u64)
            .map(|i| (i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (i % 61)) as $int)
            .collect();
        x.extend([0, 1, 2, 3, 9, 10, 99, 100, 16, 25, 24]);
        x.extend([$int::MIN, $int::MAX, $int::MIN + 1, $int::MAX - 1, !0, !1]);
        x
    }};
}

/// The same numbers in another order, so that all kinds meet.
fn turned<T: Copy>(x: &[T], by: usize) -> Vec<T> {
    x.iter().cycle().skip(by).take(x.len()).copied().collect()
}

#[test]
fn bits_are_turned_and_counted() {
    let x = numbers!(u8);
    agree!(bits_u8(&x), vec![0; 5 * x.len()]);
    let x = numbers!(i32);
    agree!(bits_i32(&x), vec![0; 5 * x.len()]);
    let x = numbers!(u64);
    agree!(bits_u64(&x), vec![0; 5 * x.len()]);
}

#[test]
fn powers_roots_and_logarithms_agree() {
    let n: Vec<u32> = (0..200).map(|i| i % 40).collect();
    let x = numbers!(i16);
    agree!(powers_i16(&x, &n), vec![0; 5 * x.len()]);
    let x = numbers!(u32);
    agree!(powers_u32(&x, &n), vec![0; 5 * x.len()]);
    let x = numbers!(i64);
    agree!(powers_i64(&x, &n), vec![0; 5 * x.len()]);
}

#[test]
fn overflow_is_told() {
    for by in [1, 5, 40] {
        let x = numbers!(i8);
        agree!(overflow_i8(&x, &turned(&x, by)), vec![0; 6 * x.len()]);
        let x = numbers!(u32);
        agree!(overflow_u32(&x, &turned(&x, by)), vec![0; 6 * x.len()]);
        let x = numbers!(i64);
        agree!(overflow_i64(&x, &turned(&x, by)), vec![0; 6 * x.len()]);
    }
}

macro_rules! tests_of_signed_integers {
    ($($test:ident $int:ident: $signs:ident $divisions:ident;)*) => {$(
        #[test]
        fn $test() {
            let x = numbers!($int);
            agree!($signs(&x), vec![0; 5 * x.len()]);
            for by in [1, 5, 40] {
                let d: Vec<$int> = turned(&x, by).iter().map(|d| if *d == 0 { -1 } else { *d }).collect();
                agree!($divisions(&x, &d), vec![0; 4 * x.len()]);
            }
        }
    )*};
}

tests_of_signed_integers! {
    signed_methods_of_i8 i8: signs_i8 divisions_i8;
    signed_methods_of_i64 i64: signs_i64 divisions_i64;
}

macro_rules! tests_of_unsigned_integers {
    ($($test:ident $int:ident $signed:ident: $multiples:ident $steps:ident;)*) => {$(
        #[test]
        fn $test() {
            let x = numbers!($int);
            for by in [0, 1, 5, 40] {
                let d = turned(&x, by);
                agree!($multiples(&x, &d), vec![0; 6 * x.len()]);
                let d: Vec<$signed> = d.iter().map(|d| *d as $signed).collect();
                agree!($steps(&x, &d), vec![0; 3 * x.len()]);
            }
        }
    )*};
}

tests_of_unsigned_integers! {
    unsigned_methods_of_u8 u8 i8: multiples_u8 steps_u8;
    unsigned_methods_of_u32 u32 i32: multiples_u32 steps_u32;
}

#[kernel]
fn logarithm(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[i].ilog2();
    }
}

#[kernel]
fn root(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = x[i].isqrt();
    }
}

#[kernel]
fn wrapping_quotient(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = 100_i32.wrapping_div(x[i]);
    }
}

#[kernel]
fn euclidean_quotient(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = (-100_i32).div_euclid(x[i]);
    }
}

/// What a variant gives on each instruction set, and nothing where the GPU is not eligible.
fn each_variant(run: impl Fn(Variant) -> Result<(), Error>, check: impl Fn(&Error) -> bool) {
    for variant in Variant::LOCAL {
        for isa in Isa::available() {
            match with_isa(isa, || run(variant)).expect("it is available") {
                Err(Error::Ineligible { .. }) if variant == Variant::Gpu => {}
                Err(error) if check(&error) => {}
                other => panic!("{variant} at {}: {other:?}", isa.name()),
            }
        }
    }
}

#[test]
fn what_would_panic_is_an_error() {
    let assertion = |error: &Error| matches!(error, Error::Assertion { .. });
    let division = |error: &Error| matches!(error, Error::Division { .. });
    for n in [1, 37] {
        let mut x = vec![5_u32; n];
        x[n / 2] = 0;
        each_variant(
            |variant| logarithm::dispatch_on(variant, &x, &mut vec![0; n]),
            assertion,
        );
        let mut x = vec![5_i32; n];
        x[n / 2] = -1;
        each_variant(
            |variant| root::dispatch_on(variant, &x, &mut vec![0; n]),
            assertion,
        );
        x[n / 2] = 0;
        each_variant(
            |variant| wrapping_quotient::dispatch_on(variant, &x, &mut vec![0; n]),
            division,
        );
        each_variant(
            |variant| euclidean_quotient::dispatch_on(variant, &x, &mut vec![0; n]),
            division,
        );
    }
}
