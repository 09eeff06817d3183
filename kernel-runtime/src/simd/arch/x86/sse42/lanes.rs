//! Steps that several ops of SSE4.2 take.

use std::arch::x86_64::*;

use super::super::constants::*;

pub(super) const TRUNC: i32 = _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC;
pub(super) const NEAREST: i32 = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;
pub(super) const FLOOR: i32 = _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC;
pub(super) const CEIL: i32 = _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC;

/// The lower two 32-bit lanes, and the upper two, each in the low half of a register.
///
/// # Safety
///
/// The machine has SSE4.2, as for every helper of this file.
#[inline(always)]
pub(super) unsafe fn split(lanes: __m128i) -> [__m128i; 2] {
    // SAFETY: the caller's.
    unsafe { [lanes, _mm_unpackhi_epi64(lanes, lanes)] }
}

/// The mask of each of the two registers of 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn widen(mask: __m128i) -> [__m128i; 2] {
    // SAFETY: the caller's.
    unsafe {
        let [low, high] = split(mask);
        [_mm_cvtepi32_epi64(low), _mm_cvtepi32_epi64(high)]
    }
}

/// The low half of each 64-bit lane; of two masks, the one of all lanes.
#[inline(always)]
pub(super) unsafe fn join([low, high]: [__m128i; 2]) -> __m128i {
    // SAFETY: the caller's.
    unsafe {
        let [low, high] = [_mm_castsi128_ps(low), _mm_castsi128_ps(high)];
        _mm_castps_si128(_mm_shuffle_ps::<0b10_00_10_00>(low, high))
    }
}

/// 32-bit lanes as mask, from a comparison of floats.
#[inline(always)]
pub(super) unsafe fn mask_ps(mask: __m128) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_castps_si128(mask) }
}

/// As [`mask_ps`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn mask_pd(mask: __m128d) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_castpd_si128(mask) }
}

/// Flips the sign bits, which turns the unsigned order into the signed one.
#[inline(always)]
pub(super) unsafe fn flip32(a: __m128i) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_xor_si128(a, _mm_set1_epi32(i32::MIN)) }
}

/// As [`flip32`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn flip64(a: __m128i) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_xor_si128(a, _mm_set1_epi64x(i64::MIN)) }
}

/// `mask ? a : b`, bytewise.
#[inline(always)]
pub(super) unsafe fn blend(mask: __m128i, a: __m128i, b: __m128i) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_blendv_epi8(b, a, mask) }
}

/// 64-bit lanes, the low halves of which are unsigned integers, as floats.
#[inline(always)]
pub(super) unsafe fn f64_from_low_half(a: __m128i) -> __m128d {
    // SAFETY: the caller's.
    unsafe {
        // The bits of 2^52 + x, less 2^52.
        let magic = _mm_set1_epi64x(TWO_52.to_bits() as i64);
        let bits = _mm_or_si128(_mm_and_si128(a, _mm_set1_epi64x(0xffff_ffff)), magic);
        _mm_sub_pd(_mm_castsi128_pd(bits), _mm_set1_pd(TWO_52))
    }
}

/// Floats in `0.0..2^52`, cut to integers.
#[inline(always)]
pub(super) unsafe fn i64_from_small(a: __m128d) -> __m128i {
    // SAFETY: the caller's.
    unsafe {
        let whole = _mm_round_pd::<TRUNC>(a);
        let bits = _mm_castpd_si128(_mm_add_pd(whole, _mm_set1_pd(TWO_52)));
        _mm_xor_si128(bits, _mm_set1_epi64x(TWO_52.to_bits() as i64))
    }
}

/// Two halves of 32-bit lanes, each in the low half of a register.
#[inline(always)]
pub(super) unsafe fn concat([low, high]: [__m128i; 2]) -> __m128i {
    // SAFETY: the caller's.
    unsafe { _mm_unpacklo_epi64(low, high) }
}

/// `a * b + c` rounded to odd: to a neighbour with a last bit of one, unless exact. A second rounding to half the bits then is as if there had
/// been no first. Exact for products of two `f32`.
#[inline(always)]
pub(super) unsafe fn mul_add_to_odd(a: __m128d, b: __m128d, c: __m128d) -> __m128d {
    // SAFETY: the caller's.
    unsafe {
        let product = _mm_mul_pd(a, b);
        let sum = _mm_add_pd(product, c);
        // What the sum lost (Knuth's two-sum).
        let part = _mm_sub_pd(sum, product);
        let error = _mm_add_pd(
            _mm_sub_pd(product, _mm_sub_pd(sum, part)),
            _mm_sub_pd(c, part),
        );
        // One unit away from zero where the error has the sum's sign, else towards it; none for infinities and NaN, whose error is NaN.
        let magnitude = _mm_andnot_pd(_mm_set1_pd(-0.0), error);
        let inexact = mask_pd(_mm_cmplt_pd(_mm_setzero_pd(), magnitude));
        let bits = _mm_castpd_si128(sum);
        let one = _mm_set1_epi64x(1);
        let even = _mm_cmpeq_epi64(_mm_and_si128(bits, one), _mm_setzero_si128());
        let opposite = _mm_srli_epi64::<63>(_mm_xor_si128(bits, _mm_castpd_si128(error)));
        let unit = _mm_sub_epi64(one, _mm_slli_epi64::<1>(opposite));
        let unit = _mm_and_si128(unit, _mm_and_si128(inexact, even));
        _mm_castsi128_pd(_mm_add_epi64(bits, unit))
    }
}

/// Floats brought into the range of `i32`, NaN as zero.
#[inline(always)]
pub(super) unsafe fn clamp_i32(a: __m128d) -> __m128d {
    // SAFETY: the caller's.
    unsafe {
        let a = _mm_and_pd(a, _mm_cmpord_pd(a, a));
        let a = _mm_max_pd(a, _mm_set1_pd(f64::from(i32::MIN)));
        _mm_min_pd(a, _mm_set1_pd(f64::from(i32::MAX)))
    }
}

/// Floats brought into the range of `u32`, NaN as zero.
#[inline(always)]
pub(super) unsafe fn clamp_u32(a: __m128d) -> __m128d {
    // SAFETY: the caller's.
    unsafe {
        // The second operand stands for NaN.
        let a = _mm_max_pd(a, _mm_setzero_pd());
        _mm_min_pd(a, _mm_set1_pd(f64::from(u32::MAX)))
    }
}
