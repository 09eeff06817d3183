//! AVX2: the ops.

use std::arch::x86_64::*;

use super::super::constants::*;
use super::Avx2;
use super::lanes::*;
use crate::simd::arch::rows::{both, halves, one, whole};
use crate::simd::level::Reg;
use crate::simd::ops::Ops;

impl Ops for Avx2 {
    one! {
        add_f32(a: f32, b: f32) -> f32 = _mm256_add_ps(a, b);
        sub_f32(a: f32, b: f32) -> f32 = _mm256_sub_ps(a, b);
        mul_f32(a: f32, b: f32) -> f32 = _mm256_mul_ps(a, b);
        div_f32(a: f32, b: f32) -> f32 = _mm256_div_ps(a, b);
        min_f32(a: f32, b: f32) -> f32 = {
            // The instruction gives its second operand for NaN and for equal ones.
            let nan = _mm256_cmp_ps::<_CMP_UNORD_Q>(a, a);
            _mm256_blendv_ps(_mm256_min_ps(b, a), b, nan)
        };
        max_f32(a: f32, b: f32) -> f32 = {
            let nan = _mm256_cmp_ps::<_CMP_UNORD_Q>(a, a);
            _mm256_blendv_ps(_mm256_max_ps(b, a), b, nan)
        };
        neg_f32(a: f32) -> f32 = _mm256_xor_ps(a, _mm256_set1_ps(-0.0));
        abs_f32(a: f32) -> f32 = _mm256_andnot_ps(_mm256_set1_ps(-0.0), a);
        copysign_f32(a: f32, b: f32) -> f32 = {
            let sign = _mm256_set1_ps(-0.0);
            _mm256_or_ps(_mm256_andnot_ps(sign, a), _mm256_and_ps(sign, b))
        };
        sqrt_f32(a: f32) -> f32 = _mm256_sqrt_ps(a);
        floor_f32(a: f32) -> f32 = _mm256_round_ps::<FLOOR>(a);
        ceil_f32(a: f32) -> f32 = _mm256_round_ps::<CEIL>(a);
        round_ties_even_f32(a: f32) -> f32 = _mm256_round_ps::<NEAREST>(a);
        trunc_f32(a: f32) -> f32 = _mm256_round_ps::<TRUNC>(a);
        round_f32(a: f32) -> f32 = {
            let sign = _mm256_and_ps(a, _mm256_set1_ps(-0.0));
            let half = _mm256_or_ps(sign, _mm256_set1_ps(BELOW_HALF_F32));
            _mm256_round_ps::<TRUNC>(_mm256_add_ps(a, half))
        };
        mul_add_f32(a: f32, b: f32, c: f32) -> f32 = _mm256_fmadd_ps(a, b, c);
        eq_f32(a: f32, b: f32) -> bool = mask_ps(_mm256_cmp_ps::<_CMP_EQ_OQ>(a, b));
        ne_f32(a: f32, b: f32) -> bool = mask_ps(_mm256_cmp_ps::<_CMP_NEQ_UQ>(a, b));
        lt_f32(a: f32, b: f32) -> bool = mask_ps(_mm256_cmp_ps::<_CMP_LT_OQ>(a, b));
        le_f32(a: f32, b: f32) -> bool = mask_ps(_mm256_cmp_ps::<_CMP_LE_OQ>(a, b));
        select_f32(m: bool, a: f32, b: f32) -> f32 = _mm256_blendv_ps(b, a, _mm256_castsi256_ps(m));

        add_i32(a: i32, b: i32) -> i32 = _mm256_add_epi32(a, b);
        sub_i32(a: i32, b: i32) -> i32 = _mm256_sub_epi32(a, b);
        mul_i32(a: i32, b: i32) -> i32 = _mm256_mullo_epi32(a, b);
        div_i32(a: i32, b: i32) -> i32 = {
            // Quotients of 32-bit integers are exact after truncation; MIN / -1 and x / 0 give the instruction's MIN.
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm256_div_pd(_mm256_cvtepi32_pd(a0), _mm256_cvtepi32_pd(b0));
            let high = _mm256_div_pd(_mm256_cvtepi32_pd(a1), _mm256_cvtepi32_pd(b1));
            let quotient = concat([_mm256_cvttpd_epi32(low), _mm256_cvttpd_epi32(high)]);
            _mm256_andnot_si256(_mm256_cmpeq_epi32(b, _mm256_setzero_si256()), quotient)
        };
        div_u32(a: u32, b: u32) -> u32 = {
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm256_div_pd(
                f64_from_low_half(_mm256_cvtepu32_epi64(a0)),
                f64_from_low_half(_mm256_cvtepu32_epi64(b0)),
            );
            let high = _mm256_div_pd(
                f64_from_low_half(_mm256_cvtepu32_epi64(a1)),
                f64_from_low_half(_mm256_cvtepu32_epi64(b1)),
            );
            let quotient = join([i64_from_small(low), i64_from_small(high)]);
            _mm256_andnot_si256(_mm256_cmpeq_epi32(b, _mm256_setzero_si256()), quotient)
        };
        and_i32(a: i32, b: i32) -> i32 = _mm256_and_si256(a, b);
        or_i32(a: i32, b: i32) -> i32 = _mm256_or_si256(a, b);
        xor_i32(a: i32, b: i32) -> i32 = _mm256_xor_si256(a, b);
        abs_i32(a: i32) -> i32 = _mm256_abs_epi32(a);
        min_i32(a: i32, b: i32) -> i32 = _mm256_min_epi32(a, b);
        max_i32(a: i32, b: i32) -> i32 = _mm256_max_epi32(a, b);
        min_u32(a: u32, b: u32) -> u32 = _mm256_min_epu32(a, b);
        max_u32(a: u32, b: u32) -> u32 = _mm256_max_epu32(a, b);
        shl_i32(a: i32, n: u32) -> i32 = _mm256_sllv_epi32(a, _mm256_and_si256(n, _mm256_set1_epi32(31)));
        shr_i32(a: i32, n: u32) -> i32 = _mm256_srav_epi32(a, _mm256_and_si256(n, _mm256_set1_epi32(31)));
        shr_u32(a: u32, n: u32) -> u32 = _mm256_srlv_epi32(a, _mm256_and_si256(n, _mm256_set1_epi32(31)));
        rotate_left_u32(a: u32, n: u32) -> u32 = {
            let width = _mm256_set1_epi32(31);
            let back = _mm256_sub_epi32(_mm256_setzero_si256(), n);
            _mm256_or_si256(
                _mm256_sllv_epi32(a, _mm256_and_si256(n, width)),
                _mm256_srlv_epi32(a, _mm256_and_si256(back, width)),
            )
        };
        eq_i32(a: i32, b: i32) -> bool = _mm256_cmpeq_epi32(a, b);
        lt_i32(a: i32, b: i32) -> bool = _mm256_cmpgt_epi32(b, a);
        lt_u32(a: u32, b: u32) -> bool = _mm256_cmpgt_epi32(flip32(b), flip32(a));
        select_i32(m: bool, a: i32, b: i32) -> i32 = blend(m, a, b);

        and_mask(a: bool, b: bool) -> bool = _mm256_and_si256(a, b);
        and_not_mask(a: bool, b: bool) -> bool = _mm256_andnot_si256(b, a);
        or_mask(a: bool, b: bool) -> bool = _mm256_or_si256(a, b);
        xor_mask(a: bool, b: bool) -> bool = _mm256_xor_si256(a, b);
        not_mask(a: bool) -> bool = _mm256_xor_si256(a, _mm256_set1_epi32(-1));

        f32_from_f64(a: f64) -> f32 = _mm256_set_m128(_mm256_cvtpd_ps(a[1]), _mm256_cvtpd_ps(a[0]));
        f32_from_i32(a: i32) -> f32 = _mm256_cvtepi32_ps(a);
        f32_from_u32(a: u32) -> f32 = {
            // Both halves are exact; their sum is rounded once.
            let high = _mm256_cvtepi32_ps(_mm256_srli_epi32::<16>(a));
            let low = _mm256_cvtepi32_ps(_mm256_and_si256(a, _mm256_set1_epi32(0xffff)));
            _mm256_fmadd_ps(high, _mm256_set1_ps(65536.0), low)
        };
        f64_from_f32(a: f32) -> f64 = [
            _mm256_cvtps_pd(_mm256_castps256_ps128(a)),
            _mm256_cvtps_pd(_mm256_extractf128_ps::<1>(a)),
        ];
        f64_from_i32(a: i32) -> f64 = {
            let [low, high] = split(a);
            [_mm256_cvtepi32_pd(low), _mm256_cvtepi32_pd(high)]
        };
        f64_from_u32(a: u32) -> f64 = {
            let [low, high] = split(a);
            [
                f64_from_low_half(_mm256_cvtepu32_epi64(low)),
                f64_from_low_half(_mm256_cvtepu32_epi64(high)),
            ]
        };
        i32_from_f32(a: f32) -> i32 = {
            // What does not fit gives MIN: flip it to MAX above, clear it for NaN.
            let above = mask_ps(_mm256_cmp_ps::<_CMP_GE_OQ>(a, _mm256_set1_ps(TWO_31 as f32)));
            let number = mask_ps(_mm256_cmp_ps::<_CMP_ORD_Q>(a, a));
            _mm256_and_si256(_mm256_xor_si256(_mm256_cvttps_epi32(a), above), number)
        };
        u32_from_f32(a: f32) -> u32 = {
            // The second operand stands for NaN.
            let a = _mm256_max_ps(a, _mm256_setzero_ps());
            let two_31 = _mm256_set1_ps(TWO_31 as f32);
            let upper = _mm256_cmp_ps::<_CMP_GE_OQ>(a, two_31);
            let above = _mm256_cmp_ps::<_CMP_GE_OQ>(a, _mm256_set1_ps(TWO_32 as f32));
            let lower = _mm256_cvttps_epi32(_mm256_sub_ps(a, _mm256_and_ps(upper, two_31)));
            let sign = _mm256_and_si256(mask_ps(upper), _mm256_set1_epi32(i32::MIN));
            _mm256_or_si256(_mm256_xor_si256(lower, sign), mask_ps(above))
        };
        i32_from_f64(a: f64) -> i32 = {
            let low = _mm256_cvttpd_epi32(clamp_i32(a[0]));
            let high = _mm256_cvttpd_epi32(clamp_i32(a[1]));
            concat([low, high])
        };
        u32_from_f64(a: f64) -> u32 = {
            join([i64_from_small(clamp_u32(a[0])), i64_from_small(clamp_u32(a[1]))])
        };
        i32_from_i64(a: i64) -> i32 = join(a);
        i64_from_i32(a: i32) -> i64 = widen(a);
        i64_from_u32(a: u32) -> i64 = {
            let [low, high] = split(a);
            [_mm256_cvtepu32_epi64(low), _mm256_cvtepu32_epi64(high)]
        };
    }

    both! {
        add_f64(a: f64, b: f64) -> f64 = _mm256_add_pd(a, b);
        sub_f64(a: f64, b: f64) -> f64 = _mm256_sub_pd(a, b);
        mul_f64(a: f64, b: f64) -> f64 = _mm256_mul_pd(a, b);
        div_f64(a: f64, b: f64) -> f64 = _mm256_div_pd(a, b);
        min_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm256_cmp_pd::<_CMP_UNORD_Q>(a, a);
            _mm256_blendv_pd(_mm256_min_pd(b, a), b, nan)
        };
        max_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm256_cmp_pd::<_CMP_UNORD_Q>(a, a);
            _mm256_blendv_pd(_mm256_max_pd(b, a), b, nan)
        };
        neg_f64(a: f64) -> f64 = _mm256_xor_pd(a, _mm256_set1_pd(-0.0));
        abs_f64(a: f64) -> f64 = _mm256_andnot_pd(_mm256_set1_pd(-0.0), a);
        copysign_f64(a: f64, b: f64) -> f64 = {
            let sign = _mm256_set1_pd(-0.0);
            _mm256_or_pd(_mm256_andnot_pd(sign, a), _mm256_and_pd(sign, b))
        };
        sqrt_f64(a: f64) -> f64 = _mm256_sqrt_pd(a);
        floor_f64(a: f64) -> f64 = _mm256_round_pd::<FLOOR>(a);
        ceil_f64(a: f64) -> f64 = _mm256_round_pd::<CEIL>(a);
        round_ties_even_f64(a: f64) -> f64 = _mm256_round_pd::<NEAREST>(a);
        trunc_f64(a: f64) -> f64 = _mm256_round_pd::<TRUNC>(a);
        round_f64(a: f64) -> f64 = {
            let sign = _mm256_and_pd(a, _mm256_set1_pd(-0.0));
            let half = _mm256_or_pd(sign, _mm256_set1_pd(BELOW_HALF_F64));
            _mm256_round_pd::<TRUNC>(_mm256_add_pd(a, half))
        };
        mul_add_f64(a: f64, b: f64, c: f64) -> f64 = _mm256_fmadd_pd(a, b, c);
        eq_f64(a: f64, b: f64) -> bool = mask_pd(_mm256_cmp_pd::<_CMP_EQ_OQ>(a, b));
        ne_f64(a: f64, b: f64) -> bool = mask_pd(_mm256_cmp_pd::<_CMP_NEQ_UQ>(a, b));
        lt_f64(a: f64, b: f64) -> bool = mask_pd(_mm256_cmp_pd::<_CMP_LT_OQ>(a, b));
        le_f64(a: f64, b: f64) -> bool = mask_pd(_mm256_cmp_pd::<_CMP_LE_OQ>(a, b));
        select_f64(m: bool, a: f64, b: f64) -> f64 = _mm256_blendv_pd(b, a, _mm256_castsi256_pd(m));

        add_i64(a: i64, b: i64) -> i64 = _mm256_add_epi64(a, b);
        sub_i64(a: i64, b: i64) -> i64 = _mm256_sub_epi64(a, b);
        mul_i64(a: i64, b: i64) -> i64 = {
            let cross = _mm256_add_epi64(
                _mm256_mul_epu32(_mm256_srli_epi64::<32>(a), b),
                _mm256_mul_epu32(a, _mm256_srli_epi64::<32>(b)),
            );
            _mm256_add_epi64(_mm256_mul_epu32(a, b), _mm256_slli_epi64::<32>(cross))
        };
        and_i64(a: i64, b: i64) -> i64 = _mm256_and_si256(a, b);
        or_i64(a: i64, b: i64) -> i64 = _mm256_or_si256(a, b);
        xor_i64(a: i64, b: i64) -> i64 = _mm256_xor_si256(a, b);
        abs_i64(a: i64) -> i64 = {
            let sign = _mm256_cmpgt_epi64(_mm256_setzero_si256(), a);
            _mm256_sub_epi64(_mm256_xor_si256(a, sign), sign)
        };
        min_i64(a: i64, b: i64) -> i64 = blend(_mm256_cmpgt_epi64(a, b), b, a);
        max_i64(a: i64, b: i64) -> i64 = blend(_mm256_cmpgt_epi64(b, a), b, a);
        min_u64(a: u64, b: u64) -> u64 = blend(_mm256_cmpgt_epi64(flip64(a), flip64(b)), b, a);
        max_u64(a: u64, b: u64) -> u64 = blend(_mm256_cmpgt_epi64(flip64(b), flip64(a)), b, a);
        shl_i64(a: i64, n: u64) -> i64 = _mm256_sllv_epi64(a, _mm256_and_si256(n, _mm256_set1_epi64x(63)));
        shr_i64(a: i64, n: u64) -> i64 = {
            // A logical shift, then the sign bit spread from where it came to lie.
            let n = _mm256_and_si256(n, _mm256_set1_epi64x(63));
            let sign = _mm256_srlv_epi64(_mm256_set1_epi64x(i64::MIN), n);
            _mm256_sub_epi64(_mm256_xor_si256(_mm256_srlv_epi64(a, n), sign), sign)
        };
        shr_u64(a: u64, n: u64) -> u64 = _mm256_srlv_epi64(a, _mm256_and_si256(n, _mm256_set1_epi64x(63)));
        rotate_left_u64(a: u64, n: u64) -> u64 = {
            let width = _mm256_set1_epi64x(63);
            let back = _mm256_sub_epi64(_mm256_setzero_si256(), n);
            _mm256_or_si256(
                _mm256_sllv_epi64(a, _mm256_and_si256(n, width)),
                _mm256_srlv_epi64(a, _mm256_and_si256(back, width)),
            )
        };
        eq_i64(a: i64, b: i64) -> bool = _mm256_cmpeq_epi64(a, b);
        lt_i64(a: i64, b: i64) -> bool = _mm256_cmpgt_epi64(b, a);
        lt_u64(a: u64, b: u64) -> bool = _mm256_cmpgt_epi64(flip64(b), flip64(a));
        select_i64(m: bool, a: i64, b: i64) -> i64 = blend(m, a, b);

        f64_from_i64(a: i64) -> f64 = {
            // The high half, as signed, at 2^32: the bits of 2^84 + 2^63 + it, less that and 2^52; then 2^52 + the low half. One sum rounds.
            let low = _mm256_blend_epi32::<0b10101010>(a, _mm256_set1_epi64x(TWO_52.to_bits() as i64));
            let high = _mm256_xor_si256(
                _mm256_srli_epi64::<32>(a),
                _mm256_set1_epi64x((TWO_84 + TWO_63).to_bits() as i64),
            );
            let high = _mm256_sub_pd(_mm256_castsi256_pd(high), _mm256_set1_pd(TWO_84 + TWO_63 + TWO_52));
            _mm256_add_pd(high, _mm256_castsi256_pd(low))
        };
        f64_from_u64(a: u64) -> f64 = {
            // As for `i64`, the high half unsigned.
            let low = _mm256_blend_epi32::<0b10101010>(a, _mm256_set1_epi64x(TWO_52.to_bits() as i64));
            let high = _mm256_xor_si256(
                _mm256_srli_epi64::<32>(a),
                _mm256_set1_epi64x(TWO_84.to_bits() as i64),
            );
            let high = _mm256_sub_pd(_mm256_castsi256_pd(high), _mm256_set1_pd(TWO_84 + TWO_52));
            _mm256_add_pd(high, _mm256_castsi256_pd(low))
        };
    }
}
