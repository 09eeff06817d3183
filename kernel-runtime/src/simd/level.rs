//! What a level is: an instruction set at a number of registers a gang, with its register types.

use super::mask::Mask;
use super::ops::Ops;
use super::raw::Raw;

/// The most lanes a level has.
pub const MAX_LANES: usize = 32;

/// The register types of a level: all hold [`Registers::LANES`] lanes, whatever the width of a lane.
///
/// The implementing type is a token: to hold one is to know that the machine has the instruction set.
///
/// # Safety
///
/// `F32` and `I32` are `4 * LANES` bytes, `F64` and `I64` are `8 * LANES` bytes, lane after lane, and every bit pattern
/// is a value of theirs.
pub unsafe trait Registers: Copy + 'static {
    /// The number of lanes.
    const LANES: usize;
    /// Whether a multiplication and an addition rounded once are one instruction.
    const FUSES: bool;
    /// The least size of elements, in bytes, that there are masked loads and stores for.
    const MASKED: usize = usize::MAX;
    /// Lanes of `f32`.
    type F32: Copy;
    /// Lanes of `f64`.
    type F64: Copy;
    /// Lanes of 32-bit integers.
    type I32: Copy;
    /// Lanes of 64-bit integers.
    type I64: Copy;
    /// Lanes of `bool`.
    type Mask: Copy;
    /// As many `V` as make up the virtual lanes of a reduction.
    type Rows<V: Copy>: Copy + AsRef<[V]> + AsMut<[V]>;

    /// The token.
    ///
    /// # Safety
    ///
    /// The machine has the level's instruction set.
    unsafe fn assume() -> Self;

    /// That many copies of a value.
    fn rows<V: Copy>(value: V) -> Self::Rows<V>;

    /// The mask whose lane `i` is bit `i`; bits past the last lane are ignored.
    fn mask_from_bits(self, bits: u32) -> Self::Mask;

    /// The mask as bits; those past the last lane are zero.
    fn mask_bits(self, mask: Self::Mask) -> u32;
}

/// An instruction set at a number of registers a gang: registers, and what can be done with them.
pub trait Level: Registers + Ops + Raw {
    /// Every lane.
    #[inline(always)]
    fn all(self) -> Mask<Self> {
        Mask::splat(self, true)
    }

    /// The first `n` lanes; all of them where there are no more.
    #[inline(always)]
    fn first(self, n: usize) -> Mask<Self> {
        Mask::new(self, self.mask_first(n))
    }
}

impl<S: Registers + Ops + Raw> Level for S {}

/// All lanes' bits.
#[inline(always)]
pub(crate) const fn all_bits(lanes: usize) -> u32 {
    u32::MAX >> (32 - lanes)
}

/// What a lane of a register holds: `f32`, `f64`, an integer of 32 or 64 bits, or a mask's `bool`.
pub trait Lane<S: Registers>: Copy + Default {
    /// The register type.
    type Register: Copy;

    /// The lanes as an array; what follows the last lane is zero.
    fn explode(s: S, register: Self::Register) -> [Self; MAX_LANES];

    /// The first lanes of the array as a register.
    fn collect(s: S, lanes: [Self; MAX_LANES]) -> Self::Register;
}

/// The register type of a lane type at a level.
pub(crate) type Reg<S, T> = <T as Lane<S>>::Register;

macro_rules! lanes {
    ($($lane:ident in $register:ident;)*) => {$(
        impl<S: Registers> Lane<S> for $lane {
            type Register = S::$register;

            #[inline(always)]
            fn explode(_: S, register: S::$register) -> [Self; MAX_LANES] {
                const { assert!(size_of::<S::$register>() == S::LANES * size_of::<$lane>()) }
                let mut lanes = [Self::default(); MAX_LANES];
                // SAFETY: the register is LANES lanes of this size, any bits are a lane, and LANES <= MAX_LANES.
                unsafe {
                    lanes.as_mut_ptr().cast::<S::$register>().write_unaligned(register);
                }
                lanes
            }

            #[inline(always)]
            fn collect(_: S, lanes: [Self; MAX_LANES]) -> S::$register {
                const { assert!(size_of::<S::$register>() == S::LANES * size_of::<$lane>()) }
                // SAFETY: the array is at least as long as the register, for which any bits are a value.
                unsafe { lanes.as_ptr().cast::<S::$register>().read_unaligned() }
            }
        }
    )*};
}

lanes! {
    f32 in F32;
    f64 in F64;
    i32 in I32;
    u32 in I32;
    i64 in I64;
    u64 in I64;
}

impl<S: Registers> Lane<S> for bool {
    type Register = S::Mask;

    #[inline(always)]
    fn explode(s: S, register: S::Mask) -> [Self; MAX_LANES] {
        let bits = s.mask_bits(register);
        let mut lanes = [false; MAX_LANES];
        let mut lane = 0;
        while lane < S::LANES {
            lanes[lane] = bits >> lane & 1 != 0;
            lane += 1;
        }
        lanes
    }

    #[inline(always)]
    fn collect(s: S, lanes: [Self; MAX_LANES]) -> S::Mask {
        let mut bits = 0;
        let mut lane = 0;
        while lane < S::LANES {
            bits |= u32::from(lanes[lane]) << lane;
            lane += 1;
        }
        s.mask_from_bits(bits)
    }
}
