//! Sets of elements of an array, as ranges.

use std::ops::Range;

/// A set of elements: ranges in order that neither overlap nor touch, none of them empty.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Intervals(Vec<Range<usize>>);

impl Intervals {
    /// No element.
    pub(crate) const NONE: Intervals = Intervals(Vec::new());

    /// The elements of a range.
    pub(crate) fn of(range: Range<usize>) -> Self {
        Intervals(if range.is_empty() {
            Vec::new()
        } else {
            vec![range]
        })
    }

    /// Whether it holds no element.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of elements.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(Range::len).sum()
    }

    /// The ranges, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().cloned()
    }

    /// Adds a range.
    pub(crate) fn insert(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        // Those that overlap or touch it become one with it.
        let first = self.0.partition_point(|other| other.end < range.start);
        let last = self.0.partition_point(|other| other.start <= range.end);
        let mut whole = range;
        for other in &self.0[first..last] {
            whole = whole.start.min(other.start)..whole.end.max(other.end);
        }
        self.0.splice(first..last, std::iter::once(whole));
    }

    /// Adds all elements of another set.
    pub(crate) fn extend(&mut self, other: &Intervals) {
        other.iter().for_each(|range| self.insert(range));
    }

    /// The elements that are in both.
    pub(crate) fn and(&self, other: &Intervals) -> Intervals {
        let (mut both, mut others) = (Vec::new(), other.0.iter().peekable());
        for range in &self.0 {
            while let Some(other) = others.peek() {
                let common = range.start.max(other.start)..range.end.min(other.end);
                if !common.is_empty() {
                    both.push(common);
                }
                if other.end > range.end {
                    break;
                }
                others.next();
            }
        }
        Intervals(both)
    }

    /// The elements that are not in the other.
    pub(crate) fn without(&self, other: &Intervals) -> Intervals {
        let mut rest = Vec::new();
        let mut next = 0;
        for range in &self.0 {
            let mut start = range.start;
            while let Some(other) = other.0.get(next) {
                if other.start >= range.end {
                    break;
                }
                if start < other.start {
                    rest.push(start..other.start);
                }
                start = start.max(other.end);
                if other.end > range.end {
                    break;
                }
                next += 1;
            }
            if start < range.end {
                rest.push(start..range.end);
            }
        }
        Intervals(rest)
    }

    /// Whether an element is in both.
    pub(crate) fn meets(&self, other: &Intervals) -> bool {
        !self.and(other).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::testing::Random;

    const SIZE: usize = 24;

    /// A random set, and the same as flags.
    fn sample(random: &mut Random) -> (Intervals, [bool; SIZE]) {
        let (mut set, mut flags) = (Intervals::NONE, [false; SIZE]);
        for _ in 0..random.below(6) {
            let (a, b) = (random.below(SIZE + 1), random.below(SIZE + 1));
            set.insert(a..b);
            flags[a.min(b)..b].fill(true);
        }
        (set, flags)
    }

    /// The set of the flags, built anew.
    fn set(flags: impl Iterator<Item = bool>) -> Intervals {
        let mut set = Intervals::NONE;
        for (at, _) in flags.enumerate().filter(|(_, flag)| *flag) {
            set.insert(at..at + 1);
        }
        set
    }

    #[test]
    fn they_are_sets() {
        let mut random = Random::new(1);
        for _ in 0..20_000 {
            let (a, in_a) = sample(&mut random);
            let (b, in_b) = sample(&mut random);
            let pairs = || in_a.iter().zip(&in_b);
            assert_eq!(a, set(in_a.into_iter()));
            assert_eq!(a.len(), in_a.iter().filter(|flag| **flag).count());
            assert_eq!(a.and(&b), set(pairs().map(|(a, b)| *a && *b)));
            assert_eq!(a.without(&b), set(pairs().map(|(a, b)| *a && !*b)));
            assert_eq!(a.meets(&b), pairs().any(|(a, b)| *a && *b));
            let mut either = a.clone();
            either.extend(&b);
            assert_eq!(either, set(pairs().map(|(a, b)| *a || *b)));
        }
    }

    #[test]
    fn ranges_that_touch_are_one() {
        let mut set = Intervals::of(0..3);
        set.insert(3..5);
        assert_eq!(set, Intervals::of(0..5));
        assert!(Intervals::of(4..4).is_empty());
    }
}
