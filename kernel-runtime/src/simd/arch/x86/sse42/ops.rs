//! SSE4.2: the ops.

use std::arch::x86_64::*;

use super::super::constants::*;
use super::Sse42;
use super::lanes::*;
use crate::simd::arch::rows::{both, halves, one, whole};
use crate::simd::level::Reg;
use crate::simd::ops::Ops;

impl Ops for Sse42 {
    one! {
        add_f32(a: f32, b: f32) -> f32 = _mm_add_ps(a, b);
        sub_f32(a: f32, b: f32) -> f32 = _mm_sub_ps(a, b);
        mul_f32(a: f32, b: f32) -> f32 = _mm_mul_ps(a, b);
        div_f32(a: f32, b: f32) -> f32 = _mm_div_ps(a, b);
        min_f32(a: f32, b: f32) -> f32 = {
            // The instruction gives its second operand for NaN and for equal ones.
            let nan = _mm_cmpunord_ps(a, a);
            _mm_blendv_ps(_mm_min_ps(b, a), b, nan)
        };
        max_f32(a: f32, b: f32) -> f32 = {
            let nan = _mm_cmpunord_ps(a, a);
            _mm_blendv_ps(_mm_max_ps(b, a), b, nan)
        };
        neg_f32(a: f32) -> f32 = _mm_xor_ps(a, _mm_set1_ps(-0.0));
        abs_f32(a: f32) -> f32 = _mm_andnot_ps(_mm_set1_ps(-0.0), a);
        copysign_f32(a: f32, b: f32) -> f32 = {
            let sign = _mm_set1_ps(-0.0);
            _mm_or_ps(_mm_andnot_ps(sign, a), _mm_and_ps(sign, b))
        };
        sqrt_f32(a: f32) -> f32 = _mm_sqrt_ps(a);
        floor_f32(a: f32) -> f32 = _mm_round_ps::<FLOOR>(a);
        ceil_f32(a: f32) -> f32 = _mm_round_ps::<CEIL>(a);
        round_ties_even_f32(a: f32) -> f32 = _mm_round_ps::<NEAREST>(a);
        trunc_f32(a: f32) -> f32 = _mm_round_ps::<TRUNC>(a);
        round_f32(a: f32) -> f32 = {
            let sign = _mm_and_ps(a, _mm_set1_ps(-0.0));
            let half = _mm_or_ps(sign, _mm_set1_ps(BELOW_HALF_F32));
            _mm_round_ps::<TRUNC>(_mm_add_ps(a, half))
        };
        mul_add_f32(a: f32, b: f32, c: f32) -> f32 = {
            let low = mul_add_to_odd(_mm_cvtps_pd(a), _mm_cvtps_pd(b), _mm_cvtps_pd(c));
            let [a, b, c] = [_mm_movehl_ps(a, a), _mm_movehl_ps(b, b), _mm_movehl_ps(c, c)];
            let high = mul_add_to_odd(_mm_cvtps_pd(a), _mm_cvtps_pd(b), _mm_cvtps_pd(c));
            _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high))
        };
        eq_f32(a: f32, b: f32) -> bool = mask_ps(_mm_cmpeq_ps(a, b));
        ne_f32(a: f32, b: f32) -> bool = mask_ps(_mm_cmpneq_ps(a, b));
        lt_f32(a: f32, b: f32) -> bool = mask_ps(_mm_cmplt_ps(a, b));
        le_f32(a: f32, b: f32) -> bool = mask_ps(_mm_cmple_ps(a, b));
        select_f32(m: bool, a: f32, b: f32) -> f32 = _mm_blendv_ps(b, a, _mm_castsi128_ps(m));

        add_i32(a: i32, b: i32) -> i32 = _mm_add_epi32(a, b);
        sub_i32(a: i32, b: i32) -> i32 = _mm_sub_epi32(a, b);
        mul_i32(a: i32, b: i32) -> i32 = _mm_mullo_epi32(a, b);
        div_i32(a: i32, b: i32) -> i32 = {
            // Quotients of 32-bit integers are exact after truncation; MIN / -1 and x / 0 give the instruction's MIN.
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm_div_pd(_mm_cvtepi32_pd(a0), _mm_cvtepi32_pd(b0));
            let high = _mm_div_pd(_mm_cvtepi32_pd(a1), _mm_cvtepi32_pd(b1));
            let quotient = concat([_mm_cvttpd_epi32(low), _mm_cvttpd_epi32(high)]);
            _mm_andnot_si128(_mm_cmpeq_epi32(b, _mm_setzero_si128()), quotient)
        };
        div_u32(a: u32, b: u32) -> u32 = {
            let [a0, a1] = split(a);
            let [b0, b1] = split(b);
            let low = _mm_div_pd(
                f64_from_low_half(_mm_cvtepu32_epi64(a0)),
                f64_from_low_half(_mm_cvtepu32_epi64(b0)),
            );
            let high = _mm_div_pd(
                f64_from_low_half(_mm_cvtepu32_epi64(a1)),
                f64_from_low_half(_mm_cvtepu32_epi64(b1)),
            );
            let quotient = join([i64_from_small(low), i64_from_small(high)]);
            _mm_andnot_si128(_mm_cmpeq_epi32(b, _mm_setzero_si128()), quotient)
        };
        and_i32(a: i32, b: i32) -> i32 = _mm_and_si128(a, b);
        or_i32(a: i32, b: i32) -> i32 = _mm_or_si128(a, b);
        xor_i32(a: i32, b: i32) -> i32 = _mm_xor_si128(a, b);
        abs_i32(a: i32) -> i32 = _mm_abs_epi32(a);
        min_i32(a: i32, b: i32) -> i32 = _mm_min_epi32(a, b);
        max_i32(a: i32, b: i32) -> i32 = _mm_max_epi32(a, b);
        min_u32(a: u32, b: u32) -> u32 = _mm_min_epu32(a, b);
        max_u32(a: u32, b: u32) -> u32 = _mm_max_epu32(a, b);
        eq_i32(a: i32, b: i32) -> bool = _mm_cmpeq_epi32(a, b);
        lt_i32(a: i32, b: i32) -> bool = _mm_cmpgt_epi32(b, a);
        lt_u32(a: u32, b: u32) -> bool = _mm_cmpgt_epi32(flip32(b), flip32(a));
        select_i32(m: bool, a: i32, b: i32) -> i32 = blend(m, a, b);

        and_mask(a: bool, b: bool) -> bool = _mm_and_si128(a, b);
        and_not_mask(a: bool, b: bool) -> bool = _mm_andnot_si128(b, a);
        or_mask(a: bool, b: bool) -> bool = _mm_or_si128(a, b);
        xor_mask(a: bool, b: bool) -> bool = _mm_xor_si128(a, b);
        not_mask(a: bool) -> bool = _mm_xor_si128(a, _mm_set1_epi32(-1));

        f32_from_f64(a: f64) -> f32 = _mm_movelh_ps(_mm_cvtpd_ps(a[0]), _mm_cvtpd_ps(a[1]));
        f32_from_i32(a: i32) -> f32 = _mm_cvtepi32_ps(a);
        f32_from_u32(a: u32) -> f32 = {
            // Both halves are exact; their sum is rounded once.
            let high = _mm_cvtepi32_ps(_mm_srli_epi32::<16>(a));
            let low = _mm_cvtepi32_ps(_mm_and_si128(a, _mm_set1_epi32(0xffff)));
            _mm_add_ps(_mm_mul_ps(high, _mm_set1_ps(65536.0)), low)
        };
        f64_from_f32(a: f32) -> f64 = [
            _mm_cvtps_pd(a), _mm_cvtps_pd(_mm_movehl_ps(a, a))
        ];
        f64_from_i32(a: i32) -> f64 = {
            let [low, high] = split(a);
            [_mm_cvtepi32_pd(low), _mm_cvtepi32_pd(high)]
        };
        f64_from_u32(a: u32) -> f64 = {
            let [low, high] = split(a);
            [
                f64_from_low_half(_mm_cvtepu32_epi64(low)),
                f64_from_low_half(_mm_cvtepu32_epi64(high)),
            ]
        };
        i32_from_f32(a: f32) -> i32 = {
            // What does not fit gives MIN: flip it to MAX above, clear it for NaN.
            let above = mask_ps(_mm_cmpge_ps(a, _mm_set1_ps(TWO_31 as f32)));
            let number = mask_ps(_mm_cmpord_ps(a, a));
            _mm_and_si128(_mm_xor_si128(_mm_cvttps_epi32(a), above), number)
        };
        u32_from_f32(a: f32) -> u32 = {
            // The second operand stands for NaN.
            let a = _mm_max_ps(a, _mm_setzero_ps());
            let two_31 = _mm_set1_ps(TWO_31 as f32);
            let upper = _mm_cmpge_ps(a, two_31);
            let above = _mm_cmpge_ps(a, _mm_set1_ps(TWO_32 as f32));
            let lower = _mm_cvttps_epi32(_mm_sub_ps(a, _mm_and_ps(upper, two_31)));
            let sign = _mm_and_si128(mask_ps(upper), _mm_set1_epi32(i32::MIN));
            _mm_or_si128(_mm_xor_si128(lower, sign), mask_ps(above))
        };
        i32_from_f64(a: f64) -> i32 = {
            let low = _mm_cvttpd_epi32(clamp_i32(a[0]));
            let high = _mm_cvttpd_epi32(clamp_i32(a[1]));
            concat([low, high])
        };
        u32_from_f64(a: f64) -> u32 = {
            join([i64_from_small(clamp_u32(a[0])), i64_from_small(clamp_u32(a[1]))])
        };
        i32_from_i64(a: i64) -> i32 = join(a);
        i64_from_i32(a: i32) -> i64 = widen(a);
        i64_from_u32(a: u32) -> i64 = {
            let [low, high] = split(a);
            [_mm_cvtepu32_epi64(low), _mm_cvtepu32_epi64(high)]
        };
    }

    both! {
        add_f64(a: f64, b: f64) -> f64 = _mm_add_pd(a, b);
        sub_f64(a: f64, b: f64) -> f64 = _mm_sub_pd(a, b);
        mul_f64(a: f64, b: f64) -> f64 = _mm_mul_pd(a, b);
        div_f64(a: f64, b: f64) -> f64 = _mm_div_pd(a, b);
        min_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm_cmpunord_pd(a, a);
            _mm_blendv_pd(_mm_min_pd(b, a), b, nan)
        };
        max_f64(a: f64, b: f64) -> f64 = {
            let nan = _mm_cmpunord_pd(a, a);
            _mm_blendv_pd(_mm_max_pd(b, a), b, nan)
        };
        neg_f64(a: f64) -> f64 = _mm_xor_pd(a, _mm_set1_pd(-0.0));
        abs_f64(a: f64) -> f64 = _mm_andnot_pd(_mm_set1_pd(-0.0), a);
        copysign_f64(a: f64, b: f64) -> f64 = {
            let sign = _mm_set1_pd(-0.0);
            _mm_or_pd(_mm_andnot_pd(sign, a), _mm_and_pd(sign, b))
        };
        sqrt_f64(a: f64) -> f64 = _mm_sqrt_pd(a);
        floor_f64(a: f64) -> f64 = _mm_round_pd::<FLOOR>(a);
        ceil_f64(a: f64) -> f64 = _mm_round_pd::<CEIL>(a);
        round_ties_even_f64(a: f64) -> f64 = _mm_round_pd::<NEAREST>(a);
        trunc_f64(a: f64) -> f64 = _mm_round_pd::<TRUNC>(a);
        round_f64(a: f64) -> f64 = {
            let sign = _mm_and_pd(a, _mm_set1_pd(-0.0));
            let half = _mm_or_pd(sign, _mm_set1_pd(BELOW_HALF_F64));
            _mm_round_pd::<TRUNC>(_mm_add_pd(a, half))
        };
        eq_f64(a: f64, b: f64) -> bool = mask_pd(_mm_cmpeq_pd(a, b));
        ne_f64(a: f64, b: f64) -> bool = mask_pd(_mm_cmpneq_pd(a, b));
        lt_f64(a: f64, b: f64) -> bool = mask_pd(_mm_cmplt_pd(a, b));
        le_f64(a: f64, b: f64) -> bool = mask_pd(_mm_cmple_pd(a, b));
        select_f64(m: bool, a: f64, b: f64) -> f64 = _mm_blendv_pd(b, a, _mm_castsi128_pd(m));

        add_i64(a: i64, b: i64) -> i64 = _mm_add_epi64(a, b);
        sub_i64(a: i64, b: i64) -> i64 = _mm_sub_epi64(a, b);
        mul_i64(a: i64, b: i64) -> i64 = {
            let cross = _mm_add_epi64(
                _mm_mul_epu32(_mm_srli_epi64::<32>(a), b),
                _mm_mul_epu32(a, _mm_srli_epi64::<32>(b)),
            );
            _mm_add_epi64(_mm_mul_epu32(a, b), _mm_slli_epi64::<32>(cross))
        };
        and_i64(a: i64, b: i64) -> i64 = _mm_and_si128(a, b);
        or_i64(a: i64, b: i64) -> i64 = _mm_or_si128(a, b);
        xor_i64(a: i64, b: i64) -> i64 = _mm_xor_si128(a, b);
        abs_i64(a: i64) -> i64 = {
            let sign = _mm_cmpgt_epi64(_mm_setzero_si128(), a);
            _mm_sub_epi64(_mm_xor_si128(a, sign), sign)
        };
        min_i64(a: i64, b: i64) -> i64 = blend(_mm_cmpgt_epi64(a, b), b, a);
        max_i64(a: i64, b: i64) -> i64 = blend(_mm_cmpgt_epi64(b, a), b, a);
        min_u64(a: u64, b: u64) -> u64 = blend(_mm_cmpgt_epi64(flip64(a), flip64(b)), b, a);
        max_u64(a: u64, b: u64) -> u64 = blend(_mm_cmpgt_epi64(flip64(b), flip64(a)), b, a);
        eq_i64(a: i64, b: i64) -> bool = _mm_cmpeq_epi64(a, b);
        lt_i64(a: i64, b: i64) -> bool = _mm_cmpgt_epi64(b, a);
        lt_u64(a: u64, b: u64) -> bool = _mm_cmpgt_epi64(flip64(b), flip64(a));
        select_i64(m: bool, a: i64, b: i64) -> i64 = blend(m, a, b);

        f64_from_i64(a: i64) -> f64 = {
            // The high half, as signed, at 2^32: the bits of 2^84 + 2^63 + it, less that and 2^52; then 2^52 + the low half. One sum rounds.
            let low = _mm_blend_epi16::<0b11001100>(a, _mm_set1_epi64x(TWO_52.to_bits() as i64));
            let high = _mm_xor_si128(
                _mm_srli_epi64::<32>(a),
                _mm_set1_epi64x((TWO_84 + TWO_63).to_bits() as i64),
            );
            let high = _mm_sub_pd(_mm_castsi128_pd(high), _mm_set1_pd(TWO_84 + TWO_63 + TWO_52));
            _mm_add_pd(high, _mm_castsi128_pd(low))
        };
        f64_from_u64(a: u64) -> f64 = {
            // As for `i64`, the high half unsigned.
            let low = _mm_blend_epi16::<0b11001100>(a, _mm_set1_epi64x(TWO_52.to_bits() as i64));
            let high = _mm_xor_si128(
                _mm_srli_epi64::<32>(a),
                _mm_set1_epi64x(TWO_84.to_bits() as i64),
            );
            let high = _mm_sub_pd(_mm_castsi128_pd(high), _mm_set1_pd(TWO_84 + TWO_52));
            _mm_add_pd(high, _mm_castsi128_pd(low))
        };
    }
}
