//! AVX-512: registers from and to memory.

use std::arch::x86_64::*;

use super::Avx512;
use super::lanes::widen;
use crate::simd::raw::Raw;

macro_rules! access {
    ($($load:ident $load_masked:ident $store:ident $store_masked:ident: $memory:ident in $register:ty,
        |$ptr:ident, $value:ident, $mask:ident|
        $do_load:expr, $do_load_masked:expr, $do_store:expr, $do_store_masked:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> $register {
            // SAFETY: the token proves AVX-512; the rest is the caller's.
            unsafe { $do_load }
        }

        #[inline(always)]
        unsafe fn $load_masked(self, $mask: __mmask16, $ptr: *const $memory) -> $register {
            // SAFETY: as above.
            unsafe { $do_load_masked }
        }

        #[inline(always)]
        unsafe fn $store(self, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store }
        }

        #[inline(always)]
        unsafe fn $store_masked(self, $mask: __mmask16, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store_masked }
        }
    )*};
}

impl Raw for Avx512 {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> __m512 {
        // SAFETY: the token proves AVX-512.
        unsafe { _mm512_set1_ps(x) }
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> [__m512d; 2] {
        // SAFETY: the token proves AVX-512.
        unsafe { [_mm512_set1_pd(x); 2] }
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> __m512i {
        // SAFETY: the token proves AVX-512.
        unsafe { _mm512_set1_epi32(x) }
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> [__m512i; 2] {
        // SAFETY: the token proves AVX-512.
        unsafe { [_mm512_set1_epi64(x); 2] }
    }

    access! {
        load_f32 load_masked_f32 store_f32 store_masked_f32: f32 in __m512, |ptr, value, mask|
            _mm512_loadu_ps(ptr),
            _mm512_maskz_loadu_ps(mask, ptr),
            _mm512_storeu_ps(ptr, value),
            _mm512_mask_storeu_ps(ptr, mask, value);
        load_i32 load_masked_i32 store_i32 store_masked_i32: i32 in __m512i, |ptr, value, mask|
            _mm512_loadu_epi32(ptr),
            _mm512_maskz_loadu_epi32(mask, ptr),
            _mm512_storeu_epi32(ptr, value),
            _mm512_mask_storeu_epi32(ptr, mask, value);
        load_f64 load_masked_f64 store_f64 store_masked_f64: f64 in [__m512d; 2], |ptr, value, mask|
            [_mm512_loadu_pd(ptr), _mm512_loadu_pd(ptr.add(8))],
            {
                let [low, high] = widen(mask);
                [_mm512_maskz_loadu_pd(low, ptr), _mm512_maskz_loadu_pd(high, ptr.wrapping_add(8))]
            },
            {
                _mm512_storeu_pd(ptr, value[0]);
                _mm512_storeu_pd(ptr.add(8), value[1]);
            },
            {
                let [low, high] = widen(mask);
                _mm512_mask_storeu_pd(ptr, low, value[0]);
                _mm512_mask_storeu_pd(ptr.wrapping_add(8), high, value[1]);
            };
        load_i64 load_masked_i64 store_i64 store_masked_i64: i64 in [__m512i; 2], |ptr, value, mask|
            [_mm512_loadu_epi64(ptr), _mm512_loadu_epi64(ptr.add(8))],
            {
                let [low, high] = widen(mask);
                [_mm512_maskz_loadu_epi64(low, ptr), _mm512_maskz_loadu_epi64(high, ptr.wrapping_add(8))]
            },
            {
                _mm512_storeu_epi64(ptr, value[0]);
                _mm512_storeu_epi64(ptr.add(8), value[1]);
            },
            {
                let [low, high] = widen(mask);
                _mm512_mask_storeu_epi64(ptr, low, value[0]);
                _mm512_mask_storeu_epi64(ptr.wrapping_add(8), high, value[1]);
            };
        load_i8 load_masked_i8 store_i8 store_masked_i8: i8 in __m512i, |ptr, value, mask|
            _mm512_cvtepi8_epi32(_mm_loadu_epi8(ptr)),
            _mm512_cvtepi8_epi32(_mm_maskz_loadu_epi8(mask, ptr)),
            _mm_storeu_epi8(ptr, _mm512_cvtepi32_epi8(value)),
            _mm_mask_storeu_epi8(ptr, mask, _mm512_cvtepi32_epi8(value));
        load_u8 load_masked_u8 store_u8 store_masked_u8: u8 in __m512i, |ptr, value, mask|
            _mm512_cvtepu8_epi32(_mm_loadu_epi8(ptr.cast())),
            _mm512_cvtepu8_epi32(_mm_maskz_loadu_epi8(mask, ptr.cast())),
            _mm_storeu_epi8(ptr.cast(), _mm512_cvtepi32_epi8(value)),
            _mm_mask_storeu_epi8(ptr.cast(), mask, _mm512_cvtepi32_epi8(value));
        load_i16 load_masked_i16 store_i16 store_masked_i16: i16 in __m512i, |ptr, value, mask|
            _mm512_cvtepi16_epi32(_mm256_loadu_epi16(ptr)),
            _mm512_cvtepi16_epi32(_mm256_maskz_loadu_epi16(mask, ptr)),
            _mm256_storeu_epi16(ptr, _mm512_cvtepi32_epi16(value)),
            _mm256_mask_storeu_epi16(ptr, mask, _mm512_cvtepi32_epi16(value));
        load_u16 load_masked_u16 store_u16 store_masked_u16: u16 in __m512i, |ptr, value, mask|
            _mm512_cvtepu16_epi32(_mm256_loadu_epi16(ptr.cast())),
            _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(mask, ptr.cast())),
            _mm256_storeu_epi16(ptr.cast(), _mm512_cvtepi32_epi16(value)),
            _mm256_mask_storeu_epi16(ptr.cast(), mask, _mm512_cvtepi32_epi16(value));
    }
}
