//! NEON: registers from and to memory.

use std::arch::aarch64::*;

use super::Neon;
use crate::simd::raw::Raw;

/// Loads and stores of whole registers; masked ones go lane by lane.
macro_rules! access {
    ($($load:ident $store:ident: $memory:ident in $register:ty, |$ptr:ident, $value:ident| $do_load:expr, $do_store:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> $register {
            // SAFETY: the token proves NEON; the rest is the caller's.
            unsafe { $do_load }
        }

        #[inline(always)]
        unsafe fn $store(self, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store }
        }
    )*};
}

/// Four bytes in the lower half.
///
/// # Safety
///
/// The machine has NEON, and the bytes can be read.
#[inline(always)]
unsafe fn load_bytes<T>(ptr: *const T) -> uint32x2_t {
    // SAFETY: the caller's.
    unsafe { vset_lane_u32::<0>(ptr.cast::<u32>().read_unaligned(), vdup_n_u32(0)) }
}

/// Stores the low bytes of 32-bit lanes.
///
/// # Safety
///
/// The machine has NEON, and four bytes can be written.
#[inline(always)]
unsafe fn store_bytes<T>(ptr: *mut T, value: int32x4_t) {
    // SAFETY: the caller's.
    unsafe {
        let words = vmovn_s32(value);
        let bytes = vmovn_s16(vcombine_s16(words, words));
        let bytes = vget_lane_u32::<0>(vreinterpret_u32_s8(bytes));
        ptr.cast::<u32>().write_unaligned(bytes);
    }
}

impl Raw for Neon {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> float32x4_t {
        // SAFETY: the token proves NEON.
        unsafe { vdupq_n_f32(x) }
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> [float64x2_t; 2] {
        // SAFETY: the token proves NEON.
        unsafe { [vdupq_n_f64(x); 2] }
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> int32x4_t {
        // SAFETY: the token proves NEON.
        unsafe { vdupq_n_s32(x) }
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> [int64x2_t; 2] {
        // SAFETY: the token proves NEON.
        unsafe { [vdupq_n_s64(x); 2] }
    }

    #[inline(always)]
    fn mask_first(self, n: usize) -> uint32x4_t {
        // SAFETY: the token proves NEON; for the load, four numbers are a register.
        unsafe {
            vcltq_u32(
                vld1q_u32([0, 1, 2, 3].as_ptr()),
                vdupq_n_u32(n.min(4) as u32),
            )
        }
    }

    #[inline(always)]
    fn mask_any(self, mask: uint32x4_t) -> bool {
        // SAFETY: the token proves NEON.
        unsafe { vmaxvq_u32(mask) != 0 }
    }

    #[inline(always)]
    fn mask_all(self, mask: uint32x4_t) -> bool {
        // SAFETY: the token proves NEON.
        unsafe { vminvq_u32(mask) != 0 }
    }

    access! {
        load_f32 store_f32: f32 in float32x4_t, |ptr, value| vld1q_f32(ptr), vst1q_f32(ptr, value);
        load_f64 store_f64: f64 in [float64x2_t; 2], |ptr, value|
            [vld1q_f64(ptr), vld1q_f64(ptr.add(2))],
            {
                vst1q_f64(ptr, value[0]);
                vst1q_f64(ptr.add(2), value[1]);
            };
        load_i32 store_i32: i32 in int32x4_t, |ptr, value| vld1q_s32(ptr), vst1q_s32(ptr, value);
        load_i64 store_i64: i64 in [int64x2_t; 2], |ptr, value|
            [vld1q_s64(ptr), vld1q_s64(ptr.add(2))],
            {
                vst1q_s64(ptr, value[0]);
                vst1q_s64(ptr.add(2), value[1]);
            };
        load_i8 store_i8: i8 in int32x4_t, |ptr, value|
            vmovl_s16(vget_low_s16(vmovl_s8(vreinterpret_s8_u32(load_bytes(ptr))))),
            store_bytes(ptr, value);
        load_u8 store_u8: u8 in int32x4_t, |ptr, value|
            {
                let words = vmovl_u8(vreinterpret_u8_u32(load_bytes(ptr)));
                vreinterpretq_s32_u32(vmovl_u16(vget_low_u16(words)))
            },
            store_bytes(ptr, value);
        load_i16 store_i16: i16 in int32x4_t, |ptr, value|
            vmovl_s16(vld1_s16(ptr)),
            vst1_s16(ptr, vmovn_s32(value));
        load_u16 store_u16: u16 in int32x4_t, |ptr, value|
            vreinterpretq_s32_u32(vmovl_u16(vld1_u16(ptr))),
            vst1_u16(ptr, vreinterpret_u16_s16(vmovn_s32(value)));
    }
}
