//! NEON: the ops.

use std::arch::aarch64::*;

use super::Neon;
use super::lanes::*;
use crate::simd::arch::rows::{both, halves, one, whole};
use crate::simd::level::Reg;
use crate::simd::ops::Ops;

impl Ops for Neon {
    one! {
        add_f32(a: f32, b: f32) -> f32 = vaddq_f32(a, b);
        sub_f32(a: f32, b: f32) -> f32 = vsubq_f32(a, b);
        mul_f32(a: f32, b: f32) -> f32 = vmulq_f32(a, b);
        div_f32(a: f32, b: f32) -> f32 = vdivq_f32(a, b);
        min_f32(a: f32, b: f32) -> f32 = {
            // The instructions for it order zeros and change NaN.
            let number = vceqq_f32(a, a);
            vbslq_f32(vornq_u32(vcltq_f32(b, a), number), b, a)
        };
        max_f32(a: f32, b: f32) -> f32 = {
            let number = vceqq_f32(a, a);
            vbslq_f32(vornq_u32(vcgtq_f32(b, a), number), b, a)
        };
        neg_f32(a: f32) -> f32 = vnegq_f32(a);
        abs_f32(a: f32) -> f32 = vabsq_f32(a);
        copysign_f32(a: f32, b: f32) -> f32 = vbslq_f32(vdupq_n_u32(1 << 31), b, a);
        sqrt_f32(a: f32) -> f32 = vsqrtq_f32(a);
        floor_f32(a: f32) -> f32 = vrndmq_f32(a);
        ceil_f32(a: f32) -> f32 = vrndpq_f32(a);
        round_f32(a: f32) -> f32 = vrndaq_f32(a);
        round_ties_even_f32(a: f32) -> f32 = vrndnq_f32(a);
        trunc_f32(a: f32) -> f32 = vrndq_f32(a);
        mul_add_f32(a: f32, b: f32, c: f32) -> f32 = vfmaq_f32(c, a, b);
        eq_f32(a: f32, b: f32) -> bool = vceqq_f32(a, b);
        ne_f32(a: f32, b: f32) -> bool = vmvnq_u32(vceqq_f32(a, b));
        lt_f32(a: f32, b: f32) -> bool = vcltq_f32(a, b);
        le_f32(a: f32, b: f32) -> bool = vcleq_f32(a, b);
        select_f32(m: bool, a: f32, b: f32) -> f32 = vbslq_f32(m, a, b);

        add_i32(a: i32, b: i32) -> i32 = vaddq_s32(a, b);
        sub_i32(a: i32, b: i32) -> i32 = vsubq_s32(a, b);
        mul_i32(a: i32, b: i32) -> i32 = vmulq_s32(a, b);
        div_i32(a: i32, b: i32) -> i32 = {
            // Quotients of 32-bit integers are exact after truncation; MIN / -1 is cut to MIN.
            let ([a0, a1], [b0, b1]) = (widen_s32(a), widen_s32(b));
            let low = vcvtq_s64_f64(vdivq_f64(vcvtq_f64_s64(a0), vcvtq_f64_s64(b0)));
            let high = vcvtq_s64_f64(vdivq_f64(vcvtq_f64_s64(a1), vcvtq_f64_s64(b1)));
            s32s(vbicq_u32(join([u64s(low), u64s(high)]), vceqzq_s32(b)))
        };
        div_u32(a: u32, b: u32) -> u32 = {
            let ([a0, a1], [b0, b1]) = (widen_u32(a), widen_u32(b));
            let low = vcvtq_u64_f64(vdivq_f64(vcvtq_f64_u64(a0), vcvtq_f64_u64(b0)));
            let high = vcvtq_u64_f64(vdivq_f64(vcvtq_f64_u64(a1), vcvtq_f64_u64(b1)));
            s32s(vbicq_u32(join([low, high]), vceqzq_s32(b)))
        };
        and_i32(a: i32, b: i32) -> i32 = vandq_s32(a, b);
        or_i32(a: i32, b: i32) -> i32 = vorrq_s32(a, b);
        xor_i32(a: i32, b: i32) -> i32 = veorq_s32(a, b);
        abs_i32(a: i32) -> i32 = vabsq_s32(a);
        min_i32(a: i32, b: i32) -> i32 = vminq_s32(a, b);
        max_i32(a: i32, b: i32) -> i32 = vmaxq_s32(a, b);
        min_u32(a: u32, b: u32) -> u32 = s32s(vminq_u32(u32s(a), u32s(b)));
        max_u32(a: u32, b: u32) -> u32 = s32s(vmaxq_u32(u32s(a), u32s(b)));
        shl_i32(a: i32, n: u32) -> i32 = vshlq_s32(a, count32(n));
        // To shift right is to shift left by the negative count.
        shr_i32(a: i32, n: u32) -> i32 = vshlq_s32(a, vnegq_s32(count32(n)));
        shr_u32(a: u32, n: u32) -> u32 = s32s(vshlq_u32(u32s(a), vnegq_s32(count32(n))));
        rotate_left_u32(a: u32, n: u32) -> u32 = {
            let n = count32(n);
            let high = vshlq_u32(u32s(a), n);
            s32s(vorrq_u32(high, vshlq_u32(u32s(a), vsubq_s32(n, vdupq_n_s32(32)))))
        };
        count_ones_u32(a: u32) -> u32 = {
            let bytes = vcntq_u8(vreinterpretq_u8_s32(a));
            s32s(vpaddlq_u16(vpaddlq_u8(bytes)))
        };
        leading_zeros_u32(a: u32) -> u32 = vclzq_s32(a);
        eq_i32(a: i32, b: i32) -> bool = vceqq_s32(a, b);
        lt_i32(a: i32, b: i32) -> bool = vcltq_s32(a, b);
        lt_u32(a: u32, b: u32) -> bool = vcltq_u32(u32s(a), u32s(b));
        select_i32(m: bool, a: i32, b: i32) -> i32 = vbslq_s32(m, a, b);

        and_mask(a: bool, b: bool) -> bool = vandq_u32(a, b);
        and_not_mask(a: bool, b: bool) -> bool = vbicq_u32(a, b);
        or_mask(a: bool, b: bool) -> bool = vorrq_u32(a, b);
        xor_mask(a: bool, b: bool) -> bool = veorq_u32(a, b);
        not_mask(a: bool) -> bool = vmvnq_u32(a);

        f32_from_f64(a: f64) -> f32 = vcvt_high_f32_f64(vcvt_f32_f64(a[0]), a[1]);
        f32_from_i32(a: i32) -> f32 = vcvtq_f32_s32(a);
        f32_from_u32(a: u32) -> f32 = vcvtq_f32_u32(u32s(a));
        f64_from_f32(a: f32) -> f64 = widen_f32(a);
        f64_from_i32(a: i32) -> f64 = {
            let [low, high] = widen_s32(a);
            [vcvtq_f64_s64(low), vcvtq_f64_s64(high)]
        };
        f64_from_u32(a: u32) -> f64 = {
            let [low, high] = widen_u32(a);
            [vcvtq_f64_u64(low), vcvtq_f64_u64(high)]
        };
        // The instructions saturate and make NaN zero, as `as` does; so do those that narrow.
        i32_from_f32(a: f32) -> i32 = vcvtq_s32_f32(a);
        i32_from_f64(a: f64) -> i32 = {
            vqmovn_high_s64(vqmovn_s64(vcvtq_s64_f64(a[0])), vcvtq_s64_f64(a[1]))
        };
        i32_from_i64(a: i64) -> i32 = s32s(join([u64s(a[0]), u64s(a[1])]));
        u32_from_f32(a: f32) -> u32 = s32s(vcvtq_u32_f32(a));
        u32_from_f64(a: f64) -> u32 = {
            s32s(vqmovn_high_u64(vqmovn_u64(vcvtq_u64_f64(a[0])), vcvtq_u64_f64(a[1])))
        };
        i64_from_f32(a: f32) -> i64 = {
            let [low, high] = widen_f32(a);
            [vcvtq_s64_f64(low), vcvtq_s64_f64(high)]
        };
        i64_from_i32(a: i32) -> i64 = widen_s32(a);
        i64_from_u32(a: u32) -> i64 = {
            let [low, high] = widen_u32(a);
            [s64s(low), s64s(high)]
        };
        u64_from_f32(a: f32) -> u64 = {
            let [low, high] = widen_f32(a);
            [s64s(vcvtq_u64_f64(low)), s64s(vcvtq_u64_f64(high))]
        };
    }

    both! {
        add_f64(a: f64, b: f64) -> f64 = vaddq_f64(a, b);
        sub_f64(a: f64, b: f64) -> f64 = vsubq_f64(a, b);
        mul_f64(a: f64, b: f64) -> f64 = vmulq_f64(a, b);
        div_f64(a: f64, b: f64) -> f64 = vdivq_f64(a, b);
        min_f64(a: f64, b: f64) -> f64 = {
            let number = vceqq_f64(a, a);
            vbslq_f64(vornq_u64(vcltq_f64(b, a), number), b, a)
        };
        max_f64(a: f64, b: f64) -> f64 = {
            let number = vceqq_f64(a, a);
            vbslq_f64(vornq_u64(vcgtq_f64(b, a), number), b, a)
        };
        neg_f64(a: f64) -> f64 = vnegq_f64(a);
        abs_f64(a: f64) -> f64 = vabsq_f64(a);
        copysign_f64(a: f64, b: f64) -> f64 = vbslq_f64(vdupq_n_u64(1 << 63), b, a);
        sqrt_f64(a: f64) -> f64 = vsqrtq_f64(a);
        floor_f64(a: f64) -> f64 = vrndmq_f64(a);
        ceil_f64(a: f64) -> f64 = vrndpq_f64(a);
        round_f64(a: f64) -> f64 = vrndaq_f64(a);
        round_ties_even_f64(a: f64) -> f64 = vrndnq_f64(a);
        trunc_f64(a: f64) -> f64 = vrndq_f64(a);
        mul_add_f64(a: f64, b: f64, c: f64) -> f64 = vfmaq_f64(c, a, b);
        eq_f64(a: f64, b: f64) -> bool = vceqq_f64(a, b);
        ne_f64(a: f64, b: f64) -> bool = vornq_u64(vdupq_n_u64(0), vceqq_f64(a, b));
        lt_f64(a: f64, b: f64) -> bool = vcltq_f64(a, b);
        le_f64(a: f64, b: f64) -> bool = vcleq_f64(a, b);
        select_f64(m: bool, a: f64, b: f64) -> f64 = vbslq_f64(m, a, b);

        add_i64(a: i64, b: i64) -> i64 = vaddq_s64(a, b);
        sub_i64(a: i64, b: i64) -> i64 = vsubq_s64(a, b);
        mul_i64(a: i64, b: i64) -> i64 = {
            let swapped = vrev64q_s32(vreinterpretq_s32_s64(b));
            let cross = vmulq_s32(vreinterpretq_s32_s64(a), swapped);
            let high = vshlq_n_u64::<32>(vpaddlq_u32(u32s(cross)));
            s64s(vmlal_u32(high, vmovn_u64(u64s(a)), vmovn_u64(u64s(b))))
        };
        and_i64(a: i64, b: i64) -> i64 = vandq_s64(a, b);
        or_i64(a: i64, b: i64) -> i64 = vorrq_s64(a, b);
        xor_i64(a: i64, b: i64) -> i64 = veorq_s64(a, b);
        abs_i64(a: i64) -> i64 = vabsq_s64(a);
        min_i64(a: i64, b: i64) -> i64 = vbslq_s64(vcltq_s64(b, a), b, a);
        max_i64(a: i64, b: i64) -> i64 = vbslq_s64(vcgtq_s64(b, a), b, a);
        min_u64(a: u64, b: u64) -> u64 = vbslq_s64(vcltq_u64(u64s(b), u64s(a)), b, a);
        max_u64(a: u64, b: u64) -> u64 = vbslq_s64(vcgtq_u64(u64s(b), u64s(a)), b, a);
        shl_i64(a: i64, n: u64) -> i64 = vshlq_s64(a, count64(n));
        shr_i64(a: i64, n: u64) -> i64 = vshlq_s64(a, vnegq_s64(count64(n)));
        shr_u64(a: u64, n: u64) -> u64 = s64s(vshlq_u64(u64s(a), vnegq_s64(count64(n))));
        rotate_left_u64(a: u64, n: u64) -> u64 = {
            let n = count64(n);
            let high = vshlq_u64(u64s(a), n);
            s64s(vorrq_u64(high, vshlq_u64(u64s(a), vsubq_s64(n, vdupq_n_s64(64)))))
        };
        count_ones_u64(a: u64) -> u64 = {
            let bytes = vcntq_u8(vreinterpretq_u8_s64(a));
            s64s(vpaddlq_u32(vpaddlq_u16(vpaddlq_u8(bytes))))
        };
        leading_zeros_u64(a: u64) -> u64 = {
            // Those of the high half; where that is zero, those of the low half besides.
            let zeros = vreinterpretq_u64_s32(vclzq_s32(vreinterpretq_s32_s64(a)));
            let high = vshrq_n_u64::<32>(zeros);
            let all = vshrq_n_u64::<32>(vceqq_u64(high, vdupq_n_u64(32)));
            s64s(vaddq_u64(high, vandq_u64(zeros, all)))
        };
        eq_i64(a: i64, b: i64) -> bool = vceqq_s64(a, b);
        lt_i64(a: i64, b: i64) -> bool = vcltq_s64(a, b);
        lt_u64(a: u64, b: u64) -> bool = vcltq_u64(u64s(a), u64s(b));
        select_i64(m: bool, a: i64, b: i64) -> i64 = vbslq_s64(m, a, b);

        f64_from_i64(a: i64) -> f64 = vcvtq_f64_s64(a);
        f64_from_u64(a: u64) -> f64 = vcvtq_f64_u64(u64s(a));
        i64_from_f64(a: f64) -> i64 = vcvtq_s64_f64(a);
        u64_from_f64(a: f64) -> u64 = s64s(vcvtq_u64_f64(a));
    }
}
