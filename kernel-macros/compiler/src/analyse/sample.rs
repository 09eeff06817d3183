//! Values of the symbols for which all facts hold. What is negative for them cannot be shown not to be; and most questions to the facts are
//! answered with no, which a search through the facts would find out last.

use super::least::Least;
use super::table::Table;
use super::{Monomial, Poly, Symbol};

/// How often values are changed until the facts hold.
const REPAIRS: usize = 32;

/// Larger values are not used, so that products stay small.
const LARGEST: i128 = 1 << 40;

/// Some assignments of values for which all facts hold; there may be none left.
#[derive(Clone, Debug, Default)]
pub(super) struct Samples {
    points: Vec<Table>,
}

impl Samples {
    /// Values for which nothing but the types' own facts holds: what is small in one assignment is large in another.
    pub(super) fn new(vars: usize, lengths: usize) -> Samples {
        let point = |length: [i64; 2], var: [i64; 2]| {
            Table::new(vars, lengths, |symbol| {
                let ([first, step], at) = match symbol {
                    Symbol::Var(at) => (var, at.0),
                    Symbol::Len(at) => (length, at.0),
                };
                first + step * i64::from(at % 1000)
            })
        };
        Samples {
            points: vec![
                point([9000, -2], [5000, -3]),
                point([100_000, 7], [3, 2]),
                point([0, 1], [4000, 5]),
                point([0, 0], [0, 0]),
            ],
        }
    }

    /// Sees to it that the facts hold still, with new ones among them, for all values or those that are kept.
    pub(super) fn settle(&mut self, least: &Least, known: &[Poly]) {
        self.points.retain_mut(|point| repair(point, least, known));
    }

    /// Whether the polynomial is negative somewhere, though all facts hold.
    pub(super) fn refute(&self, poly: &Poly) -> bool {
        for point in &self.points {
            if value(point, poly).is_some_and(|value| value < 0) {
                return true;
            }
        }
        false
    }
}

/// The polynomial's value.
fn value(point: &Table, poly: &Poly) -> Option<i128> {
    let mut sum = 0i128;
    for &(monomial, coefficient) in poly.list() {
        sum = sum.checked_add(term(point, monomial, coefficient)?)?;
    }
    Some(sum)
}

fn term(point: &Table, monomial: Monomial, coefficient: i128) -> Option<i128> {
    let mut product = coefficient;
    for symbol in monomial.symbols() {
        product = product.checked_mul(point.get(symbol)? as i128)?;
    }
    Some(product)
}

/// Changes values until the facts hold; whether that was possible.
fn repair(point: &mut Table, least: &Least, known: &[Poly]) -> bool {
    for (symbol, least) in least.entries() {
        if point
            .get(symbol)
            .is_some_and(|value| (value as i128) < least)
        {
            point.set(symbol, least as i64);
        }
    }
    for round in 0..REPAIRS {
        let mut holds = true;
        for fact in known {
            match value(point, fact) {
                Some(0..) => {}
                Some(missing) if round + 1 < REPAIRS => {
                    holds = false;
                    if !mend(point, least, fact, -missing, round) {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        if holds {
            return true;
        }
    }
    false
}

/// Changes one symbol's value so that the fact holds, which is less than nothing by so much: best a length, as lengths are seldom what
/// others depend on; and every other time better a larger value than a smaller one, for where two facts make an equation only one of them
/// leads to values that the other facts admit.
fn mend(point: &mut Table, least: &Least, fact: &Poly, missing: i128, round: usize) -> bool {
    let mut best: Option<(u8, Symbol, i128)> = None;
    for &(monomial, coefficient) in fact.list() {
        for symbol in monomial.symbols() {
            // The symbol's value decides how large the fact is by this term alone.
            let alone = fact
                .terms()
                .all(|(other, _)| other == monomial || other.power(symbol) == 0);
            let slope = term(point, monomial.without(symbol), coefficient).unwrap_or(0);
            if !alone || monomial.power(symbol) != 1 || slope == 0 {
                continue;
            }
            let Some(now) = point.get(symbol) else {
                continue;
            };
            // Rounded away from zero.
            let size = slope.abs();
            let step = (missing + size - 1) / size * slope.signum();
            let value = now as i128 + step;
            let low = least.get(symbol).unwrap_or(-LARGEST);
            if value < low || value > LARGEST {
                continue;
            }
            let preferred = (step > 0) == round.is_multiple_of(2);
            let rank = match symbol {
                Symbol::Len(_) if preferred => 0,
                Symbol::Len(_) => 1,
                Symbol::Var(_) if preferred => 2,
                Symbol::Var(_) => 3,
            };
            if best.is_none_or(|(other, ..)| rank < other) {
                best = Some((rank, symbol, value));
            }
        }
    }
    match best {
        Some((_, symbol, value)) => {
            point.set(symbol, value as i64);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::Facts;
    use crate::ir::{ArrayId, VarId};

    fn v(id: u32) -> Poly {
        Poly::var(VarId(id))
    }

    fn len(id: u32) -> Poly {
        Poly::symbol(Symbol::Len(ArrayId(id)))
    }

    fn c(value: i128) -> Poly {
        Poly::constant(value)
    }

    /// The assignments that are left.
    fn settled(known: &[Poly]) -> Samples {
        let mut samples = Samples::new(3, 2);
        for so_far in 1..=known.len() {
            samples.settle(&Least::default(), &known[..so_far]);
            for point in &samples.points {
                for fact in &known[..so_far] {
                    assert!(
                        value(point, fact).is_some_and(|value| value >= 0),
                        "{fact:?}"
                    );
                }
            }
        }
        samples
    }

    #[test]
    fn values_are_found_for_facts_as_people_state_them() {
        let (rows, columns, stride) = (v(0), v(1), v(2));
        let area = &rows * &stride;
        let known = [
            &columns - &c(5),
            &stride - &columns,
            // The length is the area, that of the other array as well.
            &len(0) - &area,
            &area - &len(0),
            &len(1) - &len(0),
            &len(0) - &len(1),
        ];
        let samples = settled(&known);
        assert!(samples.points.len() >= 3, "{samples:?}");
        for unknown in [&rows - &columns, &columns - &rows, &columns - &c(9000)] {
            assert!(samples.refute(&unknown), "{unknown:?}");
        }
        assert!(!samples.refute(&(&len(1) - &(&rows * &columns))));
    }

    #[test]
    fn facts_that_contradict_each_other_leave_nothing() {
        let known = [&v(0) - &v(1), &(&v(1) - &v(0)) - &c(1)];
        let samples = settled(&known);
        assert!(samples.points.is_empty() && !samples.refute(&c(-1)));
    }

    #[test]
    fn what_no_facts_rule_out_is_refuted() {
        let facts = Facts::default();
        assert!(!facts.not_negative(&(&v(0) - &v(1))));
        let samples = Samples::new(3, 2);
        for (a, b) in [(v(0), v(1)), (v(0), len(0)), (len(0), len(1))] {
            assert!(samples.refute(&(&a - &b)) && samples.refute(&(&b - &a)));
        }
        assert!(!samples.refute(&c(0)) && !samples.refute(&(&v(0) + &len(1))));
    }
}
