//! Simd128: the ops.

use std::arch::wasm32::*;

use super::Simd128;
use super::lanes::*;
use crate::simd::arch::rows::{both, halves, one, whole};
use crate::simd::level::Reg;
use crate::simd::ops::Ops;

impl Ops for Simd128 {
    one! {
        add_f32(a: f32, b: f32) -> f32 = f32x4_add(a, b);
        sub_f32(a: f32, b: f32) -> f32 = f32x4_sub(a, b);
        mul_f32(a: f32, b: f32) -> f32 = f32x4_mul(a, b);
        div_f32(a: f32, b: f32) -> f32 = f32x4_div(a, b);
        // `pmin` is `b < a ? b : a`.
        min_f32(a: f32, b: f32) -> f32 = v128_bitselect(b, f32x4_pmin(a, b), f32x4_ne(a, a));
        max_f32(a: f32, b: f32) -> f32 = v128_bitselect(b, f32x4_pmax(a, b), f32x4_ne(a, a));
        neg_f32(a: f32) -> f32 = f32x4_neg(a);
        abs_f32(a: f32) -> f32 = f32x4_abs(a);
        copysign_f32(a: f32, b: f32) -> f32 = v128_bitselect(b, a, f32x4_splat(-0.0));
        sqrt_f32(a: f32) -> f32 = f32x4_sqrt(a);
        floor_f32(a: f32) -> f32 = f32x4_floor(a);
        ceil_f32(a: f32) -> f32 = f32x4_ceil(a);
        round_f32(a: f32) -> f32 = {
            let half = v128_bitselect(a, f32x4_splat(BELOW_HALF_F32), f32x4_splat(-0.0));
            f32x4_trunc(f32x4_add(a, half))
        };
        round_ties_even_f32(a: f32) -> f32 = f32x4_nearest(a);
        trunc_f32(a: f32) -> f32 = f32x4_trunc(a);
        mul_add_f32(a: f32, b: f32, c: f32) -> f32 = {
            let ([a0, a1], [b0, b1], [c0, c1]) = (widen_f32(a), widen_f32(b), widen_f32(c));
            narrow_f64([mul_add_to_odd(a0, b0, c0), mul_add_to_odd(a1, b1, c1)])
        };
        eq_f32(a: f32, b: f32) -> bool = f32x4_eq(a, b);
        ne_f32(a: f32, b: f32) -> bool = f32x4_ne(a, b);
        lt_f32(a: f32, b: f32) -> bool = f32x4_lt(a, b);
        le_f32(a: f32, b: f32) -> bool = f32x4_le(a, b);
        select_f32(m: bool, a: f32, b: f32) -> f32 = v128_bitselect(a, b, m);

        add_i32(a: i32, b: i32) -> i32 = i32x4_add(a, b);
        sub_i32(a: i32, b: i32) -> i32 = i32x4_sub(a, b);
        mul_i32(a: i32, b: i32) -> i32 = i32x4_mul(a, b);
        div_i32(a: i32, b: i32) -> i32 = {
            // Quotients of 32-bit integers are exact after truncation; but MIN / -1 is saturated to MAX, whose bits are to be turned.
            let ([a0, a1], [b0, b1]) = (split(a), split(b));
            let low = f64x2_div(f64x2_convert_low_i32x4(a0), f64x2_convert_low_i32x4(b0));
            let high = f64x2_div(f64x2_convert_low_i32x4(a1), f64x2_convert_low_i32x4(b1));
            let quotient = i32_from_f64([low, high]);
            let overflow = v128_and(i32x4_eq(a, i32x4_splat(i32::MIN)), i32x4_eq(b, i32x4_splat(-1)));
            v128_andnot(v128_xor(quotient, overflow), i32x4_eq(b, i32x4_splat(0)))
        };
        div_u32(a: u32, b: u32) -> u32 = {
            let ([a0, a1], [b0, b1]) = (split(a), split(b));
            let low = f64x2_div(f64x2_convert_low_u32x4(a0), f64x2_convert_low_u32x4(b0));
            let high = f64x2_div(f64x2_convert_low_u32x4(a1), f64x2_convert_low_u32x4(b1));
            let quotient = u32_from_f64([low, high]);
            v128_andnot(quotient, u32x4_eq(b, u32x4_splat(0)))
        };
        and_i32(a: i32, b: i32) -> i32 = v128_and(a, b);
        or_i32(a: i32, b: i32) -> i32 = v128_or(a, b);
        xor_i32(a: i32, b: i32) -> i32 = v128_xor(a, b);
        abs_i32(a: i32) -> i32 = i32x4_abs(a);
        min_i32(a: i32, b: i32) -> i32 = i32x4_min(a, b);
        max_i32(a: i32, b: i32) -> i32 = i32x4_max(a, b);
        min_u32(a: u32, b: u32) -> u32 = u32x4_min(a, b);
        max_u32(a: u32, b: u32) -> u32 = u32x4_max(a, b);
        count_ones_u32(a: u32) -> u32 = count_ones(a);
        eq_i32(a: i32, b: i32) -> bool = i32x4_eq(a, b);
        lt_i32(a: i32, b: i32) -> bool = i32x4_lt(a, b);
        lt_u32(a: u32, b: u32) -> bool = u32x4_lt(a, b);
        select_i32(m: bool, a: i32, b: i32) -> i32 = v128_bitselect(a, b, m);

        and_mask(a: bool, b: bool) -> bool = v128_and(a, b);
        and_not_mask(a: bool, b: bool) -> bool = v128_andnot(a, b);
        or_mask(a: bool, b: bool) -> bool = v128_or(a, b);
        xor_mask(a: bool, b: bool) -> bool = v128_xor(a, b);
        not_mask(a: bool) -> bool = v128_not(a);

        f32_from_f64(a: f64) -> f32 = narrow_f64(a);
        f32_from_i32(a: i32) -> f32 = f32x4_convert_i32x4(a);
        f32_from_u32(a: u32) -> f32 = f32x4_convert_u32x4(a);
        f64_from_f32(a: f32) -> f64 = widen_f32(a);
        f64_from_i32(a: i32) -> f64 = {
            let [low, high] = split(a);
            [f64x2_convert_low_i32x4(low), f64x2_convert_low_i32x4(high)]
        };
        f64_from_u32(a: u32) -> f64 = {
            let [low, high] = split(a);
            [f64x2_convert_low_u32x4(low), f64x2_convert_low_u32x4(high)]
        };
        // The instructions saturate and make NaN zero, as `as` does.
        i32_from_f32(a: f32) -> i32 = i32x4_trunc_sat_f32x4(a);
        i32_from_f64(a: f64) -> i32 = i32_from_f64(a);
        i32_from_i64(a: i64) -> i32 = join(a);
        u32_from_f32(a: f32) -> u32 = u32x4_trunc_sat_f32x4(a);
        u32_from_f64(a: f64) -> u32 = u32_from_f64(a);
        i64_from_i32(a: i32) -> i64 = widen(a);
        i64_from_u32(a: u32) -> i64 = widen_u32(a);
    }

    both! {
        add_f64(a: f64, b: f64) -> f64 = f64x2_add(a, b);
        sub_f64(a: f64, b: f64) -> f64 = f64x2_sub(a, b);
        mul_f64(a: f64, b: f64) -> f64 = f64x2_mul(a, b);
        div_f64(a: f64, b: f64) -> f64 = f64x2_div(a, b);
        min_f64(a: f64, b: f64) -> f64 = v128_bitselect(b, f64x2_pmin(a, b), f64x2_ne(a, a));
        max_f64(a: f64, b: f64) -> f64 = v128_bitselect(b, f64x2_pmax(a, b), f64x2_ne(a, a));
        neg_f64(a: f64) -> f64 = f64x2_neg(a);
        abs_f64(a: f64) -> f64 = f64x2_abs(a);
        copysign_f64(a: f64, b: f64) -> f64 = v128_bitselect(b, a, f64x2_splat(-0.0));
        sqrt_f64(a: f64) -> f64 = f64x2_sqrt(a);
        floor_f64(a: f64) -> f64 = f64x2_floor(a);
        ceil_f64(a: f64) -> f64 = f64x2_ceil(a);
        round_f64(a: f64) -> f64 = {
            let half = v128_bitselect(a, f64x2_splat(BELOW_HALF_F64), f64x2_splat(-0.0));
            f64x2_trunc(f64x2_add(a, half))
        };
        round_ties_even_f64(a: f64) -> f64 = f64x2_nearest(a);
        trunc_f64(a: f64) -> f64 = f64x2_trunc(a);
        eq_f64(a: f64, b: f64) -> bool = f64x2_eq(a, b);
        ne_f64(a: f64, b: f64) -> bool = f64x2_ne(a, b);
        lt_f64(a: f64, b: f64) -> bool = f64x2_lt(a, b);
        le_f64(a: f64, b: f64) -> bool = f64x2_le(a, b);
        select_f64(m: bool, a: f64, b: f64) -> f64 = v128_bitselect(a, b, m);

        add_i64(a: i64, b: i64) -> i64 = i64x2_add(a, b);
        sub_i64(a: i64, b: i64) -> i64 = i64x2_sub(a, b);
        mul_i64(a: i64, b: i64) -> i64 = i64x2_mul(a, b);
        and_i64(a: i64, b: i64) -> i64 = v128_and(a, b);
        or_i64(a: i64, b: i64) -> i64 = v128_or(a, b);
        xor_i64(a: i64, b: i64) -> i64 = v128_xor(a, b);
        abs_i64(a: i64) -> i64 = i64x2_abs(a);
        min_i64(a: i64, b: i64) -> i64 = v128_bitselect(b, a, i64x2_lt(b, a));
        max_i64(a: i64, b: i64) -> i64 = v128_bitselect(b, a, i64x2_gt(b, a));
        min_u64(a: u64, b: u64) -> u64 = v128_bitselect(b, a, lt_u64x2(b, a));
        max_u64(a: u64, b: u64) -> u64 = v128_bitselect(b, a, lt_u64x2(a, b));
        count_ones_u64(a: u64) -> u64 = {
            let ones = count_ones(a);
            u64x2_add(v128_and(ones, u64x2_splat(0xffff_ffff)), u64x2_shr(ones, 32))
        };
        eq_i64(a: i64, b: i64) -> bool = i64x2_eq(a, b);
        lt_i64(a: i64, b: i64) -> bool = i64x2_lt(a, b);
        lt_u64(a: u64, b: u64) -> bool = lt_u64x2(a, b);
        select_i64(m: bool, a: i64, b: i64) -> i64 = v128_bitselect(a, b, m);
    }
}
