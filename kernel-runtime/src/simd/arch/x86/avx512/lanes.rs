//! Steps that several ops of AVX-512 take.

use std::arch::x86_64::*;

pub(super) const TRUNC: i32 = _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC;
pub(super) const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
pub(super) const FLOOR: i32 = _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC;
pub(super) const CEIL: i32 = _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC;

/// The mask of each of the two registers of 64-bit lanes.
#[inline(always)]
pub(super) fn widen(mask: __mmask16) -> [__mmask8; 2] {
    [mask as u8, (mask >> 8) as u8]
}

/// The mask of all lanes.
#[inline(always)]
pub(super) fn join([low, high]: [__mmask8; 2]) -> __mmask16 {
    u16::from(low) | u16::from(high) << 8
}

/// The lower and the upper eight 32-bit lanes.
///
/// # Safety
///
/// The machine has AVX-512, as for every unsafe helper of this file.
#[inline(always)]
pub(super) unsafe fn split(lanes: __m512i) -> [__m256i; 2] {
    // SAFETY: the caller's.
    unsafe {
        [
            _mm512_castsi512_si256(lanes),
            _mm512_extracti64x4_epi64::<1>(lanes),
        ]
    }
}

/// Two halves of 32-bit lanes.
#[inline(always)]
pub(super) unsafe fn concat([low, high]: [__m256i; 2]) -> __m512i {
    // SAFETY: the caller's.
    unsafe { _mm512_inserti64x4::<1>(_mm512_castsi256_si512(low), high) }
}

/// As [`split`], for floats.
#[inline(always)]
pub(super) unsafe fn split_ps(lanes: __m512) -> [__m256; 2] {
    // SAFETY: the caller's.
    unsafe {
        [
            _mm512_castps512_ps256(lanes),
            _mm512_extractf32x8_ps::<1>(lanes),
        ]
    }
}

/// As [`concat`], for floats.
#[inline(always)]
pub(super) unsafe fn concat_ps([low, high]: [__m256; 2]) -> __m512 {
    // SAFETY: the caller's.
    unsafe { _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high) }
}

/// Zero where the divisor is.
#[inline(always)]
pub(super) unsafe fn unless_zero(divisor: __m512i, quotient: __m512i) -> __m512i {
    // SAFETY: the caller's.
    unsafe { _mm512_maskz_mov_epi32(_mm512_test_epi32_mask(divisor, divisor), quotient) }
}

/// `f32` to `i64`, the nearest value, NaN as zero.
#[inline(always)]
pub(super) unsafe fn i64_from_ps(a: __m256) -> __m512i {
    // SAFETY: the caller's.
    unsafe {
        // What does not fit gives MIN.
        let above = _mm256_cmp_ps_mask::<_CMP_GE_OQ>(a, _mm256_set1_ps(9223372036854775808.0));
        let number = _mm256_cmp_ps_mask::<_CMP_ORD_Q>(a, a);
        let cut = _mm512_maskz_cvttps_epi64(number, a);
        _mm512_mask_mov_epi64(cut, above, _mm512_set1_epi64(i64::MAX))
    }
}
