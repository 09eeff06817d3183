//! AVX-512: the ops.

use std::arch::x86_64::*;

use super::super::constants::*;
use super::Avx512;
use super::lanes::*;
use crate::simd::arch::rows::{both, halves, one, whole};
use crate::simd::level::Reg;
use crate::simd::ops::Ops;

impl Ops for Avx512 {
    one! {
        add_f32(a: f32, b: f32) -> f32 = _mm512_add_ps(a, b);
        sub_f32(a: f32, b: f32) -> f32 = _mm512_sub_ps(a, b);
        mul_f32(a: f32, b: f32) -> f32 = _mm512_mul_ps(a, b);
        div_f32(a: f32, b: f32) -> f32 = _mm512_div_ps(a, b);
        min_f32(a: f32, b: f32) -> f32 = {
            // The instruction gives its second operand for NaN and for equal ones.
            let nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(a, a);
            _mm512_mask_mov_ps(_mm512_min_ps(b, a), nan, b)
        };
        max_f32(a: f32, b: f32) -> f32 = {
            let nan = _mm512_cmp_ps_mask::<_CMP_UNORD_Q>(a, a);
            _mm512_mask_mov_ps(_mm512_max_ps(b, a), nan, b)
        };
        neg_f32(a: f32) -> f32 = _mm512_xor_ps(a, _mm512_set1_ps(-0.0));
        abs_f32(a: f32) -> f32 = _mm512_abs_ps(a);
        copysign_f32(a: f32, b: f32) -> f32 = {
            let sign = _mm512_set1_ps(-0.0);
            _mm512_or_ps(_mm512_andnot_ps(sign, a), _mm512_and_ps(sign, b))
        };
        sqrt_f32(a: f32) -> f32 = _mm512_sqrt_ps(a);
        floor_f32(a: f32) -> f32 = _mm512_roundscale_ps::<FLOOR>(a);
        ceil_f32(a: f32) -> f32 = _mm512_roundscale_ps::<CEIL>(a);
        round_ties_even_f32(a: f32) -> f32 = _mm512_roundscale_ps::<NEAREST>(a);
        trunc_f32(a: f32) -> f32 = _mm512_roundscale_ps::<TRUNC>(a);
        round_f32(a: f32) -> f32 = {
            let sign = _mm512_and_ps(a, _mm512_set1_ps(-0.0));
            let half = _mm512_or_ps(sign, _mm512_set1_ps(BELOW_HALF_F32));
            _mm512_roundscale_ps::<TRUNC>(_mm512_add_ps(a, half))
        };
        mul_add_f32(a: f32, b: f32, c: f32) -> f32 = _mm512_fmadd_ps(a, b, c);
        eq_f32(a: f32, b: f32) -> bool = _mm512_cmp_ps_mask::<_CMP_EQ_OQ>(a, b);
        ne_f32(a: f32, b: f32) -> bool = _mm512_cmp_ps_mask::<_CMP_NEQ_UQ>(a, b);
        lt_f32(a: f32, b: f32) -> bool = _mm512_cmp_ps_mask::<_CMP_LT_OQ>(a, b);
        le_f32(a: f32, b: f32) -> bool = _mm512_cmp_ps_mask::<_CMP_LE_OQ>(a, b);
        select_f32(m: bool, a: f32, b: f32) -> f32 = _mm512_mask_blend_ps(m, b, a);

        add_i32(a: i32, b: i32) -> i32 = _mm512_add_epi32(a, b);
        sub_i32(a: i32, b: i32) -> i32 = _mm512_sub_epi32(a, b);
        mul_i32(a: i32, b: i32) -> i32 = _mm512_mullo_epi32(a, b);
        div_i32(a: i32, b: i32) -> i32 = {
            // Quotients of 32-bit integers are exact after truncation; MIN / -1 gives the instruction's MIN.
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm512_div_pd(_mm512_cvtepi32_pd(a0), _mm512_cvtepi32_pd(b0));
            let high = _mm512_div_pd(_mm512_cvtepi32_pd(a1), _mm512_cvtepi32_pd(b1));
            unless_zero(b, concat([_mm512_cvttpd_epi32(low), _mm512_cvttpd_epi32(high)]))
        };
        div_u32(a: u32, b: u32) -> u32 = {
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm512_div_pd(_mm512_cvtepu32_pd(a0), _mm512_cvtepu32_pd(b0));
            let high = _mm512_div_pd(_mm512_cvtepu32_pd(a1), _mm512_cvtepu32_pd(b1));
            unless_zero(b, concat([_mm512_cvttpd_epu32(low), _mm512_cvttpd_epu32(high)]))
        };
        and_i32(a: i32, b: i32) -> i32 = _mm512_and_si512(a, b);
        or_i32(a: i32, b: i32) -> i32 = _mm512_or_si512(a, b);
        xor_i32(a: i32, b: i32) -> i32 = _mm512_xor_si512(a, b);
        abs_i32(a: i32) -> i32 = _mm512_abs_epi32(a);
        min_i32(a: i32, b: i32) -> i32 = _mm512_min_epi32(a, b);
        max_i32(a: i32, b: i32) -> i32 = _mm512_max_epi32(a, b);
        min_u32(a: u32, b: u32) -> u32 = _mm512_min_epu32(a, b);
        max_u32(a: u32, b: u32) -> u32 = _mm512_max_epu32(a, b);
        shl_i32(a: i32, n: u32) -> i32 = _mm512_sllv_epi32(a, _mm512_and_si512(n, _mm512_set1_epi32(31)));
        shr_i32(a: i32, n: u32) -> i32 = _mm512_srav_epi32(a, _mm512_and_si512(n, _mm512_set1_epi32(31)));
        shr_u32(a: u32, n: u32) -> u32 = _mm512_srlv_epi32(a, _mm512_and_si512(n, _mm512_set1_epi32(31)));
        rotate_left_u32(a: u32, n: u32) -> u32 = _mm512_rolv_epi32(a, n);
        leading_zeros_u32(a: u32) -> u32 = _mm512_lzcnt_epi32(a);
        eq_i32(a: i32, b: i32) -> bool = _mm512_cmpeq_epi32_mask(a, b);
        lt_i32(a: i32, b: i32) -> bool = _mm512_cmplt_epi32_mask(a, b);
        lt_u32(a: u32, b: u32) -> bool = _mm512_cmplt_epu32_mask(a, b);
        select_i32(m: bool, a: i32, b: i32) -> i32 = _mm512_mask_blend_epi32(m, b, a);

        and_mask(a: bool, b: bool) -> bool = a & b;
        and_not_mask(a: bool, b: bool) -> bool = a & !b;
        or_mask(a: bool, b: bool) -> bool = a | b;
        xor_mask(a: bool, b: bool) -> bool = a ^ b;
        not_mask(a: bool) -> bool = !a;

        f32_from_f64(a: f64) -> f32 = concat_ps([_mm512_cvtpd_ps(a[0]), _mm512_cvtpd_ps(a[1])]);
        f32_from_i32(a: i32) -> f32 = _mm512_cvtepi32_ps(a);
        f32_from_u32(a: u32) -> f32 = _mm512_cvtepu32_ps(a);
        f32_from_i64(a: i64) -> f32 = concat_ps([_mm512_cvtepi64_ps(a[0]), _mm512_cvtepi64_ps(a[1])]);
        f32_from_u64(a: u64) -> f32 = concat_ps([_mm512_cvtepu64_ps(a[0]), _mm512_cvtepu64_ps(a[1])]);
        f64_from_f32(a: f32) -> f64 = {
            let [low, high] = split_ps(a);
            [_mm512_cvtps_pd(low), _mm512_cvtps_pd(high)]
        };
        f64_from_i32(a: i32) -> f64 = {
            let [low, high] = split(a);
            [_mm512_cvtepi32_pd(low), _mm512_cvtepi32_pd(high)]
        };
        f64_from_u32(a: u32) -> f64 = {
            let [low, high] = split(a);
            [_mm512_cvtepu32_pd(low), _mm512_cvtepu32_pd(high)]
        };
        i32_from_f32(a: f32) -> i32 = {
            // What does not fit gives MIN.
            let above = _mm512_cmp_ps_mask::<_CMP_GE_OQ>(a, _mm512_set1_ps(TWO_31 as f32));
            let number = _mm512_cmp_ps_mask::<_CMP_ORD_Q>(a, a);
            let cut = _mm512_maskz_cvttps_epi32(number, a);
            _mm512_mask_mov_epi32(cut, above, _mm512_set1_epi32(i32::MAX))
        };
        u32_from_f32(a: f32) -> u32 = {
            // The second operand stands for NaN; what is too great gives MAX.
            _mm512_cvttps_epu32(_mm512_max_ps(a, _mm512_setzero_ps()))
        };
        i32_from_f64(a: f64) -> i32 = {
            let two_31 = _mm512_set1_pd(TWO_31);
            let above = join([
                _mm512_cmp_pd_mask::<_CMP_GE_OQ>(a[0], two_31),
                _mm512_cmp_pd_mask::<_CMP_GE_OQ>(a[1], two_31),
            ]);
            let number = [
                _mm512_cmp_pd_mask::<_CMP_ORD_Q>(a[0], a[0]),
                _mm512_cmp_pd_mask::<_CMP_ORD_Q>(a[1], a[1]),
            ];
            let cut = concat([
                _mm512_maskz_cvttpd_epi32(number[0], a[0]),
                _mm512_maskz_cvttpd_epi32(number[1], a[1]),
            ]);
            _mm512_mask_mov_epi32(cut, above, _mm512_set1_epi32(i32::MAX))
        };
        u32_from_f64(a: f64) -> u32 = concat([
            _mm512_cvttpd_epu32(_mm512_max_pd(a[0], _mm512_setzero_pd())),
            _mm512_cvttpd_epu32(_mm512_max_pd(a[1], _mm512_setzero_pd())),
        ]);
        i32_from_i64(a: i64) -> i32 = concat([_mm512_cvtepi64_epi32(a[0]), _mm512_cvtepi64_epi32(a[1])]);
        i64_from_f32(a: f32) -> i64 = {
            let [low, high] = split_ps(a);
            [i64_from_ps(low), i64_from_ps(high)]
        };
        u64_from_f32(a: f32) -> u64 = {
            let [low, high] = split_ps(_mm512_max_ps(a, _mm512_setzero_ps()));
            [_mm512_cvttps_epu64(low), _mm512_cvttps_epu64(high)]
        };
        i64_from_i32(a: i32) -> i64 = {
            let [low, high] = split(a);
            [_mm512_cvtepi32_epi64(low), _mm512_cvtepi32_epi64(high)]
        };
        i64_from_u32(a: u32) -> i64 = {
            let [low, high] = split(a);
            [_mm512_cvtepu32_epi64(low), _mm512_cvtepu32_epi64(high)]
        };
    }

    both! {
        add_f64(a: f64, b: f64) -> f64 = _mm512_add_pd(a, b);
        sub_f64(a: f64, b: f64) -> f64 = _mm512_sub_pd(a, b);
        mul_f64(a: f64, b: f64) -> f64 = _mm512_mul_pd(a, b);
        div_f64(a: f64, b: f64) -> f64 = _mm512_div_pd(a, b);
        min_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(a, a);
            _mm512_mask_mov_pd(_mm512_min_pd(b, a), nan, b)
        };
        max_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(a, a);
            _mm512_mask_mov_pd(_mm512_max_pd(b, a), nan, b)
        };
        neg_f64(a: f64) -> f64 = _mm512_xor_pd(a, _mm512_set1_pd(-0.0));
        abs_f64(a: f64) -> f64 = _mm512_abs_pd(a);
        copysign_f64(a: f64, b: f64) -> f64 = {
            let sign = _mm512_set1_pd(-0.0);
            _mm512_or_pd(_mm512_andnot_pd(sign, a), _mm512_and_pd(sign, b))
        };
        sqrt_f64(a: f64) -> f64 = _mm512_sqrt_pd(a);
        floor_f64(a: f64) -> f64 = _mm512_roundscale_pd::<FLOOR>(a);
        ceil_f64(a: f64) -> f64 = _mm512_roundscale_pd::<CEIL>(a);
        round_ties_even_f64(a: f64) -> f64 = _mm512_roundscale_pd::<NEAREST>(a);
        trunc_f64(a: f64) -> f64 = _mm512_roundscale_pd::<TRUNC>(a);
        round_f64(a: f64) -> f64 = {
            let sign = _mm512_and_pd(a, _mm512_set1_pd(-0.0));
            let half = _mm512_or_pd(sign, _mm512_set1_pd(BELOW_HALF_F64));
            _mm512_roundscale_pd::<TRUNC>(_mm512_add_pd(a, half))
        };
        mul_add_f64(a: f64, b: f64, c: f64) -> f64 = _mm512_fmadd_pd(a, b, c);
        eq_f64(a: f64, b: f64) -> bool = _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(a, b);
        ne_f64(a: f64, b: f64) -> bool = _mm512_cmp_pd_mask::<_CMP_NEQ_UQ>(a, b);
        lt_f64(a: f64, b: f64) -> bool = _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b);
        le_f64(a: f64, b: f64) -> bool = _mm512_cmp_pd_mask::<_CMP_LE_OQ>(a, b);
        select_f64(m: bool, a: f64, b: f64) -> f64 = _mm512_mask_blend_pd(m, b, a);

        add_i64(a: i64, b: i64) -> i64 = _mm512_add_epi64(a, b);
        sub_i64(a: i64, b: i64) -> i64 = _mm512_sub_epi64(a, b);
        mul_i64(a: i64, b: i64) -> i64 = _mm512_mullo_epi64(a, b);
        and_i64(a: i64, b: i64) -> i64 = _mm512_and_si512(a, b);
        or_i64(a: i64, b: i64) -> i64 = _mm512_or_si512(a, b);
        xor_i64(a: i64, b: i64) -> i64 = _mm512_xor_si512(a, b);
        abs_i64(a: i64) -> i64 = _mm512_abs_epi64(a);
        min_i64(a: i64, b: i64) -> i64 = _mm512_min_epi64(a, b);
        max_i64(a: i64, b: i64) -> i64 = _mm512_max_epi64(a, b);
        min_u64(a: u64, b: u64) -> u64 = _mm512_min_epu64(a, b);
        max_u64(a: u64, b: u64) -> u64 = _mm512_max_epu64(a, b);
        shl_i64(a: i64, n: u64) -> i64 = _mm512_sllv_epi64(a, _mm512_and_si512(n, _mm512_set1_epi64(63)));
        shr_i64(a: i64, n: u64) -> i64 = _mm512_srav_epi64(a, _mm512_and_si512(n, _mm512_set1_epi64(63)));
        shr_u64(a: u64, n: u64) -> u64 = _mm512_srlv_epi64(a, _mm512_and_si512(n, _mm512_set1_epi64(63)));
        rotate_left_u64(a: u64, n: u64) -> u64 = _mm512_rolv_epi64(a, n);
        leading_zeros_u64(a: u64) -> u64 = _mm512_lzcnt_epi64(a);
        eq_i64(a: i64, b: i64) -> bool = _mm512_cmpeq_epi64_mask(a, b);
        lt_i64(a: i64, b: i64) -> bool = _mm512_cmplt_epi64_mask(a, b);
        lt_u64(a: u64, b: u64) -> bool = _mm512_cmplt_epu64_mask(a, b);
        select_i64(m: bool, a: i64, b: i64) -> i64 = _mm512_mask_blend_epi64(m, b, a);

        f64_from_i64(a: i64) -> f64 = _mm512_cvtepi64_pd(a);
        f64_from_u64(a: u64) -> f64 = _mm512_cvtepu64_pd(a);
        i64_from_f64(a: f64) -> i64 = {
            let above = _mm512_cmp_pd_mask::<_CMP_GE_OQ>(a, _mm512_set1_pd(TWO_63));
            let number = _mm512_cmp_pd_mask::<_CMP_ORD_Q>(a, a);
            let cut = _mm512_maskz_cvttpd_epi64(number, a);
            _mm512_mask_mov_epi64(cut, above, _mm512_set1_epi64(i64::MAX))
        };
        u64_from_f64(a: f64) -> u64 = _mm512_cvttpd_epu64(_mm512_max_pd(a, _mm512_setzero_pd()));
    }
}
