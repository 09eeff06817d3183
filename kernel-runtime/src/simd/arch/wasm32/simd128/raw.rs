//! Simd128: registers from and to memory.

use std::arch::wasm32::*;

use super::Simd128;
use crate::simd::raw::Raw;

/// Loads and stores of whole registers; masked ones go lane by lane.
macro_rules! access {
    ($($load:ident $store:ident: $memory:ident in $register:ty, |$ptr:ident, $value:ident| $do_load:expr, $do_store:expr;)*) => {$(
        #[inline(always)]
        unsafe fn $load(self, $ptr: *const $memory) -> $register {
            // SAFETY: the caller's. Addresses need no alignment.
            unsafe { $do_load }
        }

        #[inline(always)]
        unsafe fn $store(self, $value: $register, $ptr: *mut $memory) {
            // SAFETY: as above.
            unsafe { $do_store }
        }
    )*};
}

/// Two registers.
///
/// # Safety
///
/// They can be read.
#[inline(always)]
unsafe fn load_two(ptr: *const v128) -> [v128; 2] {
    // SAFETY: the caller's.
    unsafe { [v128_load(ptr), v128_load(ptr.add(1))] }
}

/// As [`load_two`], back.
///
/// # Safety
///
/// They can be written.
#[inline(always)]
unsafe fn store_two(ptr: *mut v128, [low, high]: [v128; 2]) {
    // SAFETY: the caller's.
    unsafe {
        v128_store(ptr, low);
        v128_store(ptr.add(1), high);
    }
}

/// Stores the low bytes of 32-bit lanes.
///
/// # Safety
///
/// Four bytes can be written.
#[inline(always)]
unsafe fn store_bytes<T>(ptr: *mut T, value: v128) {
    let bytes = u8x16_shuffle::<0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12>(value, value);
    // SAFETY: the caller's.
    unsafe { v128_store32_lane::<0>(bytes, ptr.cast()) }
}

/// Stores the low halves of 32-bit lanes.
///
/// # Safety
///
/// Eight bytes can be written.
#[inline(always)]
unsafe fn store_halves<T>(ptr: *mut T, value: v128) {
    let halves = u16x8_shuffle::<0, 2, 4, 6, 0, 2, 4, 6>(value, value);
    // SAFETY: the caller's.
    unsafe { v128_store64_lane::<0>(halves, ptr.cast()) }
}

impl Raw for Simd128 {
    #[inline(always)]
    fn splat_f32(self, x: f32) -> v128 {
        f32x4_splat(x)
    }

    #[inline(always)]
    fn splat_f64(self, x: f64) -> [v128; 2] {
        [f64x2_splat(x); 2]
    }

    #[inline(always)]
    fn splat_i32(self, x: i32) -> v128 {
        i32x4_splat(x)
    }

    #[inline(always)]
    fn splat_i64(self, x: i64) -> [v128; 2] {
        [i64x2_splat(x); 2]
    }

    #[inline(always)]
    fn mask_first(self, n: usize) -> v128 {
        u32x4_lt(u32x4(0, 1, 2, 3), u32x4_splat(n.min(4) as u32))
    }

    #[inline(always)]
    fn mask_any(self, mask: v128) -> bool {
        v128_any_true(mask)
    }

    #[inline(always)]
    fn mask_all(self, mask: v128) -> bool {
        u32x4_all_true(mask)
    }

    access! {
        load_f32 store_f32: f32 in v128, |ptr, value| v128_load(ptr.cast()), v128_store(ptr.cast(), value);
        load_f64 store_f64: f64 in [v128; 2], |ptr, value| load_two(ptr.cast()), store_two(ptr.cast(), value);
        load_i32 store_i32: i32 in v128, |ptr, value| v128_load(ptr.cast()), v128_store(ptr.cast(), value);
        load_i64 store_i64: i64 in [v128; 2], |ptr, value| load_two(ptr.cast()), store_two(ptr.cast(), value);
        load_i8 store_i8: i8 in v128, |ptr, value|
            i32x4_extend_low_i16x8(i16x8_extend_low_i8x16(v128_load32_zero(ptr.cast()))),
            store_bytes(ptr, value);
        load_u8 store_u8: u8 in v128, |ptr, value|
            u32x4_extend_low_u16x8(u16x8_extend_low_u8x16(v128_load32_zero(ptr.cast()))),
            store_bytes(ptr, value);
        load_i16 store_i16: i16 in v128, |ptr, value| i32x4_load_extend_i16x4(ptr), store_halves(ptr, value);
        load_u16 store_u16: u16 in v128, |ptr, value| u32x4_load_extend_u16x4(ptr), store_halves(ptr, value);
    }
}
