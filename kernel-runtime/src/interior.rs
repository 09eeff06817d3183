//! The middle of a row of lanes, where what a kernel does at its borders need not be looked at.

use std::ops::Range;

use crate::bounds::Exact;

/// The rows that have an interior at least: in a shorter one it would be hardly a gang.
pub const LONG: usize = 16;

/// The values of a row's counter within all limits so far, exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interior {
    first: i128,
    low: i128,
    /// One past the last.
    high: i128,
}

/// Numbers beyond this are not reckoned with.
const LARGEST: i128 = 1 << 120;

impl Interior {
    /// The whole row.
    #[inline(always)]
    pub const fn new(first: i128, count: usize) -> Self {
        Interior {
            first,
            low: first,
            high: first + count as i128,
        }
    }

    /// Only where `slope * counter + rest` is not negative.
    #[inline(always)]
    pub const fn not_negative(self, slope: Exact, rest: Exact) -> Self {
        match (number(slope), number(rest)) {
            (Some(0), Some(rest)) if rest >= 0 => self,
            (Some(slope), Some(rest)) if slope > 0 => self.from(-rest.div_euclid(slope)),
            (Some(slope), Some(rest)) if slope < 0 => self.until(rest.div_euclid(-slope) + 1),
            _ => self.nowhere(),
        }
    }

    /// Only on the larger side of where `slope * counter + rest` is zero.
    #[inline(always)]
    pub const fn not_zero(self, slope: Exact, rest: Exact) -> Self {
        match (number(slope), number(rest)) {
            (Some(0), Some(0)) => self.nowhere(),
            (Some(0), Some(_)) => self,
            (Some(slope), Some(rest)) => {
                let zero = -rest.div_euclid(slope);
                if rest.rem_euclid(slope) != 0 || zero < self.low || zero >= self.high {
                    self
                } else if zero - self.low < self.high - zero {
                    self.from(zero + 1)
                } else {
                    self.until(zero)
                }
            }
            _ => self.nowhere(),
        }
    }

    /// The positions in the row: `0..count` less the borders.
    #[inline(always)]
    pub const fn positions(self, count: usize) -> Range<usize> {
        if self.low < self.high {
            (self.low - self.first) as usize..(self.high - self.first) as usize
        } else {
            count..count
        }
    }

    #[inline(always)]
    const fn from(self, low: i128) -> Self {
        let low = if low > self.low { low } else { self.low };
        Interior { low, ..self }
    }

    #[inline(always)]
    const fn until(self, high: i128) -> Self {
        let high = if high < self.high { high } else { self.high };
        Interior { high, ..self }
    }

    #[inline(always)]
    const fn nowhere(self) -> Self {
        self.until(self.low)
    }
}

/// The number, unless it is beyond all that matter.
#[inline(always)]
const fn number(exact: Exact) -> Option<i128> {
    match exact.get() {
        Some(value) if -LARGEST < value && value < LARGEST => Some(value),
        _ => None,
    }
}

/// The numbers of the gangs that are in the interior as a whole, from the first to before the second; none where that would be before the first.
#[inline(always)]
pub const fn whole_gangs(inside: &Range<usize>, lanes: usize) -> [usize; 2] {
    let (start, end) = (inside.start.div_ceil(lanes), inside.end / lanes);
    if start < end { [start, end] } else { [0, 0] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(value: i128) -> Exact {
        Exact::new(value)
    }

    /// Every small limit, against the counter's values one by one.
    #[test]
    fn the_interior_is_where_the_limits_hold() {
        let row = Interior::new(5, 12);
        for slope in -3..=3 {
            for rest in -40..=40 {
                let holds = |x: i128| slope * x + rest >= 0;
                let inside = row.not_negative(exact(slope), exact(rest)).positions(12);
                let expected: Vec<usize> = (0..12).filter(|at| holds(*at as i128 + 5)).collect();
                assert_eq!(
                    inside.clone().collect::<Vec<_>>(),
                    expected,
                    "{slope} * x + {rest} >= 0"
                );

                let apart = row.not_zero(exact(slope), exact(rest)).positions(12);
                assert!(apart.clone().all(|at| slope * (at as i128 + 5) + rest != 0));
                let lost = (0..12).filter(|at| slope * (*at + 5) + rest == 0).count();
                assert!(
                    apart.len()
                        >= if slope == 0 && lost > 0 {
                            0
                        } else {
                            (12 - lost).div_ceil(2)
                        }
                );
            }
        }
    }

    #[test]
    fn an_interior_that_is_empty_leaves_the_row_to_the_border() {
        let none = Interior::new(-7, 9).not_negative(exact(0), exact(-1));
        assert_eq!(none.positions(9), 9..9);
        let apart = Interior::new(0, 9)
            .not_negative(exact(1), exact(-6))
            .not_negative(exact(-1), exact(3));
        assert_eq!(apart.positions(9), 9..9);
        let beyond = Interior::new(0, 9).not_negative(exact(1), exact(i128::MIN));
        assert_eq!(beyond.positions(9), 9..9);
        let unknown = exact(i128::MAX).add(exact(1));
        assert_eq!(
            Interior::new(0, 9)
                .not_negative(exact(1), unknown)
                .positions(9),
            9..9
        );
        assert_eq!(
            Interior::new(0, 9).not_zero(unknown, exact(1)).positions(9),
            9..9
        );
    }

    #[test]
    fn whole_gangs_are_within() {
        for lanes in [1, 2, 4, 16] {
            for start in 0..40 {
                for end in start..40 {
                    let within = |gang: &usize| gang * lanes >= start && (gang + 1) * lanes <= end;
                    let expected: Vec<usize> = (0..40).filter(within).collect();
                    let [first, past] = whole_gangs(&(start..end), lanes);
                    assert_eq!(
                        (first..past).collect::<Vec<_>>(),
                        expected,
                        "{start}..{end} by {lanes}"
                    );
                }
            }
        }
    }
}
