//! Polynomials with integer coefficients over the kernel's scalars and lengths: the index expressions of the proof.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::{Add, Mul, Neg, Sub};

use super::Monomial;
use crate::ir::{ArrayId, Kernel, VarId};

/// What a polynomial is over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Symbol {
    /// An immutable scalar variable, a variable that the stage does not assign, or a loop counter.
    Var(VarId),
    /// The length of an array.
    Len(ArrayId),
}

impl Symbol {
    /// The name in the source: `w` or `y.len`.
    pub fn name(self, kernel: &Kernel) -> String {
        match self {
            Symbol::Var(var) => kernel.var(var).name.to_string(),
            Symbol::Len(array) => format!("{}.len", kernel.array(array).name),
        }
    }
}

/// A polynomial: the sum of monomials times coefficients. No coefficient is zero.
///
/// Arithmetic whose coefficients leave `i128`, or whose monomials grow too long, gives a polynomial that is [`Poly::lost`]: nothing can be proved of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Poly {
    /// Sorted by their monomials. There are few, so that a list of them is faster than any tree.
    terms: Vec<(Monomial, i128)>,
    lost: bool,
}

impl Poly {
    /// A constant.
    pub fn constant(value: i128) -> Poly {
        Poly::term(value, Monomial::ONE)
    }

    /// One symbol.
    pub fn symbol(symbol: Symbol) -> Poly {
        match Monomial::symbol(symbol) {
            Some(monomial) => Poly::term(1, monomial),
            None => Poly::nothing(true),
        }
    }

    /// One variable.
    pub fn var(var: VarId) -> Poly {
        Poly::symbol(Symbol::Var(var))
    }

    /// A coefficient times a monomial.
    pub fn term(coefficient: i128, monomial: Monomial) -> Poly {
        let mut poly = Poly::nothing(false);
        if coefficient != 0 {
            poly.terms.push((monomial, coefficient));
        }
        poly
    }

    /// No terms.
    fn nothing(lost: bool) -> Poly {
        Poly {
            terms: Vec::new(),
            lost,
        }
    }

    /// The terms in the order of their monomials.
    pub fn terms(&self) -> impl DoubleEndedIterator<Item = (Monomial, i128)> {
        self.terms.iter().copied()
    }

    /// The same as a list.
    pub fn list(&self) -> &[(Monomial, i128)] {
        &self.terms
    }

    /// Whether it was lost on the way.
    pub fn lost(&self) -> bool {
        self.lost
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty() && !self.lost
    }

    /// Its value if it is free of symbols.
    pub fn as_constant(&self) -> Option<i128> {
        match self.terms.as_slice() {
            _ if self.lost => None,
            [] => Some(0),
            [(monomial, coefficient)] if monomial.is_empty() => Some(*coefficient),
            _ => None,
        }
    }

    /// The symbol, if it is one symbol and nothing else.
    pub fn as_symbol(&self) -> Option<Symbol> {
        match self.terms.as_slice() {
            [(monomial, 1)] => monomial.as_symbol(),
            _ => None,
        }
    }

    /// The term without symbols.
    pub fn constant_term(&self) -> i128 {
        // It is the first.
        match self.terms.first() {
            Some((monomial, coefficient)) if monomial.is_empty() => *coefficient,
            _ => 0,
        }
    }

    /// How much more it is than one that differs in the constant alone.
    pub fn beyond(&self, other: &Poly) -> Option<i128> {
        let (own, others) = (self.constant_term(), other.constant_term());
        let rest = |poly: &Poly, constant| poly.terms.len() - usize::from(constant != 0);
        let count = rest(self, own);
        if count != rest(other, others) || self.lost || other.lost {
            return None;
        }
        let [a, b] = [self, other].map(|poly| &poly.terms[poly.terms.len() - count..]);
        (a == b).then(|| own.checked_sub(others)).flatten()
    }

    /// The symbols it is over.
    pub fn symbols(&self) -> BTreeSet<Symbol> {
        let mut symbols = BTreeSet::new();
        for (monomial, _) in &self.terms {
            symbols.extend(monomial.symbols());
        }
        symbols
    }

    /// Whether all symbols are such.
    pub fn all(&self, mut are: impl FnMut(Symbol) -> bool) -> bool {
        for (monomial, _) in &self.terms {
            for symbol in monomial.symbols() {
                if !are(symbol) {
                    return false;
                }
            }
        }
        true
    }

    /// Whether the symbol occurs.
    pub fn contains(&self, symbol: Symbol) -> bool {
        self.degree(symbol) > 0
    }

    /// The highest power of the symbol.
    fn degree(&self, symbol: Symbol) -> u32 {
        let mut degree = 0;
        for (monomial, _) in &self.terms {
            let power = monomial.power(symbol);
            if power > degree {
                degree = power;
            }
        }
        degree
    }

    /// The part that is linear in the symbol, divided by it; `None` if the symbol occurs in a higher power.
    pub fn linear(&self, symbol: Symbol) -> Option<Poly> {
        let mut slope = Poly::nothing(self.lost);
        for &(monomial, coefficient) in &self.terms {
            match monomial.power(symbol) {
                0 => {}
                1 => slope.accumulate(monomial.without(symbol), Some(coefficient)),
                _ => return None,
            }
        }
        Some(slope)
    }

    /// The polynomial with a symbol replaced.
    pub fn substitute(&self, symbol: Symbol, value: &Poly) -> Poly {
        let mut result = Poly::nothing(self.lost);
        for &(monomial, coefficient) in &self.terms {
            let power = monomial.power(symbol);
            if power == 0 {
                result.accumulate(monomial, Some(coefficient));
                continue;
            }
            let mut term = Poly::term(coefficient, monomial.without(symbol));
            for _ in 0..power {
                term = &term * value;
            }
            result.add_multiple(&term, 1);
        }
        result
    }

    /// How much it grows when the symbol grows by one.
    pub fn difference(&self, symbol: Symbol) -> Poly {
        if let Some(slope) = self.linear(symbol) {
            return slope;
        }
        let next = &Poly::symbol(symbol) + &Poly::constant(1);
        &self.substitute(symbol, &next) - self
    }

    /// The terms whose monomials hold one of the symbols, and the others.
    pub fn split(&self, of: impl Fn(Symbol) -> bool) -> (Poly, Poly) {
        let mut with = Poly::nothing(self.lost);
        let mut without = Poly::nothing(self.lost);
        for term in &self.terms {
            let part = if term.0.symbols().any(&of) {
                &mut with
            } else {
                &mut without
            };
            part.terms.push(*term);
        }
        (with, without)
    }

    /// Quotient and remainder such that `self == quotient * divisor + remainder`, where the remainder has no term that
    /// the divisor's leading term divides. A constant divisor leaves constants in `0..divisor`.
    pub fn divide(&self, divisor: &Poly) -> Option<(Poly, Poly)> {
        let (lead, lead_coefficient) = divisor.leading()?;
        let mut quotient = Poly::nothing(self.lost);
        let mut remainder = self.clone();
        // Each round takes the largest divisible term away and adds only smaller ones, so the rounds end; the bound
        // is for divisors whose coefficients do not divide evenly.
        for _ in 0..64 {
            let step = remainder.terms.iter().rev().find_map(|term| {
                let rest = term.0.over(lead)?;
                let times = term.1.div_euclid(lead_coefficient);
                (times != 0).then_some((times, rest))
            });
            let Some((times, rest)) = step else {
                return Some((quotient, remainder));
            };
            quotient.accumulate(rest, Some(times));
            remainder = remainder.less(times, rest, divisor);
        }
        None
    }

    /// The polynomial less a term times another.
    pub fn less(&self, times: i128, monomial: Monomial, other: &Poly) -> Poly {
        let mut result = self.clone();
        result.lost |= other.lost;
        for &(factor, coefficient) in &other.terms {
            match factor.times(monomial) {
                Some(product) => {
                    let product_coefficient = coefficient.checked_mul(times);
                    let negated = product_coefficient.and_then(i128::checked_neg);
                    result.accumulate(product, negated);
                }
                None => result.lost = true,
            }
        }
        result
    }

    /// The term with the most symbols.
    fn leading(&self) -> Option<(Monomial, i128)> {
        if self.lost {
            return None;
        }
        self.terms().max_by_key(|(monomial, _)| monomial.len())
    }

    /// The value, given each symbol's; `None` if one is not known, and on overflow.
    pub fn evaluate(&self, value: &dyn Fn(Symbol) -> Option<i128>) -> Option<i128> {
        let mut sum = 0i128;
        for &(monomial, coefficient) in &self.terms {
            let mut product = coefficient;
            for symbol in monomial.symbols() {
                product = product.checked_mul(value(symbol)?)?;
            }
            sum = sum.checked_add(product)?;
        }
        (!self.lost).then_some(sum)
    }

    /// As text with the source's names: `y*w + x - 1`.
    pub fn display(&self, kernel: &Kernel) -> String {
        self.display_with(&|symbol| symbol.name(kernel))
    }

    /// As text with those names.
    pub fn display_with(&self, name: &dyn Fn(Symbol) -> String) -> String {
        if self.terms.is_empty() {
            return "0".to_owned();
        }
        let mut text = String::new();
        // Positive terms first, and those with more symbols first: as people write it.
        let mut terms: Vec<_> = self.terms().collect();
        terms.sort_by_key(|(monomial, coefficient)| {
            (*coefficient < 0, std::cmp::Reverse(monomial.len()))
        });
        for (position, (monomial, coefficient)) in terms.into_iter().enumerate() {
            let sign = match (position, coefficient < 0) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            let size = coefficient.unsigned_abs();
            let mut factors: Vec<String> = monomial.symbols().map(name).collect();
            if size != 1 || factors.is_empty() {
                factors.insert(0, size.to_string());
            }
            write!(text, "{sign}{}", factors.join("*")).expect("writing to a string cannot fail");
        }
        text
    }

    /// Adds a coefficient (`None` if it has overflowed) to a monomial's.
    fn accumulate(&mut self, monomial: Monomial, coefficient: Option<i128>) {
        let Some(coefficient) = coefficient else {
            self.lost = true;
            return;
        };
        // Most are added in order: from the end it is not far.
        let mut at = self.terms.len();
        while at > 0 && self.terms[at - 1].0 > monomial {
            at -= 1;
        }
        if at == 0 || self.terms[at - 1].0 != monomial {
            if coefficient != 0 {
                self.terms.insert(at, (monomial, coefficient));
            }
            return;
        }
        match self.terms[at - 1].1.checked_add(coefficient) {
            Some(0) => {
                self.terms.remove(at - 1);
            }
            Some(sum) => self.terms[at - 1].1 = sum,
            None => self.lost = true,
        }
    }

    /// Adds a multiple.
    fn add_multiple(&mut self, other: &Poly, times: i128) {
        // Once lost, the sum is too.
        self.lost |= other.lost;
        for &(monomial, coefficient) in &other.terms {
            self.accumulate(monomial, coefficient.checked_mul(times));
        }
    }
}

impl Add for &Poly {
    type Output = Poly;

    fn add(self, other: &Poly) -> Poly {
        let mut sum = self.clone();
        sum.add_multiple(other, 1);
        sum
    }
}

impl Neg for &Poly {
    type Output = Poly;

    fn neg(self) -> Poly {
        let mut negated = Poly::nothing(false);
        negated.add_multiple(self, -1);
        negated
    }
}

impl Sub for &Poly {
    type Output = Poly;

    fn sub(self, other: &Poly) -> Poly {
        let mut difference = self.clone();
        difference.add_multiple(other, -1);
        difference
    }
}

impl Mul for &Poly {
    type Output = Poly;

    fn mul(self, other: &Poly) -> Poly {
        let mut product = Poly::nothing(self.lost || other.lost);
        for &(left, a) in &self.terms {
            for &(right, b) in &other.terms {
                match left.times(right) {
                    Some(monomial) => product.accumulate(monomial, a.checked_mul(b)),
                    None => product.lost = true,
                }
            }
        }
        product
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn v(id: u32) -> Poly {
        Poly::var(VarId(id))
    }

    fn c(value: i128) -> Poly {
        Poly::constant(value)
    }

    fn text(poly: &Poly) -> String {
        poly.display_with(&|symbol| match symbol {
            Symbol::Var(var) => ["y", "x", "w", "h"][var.index()].to_owned(),
            Symbol::Len(array) => format!("len{}", array.0),
        })
    }

    #[test]
    fn arithmetic_keeps_no_zero_terms() {
        let p = &(&v(0) * &v(2)) + &v(1);
        assert_eq!(text(&p), "y*w + x");
        assert!((&p - &p).is_zero());
        assert_eq!(text(&(&p - &c(3))), "y*w + x - 3");
        assert_eq!(text(&-&p), "-y*w - x");
    }

    #[test]
    fn substitution_and_difference() {
        let p = &(&v(0) * &v(2)) + &v(1);
        let at = p.substitute(Symbol::Var(VarId(0)), &(&v(3) - &c(1)));
        assert_eq!(text(&at), "w*h + x - w");
        assert_eq!(text(&p.difference(Symbol::Var(VarId(0)))), "w");
        assert_eq!(
            text(&p.linear(Symbol::Var(VarId(0))).expect("linear in y")),
            "w"
        );
        assert_eq!((&v(0) * &v(0)).linear(Symbol::Var(VarId(0))), None);
    }

    #[test]
    fn constants_apart_they_may_be_the_same() {
        let p = &(&v(0) * &v(2)) + &v(1);
        assert_eq!((&p + &c(3)).beyond(&p), Some(3));
        assert_eq!((&p - &c(3)).beyond(&(&p + &c(4))), Some(-7));
        assert_eq!(p.beyond(&p), Some(0));
        assert_eq!(c(5).beyond(&c(0)), Some(5));
        assert_eq!(p.beyond(&v(1)), None);
        assert_eq!((&p + &c(1)).beyond(&(&v(1) + &v(0))), None);
    }

    #[test]
    fn division_separates_rows_from_columns() {
        let p = &(&(&v(0) + &c(1)) * &v(2)) + &(&v(1) - &c(1));
        let (q, r) = p.divide(&v(2)).expect("divisible");
        assert_eq!((text(&q), text(&r)), ("y + 1".into(), "x - 1".into()));
        let padded = &v(2) + &c(2);
        let (q, r) = (&(&v(0) * &padded) + &v(1))
            .divide(&padded)
            .expect("divisible");
        assert_eq!((text(&q), text(&r)), ("y".into(), "x".into()));
    }

    #[test]
    fn division_by_a_constant_leaves_small_constants() {
        let p = &(&v(0) * &c(3)) + &c(5);
        let (q, r) = p.divide(&c(3)).expect("divisible");
        assert_eq!((text(&q), text(&r)), ("y + 1".into(), "2".into()));
    }

    #[test]
    fn overflow_is_remembered() {
        let big = c(i128::MAX);
        let lost = &(&big + &c(1)) - &big;
        assert!(lost.lost());
        assert_eq!(lost.as_constant(), None);
        assert!(!(&lost * &c(0)).is_zero());
    }
}
