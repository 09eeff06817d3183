//! The search through facts: whether a polynomial is a sum of known ones, times what is not negative, and something that is not negative.

use super::least::Least;
use super::{Effort, Monomial, Poly};

/// How many facts are combined.
const DEPTH: usize = 3;

/// How many combinations of facts are looked at for one question.
const BUDGET: u32 = 500;

/// Whether the polynomial is not negative for all values of its symbols, by their least values and the known facts. That the least values alone do
/// not tell has been seen before.
pub(super) fn holds(least: &Least, known: &[Poly], poly: &Poly) -> bool {
    let mut search = Search {
        least,
        known,
        budget: BUDGET,
    };
    let holds = !poly.lost() && search.by_facts(poly, DEPTH);
    Effort::combinations(BUDGET - search.budget);
    holds
}

struct Search<'f> {
    least: &'f Least,
    known: &'f [Poly],
    budget: u32,
}

impl Search<'_> {
    fn holds(&mut self, poly: &Poly, depth: usize) -> bool {
        self.least.tells(poly) || depth > 0 && !poly.lost() && self.by_facts(poly, depth)
    }

    fn by_facts(&mut self, poly: &Poly, depth: usize) -> bool {
        for fact in self.known {
            if self.holds_by(poly, fact, depth) {
                return true;
            }
        }
        false
    }

    /// Whether it is a multiple of a known fact plus something that is not negative: the fact has to explain one of its negative terms.
    fn holds_by(&mut self, poly: &Poly, fact: &Poly, depth: usize) -> bool {
        if self.budget == 0 {
            return false;
        }
        self.budget -= 1;
        for &(negative, coefficient) in poly.list() {
            if coefficient >= 0 {
                continue;
            }
            for &(part, size) in fact.list() {
                if size >= 0 {
                    continue;
                }
                let Some(factor) = negative.over(part) else {
                    continue;
                };
                if coefficient % size != 0 || !self.not_negative(factor) {
                    continue;
                }
                let rest = poly.less(coefficient / size, factor, fact);
                if self.holds(&rest, depth - 1) {
                    return true;
                }
            }
        }
        false
    }

    /// Whether a product is not negative because its factors are not.
    fn not_negative(&self, product: Monomial) -> bool {
        for symbol in product.symbols() {
            if !self.least.not_negative(symbol) {
                return false;
            }
        }
        true
    }
}
