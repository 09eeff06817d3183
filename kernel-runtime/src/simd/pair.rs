//! Two registers as one gang: twice the lanes, and two independent instructions in flight for each op.

use super::level::{MAX_LANES, Reg, Registers};
use super::ops::{Ops, op_table};
use super::raw::{Raw, raw_table};

/// A level of one register a gang.
pub trait Single: Registers + Ops + Raw {
    /// Half of its [`Registers::Rows`].
    type HalfRows<V: Copy>: Copy + AsRef<[V]> + AsMut<[V]>;

    /// That many copies of a value.
    fn half_rows<V: Copy>(value: V) -> Self::HalfRows<V>;
}

/// The level of two registers a gang.
#[derive(Clone, Copy, Debug)]
pub struct Pair<S>(S);

// SAFETY: arrays of two registers that keep to the contract.
unsafe impl<S: Single> Registers for Pair<S> {
    const MASKED: usize = S::MASKED;
    const LANES: usize = {
        assert!(2 * S::LANES <= MAX_LANES);
        2 * S::LANES
    };
    const FUSES: bool = S::FUSES;
    type F32 = [S::F32; 2];
    type F64 = [S::F64; 2];
    type I32 = [S::I32; 2];
    type I64 = [S::I64; 2];
    type Mask = [S::Mask; 2];
    type Rows<V: Copy> = S::HalfRows<V>;

    #[inline(always)]
    unsafe fn assume() -> Self {
        // SAFETY: the same instruction set.
        Pair(unsafe { S::assume() })
    }

    #[inline(always)]
    fn rows<V: Copy>(value: V) -> Self::Rows<V> {
        S::half_rows(value)
    }

    #[inline(always)]
    fn mask_from_bits(self, bits: u32) -> Self::Mask {
        [
            self.0.mask_from_bits(bits),
            self.0.mask_from_bits(bits >> S::LANES),
        ]
    }

    #[inline(always)]
    fn mask_bits(self, mask: Self::Mask) -> u32 {
        self.0.mask_bits(mask[0]) | self.0.mask_bits(mask[1]) << S::LANES
    }
}

macro_rules! forward_ops {
    ($($name:ident($($arg:ident: $lane:ident),*) -> $result:ident = $meaning:expr;)*) => {
        impl<S: Single> Ops for Pair<S> {$(
            #[inline(always)]
            fn $name(self, $($arg: Reg<Self, $lane>),*) -> Reg<Self, $result> {
                [self.0.$name($($arg[0]),*), self.0.$name($($arg[1]),*)]
            }
        )*}
    };
}
op_table!(forward_ops);

macro_rules! forward_raw {
    ($($memory:ident in $lane:ident: $load:ident $load_masked:ident $store:ident $store_masked:ident;)*) => {
        impl<S: Single> Raw for Pair<S> {
            #[inline(always)]
            fn splat_f32(self, x: f32) -> Self::F32 {
                [self.0.splat_f32(x); 2]
            }

            #[inline(always)]
            fn splat_f64(self, x: f64) -> Self::F64 {
                [self.0.splat_f64(x); 2]
            }

            #[inline(always)]
            fn splat_i32(self, x: i32) -> Self::I32 {
                [self.0.splat_i32(x); 2]
            }

            #[inline(always)]
            fn splat_i64(self, x: i64) -> Self::I64 {
                [self.0.splat_i64(x); 2]
            }

            #[inline(always)]
            fn mask_first(self, n: usize) -> Self::Mask {
                [self.0.mask_first(n), self.0.mask_first(n.saturating_sub(S::LANES))]
            }

            #[inline(always)]
            fn mask_any(self, mask: Self::Mask) -> bool {
                self.0.mask_any(self.0.or_mask(mask[0], mask[1]))
            }

            #[inline(always)]
            fn mask_all(self, mask: Self::Mask) -> bool {
                self.0.mask_all(self.0.and_mask(mask[0], mask[1]))
            }

            $(
                #[inline(always)]
                unsafe fn $load(self, ptr: *const $memory) -> Reg<Self, $lane> {
                    // SAFETY: the caller's, for each half.
                    unsafe { [self.0.$load(ptr), self.0.$load(ptr.add(S::LANES))] }
                }

                #[inline(always)]
                unsafe fn $load_masked(self, mask: Self::Mask, ptr: *const $memory) -> Reg<Self, $lane> {
                    let second = ptr.wrapping_add(S::LANES);
                    // SAFETY: the caller's, for each half.
                    unsafe { [self.0.$load_masked(mask[0], ptr), self.0.$load_masked(mask[1], second)] }
                }

                #[inline(always)]
                unsafe fn $store(self, register: Reg<Self, $lane>, ptr: *mut $memory) {
                    // SAFETY: the caller's, for each half.
                    unsafe {
                        self.0.$store(register[0], ptr);
                        self.0.$store(register[1], ptr.add(S::LANES));
                    }
                }

                #[inline(always)]
                unsafe fn $store_masked(self, mask: Self::Mask, register: Reg<Self, $lane>, ptr: *mut $memory) {
                    let second = ptr.wrapping_add(S::LANES);
                    // SAFETY: the caller's, for each half.
                    unsafe {
                        self.0.$store_masked(mask[0], register[0], ptr);
                        self.0.$store_masked(mask[1], register[1], second);
                    }
                }
            )*
        }
    };
}
raw_table!(forward_raw);
