//! What a part of a box touches: the ranges of the indices that the compiler has found to be polynomials, evaluated for the part.

use std::ops::Range;

use crate::stage::{Reaches, Space};

/// A polynomial: terms of a coefficient and the numbers of its symbols. The stage's values are numbered first, then the counters of its dimensions,
/// then symbols of which bounds are known.
pub type Poly = &'static [(i128, &'static [usize])];

/// What the points of a stage touch. The compiler writes it.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Symbols of which bounds are known, each over the symbols before it.
    pub bounded: &'static [Bounded],
    /// Where arrays are read.
    pub read: &'static [Touch],
    /// Where arrays are written.
    pub written: &'static [Touch],
    /// Arrays of which any element may be read, and those of which any may be written.
    pub anywhere: [&'static [usize]; 2],
}

/// What is known of a symbol.
#[derive(Clone, Copy, Debug)]
pub enum Bounded {
    /// It counts from the first to before the second.
    Counter(Poly, Poly),
    /// It is the polynomial if that lies between the two, both included. Else it may be anything.
    Between(Poly, i128, i128),
    /// It is the smaller of the two.
    Min(Poly, Poly),
    /// It is the larger of the two.
    Max(Poly, Poly),
    /// It is one of the two.
    Either(Poly, Poly),
}

/// Accesses of an array, by its number, whose indices are a polynomial or up to so much more, modulo the range of `usize`.
pub type Touch = (usize, i128, Poly);

impl Reach {
    /// Names what a part touches, where the stage has those values, first values of its dimensions' counters, and lengths of its arrays.
    pub fn name(
        &self,
        (values, starts, lengths): (&[i128], &[i128], &[usize]),
        part: &Space,
        reaches: &mut dyn Reaches,
    ) {
        reaches.depends(values, starts, lengths);
        if part.is_empty() {
            return;
        }
        let mut symbols: Vec<Values> = values.iter().copied().map(Values::one).collect();
        for (d, start) in starts.iter().enumerate() {
            let [low, high] = [part.lo[d], part.hi[d] - 1].map(|at| start + at as i128);
            symbols.push(Values::Between(low, high));
        }
        for bounded in self.bounded {
            let of = |poly| range(poly, &symbols, values.len());
            symbols.push(match *bounded {
                Bounded::Counter(start, end) => Values::from(of(start), of(end)),
                Bounded::Between(poly, least, most) => of(poly).between(least, most),
                Bounded::Min(a, b) => of(a).extreme(of(b), i128::min),
                Bounded::Max(a, b) => of(a).extreme(of(b), i128::max),
                Bounded::Either(a, b) => of(a).or(of(b)),
            });
        }
        let [read_anywhere, written_anywhere] = self.anywhere;
        let elements = |touched: &'static [Touch], anywhere: &'static [usize]| {
            let touched = touched.iter().map(|&(array, more, poly)| {
                let index = range(poly, &symbols, values.len());
                let index = index.add(Values::Between(0, more));
                (array, index.elements(lengths[array]))
            });
            let anywhere = anywhere.iter().map(|&array| (array, 0..lengths[array]));
            let all = touched.chain(anywhere);
            all.filter(|(_, elements)| !elements.is_empty())
        };
        for (array, elements) in elements(self.read, read_anywhere) {
            reaches.read(array, elements);
        }
        for (array, elements) in elements(self.written, written_anywhere) {
            reaches.write(array, elements);
        }
    }
}

/// What a number may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Values {
    /// Nothing: a loop without a round.
    None,
    /// Whatever lies between the two, both included.
    Between(i128, i128),
    /// Anything.
    Any,
}

impl Values {
    const fn one(value: i128) -> Self {
        Values::Between(value, value)
    }

    /// Of a counter with those starts and ends.
    fn from(start: Self, end: Self) -> Self {
        match (start, end) {
            (Values::None, _) | (_, Values::None) => Values::None,
            (Values::Between(start, _), Values::Between(_, end)) if start < end => {
                Values::Between(start, end - 1)
            }
            (Values::Between(..), Values::Between(..)) => Values::None,
            _ => Values::Any,
        }
    }

    /// The same if they all lie between the two.
    fn between(self, least: i128, most: i128) -> Self {
        match self {
            Values::Between(low, high) if low < least || most < high => Values::Any,
            values => values,
        }
    }

    /// Of the smaller, or the larger, of two numbers.
    fn extreme(self, other: Self, of: fn(i128, i128) -> i128) -> Self {
        self.with(other, |a, b| {
            Some(Values::Between(of(a.0, b.0), of(a.1, b.1)))
        })
    }

    /// Of one of two numbers.
    fn or(self, other: Self) -> Self {
        self.with(other, |a, b| {
            Some(Values::Between(a.0.min(b.0), a.1.max(b.1)))
        })
    }

    fn add(self, other: Self) -> Self {
        let sum = |a: (i128, i128), b: (i128, i128)| {
            Some(Values::Between(
                a.0.checked_add(b.0)?,
                a.1.checked_add(b.1)?,
            ))
        };
        self.with(other, sum)
    }

    fn mul(self, other: Self) -> Self {
        let product = |a: (i128, i128), b: (i128, i128)| {
            let ends = [(a.0, b.0), (a.0, b.1), (a.1, b.0), (a.1, b.1)];
            let (mut low, mut high) = (i128::MAX, i128::MIN);
            for (a, b) in ends {
                let end = a.checked_mul(b)?;
                (low, high) = (low.min(end), high.max(end));
            }
            Some(Values::Between(low, high))
        };
        self.with(other, product)
    }

    fn with(self, other: Self, op: impl Fn((i128, i128), (i128, i128)) -> Option<Values>) -> Self {
        match (self, other) {
            (Values::None, _) | (_, Values::None) => Values::None,
            (Values::Between(a, b), Values::Between(c, d)) => {
                op((a, b), (c, d)).unwrap_or(Values::Any)
            }
            _ => Values::Any,
        }
    }

    /// The elements of an array that have such an index. Where no index can have wrapped, one that is out of bounds touches nothing.
    fn elements(self, len: usize) -> Range<usize> {
        match self {
            Values::None => 0..0,
            Values::Between(low, high)
                if low >= isize::MIN as i128 && high <= isize::MAX as i128 =>
            {
                let first = usize::try_from(low).unwrap_or(0);
                let end = usize::try_from(high + 1).unwrap_or(0);
                first..end.min(len)
            }
            _ => 0..len,
        }
    }
}

/// The values of a polynomial over symbols of those values, of which the first `fixed` have one. They are the least and the greatest where each symbol
/// moves the polynomial one way.
fn range(poly: Poly, symbols: &[Values], fixed: usize) -> Values {
    let mut ends = [symbols.to_vec(), symbols.to_vec()];
    for &symbol in poly.iter().flat_map(|(_, factors)| *factors) {
        let Values::Between(low, high) = symbols[symbol] else {
            return match symbols[symbol] {
                Values::None => Values::None,
                _ => Values::Any,
            };
        };
        if symbol < fixed || low == high {
            continue;
        }
        let [at_low, at_high] = match slope(poly, symbols, symbol) {
            Some(Values::Between(0.., _)) => [low, high],
            Some(Values::Between(_, ..=0)) => [high, low],
            _ => return sum(poly, symbols),
        };
        ends[0][symbol] = Values::one(at_low);
        ends[1][symbol] = Values::one(at_high);
    }
    match ends.map(|symbols| sum(poly, &symbols)) {
        [Values::Between(low, _), Values::Between(_, high)] => Values::Between(low, high),
        _ => Values::Any,
    }
}

/// What a step of the symbol adds to the polynomial, where it occurs in no higher power.
fn slope(poly: Poly, symbols: &[Values], symbol: usize) -> Option<Values> {
    let mut slope = Values::one(0);
    for (coefficient, factors) in poly {
        let mut product = Values::one(*coefficient);
        let mut power = 0;
        for &factor in *factors {
            match factor == symbol {
                true => power += 1,
                false => product = product.mul(symbols[factor]),
            }
        }
        match power {
            0 => {}
            1 => slope = slope.add(product),
            _ => return None,
        }
    }
    Some(slope)
}

/// The values of the polynomial's terms, added up.
fn sum(poly: Poly, symbols: &[Values]) -> Values {
    let term = |(coefficient, factors): &(i128, &[usize])| {
        let factors = factors.iter().map(|&factor| symbols[factor]);
        factors.fold(Values::one(*coefficient), Values::mul)
    };
    poly.iter().map(term).fold(Values::one(0), Values::add)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is named, in order.
    #[derive(Default)]
    struct Named(Vec<(usize, bool, Range<usize>)>);

    impl Reaches for Named {
        fn read(&mut self, array: usize, elements: Range<usize>) {
            self.0.push((array, false, elements));
        }
        fn write(&mut self, array: usize, elements: Range<usize>) {
            self.0.push((array, true, elements));
        }
    }

    fn part(rows: Range<usize>, columns: Range<usize>) -> Space {
        Space {
            lo: [rows.start, columns.start, 0],
            hi: [rows.end, columns.end, 1],
        }
    }

    /// A stencil over the inner points of `h` rows of `w - 1` columns: the symbols are `w`, the row and the column.
    const STENCIL: Reach = Reach {
        bounded: &[],
        read: &[(0, 2, &[(-1, &[]), (1, &[0, 1]), (-1, &[1]), (1, &[2])])],
        written: &[(1, 0, &[(1, &[0, 1]), (-1, &[1]), (1, &[2])])],
        anywhere: [&[2], &[]],
    };

    #[test]
    fn rows_of_a_part_are_told_exactly() {
        let mut named = Named::default();
        let lengths = [100, 100, 7];
        STENCIL.name((&[11], &[1, 1], &lengths), &part(2..4, 0..8), &mut named);
        let wanted = [(0, false, 30..50), (2, false, 0..7), (1, true, 31..49)];
        assert_eq!(named.0, wanted);
        let mut named = Named::default();
        STENCIL.name((&[11], &[1, 1], &lengths), &part(2..2, 0..8), &mut named);
        assert!(named.0.is_empty());
    }

    #[test]
    fn ranges_end_with_their_arrays() {
        let mut named = Named::default();
        STENCIL.name((&[11], &[0, 0], &[45, 0, 0]), &part(0..5, 0..8), &mut named);
        assert_eq!(named.0, [(0, false, 0..45)]);
    }

    #[test]
    fn what_may_have_wrapped_is_anywhere() {
        let mut named = Named::default();
        let wide = usize::MAX as i128;
        STENCIL.name(
            (&[wide], &[1, 1], &[50, 50, 0]),
            &part(0..4, 0..8),
            &mut named,
        );
        assert_eq!(named.0, [(0, false, 0..50), (1, true, 0..50)]);
    }

    /// `j` runs from the row to `n`: `x[n * i + j - i]`.
    #[test]
    fn loops_that_depend_on_the_point_are_followed() {
        const TRIANGLE: Reach = Reach {
            bounded: &[Bounded::Counter(&[(1, &[1])], &[(1, &[0])])],
            read: &[(0, 0, &[(1, &[0, 1]), (1, &[2]), (-1, &[1])])],
            written: &[],
            anywhere: [&[], &[]],
        };
        let named = |rows: Range<usize>| {
            let mut named = Named::default();
            TRIANGLE.name((&[10], &[0], &[100]), &part(rows, 0..1), &mut named);
            named.0
        };
        assert_eq!(named(3..5), [(0, false, 30..46)]);
        assert_eq!(named(10..12), []);
    }

    /// `x[w * y + (x + 1).min(w - 1)]` and `x[w * y + x.saturating_sub(1)]`.
    #[test]
    fn what_is_clamped_stays_in_its_rows() {
        const CLAMPED: Reach = Reach {
            bounded: &[
                Bounded::Between(&[(-1, &[]), (1, &[0])], 0, u64::MAX as i128),
                Bounded::Min(&[(1, &[]), (1, &[2])], &[(1, &[3])]),
                Bounded::Max(&[(-1, &[]), (1, &[2])], &[]),
            ],
            read: &[
                (0, 0, &[(1, &[0, 1]), (1, &[4])]),
                (1, 0, &[(1, &[0, 1]), (1, &[5])]),
            ],
            written: &[],
            anywhere: [&[], &[]],
        };
        let named = |w: i128, rows: Range<usize>, columns: Range<usize>| {
            let mut named = Named::default();
            CLAMPED.name(
                (&[w], &[0, 0], &[100, 100]),
                &part(rows, columns),
                &mut named,
            );
            named.0
        };
        let whole = named(10, 2..4, 0..10);
        assert_eq!(whole, [(0, false, 21..40), (1, false, 20..39)]);
        // Without a column `w - 1` would wrap.
        assert_eq!(named(0, 2..4, 0..1)[0], (0, false, 0..100));
    }

    /// Random polynomials over two counters and a value, against every point one by one.
    #[test]
    fn ranges_hold_every_index_and_are_exact_where_it_is_linear_in_each_counter() {
        const POLYS: [(Poly, bool); 6] = [
            (&[(3, &[1]), (-2, &[2])], true),
            (&[(1, &[0, 1]), (1, &[2]), (-1, &[1]), (7, &[])], true),
            (&[(-1, &[0, 1]), (2, &[1]), (1, &[0, 2])], true),
            (&[(1, &[1, 1]), (-3, &[1])], false),
            (&[(1, &[1, 2]), (-4, &[2])], false),
            (&[(1, &[1, 1, 2]), (1, &[2])], false),
        ];
        for (poly, exact) in POLYS {
            for value in [-3i128, 0, 1, 5] {
                for (first, last) in [(-4, -1), (-2, 3), (0, 0), (2, 6)] {
                    let symbols = [
                        Values::one(value),
                        Values::Between(first, last),
                        Values::Between(-1, 4),
                    ];
                    let at = |i: i128, j: i128| {
                        let of = [value, i, j];
                        let term = |(coefficient, factors): &(i128, &[usize])| {
                            coefficient * factors.iter().map(|&at| of[at]).product::<i128>()
                        };
                        poly.iter().map(term).sum::<i128>()
                    };
                    let points = (first..=last).flat_map(|i| (-1..=4).map(move |j| (i, j)));
                    let indices: Vec<i128> = points.map(|(i, j)| at(i, j)).collect();
                    let (least, most) = (indices.iter().min(), indices.iter().max());
                    let Values::Between(low, high) = range(poly, &symbols, 1) else {
                        panic!("{poly:?}: nothing overflows");
                    };
                    assert!(Some(&low) <= least && Some(&high) >= most, "{poly:?}");
                    if exact {
                        assert_eq!((Some(&low), Some(&high)), (least, most), "{poly:?}");
                    }
                }
            }
        }
    }
}
