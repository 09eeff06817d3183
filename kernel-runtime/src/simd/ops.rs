//! The op table: every operation on raw registers, one row each, with its scalar meaning.
//!
//! From the table come the trait [`Ops`], whose methods by default compute the meaning lane by lane, the two-register
//! [`Pair`](super::Pair), and the conformance test. An instruction set overrides what it has instructions for.

use super::level::{Lane, Reg, Registers};

/// Hands the table to a macro: `name(operand: lane type, …) -> lane type = meaning;`.
macro_rules! op_table {
    ($callback:ident) => {
        $callback! {
            add_f32(a: f32, b: f32) -> f32 = a + b;
            sub_f32(a: f32, b: f32) -> f32 = a - b;
            mul_f32(a: f32, b: f32) -> f32 = a * b;
            div_f32(a: f32, b: f32) -> f32 = a / b;
            rem_f32(a: f32, b: f32) -> f32 = a % b;
            min_f32(a: f32, b: f32) -> f32 = if b < a || a.is_nan() { b } else { a };
            max_f32(a: f32, b: f32) -> f32 = if b > a || a.is_nan() { b } else { a };
            neg_f32(a: f32) -> f32 = -a;
            abs_f32(a: f32) -> f32 = a.abs();
            copysign_f32(a: f32, b: f32) -> f32 = a.copysign(b);
            sqrt_f32(a: f32) -> f32 = a.sqrt();
            floor_f32(a: f32) -> f32 = a.floor();
            ceil_f32(a: f32) -> f32 = a.ceil();
            round_f32(a: f32) -> f32 = a.round();
            round_ties_even_f32(a: f32) -> f32 = a.round_ties_even();
            trunc_f32(a: f32) -> f32 = a.trunc();
            mul_add_f32(a: f32, b: f32, c: f32) -> f32 = a.mul_add(b, c);
            eq_f32(a: f32, b: f32) -> bool = a == b;
            ne_f32(a: f32, b: f32) -> bool = a != b;
            lt_f32(a: f32, b: f32) -> bool = a < b;
            le_f32(a: f32, b: f32) -> bool = a <= b;
            select_f32(m: bool, a: f32, b: f32) -> f32 = if m { a } else { b };

            add_f64(a: f64, b: f64) -> f64 = a + b;
            sub_f64(a: f64, b: f64) -> f64 = a - b;
            mul_f64(a: f64, b: f64) -> f64 = a * b;
            div_f64(a: f64, b: f64) -> f64 = a / b;
            rem_f64(a: f64, b: f64) -> f64 = a % b;
            min_f64(a: f64, b: f64) -> f64 = if b < a || a.is_nan() { b } else { a };
            max_f64(a: f64, b: f64) -> f64 = if b > a || a.is_nan() { b } else { a };
            neg_f64(a: f64) -> f64 = -a;
            abs_f64(a: f64) -> f64 = a.abs();
            copysign_f64(a: f64, b: f64) -> f64 = a.copysign(b);
            sqrt_f64(a: f64) -> f64 = a.sqrt();
            floor_f64(a: f64) -> f64 = a.floor();
            ceil_f64(a: f64) -> f64 = a.ceil();
            round_f64(a: f64) -> f64 = a.round();
            round_ties_even_f64(a: f64) -> f64 = a.round_ties_even();
            trunc_f64(a: f64) -> f64 = a.trunc();
            mul_add_f64(a: f64, b: f64, c: f64) -> f64 = a.mul_add(b, c);
            eq_f64(a: f64, b: f64) -> bool = a == b;
            ne_f64(a: f64, b: f64) -> bool = a != b;
            lt_f64(a: f64, b: f64) -> bool = a < b;
            le_f64(a: f64, b: f64) -> bool = a <= b;
            select_f64(m: bool, a: f64, b: f64) -> f64 = if m { a } else { b };

            add_i32(a: i32, b: i32) -> i32 = a.wrapping_add(b);
            sub_i32(a: i32, b: i32) -> i32 = a.wrapping_sub(b);
            mul_i32(a: i32, b: i32) -> i32 = a.wrapping_mul(b);
            div_i32(a: i32, b: i32) -> i32 = if b == 0 { 0 } else { a.wrapping_div(b) };
            div_u32(a: u32, b: u32) -> u32 = a.checked_div(b).unwrap_or(0);
            and_i32(a: i32, b: i32) -> i32 = a & b;
            or_i32(a: i32, b: i32) -> i32 = a | b;
            xor_i32(a: i32, b: i32) -> i32 = a ^ b;
            abs_i32(a: i32) -> i32 = a.wrapping_abs();
            min_i32(a: i32, b: i32) -> i32 = if b < a { b } else { a };
            max_i32(a: i32, b: i32) -> i32 = if b > a { b } else { a };
            min_u32(a: u32, b: u32) -> u32 = if b < a { b } else { a };
            max_u32(a: u32, b: u32) -> u32 = if b > a { b } else { a };
            shl_i32(a: i32, n: u32) -> i32 = a.wrapping_shl(n);
            shr_i32(a: i32, n: u32) -> i32 = a.wrapping_shr(n);
            shr_u32(a: u32, n: u32) -> u32 = a.wrapping_shr(n);
            rotate_left_u32(a: u32, n: u32) -> u32 = a.rotate_left(n % 32);
            count_ones_u32(a: u32) -> u32 = a.count_ones();
            leading_zeros_u32(a: u32) -> u32 = a.leading_zeros();
            eq_i32(a: i32, b: i32) -> bool = a == b;
            lt_i32(a: i32, b: i32) -> bool = a < b;
            lt_u32(a: u32, b: u32) -> bool = a < b;
            select_i32(m: bool, a: i32, b: i32) -> i32 = if m { a } else { b };

            add_i64(a: i64, b: i64) -> i64 = a.wrapping_add(b);
            sub_i64(a: i64, b: i64) -> i64 = a.wrapping_sub(b);
            mul_i64(a: i64, b: i64) -> i64 = a.wrapping_mul(b);
            div_i64(a: i64, b: i64) -> i64 = if b == 0 { 0 } else { a.wrapping_div(b) };
            div_u64(a: u64, b: u64) -> u64 = a.checked_div(b).unwrap_or(0);
            and_i64(a: i64, b: i64) -> i64 = a & b;
            or_i64(a: i64, b: i64) -> i64 = a | b;
            xor_i64(a: i64, b: i64) -> i64 = a ^ b;
            abs_i64(a: i64) -> i64 = a.wrapping_abs();
            min_i64(a: i64, b: i64) -> i64 = if b < a { b } else { a };
            max_i64(a: i64, b: i64) -> i64 = if b > a { b } else { a };
            min_u64(a: u64, b: u64) -> u64 = if b < a { b } else { a };
            max_u64(a: u64, b: u64) -> u64 = if b > a { b } else { a };
            shl_i64(a: i64, n: u64) -> i64 = a.wrapping_shl(n as u32);
            shr_i64(a: i64, n: u64) -> i64 = a.wrapping_shr(n as u32);
            shr_u64(a: u64, n: u64) -> u64 = a.wrapping_shr(n as u32);
            rotate_left_u64(a: u64, n: u64) -> u64 = a.rotate_left((n % 64) as u32);
            count_ones_u64(a: u64) -> u64 = u64::from(a.count_ones());
            leading_zeros_u64(a: u64) -> u64 = u64::from(a.leading_zeros());
            eq_i64(a: i64, b: i64) -> bool = a == b;
            lt_i64(a: i64, b: i64) -> bool = a < b;
            lt_u64(a: u64, b: u64) -> bool = a < b;
            select_i64(m: bool, a: i64, b: i64) -> i64 = if m { a } else { b };

            and_mask(a: bool, b: bool) -> bool = a & b;
            and_not_mask(a: bool, b: bool) -> bool = a & !b;
            or_mask(a: bool, b: bool) -> bool = a | b;
            xor_mask(a: bool, b: bool) -> bool = a ^ b;
            not_mask(a: bool) -> bool = !a;

            f32_from_f64(a: f64) -> f32 = a as f32;
            f32_from_i32(a: i32) -> f32 = a as f32;
            f32_from_u32(a: u32) -> f32 = a as f32;
            f32_from_i64(a: i64) -> f32 = a as f32;
            f32_from_u64(a: u64) -> f32 = a as f32;
            f64_from_f32(a: f32) -> f64 = f64::from(a);
            f64_from_i32(a: i32) -> f64 = f64::from(a);
            f64_from_u32(a: u32) -> f64 = f64::from(a);
            f64_from_i64(a: i64) -> f64 = a as f64;
            f64_from_u64(a: u64) -> f64 = a as f64;
            i32_from_f32(a: f32) -> i32 = a as i32;
            i32_from_f64(a: f64) -> i32 = a as i32;
            i32_from_i64(a: i64) -> i32 = a as i32;
            u32_from_f32(a: f32) -> u32 = a as u32;
            u32_from_f64(a: f64) -> u32 = a as u32;
            i64_from_f32(a: f32) -> i64 = a as i64;
            i64_from_f64(a: f64) -> i64 = a as i64;
            i64_from_i32(a: i32) -> i64 = i64::from(a);
            i64_from_u32(a: u32) -> i64 = i64::from(a);
            u64_from_f32(a: f32) -> u64 = a as u64;
            u64_from_f64(a: f64) -> u64 = a as u64;
        }
    };
}
pub(crate) use op_table;

macro_rules! define {
    ($($name:ident($($arg:ident: $lane:ident),*) -> $result:ident = $meaning:expr;)*) => {
        /// What can be done with a level's registers. Each method computes every lane; unless the instruction set knows
        /// better, one by one.
        pub trait Ops: Registers {$(
            #[doc = concat!("Each lane: `", stringify!($meaning), "`.")]
            #[inline(always)]
            fn $name(self, $($arg: Reg<Self, $lane>),*) -> Reg<Self, $result> {
                $(let $arg = <$lane as Lane<Self>>::explode(self, $arg);)*
                let mut result = [<$result>::default(); super::MAX_LANES];
                let mut lane = 0;
                while lane < Self::LANES {
                    result[lane] = meaning::$name($($arg[lane]),*);
                    lane += 1;
                }
                <$result as Lane<Self>>::collect(self, result)
            }
        )*}

        /// The ops' scalar meaning.
        pub(crate) mod meaning {$(
            #[inline(always)]
            pub(crate) fn $name($($arg: $lane),*) -> $result {
                $meaning
            }
        )*}
    };
}
op_table!(define);
