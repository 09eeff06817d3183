//! SSE4.2: 4 lanes of 32 bits in a register, 64-bit lanes in two.

mod lanes;
mod ops;
mod raw;

use std::arch::x86_64::*;

use crate::simd::level::Registers;
use crate::simd::pair::Single;

/// The level of SSE4.2.
#[derive(Clone, Copy, Debug)]
pub struct Sse42(());

// SAFETY: 4 lanes of each type; any bits are a value of these registers.
unsafe impl Registers for Sse42 {
    const LANES: usize = 4;
    const FUSES: bool = false;
    type F32 = __m128;
    type F64 = [__m128d; 2];
    type I32 = __m128i;
    type I64 = [__m128i; 2];
    // All bits of a 32-bit lane, or none.
    type Mask = __m128i;
    type Rows<V: Copy> = [V; 16];

    #[inline(always)]
    unsafe fn assume() -> Self {
        Sse42(())
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 16]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> __m128i {
        // SAFETY: the token proves SSE4.2.
        unsafe {
            let bit = _mm_setr_epi32(1, 2, 4, 8);
            _mm_cmpeq_epi32(_mm_and_si128(_mm_set1_epi32(bits as i32), bit), bit)
        }
    }

    #[inline(always)]
    fn mask_bits(self, mask: __m128i) -> u32 {
        // SAFETY: the token proves SSE4.2.
        unsafe { _mm_movemask_ps(_mm_castsi128_ps(mask)) as u32 }
    }
}

impl Single for Sse42 {
    type HalfRows<V: Copy> = [V; 8];

    #[inline(always)]
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V> {
        [value; 8]
    }
}
