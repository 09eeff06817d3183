//! Steps that several ops of AVX2 take.

use std::arch::x86_64::*;

use super::super::constants::*;

pub(super) const TRUNC: i32 = _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC;
pub(super) const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
pub(super) const FLOOR: i32 = _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC;
pub(super) const CEIL: i32 = _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC;

/// The lower and the upper four 32-bit lanes.
///
/// # Safety
///
/// The machine has AVX2, as for every helper of this file.
#[inline(always)]
pub(super) unsafe fn split(lanes: __m256i) -> [__m128i; 2] {
    // SAFETY: the caller's.
    unsafe {
        [
            _mm256_castsi256_si128(lanes),
            _mm256_extracti128_si256::<1>(lanes),
        ]
    }
}

/// The mask of each of the two registers of 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn widen(mask: __m256i) -> [__m256i; 2] {
    // SAFETY: the caller's.
    unsafe {
        let [low, high] = split(mask);
        [_mm256_cvtepi32_epi64(low), _mm256_cvtepi32_epi64(high)]
    }
}

/// The low half of each 64-bit lane; of two masks, the one of all lanes.
#[inline(always)]
pub(super) unsafe fn join([low, high]: [__m256i; 2]) -> __m256i {
    // SAFETY: the caller's.
    unsafe {
        let [low, high] = [_mm256_castsi256_ps(low), _mm256_castsi256_ps(high)];
        // Within each 128 bits, even lanes of `low`, then of `high`; then back in order.
        let even = _mm256_castps_si256(_mm256_shuffle_ps::<0b10_00_10_00>(low, high));
        _mm256_permute4x64_epi64::<0b11_01_10_00>(even)
    }
}

/// 32-bit lanes as mask, from a comparison of floats.
#[inline(always)]
pub(super) unsafe fn mask_ps(mask: __m256) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_castps_si256(mask) }
}

/// As [`mask_ps`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn mask_pd(mask: __m256d) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_castpd_si256(mask) }
}

/// Flips the sign bits, which turns the unsigned order into the signed one.
#[inline(always)]
pub(super) unsafe fn flip32(a: __m256i) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_xor_si256(a, _mm256_set1_epi32(i32::MIN)) }
}

/// As [`flip32`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn flip64(a: __m256i) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_xor_si256(a, _mm256_set1_epi64x(i64::MIN)) }
}

/// `mask ? a : b`, bytewise.
#[inline(always)]
pub(super) unsafe fn blend(mask: __m256i, a: __m256i, b: __m256i) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_blendv_epi8(b, a, mask) }
}

/// 64-bit lanes, the low halves of which are unsigned integers, as floats.
#[inline(always)]
pub(super) unsafe fn f64_from_low_half(a: __m256i) -> __m256d {
    // SAFETY: the caller's.
    unsafe {
        // The bits of 2^52 + x, less 2^52.
        let magic = _mm256_set1_epi64x(TWO_52.to_bits() as i64);
        let bits = _mm256_or_si256(_mm256_and_si256(a, _mm256_set1_epi64x(0xffff_ffff)), magic);
        _mm256_sub_pd(_mm256_castsi256_pd(bits), _mm256_set1_pd(TWO_52))
    }
}

/// Floats in `0.0..2^52`, cut to integers.
#[inline(always)]
pub(super) unsafe fn i64_from_small(a: __m256d) -> __m256i {
    // SAFETY: the caller's.
    unsafe {
        let whole = _mm256_round_pd::<TRUNC>(a);
        let bits = _mm256_castpd_si256(_mm256_add_pd(whole, _mm256_set1_pd(TWO_52)));
        _mm256_xor_si256(bits, _mm256_set1_epi64x(TWO_52.to_bits() as i64))
    }
}

/// Two halves of 32-bit lanes.
#[inline(always)]
pub(super) unsafe fn concat([low, high]: [__m128i; 2]) -> __m256i {
    // SAFETY: the caller's.
    unsafe { _mm256_set_m128i(high, low) }
}

/// Floats brought into the range of `i32`, NaN as zero.
#[inline(always)]
pub(super) unsafe fn clamp_i32(a: __m256d) -> __m256d {
    // SAFETY: the caller's.
    unsafe {
        let a = _mm256_and_pd(a, _mm256_cmp_pd::<_CMP_ORD_Q>(a, a));
        let a = _mm256_max_pd(a, _mm256_set1_pd(f64::from(i32::MIN)));
        _mm256_min_pd(a, _mm256_set1_pd(f64::from(i32::MAX)))
    }
}

/// Floats brought into the range of `u32`, NaN as zero.
#[inline(always)]
pub(super) unsafe fn clamp_u32(a: __m256d) -> __m256d {
    // SAFETY: the caller's.
    unsafe {
        // The second operand stands for NaN.
        let a = _mm256_max_pd(a, _mm256_setzero_pd());
        _mm256_min_pd(a, _mm256_set1_pd(f64::from(u32::MAX)))
    }
}
