//! Simd128: 4 lanes of 32 bits in a register, 64-bit lanes in two.

mod lanes;
mod ops;
mod raw;

use std::arch::wasm32::*;

use crate::simd::level::Registers;
use crate::simd::pair::Single;

/// The level of simd128.
#[derive(Clone, Copy, Debug)]
pub struct Simd128(());

// SAFETY: 4 lanes of each type; any bits are a value of these registers.
unsafe impl Registers for Simd128 {
    const LANES: usize = 4;
    const FUSES: bool = false;
    type F32 = v128;
    type F64 = [v128; 2];
    type I32 = v128;
    type I64 = [v128; 2];
    // All bits of a 32-bit lane, or none.
    type Mask = v128;
    type Rows<V: Copy> = [V; 16];

    #[inline(always)]
    unsafe fn assume() -> Self {
        Simd128(())
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 16]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> v128 {
        let bit = u32x4(1, 2, 4, 8);
        u32x4_eq(v128_and(u32x4_splat(bits), bit), bit)
    }

    #[inline(always)]
    fn mask_bits(self, mask: v128) -> u32 {
        u32::from(i32x4_bitmask(mask))
    }
}

impl Single for Simd128 {
    type HalfRows<V: Copy> = [V; 8];

    #[inline(always)]
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V> {
        [value; 8]
    }
}
