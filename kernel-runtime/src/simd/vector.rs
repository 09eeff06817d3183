//! Vectors of one element type.

use std::mem::transmute_copy;

use super::element::Element;
use super::level::{Level, MAX_LANES};
use super::mask::Mask;

/// As many elements as the level has lanes.
#[derive(Clone, Copy)]
pub struct Vector<S: Level, T: Element> {
    pub(crate) level: S,
    pub(crate) raw: T::Register<S>,
}

impl<S: Level, T: Element> Vector<S, T> {
    #[inline(always)]
    pub(crate) fn new(level: S, raw: T::Register<S>) -> Self {
        Vector { level, raw }
    }

    /// All lanes alike.
    #[inline(always)]
    pub fn splat(s: S, x: T) -> Self {
        Vector::new(s, T::splat(s, x))
    }

    /// All lanes alike, at this vector's level.
    #[inline(always)]
    pub fn splat_like(self, x: T) -> Self {
        Vector::splat(self.level, x)
    }

    /// The level.
    #[inline(always)]
    pub fn token(self) -> S {
        self.level
    }

    /// The first lane's element: the only one at one lane.
    #[inline(always)]
    pub fn only(self) -> T {
        T::narrow(T::explode(self.level, self.raw)[0])
    }

    /// One lane's element, none past the last lane.
    #[inline(always)]
    pub fn lane(self, lane: usize) -> Option<T> {
        let lanes = T::explode(self.level, self.raw);
        (lane < S::LANES).then(|| T::narrow(lanes[lane]))
    }

    /// The lanes' elements; what follows the last lane is zero.
    #[inline(always)]
    pub fn to_array(self) -> [T; MAX_LANES] {
        let lanes = T::explode(self.level, self.raw);
        let mut array = [T::default(); MAX_LANES];
        let mut lane = 0;
        while lane < S::LANES {
            array[lane] = T::narrow(lanes[lane]);
            lane += 1;
        }
        array
    }

    /// The vector of an array's first elements.
    #[inline(always)]
    pub fn from_array(s: S, array: [T; MAX_LANES]) -> Self {
        let mut lanes = [T::Lane::default(); MAX_LANES];
        let mut lane = 0;
        while lane < S::LANES {
            lanes[lane] = array[lane].widen();
            lane += 1;
        }
        Vector::new(s, T::collect(s, lanes))
    }

    /// Where the mask is set the first, elsewhere the second.
    #[inline(always)]
    pub(crate) fn blend(mask: Mask<S>, yes: Self, no: Self) -> Self {
        let s = mask.level;
        Vector::new(s, T::select(s, mask.raw, yes.raw, no.raw))
    }

    #[inline(always)]
    pub(crate) fn mask(self, raw: S::Mask) -> Mask<S> {
        Mask::new(self.level, raw)
    }
}

impl<S: Level, T: Element + std::fmt::Debug> std::fmt::Debug for Vector<S, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(&self.to_array()[..S::LANES])
            .finish()
    }
}

macro_rules! reinterpret {
    ($($float:ident $float_register:ident $bits:ident $bits_register:ident;)*) => {$(
        impl<S: Level> Vector<S, $float> {
            /// The bits of each lane.
            #[inline(always)]
            pub fn to_bits(self) -> Vector<S, $bits> {
                const { assert!(size_of::<S::$float_register>() == size_of::<S::$bits_register>()) }
                // SAFETY: registers of one size, and any bits are a value.
                let raw = unsafe { transmute_copy::<S::$float_register, S::$bits_register>(&self.raw) };
                Vector::new(self.level, raw)
            }

            /// The floats of these bits.
            #[inline(always)]
            pub fn from_bits(bits: Vector<S, $bits>) -> Self {
                const { assert!(size_of::<S::$float_register>() == size_of::<S::$bits_register>()) }
                // SAFETY: registers of one size, and any bits are a value.
                let raw = unsafe { transmute_copy::<S::$bits_register, S::$float_register>(&bits.raw) };
                Vector::new(bits.level, raw)
            }
        }
    )*};
}

reinterpret! {
    f32 F32 u32 I32;
    f64 F64 u64 I64;
}
