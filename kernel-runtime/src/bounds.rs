//! Exact integers for the checks at entry: no value of the arguments may wrap an out-of-bounds index into bounds.

use crate::stage::Fault;

/// An exact integer, or nothing where it would leave `i128`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Exact(Option<i128>);

impl Exact {
    /// The integer itself.
    #[inline(always)]
    pub const fn new(value: i128) -> Self {
        Exact(Some(value))
    }

    /// The integer, if it is one of `i128`.
    #[inline(always)]
    pub(crate) const fn get(self) -> Option<i128> {
        self.0
    }

    /// A number; where sizes have fewer than 64 bits and it is near the end of the integers of 64, one as near to the end of the sizes. The macro knows no
    /// machine, so what must hold for arithmetic in sizes not to wrap is written for 64 bits.
    #[inline(always)]
    pub const fn near_end(value: i128) -> Self {
        const NEAR: i128 = 1 << 42;
        let mut sign = 0;
        while usize::BITS < 64 && sign < 2 {
            let apart = value - (1 << (64 - sign));
            if -NEAR < apart && apart < NEAR {
                return Exact::new(apart + (1 << (usize::BITS - sign)));
            }
            sign += 1;
        }
        Exact::new(value)
    }

    /// The sum.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)]
    pub const fn add(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(a), Some(b)) => Exact(a.checked_add(b)),
            _ => Exact(None),
        }
    }

    /// The product.
    #[inline(always)]
    #[allow(clippy::should_implement_trait)]
    pub const fn mul(self, other: Self) -> Self {
        match (self.0, other.0) {
            // The product of two small factors is one instruction and cannot overflow; the general one is a call.
            (Some(a), Some(b)) if a as i64 as i128 == a && b as i64 as i128 == b => {
                Exact(Some(a * b))
            }
            (Some(a), Some(b)) => Exact(a.checked_mul(b)),
            _ => Exact(None),
        }
    }
}

/// Whether `low..=high` lies in `0..len`; else an index that does not.
#[inline(always)]
pub const fn in_bounds(low: Exact, high: Exact, len: usize) -> Result<(), i128> {
    match (low.0, high.0) {
        (Some(low), Some(high)) => {
            if low < 0 {
                Err(low)
            } else if high >= len as i128 {
                Err(high)
            } else {
                Ok(())
            }
        }
        _ => Err(i128::MAX),
    }
}

/// Whether no number of `low..=high` is another one's that lies in an array, in the wrapping arithmetic of sizes; else one that is too large.
#[inline(always)]
pub const fn cannot_wrap(low: Exact, high: Exact) -> Result<(), i128> {
    const FAR: i128 = isize::MAX as i128 / 2 + 1;
    match (low.0, high.0) {
        (Some(low), _) if low < -FAR => Err(low),
        (Some(_), Some(high)) if high < FAR => Ok(()),
        (Some(_), Some(high)) => Err(high),
        _ => Err(i128::MAX),
    }
}

/// Whether the range `start..end` holds nothing.
#[inline(always)]
pub const fn is_empty(start: Exact, end: Exact) -> bool {
    match (start.0, end.0) {
        (Some(start), Some(end)) => start >= end,
        _ => false,
    }
}

/// Whether it is negative, or too large to tell.
#[inline(always)]
pub const fn is_negative(value: Exact) -> bool {
    match value.0 {
        Some(value) => value < 0,
        None => true,
    }
}

/// Whether it lies below the largest `u32`, which is also what is left of a float that is too large.
#[inline(always)]
pub const fn fits_u32(value: Exact) -> bool {
    match value.0 {
        Some(value) => 0 <= value && value < u32::MAX as i128,
        None => false,
    }
}

/// The fault of an index into a view of that length, above which there is that (negative) room.
#[cold]
pub fn index_fault(site: u32, len: Exact, room: Exact) -> Fault {
    let len = len.0.unwrap_or(0);
    let index = room
        .0
        .and_then(|room| len.checked_sub(1)?.checked_sub(room))
        .unwrap_or(i128::MAX);
    Fault::Index {
        site,
        index,
        len: usize::try_from(len).unwrap_or(usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_do_not_wrap_into_bounds() {
        let side = Exact::new(1 << 64);
        let square = side.mul(side);
        assert_eq!(square, Exact(None));
        assert_eq!(in_bounds(Exact::new(0), square, 4), Err(i128::MAX));
        let large = Exact::new(i64::MAX as i128).mul(Exact::new(2));
        assert_eq!(large, Exact::new(i64::MAX as i128 * 2));
    }

    #[test]
    fn what_is_near_an_end_is_as_near_to_that_of_sizes() {
        let largest = usize::MAX as i128;
        assert_eq!(Exact::near_end((1 << 64) - 3), Exact::new(largest - 2));
        let largest = isize::MAX as i128;
        assert_eq!(Exact::near_end((1 << 63) + 4), Exact::new(largest + 5));
        for far in [0, 1 << 62, 3 << 62, 1 << 65] {
            assert_eq!(Exact::near_end(far), Exact::new(far));
        }
    }

    #[test]
    fn what_is_far_off_may_wrap() {
        let far = isize::MAX as i128 / 2 + 1;
        let ask = |low, high| cannot_wrap(Exact::new(low), Exact::new(high));
        assert_eq!(ask(-far, far - 1), Ok(()));
        assert_eq!(ask(-far - 1, 0), Err(-far - 1));
        assert_eq!(ask(0, far), Err(far));
        assert_eq!(cannot_wrap(Exact(None), Exact::new(0)), Err(i128::MAX));
    }

    #[test]
    fn the_offending_index_is_told() {
        let [low, high] = [Exact::new(-1), Exact::new(7)];
        assert_eq!(in_bounds(low, high, 8), Err(-1));
        assert_eq!(in_bounds(Exact::new(0), high, 7), Err(7));
        assert_eq!(in_bounds(Exact::new(0), high, 8), Ok(()));
    }

    #[test]
    fn a_size_of_32_bits_is_no_more_and_no_less() {
        let largest = u32::MAX as i128;
        assert!(fits_u32(Exact::new(0)) && fits_u32(Exact::new(largest - 1)));
        assert!(
            !fits_u32(Exact::new(-1)) && !fits_u32(Exact::new(largest)) && !fits_u32(Exact(None))
        );
    }

    #[test]
    fn a_range_that_runs_backwards_is_empty() {
        assert!(is_empty(Exact::new(3), Exact::new(-1)));
        assert!(!is_empty(Exact::new(0), Exact::new(1)));
    }
}
