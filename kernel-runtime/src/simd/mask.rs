//! Masks: the lanes' `bool`.

use super::level::Level;
use super::value::{Bits, Value};

/// A `bool` for each lane, whatever the width of the elements.
#[derive(Clone, Copy)]
pub struct Mask<S: Level> {
    pub(crate) level: S,
    pub(crate) raw: S::Mask,
}

impl<S: Level> Mask<S> {
    #[inline(always)]
    pub(crate) fn new(level: S, raw: S::Mask) -> Self {
        Mask { level, raw }
    }

    /// All lanes alike.
    #[inline(always)]
    pub fn splat(s: S, set: bool) -> Self {
        Mask::new(s, s.mask_from_bits(if set { u32::MAX } else { 0 }))
    }

    /// The mask whose lane `i` is bit `i`.
    #[inline(always)]
    pub fn from_bits(s: S, bits: u32) -> Self {
        Mask::new(s, s.mask_from_bits(bits))
    }

    /// Lane `i` as bit `i`; the bits past the last lane are zero.
    #[inline(always)]
    pub fn to_bits(self) -> u32 {
        self.level.mask_bits(self.raw)
    }

    /// The level.
    #[inline(always)]
    pub fn token(self) -> S {
        self.level
    }

    /// Whether any lane is set.
    #[inline(always)]
    pub fn any(self) -> bool {
        self.level.mask_any(self.raw)
    }

    /// Whether every lane is set.
    #[inline(always)]
    pub fn all(self) -> bool {
        self.level.mask_all(self.raw)
    }

    /// The first lane that is set.
    #[inline(always)]
    pub fn first_set(self) -> Option<usize> {
        let bits = self.to_bits();
        (bits != 0).then_some(bits.trailing_zeros() as usize)
    }

    /// Both.
    #[inline(always)]
    pub fn and(self, other: Self) -> Self {
        Mask::new(self.level, self.level.and_mask(self.raw, other.raw))
    }

    /// This, and not the other.
    #[inline(always)]
    pub fn and_not(self, other: Self) -> Self {
        Mask::new(self.level, self.level.and_not_mask(self.raw, other.raw))
    }

    /// Either.
    #[inline(always)]
    pub fn or(self, other: Self) -> Self {
        Mask::new(self.level, self.level.or_mask(self.raw, other.raw))
    }

    /// One of them alone.
    #[inline(always)]
    pub fn xor(self, other: Self) -> Self {
        Mask::new(self.level, self.level.xor_mask(self.raw, other.raw))
    }

    /// The other lanes.
    #[inline(always)]
    #[allow(clippy::should_implement_trait, reason = "it does: see `operators`")]
    pub fn not(self) -> Self {
        Mask::new(self.level, self.level.not_mask(self.raw))
    }

    /// Where set the first, elsewhere the second.
    #[inline(always)]
    pub fn blend<V: Value<Bool = Self>>(self, yes: V, no: V) -> V {
        V::select(self, yes, no)
    }
}

impl<S: Level> Value for Mask<S> {
    type Bool = Self;

    #[inline(always)]
    fn eq(self, other: Self) -> Self {
        self.xor(other).not()
    }

    #[inline(always)]
    fn ne(self, other: Self) -> Self {
        self.xor(other)
    }

    #[inline(always)]
    fn select(condition: Self, yes: Self, no: Self) -> Self {
        yes.and(condition).or(no.and_not(condition))
    }
}

impl<S: Level> Bits for Mask<S> {
    #[inline(always)]
    fn not(self) -> Self {
        Mask::not(self)
    }

    #[inline(always)]
    fn and(self, other: Self) -> Self {
        Mask::and(self, other)
    }

    #[inline(always)]
    fn or(self, other: Self) -> Self {
        Mask::or(self, other)
    }

    #[inline(always)]
    fn xor(self, other: Self) -> Self {
        Mask::xor(self, other)
    }
}

impl<S: Level> std::fmt::Debug for Mask<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:0lanes$b}", self.to_bits(), lanes = S::LANES)
    }
}
