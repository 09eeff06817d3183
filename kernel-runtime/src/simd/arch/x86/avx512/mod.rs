//! AVX-512 (F, BW, DQ, VL, CD): 16 lanes of 32 bits in a register, 64-bit lanes in two, a mask register for all.

mod lanes;
mod ops;
mod raw;

use std::arch::x86_64::*;

use crate::simd::level::Registers;
use crate::simd::pair::Single;

/// The level of AVX-512.
#[derive(Clone, Copy, Debug)]
pub struct Avx512(());

// SAFETY: 16 lanes of each type; any bits are a value of these registers.
unsafe impl Registers for Avx512 {
    const LANES: usize = 16;
    const FUSES: bool = true;
    const MASKED: usize = 1;
    type F32 = __m512;
    type F64 = [__m512d; 2];
    type I32 = __m512i;
    type I64 = [__m512i; 2];
    type Mask = __mmask16;
    type Rows<V: Copy> = [V; 4];

    #[inline(always)]
    unsafe fn assume() -> Self {
        Avx512(())
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 4]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> __mmask16 {
        bits as u16
    }

    #[inline(always)]
    fn mask_bits(self, mask: __mmask16) -> u32 {
        u32::from(mask)
    }
}

impl Single for Avx512 {
    type HalfRows<V: Copy> = [V; 2];

    #[inline(always)]
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V> {
        [value; 2]
    }
}
