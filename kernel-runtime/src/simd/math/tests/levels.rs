//! Every level gives the bits of one lane, compiled as kernels are: with the instruction set's features.

use super::unary_functions;
use crate::simd::tests::{Draw, Operand};
use crate::simd::{Float, Isa, Level, MAX_LANES, Pair, Registers, Vector};

/// Calls `fn check<S: Level>(s: S)` at two registers a gang for each instruction set that the machine has.
macro_rules! each_instruction_set {
    (
        { $check:ident }
        $($variant:ident $name:literal $lanes:literal, on $on:tt, if $detect:ident [$($feature:tt)*];)*
    ) => {$(
        #[cfg $on]
        {
            #[target_feature($(enable = $feature),*)]
            unsafe fn instance() {
                // SAFETY: this function's features are the level's.
                $check(unsafe { Pair::<crate::simd::$variant>::assume() });
            }
            if Isa::$variant.is_available() {
                // SAFETY: the machine has the features.
                unsafe { instance() };
            }
        }
    )*};
}

/// Arguments: half of them within ±1000, where the functions have something to do, some of these within ±1; the others edge values and any
/// bits.
#[inline(never)]
fn arguments<T: Operand>(draw: &mut Draw, moderate: fn(f64) -> T) -> [T; MAX_LANES] {
    let mut array = draw.array::<T>();
    for x in array.iter_mut().step_by(2) {
        *x = moderate((draw.bits() >> 11) as f64 / (1_u64 << 42) as f64 - 1000.0);
    }
    for x in array.iter_mut().step_by(6) {
        *x = moderate((draw.bits() >> 11) as f64 / (1_u64 << 52) as f64 - 1.0);
    }
    array
}

/// Each of the first lanes must be what the scalar function gives.
#[inline(never)]
fn compare<T: Operand, U: Operand>(
    lanes: &[T],
    x: &[T; MAX_LANES],
    y: &[U; MAX_LANES],
    alone: fn(T, U) -> T,
) {
    for ((lane, x), y) in lanes.iter().zip(x).zip(y) {
        let one = alone(*x, *y);
        assert!(
            lane.same(one),
            "of {x:?} and {y:?} it is {one:?} alone and {lane:?} of {}",
            lanes.len()
        );
    }
}

macro_rules! unary {
    ($($function:ident)*) => {$(
        #[test]
        fn $function() {
            #[inline(always)]
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..500 {
                    let x = arguments(&mut draw, |x| x as f32);
                    let lanes = Vector::from_array(s, x).$function().to_array();
                    compare(&lanes[..S::LANES], &x, &x, |x, _| Float::$function(x));
                    let x = arguments(&mut draw, |x| x);
                    let lanes = Vector::from_array(s, x).$function().to_array();
                    compare(&lanes[..S::LANES], &x, &x, |x, _| Float::$function(x));
                }
            }
            crate::__isa_table! { each_instruction_set { check } }
        }
    )*};
}
unary_functions!(unary);

macro_rules! binary {
    ($($test:ident: $function:ident of $float:ident and $second:ident;)*) => {$(
        #[test]
        fn $test() {
            #[inline(always)]
            fn check<S: Level>(s: S) {
                let mut draw = Draw::new();
                for _ in 0..500 {
                    let x = arguments(&mut draw, |x| x as $float);
                    let y = arguments(&mut draw, |y| (y / 4.0) as $second);
                    let lanes = Vector::from_array(s, x).$function(Vector::from_array(s, y)).to_array();
                    compare(&lanes[..S::LANES], &x, &y, |x, y| Float::$function(x, y));
                }
            }
            crate::__isa_table! { each_instruction_set { check } }
        }
    )*};
}
binary! {
    powf_f32: powf of f32 and f32;
    powf_f64: powf of f64 and f64;
    atan2_f32: atan2 of f32 and f32;
    atan2_f64: atan2 of f64 and f64;
    hypot_f32: hypot of f32 and f32;
    hypot_f64: hypot of f64 and f64;
    powi_f32: powi of f32 and i32;
    powi_f64: powi of f64 and i32;
}
