//! SSE4.2: registers from and to memory.

use std::arch::x86_64::*;

use super::Sse42;
use crate::simd::raw::Raw;

/// Loads and stores of whole registers; masked ones go lane by lane.
macro_rules! access {
    ($($load:ident $store:ident: $memory:ident in $register:ty, |$ptr:ident, $value:ident| $do_load:expr, $do_store:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> $register {
            // SAFETY: the token proves SSE4.2; the rest is the caller's.
            unsafe { $do_load }
        }

        #[inline(always)]
        unsafe fn $store(self, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store }
        }
    )*};
}

/// The low bytes of 32-bit lanes, in the lowest lane.
///
/// # Safety
///
/// The machine has SSE4.2.
#[inline(always)]
unsafe fn low_bytes(value: __m128i) -> i32 {
    // SAFETY: the caller's.
    unsafe {
        let order = _mm_setr_epi8(0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
        _mm_cvtsi128_si32(_mm_shuffle_epi8(value, order))
    }
}

/// The low 16 bits of 32-bit lanes, in the lower half.
///
/// # Safety
///
/// The machine has SSE4.2.
#[inline(always)]
unsafe fn low_words(value: __m128i) -> __m128i {
    // SAFETY: the caller's.
    unsafe {
        let order = _mm_setr_epi8(0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1);
        _mm_shuffle_epi8(value, order)
    }
}

impl Raw for Sse42 {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> __m128 {
        // SAFETY: the token proves SSE4.2.
        unsafe { _mm_set1_ps(x) }
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> [__m128d; 2] {
        // SAFETY: the token proves SSE4.2.
        unsafe { [_mm_set1_pd(x); 2] }
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> __m128i {
        // SAFETY: the token proves SSE4.2.
        unsafe { _mm_set1_epi32(x) }
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> [__m128i; 2] {
        // SAFETY: the token proves SSE4.2.
        unsafe { [_mm_set1_epi64x(x); 2] }
    }

    #[inline(always)]
    fn mask_first(self, n: usize) -> __m128i {
        // SAFETY: the token proves SSE4.2.
        unsafe { _mm_cmpgt_epi32(_mm_set1_epi32(n.min(4) as i32), _mm_setr_epi32(0, 1, 2, 3)) }
    }

    access! {
        load_f32 store_f32: f32 in __m128, |ptr, value| _mm_loadu_ps(ptr), _mm_storeu_ps(ptr, value);
        load_f64 store_f64: f64 in [__m128d; 2], |ptr, value|
            [_mm_loadu_pd(ptr), _mm_loadu_pd(ptr.add(2))],
            {
                _mm_storeu_pd(ptr, value[0]);
                _mm_storeu_pd(ptr.add(2), value[1]);
            };
        load_i32 store_i32: i32 in __m128i, |ptr, value| _mm_loadu_si128(ptr.cast()), _mm_storeu_si128(ptr.cast(), value);
        load_i64 store_i64: i64 in [__m128i; 2], |ptr, value|
            [_mm_loadu_si128(ptr.cast()), _mm_loadu_si128(ptr.add(2).cast())],
            {
                _mm_storeu_si128(ptr.cast(), value[0]);
                _mm_storeu_si128(ptr.add(2).cast(), value[1]);
            };
        load_i8 store_i8: i8 in __m128i, |ptr, value|
            _mm_cvtepi8_epi32(_mm_cvtsi32_si128(ptr.cast::<i32>().read_unaligned())),
            ptr.cast::<i32>().write_unaligned(low_bytes(value));
        load_u8 store_u8: u8 in __m128i, |ptr, value|
            _mm_cvtepu8_epi32(_mm_cvtsi32_si128(ptr.cast::<i32>().read_unaligned())),
            ptr.cast::<i32>().write_unaligned(low_bytes(value));
        load_i16 store_i16: i16 in __m128i, |ptr, value|
            _mm_cvtepi16_epi32(_mm_loadl_epi64(ptr.cast())),
            _mm_storel_epi64(ptr.cast(), low_words(value));
        load_u16 store_u16: u16 in __m128i, |ptr, value|
            _mm_cvtepu16_epi32(_mm_loadl_epi64(ptr.cast())),
            _mm_storel_epi64(ptr.cast(), low_words(value));
    }
}
