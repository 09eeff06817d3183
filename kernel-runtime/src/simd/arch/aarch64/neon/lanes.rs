//! Steps that several ops of NEON take.

use std::arch::aarch64::*;

/// Bit `i` in lane `i`.
///
/// # Safety
///
/// The machine has NEON, as for every helper of this file.
#[inline(always)]
pub(super) unsafe fn each_bit() -> uint32x4_t {
    // SAFETY: the caller's; for the load, four numbers are a register.
    unsafe { vld1q_u32([1, 2, 4, 8].as_ptr()) }
}

/// The lanes as unsigned ones.
#[inline(always)]
pub(super) unsafe fn u32s(a: int32x4_t) -> uint32x4_t {
    // SAFETY: the caller's.
    unsafe { vreinterpretq_u32_s32(a) }
}

/// As [`u32s`], back.
#[inline(always)]
pub(super) unsafe fn s32s(a: uint32x4_t) -> int32x4_t {
    // SAFETY: the caller's.
    unsafe { vreinterpretq_s32_u32(a) }
}

/// As [`u32s`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn u64s(a: int64x2_t) -> uint64x2_t {
    // SAFETY: the caller's.
    unsafe { vreinterpretq_u64_s64(a) }
}

/// As [`s32s`], for 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn s64s(a: uint64x2_t) -> int64x2_t {
    // SAFETY: the caller's.
    unsafe { vreinterpretq_s64_u64(a) }
}

/// The mask of each of the two registers of 64-bit lanes.
#[inline(always)]
pub(super) unsafe fn widen(mask: uint32x4_t) -> [uint64x2_t; 2] {
    // SAFETY: the caller's.
    unsafe {
        [
            vreinterpretq_u64_u32(vzip1q_u32(mask, mask)),
            vreinterpretq_u64_u32(vzip2q_u32(mask, mask)),
        ]
    }
}

/// The low half of each 64-bit lane; of two masks, the one of all lanes.
#[inline(always)]
pub(super) unsafe fn join([low, high]: [uint64x2_t; 2]) -> uint32x4_t {
    // SAFETY: the caller's.
    unsafe { vuzp1q_u32(vreinterpretq_u32_u64(low), vreinterpretq_u32_u64(high)) }
}

/// The lanes as ones of 64 bits.
#[inline(always)]
pub(super) unsafe fn widen_s32(a: int32x4_t) -> [int64x2_t; 2] {
    // SAFETY: the caller's.
    unsafe { [vmovl_s32(vget_low_s32(a)), vmovl_high_s32(a)] }
}

/// As [`widen_s32`], unsigned.
#[inline(always)]
pub(super) unsafe fn widen_u32(a: int32x4_t) -> [uint64x2_t; 2] {
    // SAFETY: the caller's.
    unsafe { [vmovl_u32(vget_low_u32(u32s(a))), vmovl_high_u32(u32s(a))] }
}

/// The lanes as ones of `f64`.
#[inline(always)]
pub(super) unsafe fn widen_f32(a: float32x4_t) -> [float64x2_t; 2] {
    // SAFETY: the caller's.
    unsafe { [vcvt_f64_f32(vget_low_f32(a)), vcvt_high_f64_f32(a)] }
}

/// Counts of bits to shift by, less than 32; what is beyond does not count.
#[inline(always)]
pub(super) unsafe fn count32(n: int32x4_t) -> int32x4_t {
    // SAFETY: the caller's.
    unsafe { vandq_s32(n, vdupq_n_s32(31)) }
}

/// As [`count32`], less than 64.
#[inline(always)]
pub(super) unsafe fn count64(n: int64x2_t) -> int64x2_t {
    // SAFETY: the caller's.
    unsafe { vandq_s64(n, vdupq_n_s64(63)) }
}
