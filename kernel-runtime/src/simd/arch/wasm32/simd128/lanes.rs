//! Steps that several ops of simd128 take.

use std::arch::wasm32::*;

/// The greatest `f32` below one half: added to a number and truncated, it rounds halves away from zero and nothing else.
pub(super) const BELOW_HALF_F32: f32 = 0.5f32.next_down();
/// The greatest `f64` below one half.
pub(super) const BELOW_HALF_F64: f64 = 0.5f64.next_down();

/// The lower two 32-bit lanes, and the upper two, each in the low half of a register.
#[inline(always)]
pub(super) fn split(lanes: v128) -> [v128; 2] {
    [lanes, u64x2_shuffle::<1, 1>(lanes, lanes)]
}

/// The low halves of two registers.
#[inline(always)]
pub(super) fn concat([low, high]: [v128; 2]) -> v128 {
    u64x2_shuffle::<0, 2>(low, high)
}

/// The lanes as ones of 64 bits; of a mask, the mask of each of the two registers.
#[inline(always)]
pub(super) fn widen(lanes: v128) -> [v128; 2] {
    [
        i64x2_extend_low_i32x4(lanes),
        i64x2_extend_high_i32x4(lanes),
    ]
}

/// As [`widen`], unsigned.
#[inline(always)]
pub(super) fn widen_u32(lanes: v128) -> [v128; 2] {
    [
        u64x2_extend_low_u32x4(lanes),
        u64x2_extend_high_u32x4(lanes),
    ]
}

/// The low half of each 64-bit lane; of two masks, the one of all lanes.
#[inline(always)]
pub(super) fn join([low, high]: [v128; 2]) -> v128 {
    u32x4_shuffle::<0, 2, 4, 6>(low, high)
}

/// The lanes as ones of `f64`.
#[inline(always)]
pub(super) fn widen_f32(lanes: v128) -> [v128; 2] {
    let [low, high] = split(lanes);
    [f64x2_promote_low_f32x4(low), f64x2_promote_low_f32x4(high)]
}

/// Lanes of `f64` as ones of `f32`.
#[inline(always)]
pub(super) fn narrow_f64([low, high]: [v128; 2]) -> v128 {
    concat([f32x4_demote_f64x2_zero(low), f32x4_demote_f64x2_zero(high)])
}

/// Lanes of `f64` as ones of `i32`. The instruction saturates and makes NaN zero, as `as` does.
#[inline(always)]
pub(super) fn i32_from_f64([low, high]: [v128; 2]) -> v128 {
    concat([
        i32x4_trunc_sat_f64x2_zero(low),
        i32x4_trunc_sat_f64x2_zero(high),
    ])
}

/// As [`i32_from_f64`], for `u32`.
#[inline(always)]
pub(super) fn u32_from_f64([low, high]: [v128; 2]) -> v128 {
    concat([
        u32x4_trunc_sat_f64x2_zero(low),
        u32x4_trunc_sat_f64x2_zero(high),
    ])
}

/// The ones of each 32-bit lane.
#[inline(always)]
pub(super) fn count_ones(lanes: v128) -> v128 {
    u32x4_extadd_pairwise_u16x8(u16x8_extadd_pairwise_u8x16(u8x16_popcnt(lanes)))
}

/// `a * b + c` rounded to odd: to a neighbour with a last bit of one, unless exact. A second rounding to half the bits then is as if there had
/// been no first. Exact for products of two `f32`.
#[inline(always)]
pub(super) fn mul_add_to_odd(a: v128, b: v128, c: v128) -> v128 {
    let product = f64x2_mul(a, b);
    let sum = f64x2_add(product, c);
    // What the sum lost (Knuth's two-sum).
    let part = f64x2_sub(sum, product);
    let error = f64x2_add(f64x2_sub(product, f64x2_sub(sum, part)), f64x2_sub(c, part));
    // One unit away from zero where the error has the sum's sign, else towards it; none for infinities and NaN, whose error is NaN.
    let inexact = f64x2_gt(f64x2_abs(error), f64x2_splat(0.0));
    let one = u64x2_splat(1);
    let even = u64x2_eq(v128_and(sum, one), u64x2_splat(0));
    let opposite = u64x2_shr(v128_xor(sum, error), 63);
    let unit = u64x2_sub(one, u64x2_shl(opposite, 1));
    u64x2_add(sum, v128_and(unit, v128_and(inexact, even)))
}

/// The unsigned order of 64-bit lanes, which there is no instruction for: the signed one with the sign bits flipped.
#[inline(always)]
pub(super) fn lt_u64x2(a: v128, b: v128) -> v128 {
    let sign = i64x2_splat(i64::MIN);
    i64x2_lt(v128_xor(a, sign), v128_xor(b, sign))
}
