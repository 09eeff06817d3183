//! AVX2: registers from and to memory.

use std::arch::x86_64::*;

use super::Avx2;
use super::lanes::widen;
use crate::simd::raw::Raw;

/// Masked access of one width. A full store where every lane is active: `maskstore` is microcoded on some machines, and slow there
/// even with a full mask.
macro_rules! masked {
    ($($load:ident $load_masked:ident $store:ident $store_masked:ident: $memory:ident in $register:ty,
        |$ptr:ident, $value:ident, $mask:ident|
        $do_load:expr, $do_load_masked:expr, $do_store:expr, $do_store_masked:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> $register {
            // SAFETY: the token proves AVX2; the rest is the caller's.
            unsafe { $do_load }
        }

        #[inline(always)]
        unsafe fn $load_masked(self, $mask: __m256i, $ptr: *const $memory) -> $register {
            // SAFETY: as above.
            unsafe { $do_load_masked }
        }

        #[inline(always)]
        unsafe fn $store(self, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store }
        }

        #[inline(always)]
        unsafe fn $store_masked(self, $mask: __m256i, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe {
                if self.mask_all($mask) {
                    self.$store($value, $ptr);
                } else {
                    $do_store_masked
                }
            }
        }
    )*};
}

/// Loads that widen and stores that cut.
macro_rules! narrow {
    ($($load:ident $memory:ident: |$ptr:ident| $do_load:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> __m256i {
            // SAFETY: the token proves AVX2; the rest is the caller's.
            unsafe { $do_load }
        }
    )*};
    (store $($store:ident $memory:ident: |$value:ident, $ptr:ident| $do_store:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $store(self, $value: __m256i, $ptr: *mut $memory) {
            // SAFETY: the token proves AVX2; the rest is the caller's.
            unsafe { $do_store }
        }
    )*};
}

/// The low bytes of 32-bit lanes.
///
/// # Safety
///
/// The machine has AVX2.
#[inline(always)]
unsafe fn low_bytes(value: __m256i) -> __m128i {
    // SAFETY: the caller's.
    unsafe {
        let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            0, 4, 8, 12, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        ));
        let bytes = _mm256_shuffle_epi8(value, order);
        _mm_unpacklo_epi32(
            _mm256_castsi256_si128(bytes),
            _mm256_extracti128_si256::<1>(bytes),
        )
    }
}

/// The low 16 bits of 32-bit lanes.
///
/// # Safety
///
/// The machine has AVX2.
#[inline(always)]
unsafe fn low_words(value: __m256i) -> __m128i {
    // SAFETY: the caller's.
    unsafe {
        let order = _mm256_broadcastsi128_si256(_mm_setr_epi8(
            0, 1, 4, 5, 8, 9, 12, 13, -1, -1, -1, -1, -1, -1, -1, -1,
        ));
        let words = _mm256_shuffle_epi8(value, order);
        _mm_unpacklo_epi64(
            _mm256_castsi256_si128(words),
            _mm256_extracti128_si256::<1>(words),
        )
    }
}

impl Raw for Avx2 {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> __m256 {
        // SAFETY: the token proves AVX2.
        unsafe { _mm256_set1_ps(x) }
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> [__m256d; 2] {
        // SAFETY: the token proves AVX2.
        unsafe { [_mm256_set1_pd(x); 2] }
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> __m256i {
        // SAFETY: the token proves AVX2.
        unsafe { _mm256_set1_epi32(x) }
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> [__m256i; 2] {
        // SAFETY: the token proves AVX2.
        unsafe { [_mm256_set1_epi64x(x); 2] }
    }

    #[inline(always)]
    fn mask_first(self, n: usize) -> __m256i {
        // SAFETY: the token proves AVX2.
        unsafe {
            let lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
            _mm256_cmpgt_epi32(_mm256_set1_epi32(n.min(8) as i32), lane)
        }
    }

    masked! {
        load_f32 load_masked_f32 store_f32 store_masked_f32: f32 in __m256, |ptr, value, mask|
            _mm256_loadu_ps(ptr),
            _mm256_maskload_ps(ptr, mask),
            _mm256_storeu_ps(ptr, value),
            _mm256_maskstore_ps(ptr, mask, value);
        load_i32 load_masked_i32 store_i32 store_masked_i32: i32 in __m256i, |ptr, value, mask|
            _mm256_loadu_si256(ptr.cast()),
            _mm256_maskload_epi32(ptr, mask),
            _mm256_storeu_si256(ptr.cast(), value),
            _mm256_maskstore_epi32(ptr, mask, value);
        load_f64 load_masked_f64 store_f64 store_masked_f64: f64 in [__m256d; 2], |ptr, value, mask|
            [_mm256_loadu_pd(ptr), _mm256_loadu_pd(ptr.add(4))],
            {
                let [low, high] = widen(mask);
                [_mm256_maskload_pd(ptr, low), _mm256_maskload_pd(ptr.wrapping_add(4), high)]
            },
            {
                _mm256_storeu_pd(ptr, value[0]);
                _mm256_storeu_pd(ptr.add(4), value[1]);
            },
            {
                let [low, high] = widen(mask);
                _mm256_maskstore_pd(ptr, low, value[0]);
                _mm256_maskstore_pd(ptr.wrapping_add(4), high, value[1]);
            };
        load_i64 load_masked_i64 store_i64 store_masked_i64: i64 in [__m256i; 2], |ptr, value, mask|
            [_mm256_loadu_si256(ptr.cast()), _mm256_loadu_si256(ptr.add(4).cast())],
            {
                let [low, high] = widen(mask);
                [_mm256_maskload_epi64(ptr, low), _mm256_maskload_epi64(ptr.wrapping_add(4), high)]
            },
            {
                _mm256_storeu_si256(ptr.cast(), value[0]);
                _mm256_storeu_si256(ptr.add(4).cast(), value[1]);
            },
            {
                let [low, high] = widen(mask);
                _mm256_maskstore_epi64(ptr, low, value[0]);
                _mm256_maskstore_epi64(ptr.wrapping_add(4), high, value[1]);
            };
    }

    narrow! {
        load_i8 i8: |ptr| _mm256_cvtepi8_epi32(_mm_loadl_epi64(ptr.cast()));
        load_u8 u8: |ptr| _mm256_cvtepu8_epi32(_mm_loadl_epi64(ptr.cast()));
        load_i16 i16: |ptr| _mm256_cvtepi16_epi32(_mm_loadu_si128(ptr.cast()));
        load_u16 u16: |ptr| _mm256_cvtepu16_epi32(_mm_loadu_si128(ptr.cast()));
    }

    narrow! { store
        store_i8 i8: |value, ptr| _mm_storel_epi64(ptr.cast(), low_bytes(value));
        store_u8 u8: |value, ptr| _mm_storel_epi64(ptr.cast(), low_bytes(value));
        store_i16 i16: |value, ptr| _mm_storeu_si128(ptr.cast(), low_words(value));
        store_u16 u16: |value, ptr| _mm_storeu_si128(ptr.cast(), low_words(value));
    }
}
