//! By what an amount of work is known again.

use super::SLOTS;
use crate::simd::Isa;

/// An amount of work of a stage, and the ways there are to do it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key(pub(super) u64);

impl Key {
    /// That of an empty slot.
    pub(crate) const NONE: Key = Key(0);

    /// Whether a word can be a key.
    pub(super) fn is_valid(word: u64) -> bool {
        word >> 63 == 1
    }

    /// Half octaves of the time that the work takes on a modest machine, octaves of the bytes that it touches.
    #[inline]
    pub(crate) fn new(stage: usize, bound: f64, footprint: f64, threads: usize, isa: Isa) -> Key {
        // The leading bits of a positive float: sign and exponent, and one bit more.
        let (bound, footprint) = (bound.to_bits() >> 51, footprint.to_bits() >> 52);
        let (stage, threads) = (stage as u64 & 0xff, threads as u64 & 0xffff);
        Key(1 << 63 | bound | footprint << 13 | stage << 25 | threads << 33 | (isa as u64) << 49)
    }

    /// The slot of one of its ways.
    #[inline]
    pub(super) fn slot(self, way: usize) -> usize {
        let hash = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        (hash as usize + way) % SLOTS
    }
}
