//! Raw memory access: registers from and to memory, one row an element type.

use super::level::{Lane, MAX_LANES, Reg, Registers, all_bits};

/// Hands the table to a macro: `memory type in lane type: load, masked load, store, masked store;`.
macro_rules! raw_table {
    ($callback:ident) => {
        $callback! {
            f32 in f32: load_f32 load_masked_f32 store_f32 store_masked_f32;
            f64 in f64: load_f64 load_masked_f64 store_f64 store_masked_f64;
            i8 in i32: load_i8 load_masked_i8 store_i8 store_masked_i8;
            u8 in i32: load_u8 load_masked_u8 store_u8 store_masked_u8;
            i16 in i32: load_i16 load_masked_i16 store_i16 store_masked_i16;
            u16 in i32: load_u16 load_masked_u16 store_u16 store_masked_u16;
            i32 in i32: load_i32 load_masked_i32 store_i32 store_masked_i32;
            i64 in i64: load_i64 load_masked_i64 store_i64 store_masked_i64;
        }
    };
}
pub(crate) use raw_table;

macro_rules! define {
    ($($memory:ident in $lane:ident: $load:ident $load_masked:ident $store:ident $store_masked:ident;)*) => {
        /// How a level's registers reach memory. Addresses need no alignment. Elements narrower than a lane are
        /// widened, and cut again.
        pub trait Raw: Registers {
            /// All lanes alike.
            fn splat_f32(self, x: f32) -> Self::F32;
            /// All lanes alike.
            fn splat_f64(self, x: f64) -> Self::F64;
            /// All lanes alike.
            fn splat_i32(self, x: i32) -> Self::I32;
            /// All lanes alike.
            fn splat_i64(self, x: i64) -> Self::I64;

            /// The first `n` lanes.
            #[inline(always)]
            fn mask_first(self, n: usize) -> Self::Mask {
                let bits = if n >= Self::LANES { all_bits(Self::LANES) } else { (1 << n) - 1 };
                self.mask_from_bits(bits)
            }

            /// Whether any lane is set.
            #[inline(always)]
            fn mask_any(self, mask: Self::Mask) -> bool {
                self.mask_bits(mask) != 0
            }

            /// Whether every lane is set.
            #[inline(always)]
            fn mask_all(self, mask: Self::Mask) -> bool {
                self.mask_bits(mask) == all_bits(Self::LANES)
            }

            $(
                /// Loads one element a lane.
                ///
                /// # Safety
                ///
                /// All of them can be read.
                #[inline(always)]
                unsafe fn $load(self, ptr: *const $memory) -> Reg<Self, $lane> {
                    let mut lanes = [<$lane>::default(); MAX_LANES];
                    let mut lane = 0;
                    while lane < Self::LANES {
                        // SAFETY: the caller's.
                        lanes[lane] = unsafe { ptr.add(lane).read_unaligned() } as $lane;
                        lane += 1;
                    }
                    <$lane as Lane<Self>>::collect(self, lanes)
                }

                /// Loads one element an active lane; the other lanes are zero.
                ///
                /// # Safety
                ///
                /// Those of active lanes can be read.
                #[inline(always)]
                unsafe fn $load_masked(self, mask: Self::Mask, ptr: *const $memory) -> Reg<Self, $lane> {
                    let bits = self.mask_bits(mask);
                    let mut lanes = [<$lane>::default(); MAX_LANES];
                    let mut lane = 0;
                    while lane < Self::LANES {
                        if bits >> lane & 1 != 0 {
                            // SAFETY: the lane is active; the rest is the caller's.
                            lanes[lane] = unsafe { ptr.add(lane).read_unaligned() } as $lane;
                        }
                        lane += 1;
                    }
                    <$lane as Lane<Self>>::collect(self, lanes)
                }

                /// Stores one element a lane.
                ///
                /// # Safety
                ///
                /// All of them can be written.
                #[inline(always)]
                unsafe fn $store(self, register: Reg<Self, $lane>, ptr: *mut $memory) {
                    let lanes = <$lane as Lane<Self>>::explode(self, register);
                    let mut lane = 0;
                    while lane < Self::LANES {
                        // SAFETY: the caller's.
                        unsafe { ptr.add(lane).write_unaligned(lanes[lane] as $memory) };
                        lane += 1;
                    }
                }

                /// Stores one element an active lane.
                ///
                /// # Safety
                ///
                /// Those of active lanes can be written.
                #[inline(always)]
                unsafe fn $store_masked(self, mask: Self::Mask, register: Reg<Self, $lane>, ptr: *mut $memory) {
                    let bits = self.mask_bits(mask);
                    let lanes = <$lane as Lane<Self>>::explode(self, register);
                    let mut lane = 0;
                    while lane < Self::LANES {
                        if bits >> lane & 1 != 0 {
                            // SAFETY: the lane is active; the rest is the caller's.
                            unsafe { ptr.add(lane).write_unaligned(lanes[lane] as $memory) };
                        }
                        lane += 1;
                    }
                }
            )*
        }
    };
}
raw_table!(define);
