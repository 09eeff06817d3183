//! No vectors: every op is its scalar meaning.

use crate::simd::level::Registers;
use crate::simd::ops::Ops;
use crate::simd::raw::Raw;

/// The level of one lane, which every machine has.
#[derive(Clone, Copy, Debug, Default)]
pub struct OneLane;

// SAFETY: one lane of each type is that type.
unsafe impl Registers for OneLane {
    const LANES: usize = 1;
    const FUSES: bool = false;
    type F32 = f32;
    type F64 = f64;
    type I32 = i32;
    type I64 = i64;
    type Mask = bool;
    type Rows<V: Copy> = [V; 64];

    #[inline(always)]
    unsafe fn assume() -> Self {
        OneLane
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        [value; 64]
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> bool {
        bits & 1 != 0
    }

    #[inline(always)]
    fn mask_bits(self, mask: bool) -> u32 {
        u32::from(mask)
    }
}

impl Ops for OneLane {}

impl Raw for OneLane {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> f32 {
        x
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> f64 {
        x
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> i32 {
        x
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> i64 {
        x
    }
}
