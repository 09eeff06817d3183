//! Reductions over virtual lanes: the same tree, hence the same bits, on every level.

use std::marker::PhantomData;

use super::element::Element;
use super::level::{Level, MAX_LANES};
use super::vector::Vector;

/// The number of virtual lanes.
pub const VIRTUAL_LANES: usize = 64;

/// The virtual lanes of a reduction, as many vectors as make them up.
#[derive(Clone, Copy)]
pub struct Rows<S: Level, T: Element> {
    rows: S::Rows<T::Register<S>>,
    level: S,
    element: PhantomData<T>,
}

impl<S: Level, T: Element> Rows<S, T> {
    /// The number of vectors.
    pub const COUNT: usize = VIRTUAL_LANES / S::LANES;

    /// All virtual lanes alike.
    #[inline(always)]
    pub fn splat(s: S, x: T) -> Self {
        Rows {
            rows: S::rows(T::splat(s, x)),
            level: s,
            element: PhantomData,
        }
    }

    /// The virtual lanes from `row * LANES` on.
    #[inline(always)]
    pub fn get(&self, row: usize) -> Vector<S, T> {
        Vector::new(self.level, self.rows.as_ref()[row])
    }

    /// Replaces the virtual lanes from `row * LANES` on.
    #[inline(always)]
    pub fn set(&mut self, row: usize, vector: Vector<S, T>) {
        self.rows.as_mut()[row] = vector.raw;
    }

    /// One virtual lane.
    #[inline(always)]
    pub fn lane(&self, lane: usize) -> T {
        self.get(lane / S::LANES).to_array()[lane % S::LANES]
    }

    /// Combines lane j with lane j + 32, then those with j + 16, and so on down to one.
    #[inline(always)]
    pub fn tree<R>(&self) -> T
    where
        R: reduce::Reduce<T> + reduce::Reduce<Vector<S, T>>,
    {
        let mut rows = *self;
        let mut count = Self::COUNT;
        while count > 1 {
            count /= 2;
            let mut row = 0;
            while row < count {
                rows.set(row, R::combine(rows.get(row), rows.get(row + count)));
                row += 1;
            }
        }
        let mut lanes: [T; MAX_LANES] = rows.get(0).to_array();
        let mut count = S::LANES;
        while count > 1 {
            count /= 2;
            let mut lane = 0;
            while lane < count {
                lanes[lane] = R::combine(lanes[lane], lanes[lane + count]);
                lane += 1;
            }
        }
        lanes[0]
    }
}

/// The most values whose virtual lanes are an array of scalars.
pub const FEW: usize = 8;

/// The tree of the first virtual lanes, where all others are the operator's identity, which changes nothing.
#[inline(always)]
pub fn tree_of_few<R: reduce::Reduce<T>, T: Copy>(mut lanes: [T; FEW]) -> T {
    let mut count = FEW;
    while count > 1 {
        count /= 2;
        let mut lane = 0;
        while lane < count {
            lanes[lane] = R::combine(lanes[lane], lanes[lane + count]);
            lane += 1;
        }
    }
    lanes[0]
}

/// Whether a value from one position is to be picked rather than another's: the larger one (or smaller one, unless `MAX`); of equal values that from
/// the earlier position (or the later one, if `LAST`).
#[inline(always)]
pub fn is_better<T: PartialOrd, const MAX: bool, const LAST: bool>(
    (value, position): (T, usize),
    (other, other_position): (T, usize),
) -> bool {
    let beats = if MAX { value > other } else { value < other };
    let comes_first = if LAST {
        position > other_position
    } else {
        position < other_position
    };
    beats || value == other && comes_first
}

/// The virtual lane whose value is to be picked.
#[inline(always)]
pub fn best_lane<S: Level, T: Element + PartialOrd, const MAX: bool, const LAST: bool>(
    values: &Rows<S, T>,
    positions: &Rows<S, usize>,
) -> usize {
    // A row is taken apart once: to ask for one lane after the other would store it for each.
    let mut best = 0;
    let mut found = None;
    let mut row = 0;
    while row < Rows::<S, T>::COUNT {
        let row_values = values.get(row).to_array();
        let row_positions = positions.get(row).to_array();
        let mut lane = 0;
        while lane < S::LANES {
            let this = (row_values[lane], row_positions[lane]);
            if found.is_none_or(|found| is_better::<T, MAX, LAST>(this, found)) {
                found = Some(this);
                best = row * S::LANES + lane;
            }
            lane += 1;
        }
        row += 1;
    }
    best
}

/// The operators of reductions.
pub mod reduce {
    use crate::simd::value::{Bits, Number};

    /// An operator on values of a type, scalar or vector.
    pub trait Reduce<V> {
        /// Combines two, the earlier first.
        fn combine(first: V, second: V) -> V;
    }

    /// The value that a reduction's operator leaves unchanged.
    pub trait Identity<T> {
        /// The value: combined with it, every value stays what it is.
        const IDENTITY: T;
    }

    macro_rules! operators {
        ($($(#[$doc:meta])* $name:ident by $kind:ident $function:ident;)*) => {$(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name;

            impl<V: $kind> Reduce<V> for $name {
                #[inline(always)]
                fn combine(first: V, second: V) -> V {
                    $kind::$function(first, second)
                }
            }

            impl $name {
                /// The value that changes nothing.
                #[inline(always)]
                pub fn identity<T>() -> T
                where
                    Self: Identity<T>,
                {
                    <Self as Identity<T>>::IDENTITY
                }

                /// Combines two, the earlier first.
                #[inline(always)]
                pub fn combine<V: $kind>(first: V, second: V) -> V {
                    $kind::$function(first, second)
                }
            }
        )*};
    }

    operators! {
        /// The sum.
        Add by Number add;
        /// The product.
        Mul by Number mul;
        /// The least.
        Min by Number min;
        /// The greatest.
        Max by Number max;
        /// `&`
        And by Bits and;
        /// `|`
        Or by Bits or;
        /// `^`
        Xor by Bits xor;
    }

    macro_rules! identities {
        ($($operator:ident: $($type:ident $value:expr),*;)*) => {$($(
            impl Identity<$type> for $operator {
                const IDENTITY: $type = $value;
            }
        )*)*};
    }

    macro_rules! integer_identities {
        ($($int:ident)*) => {$(
            identities! {
                Add: $int 0;
                Mul: $int 1;
                Min: $int $int::MAX;
                Max: $int $int::MIN;
                And: $int !0;
                Or: $int 0;
                Xor: $int 0;
            }
        )*};
    }

    integer_identities! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

    // -0 + x is x for every x, also for -0; NaN loses against every number.
    identities! {
        Add: f32 -0.0, f64 -0.0;
        Mul: f32 1.0, f64 1.0;
        Min: f32 f32::NAN, f64 f64::NAN;
        Max: f32 f32::NAN, f64 f64::NAN;
        And: bool true;
        Or: bool false;
        Xor: bool false;
    }
}
