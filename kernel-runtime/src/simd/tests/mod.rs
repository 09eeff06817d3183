//! Every level that the machine has against the scalar meaning, bit for bit.

mod convert;
mod groups;
mod memory;
mod ops;
mod rows;
mod values;

use super::MAX_LANES;

/// Calls a function generic over the level, `fn check<S: Level>(s: S)`, for each level that the machine has.
macro_rules! each_level {
    ($check:ident) => {
        crate::__isa_table! { crate::simd::tests::each_level_of { $check } }
    };
}
pub(super) use each_level;

macro_rules! each_level_of {
    (
        { $check:ident }
        $($variant:ident $name:literal $lanes:literal, on $on:tt, if $detect:ident [$($feature:tt)*];)*
    ) => {{
        use crate::simd::{Isa, OneLane, Pair, Registers};
        assert_eq!(OneLane::LANES, Isa::OneLane.lanes());
        $check(OneLane);
        $(
            #[cfg $on]
            if Isa::$variant.is_available() {
                assert_eq!(crate::simd::$variant::LANES, Isa::$variant.lanes());
                // SAFETY: the machine has it.
                unsafe {
                    $check(crate::simd::$variant::assume());
                    $check(Pair::<crate::simd::$variant>::assume());
                }
            }
        )*
    }};
}
pub(super) use each_level_of;

/// Calls a function generic over the level for one lane and for one pair of registers. Enough for what is made of ops alike on
/// every level, and much faster to compile than all of them.
macro_rules! some_levels {
    ($check:ident) => {{
        $check(crate::simd::OneLane);
        #[cfg(any(
            target_arch = "x86_64",
            target_arch = "aarch64",
            all(target_arch = "wasm32", target_feature = "simd128")
        ))]
        if crate::simd::Isa::available().count() > 1 {
            // SAFETY: the machine has an instruction set of its architecture, so it has the least.
            $check(unsafe {
                <crate::simd::Pair<crate::simd::Least> as crate::simd::Registers>::assume()
            });
        }
    }};
}
pub(super) use some_levels;

/// A repeatable stream of operands: edge values and random ones.
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn new() -> Self {
        Draw(0x9e37_79b9_7f4a_7c15)
    }

    /// Random bits (xorshift64*).
    pub(super) fn bits(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// One of so many.
    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.bits() >> 32) as usize % n
    }

    /// An array of operands.
    pub(super) fn array<T: Operand>(&mut self) -> [T; MAX_LANES] {
        let edges = T::edges();
        let mut array = [T::default(); MAX_LANES];
        for x in &mut array {
            *x = match self.below(3) {
                0 => T::random(self),
                _ => edges[self.below(edges.len())],
            };
        }
        array
    }
}

/// Asserts that lanes are as expected. Not generic over the level: there is one copy for each type.
#[track_caller]
pub(super) fn expect<T: Operand>(
    what: &str,
    result: &[T],
    expected: [T; MAX_LANES],
    operands: &[&dyn std::fmt::Debug],
) {
    let lanes = result.len();
    for (lane, (&result, expected)) in result.iter().zip(expected).enumerate() {
        assert!(
            result.same(expected),
            "{lanes} lanes, lane {lane}: {what} is {expected:?}, not {result:?}; operands {operands:?}"
        );
    }
}

/// What a value is compared and drawn by.
pub(super) trait Operand: Copy + Default + std::fmt::Debug {
    fn edges() -> Vec<Self>;
    fn random(draw: &mut Draw) -> Self;
    /// Bit for bit the same; all NaN are the same, as arithmetic may choose among them.
    fn same(self, other: Self) -> bool;
}

impl Operand for bool {
    fn edges() -> Vec<Self> {
        vec![false, true]
    }

    fn random(draw: &mut Draw) -> Self {
        draw.bits() >> 63 != 0
    }

    fn same(self, other: Self) -> bool {
        self == other
    }
}

macro_rules! integers {
    ($($int:ident)*) => {$(
        impl Operand for $int {
            fn edges() -> Vec<Self> {
                let mut edges = vec![0, 1, 2, 3, 7, 31, 63, $int::MAX, $int::MAX - 1, $int::MIN, $int::MIN + 1, !0, !1];
                edges.extend((1..$int::BITS).flat_map(|n| [1 << n, ((1 as $int) << n).wrapping_sub(1), !0 << n]));
                edges
            }

            fn random(draw: &mut Draw) -> Self {
                let shift = draw.below($int::BITS as usize);
                draw.bits() as $int >> shift
            }

            fn same(self, other: Self) -> bool {
                self == other
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

macro_rules! floats {
    ($($float:ident $bits:ident;)*) => {$(
        impl Operand for $float {
            fn edges() -> Vec<Self> {
                let mut edges = vec![
                    0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 0.1, 126.5, 127.0, 128.0, 255.0, 256.0, 32767.5, 65535.0,
                    $float::MAX, $float::MIN_POSITIVE, $float::EPSILON, $float::INFINITY, $float::NAN,
                    $float::from_bits(1), $float::from_bits(2), $float::MIN_POSITIVE.next_down(),
                ];
                for power in [8, 16, 22, 23, 24, 31, 32, 51, 52, 53, 63, 64] {
                    let power = (2.0 as $float).powi(power);
                    edges.extend([power, power.next_down(), power.next_up(), power + 0.5, power - 0.5]);
                }
                edges.extend([(0.5 as $float).next_down(), (0.5 as $float).next_up(), (1.0 as $float).next_down()]);
                let negative: Vec<$float> = edges.iter().map(|x| -x).collect();
                edges.extend(negative);
                edges
            }

            fn random(draw: &mut Draw) -> Self {
                let bits = draw.bits();
                match draw.below(3) {
                    0 => $float::from_bits(bits as $bits),
                    1 => (bits as i64 >> draw.below(64)) as $float * 0.5,
                    _ => (bits as i32) as $float / (1 << 16) as $float,
                }
            }

            fn same(self, other: Self) -> bool {
                self.to_bits() == other.to_bits() || (self.is_nan() && other.is_nan())
            }
        }
    )*};
}

floats! {
    f32 u32;
    f64 u64;
}
