//! What a `usize` or `isize` value can be, so that a shader which counts in 32 bits means the same as Rust.
//!
//! A [`Range`] holds a mathematical integer that is congruent to Rust's value modulo 2⁶⁴ and to the shader's modulo 2³². Sums, differences
//! and products keep that whatever the range. What looks at the whole value (comparison, division, conversion) needs the integer
//! to *be* the value: these ask [`Range::exact`] or [`comparable`].

use crate::ir::Scalar;

/// The largest length, size or captured count: the host refuses launches beyond.
const MOST: i128 = i32::MAX as i128;

/// The least value that still differs from every length when both are taken as `u32`: that of an `i32`.
const LEAST: i128 = i32::MIN as i128;

/// Beyond this a range says nothing, and its arithmetic could overflow.
const VAST: i128 = 1 << 60;

/// A closed range of integers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) low: i128,
    pub(super) high: i128,
}

impl Range {
    /// Nothing is known.
    pub(super) const ANY: Range = Range {
        low: -VAST,
        high: VAST,
    };

    /// A length, size or captured `usize`.
    pub(super) const COUNT: Range = Range { low: 0, high: MOST };

    /// Between two numbers; far ones are as good as unknown.
    pub(super) fn new(low: i128, high: i128) -> Range {
        if low <= high && -VAST <= low && high <= VAST {
            Range { low, high }
        } else {
            Range::ANY
        }
    }

    /// The values of a type; a captured one for the sizes.
    pub(super) fn of(ty: Scalar) -> Range {
        match ty {
            Scalar::Usize => Range::COUNT,
            Scalar::Isize => Range::new(-MOST, MOST),
            Scalar::Bool => Range::new(0, 1),
            Scalar::F32 | Scalar::F64 | Scalar::I64 | Scalar::U64 => Range::ANY,
            _ => {
                let (low, high) = super::types::extremes(ty, super::Width::Narrow);
                Range::new(low, high)
            }
        }
    }

    pub(super) fn add(self, other: Range) -> Range {
        Range::new(self.low + other.low, self.high + other.high)
    }

    pub(super) fn sub(self, other: Range) -> Range {
        Range::new(self.low - other.high, self.high - other.low)
    }

    pub(super) fn mul(self, other: Range) -> Range {
        if self == Range::ANY || other == Range::ANY {
            return Range::ANY;
        }
        let corners = [
            self.low.saturating_mul(other.low),
            self.low.saturating_mul(other.high),
            self.high.saturating_mul(other.low),
            self.high.saturating_mul(other.high),
        ];
        let low = corners.into_iter().fold(i128::MAX, i128::min);
        let high = corners.into_iter().fold(i128::MIN, i128::max);
        Range::new(low, high)
    }

    /// The smallest range around both.
    pub(super) fn hull(self, other: Range) -> Range {
        Range::new(self.low.min(other.low), self.high.max(other.high))
    }

    /// Whether the shader's value is Rust's value, for a `usize` or `isize`. The largest `u32` is left out: it also stands for what a
    /// conversion from a float has cut off.
    pub(super) fn exact(self, ty: Scalar) -> bool {
        if ty == Scalar::Isize {
            -MOST <= self.low && self.high <= MOST
        } else {
            0 <= self.low && self.high < i128::from(u32::MAX)
        }
    }

    /// Whether comparing the shader's value with a length tells what comparing Rust's does.
    pub(super) fn indexes(self) -> bool {
        LEAST <= self.low && self.high <= i128::from(u32::MAX)
    }
}

/// Whether comparing the shader's values orders two values as Rust does. A `usize` that has wrapped below zero is larger than all that
/// have not, in 32 bits as in 64.
pub(super) fn comparable(a: Range, b: Range, ty: Scalar) -> bool {
    let both = a.hull(b);
    let signed = LEAST <= both.low && both.high <= MOST;
    signed || ty == Scalar::Usize && 0 <= both.low && both.high <= i128::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_counts_is_too_large_to_compare_but_a_sum_is_not() {
        let product = Range::COUNT.mul(Range::COUNT);
        assert!(!comparable(product, Range::COUNT, Scalar::Usize));
        let next = Range::COUNT.add(Range::new(1, 1));
        assert!(comparable(next, Range::COUNT, Scalar::Usize));
        assert!(!comparable(next, Range::COUNT, Scalar::Isize));
    }

    #[test]
    fn a_difference_may_be_compared_but_not_divided() {
        let before = Range::COUNT.sub(Range::new(1, 1));
        assert!(comparable(before, Range::COUNT, Scalar::Usize));
        assert!(before.indexes());
        assert!(!before.exact(Scalar::Usize));
        assert!(before.exact(Scalar::Isize));
    }

    #[test]
    fn any_i32_may_index_but_not_be_divided() {
        let index = Range::of(Scalar::I32);
        assert!(index.indexes());
        assert!(comparable(index, Range::COUNT, Scalar::Usize));
        assert!(!index.exact(Scalar::Isize), "its division by -1 overflows");
    }

    #[test]
    fn vast_ranges_say_nothing() {
        let vast = Range::COUNT.mul(Range::COUNT).mul(Range::COUNT);
        assert_eq!(vast, Range::ANY);
        assert_eq!(Range::ANY.mul(Range::new(2, 2)), Range::ANY);
    }
}
