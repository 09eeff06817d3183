//! AVX2 with FMA: 8 lanes of 32 bits in a register, 64-bit lanes in two.

mod lanes;
mod ops;
mod raw;

use std::arch::x86_64::*;

use crate::simd::level::Registers;
use crate::simd::pair::Single;

/// The level of AVX2 and FMA.
#[derive(Clone, Copy, Debug)]
pub struct Avx2(());

// SAFETY: 8 lanes of each type; any bits are a value of these registers.
unsafe impl Registers for Avx2 {
    const LANES: usize = 8;
    const FUSES: bool = true;
    const MASKED: usize = 4;
    type F32 = __m256;
    type F64 = [__m256d; 2];
    type I32 = __m256i;
    type I64 = [__m256i; 2];
    // All bits of a 32-bit lane, or none.
    type Mask = __m256i;
    type Rows<V: Copy> = [V; 8];

    #[inline(always)]
    unsafe fn assume() -> Self {
        Avx2(())
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 8]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> __m256i {
        // SAFETY: the token proves AVX2.
        unsafe {
            let bit = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
            _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32(bits as i32), bit), bit)
        }
    }

    #[inline(always)]
    fn mask_bits(self, mask: __m256i) -> u32 {
        // SAFETY: the token proves AVX2.
        unsafe { _mm256_movemask_ps(_mm256_castsi256_ps(mask)) as u32 }
    }
}

impl Single for Avx2 {
    type HalfRows<V: Copy> = [V; 4];

    #[inline(always)]
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V> {
        [value; 4]
    }
}
