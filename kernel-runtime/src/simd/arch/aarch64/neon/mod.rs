//! NEON: 4 lanes of 32 bits in a register, 64-bit lanes in two.

mod lanes;
mod ops;
mod raw;

use std::arch::aarch64::*;

use crate::simd::level::Registers;
use crate::simd::pair::Single;

/// The level of NEON.
#[derive(Clone, Copy, Debug)]
pub struct Neon(());

// SAFETY: 4 lanes of each type; any bits are a value of these registers.
unsafe impl Registers for Neon {
    const LANES: usize = 4;
    const FUSES: bool = true;
    type F32 = float32x4_t;
    type F64 = [float64x2_t; 2];
    type I32 = int32x4_t;
    type I64 = [int64x2_t; 2];
    // All bits of a 32-bit lane, or none.
    type Mask = uint32x4_t;
    type Rows<V: Copy> = [V; 16];

    #[inline(always)]
    unsafe fn assume() -> Self {
        Neon(())
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 16]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> uint32x4_t {
        // SAFETY: the token proves NEON.
        unsafe { vtstq_u32(vdupq_n_u32(bits), lanes::each_bit()) }
    }

    #[inline(always)]
    fn mask_bits(self, mask: uint32x4_t) -> u32 {
        // SAFETY: the token proves NEON.
        unsafe { vaddvq_u32(vandq_u32(mask, lanes::each_bit())) }
    }
}

impl Single for Neon {
    type HalfRows<V: Copy> = [V; 8];

    #[inline(always)]
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V> {
        [value; 8]
    }
}
