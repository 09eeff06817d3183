//! Polynomials with integer coefficients over the kernel's scalars and lengths: the index expressions of the proof.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::{Add, Mul, Neg, Sub};

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

/// A product of symbols, sorted, repeated for powers. The empty product is 1.
pub type Monomial = Vec<Symbol>;

/// A polynomial: the sum of monomials times coefficients. No coefficient is zero.
///
/// Arithmetic whose coefficients leave `i128` gives a polynomial that is [`Poly::lost`]: nothing can be proved of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Poly {
    terms: BTreeMap<Monomial, i128>,
    lost: bool,
}

impl Poly {
    /// A constant.
    pub fn constant(value: i128) -> Poly {
        Poly::term(value, Monomial::new())
    }

    /// One symbol.
    pub fn symbol(symbol: Symbol) -> Poly {
        Poly::term(1, vec![symbol])
    }

    /// One variable.
    pub fn var(var: VarId) -> Poly {
        Poly::symbol(Symbol::Var(var))
    }

    /// A coefficient times a sorted monomial.
    pub fn term(coefficient: i128, monomial: Monomial) -> Poly {
        let mut poly = Poly::default();
        poly.accumulate(monomial, Some(coefficient));
        poly
    }

    /// The terms in the order of their monomials.
    pub fn terms(&self) -> impl DoubleEndedIterator<Item = (&Monomial, i128)> {
        self.terms
            .iter()
            .map(|(monomial, &coefficient)| (monomial, coefficient))
    }

    /// Whether a coefficient left `i128` on the way.
    pub fn lost(&self) -> bool {
        self.lost
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty() && !self.lost
    }

    /// Its value if it is free of symbols.
    pub fn as_constant(&self) -> Option<i128> {
        if self.lost || self.terms.keys().any(|monomial| !monomial.is_empty()) {
            return None;
        }
        Some(self.constant_term())
    }

    /// The symbol, if it is one symbol and nothing else.
    pub fn as_symbol(&self) -> Option<Symbol> {
        match self.terms.first_key_value() {
            Some((monomial, 1)) if monomial.len() == 1 && self.terms.len() == 1 => {
                Some(monomial[0])
            }
            _ => None,
        }
    }

    /// The term without symbols.
    pub fn constant_term(&self) -> i128 {
        self.coefficient(&[])
    }

    /// The coefficient of a monomial.
    pub fn coefficient(&self, monomial: &[Symbol]) -> i128 {
        self.terms.get(monomial).copied().unwrap_or(0)
    }

    /// The symbols it is over.
    pub fn symbols(&self) -> BTreeSet<Symbol> {
        self.terms.keys().flatten().copied().collect()
    }

    /// Whether the symbol occurs.
    pub fn contains(&self, symbol: Symbol) -> bool {
        self.terms.keys().any(|monomial| monomial.contains(&symbol))
    }

    /// The part that is linear in the symbol, divided by it; `None` if the symbol occurs in a higher power.
    pub fn linear(&self, symbol: Symbol) -> Option<Poly> {
        let mut slope = Poly {
            lost: self.lost,
            ..Poly::default()
        };
        for (monomial, coefficient) in self.terms() {
            let rest: Monomial = monomial.iter().copied().filter(|&s| s != symbol).collect();
            match monomial.len() - rest.len() {
                0 => {}
                1 => slope.accumulate(rest, Some(coefficient)),
                _ => return None,
            }
        }
        Some(slope)
    }

    /// The polynomial with a symbol replaced.
    pub fn substitute(&self, symbol: Symbol, value: &Poly) -> Poly {
        let mut result = Poly {
            lost: self.lost,
            ..Poly::default()
        };
        for (monomial, coefficient) in self.terms() {
            let rest: Monomial = monomial.iter().copied().filter(|&s| s != symbol).collect();
            let power = monomial.len() - rest.len();
            let term = (0..power).fold(Poly::term(coefficient, rest), |term, _| &term * value);
            result = &result + &term;
        }
        result
    }

    /// How much it grows when the symbol grows by one.
    pub fn difference(&self, symbol: Symbol) -> Poly {
        let next = &Poly::symbol(symbol) + &Poly::constant(1);
        &self.substitute(symbol, &next) - self
    }

    /// The terms whose monomials hold one of the symbols, and the others.
    pub fn split(&self, of: impl Fn(Symbol) -> bool) -> (Poly, Poly) {
        let mut with = Poly {
            lost: self.lost,
            ..Poly::default()
        };
        let mut without = with.clone();
        for (monomial, coefficient) in self.terms() {
            let part = if monomial.iter().any(|&symbol| of(symbol)) {
                &mut with
            } else {
                &mut without
            };
            part.accumulate(monomial.clone(), Some(coefficient));
        }
        (with, without)
    }

    /// Quotient and remainder such that `self == quotient * divisor + remainder`, where the remainder has no term that
    /// the divisor's leading term divides. A constant divisor leaves constants in `0..divisor`.
    pub fn divide(&self, divisor: &Poly) -> Option<(Poly, Poly)> {
        let (lead, lead_coefficient) = divisor.leading()?;
        let mut quotient = Poly {
            lost: self.lost,
            ..Poly::default()
        };
        let mut remainder = self.clone();
        // Each round takes the largest divisible term away and adds only smaller ones, so the rounds end; the bound
        // is for divisors whose coefficients do not divide evenly.
        for _ in 0..64 {
            let step = remainder.terms().rev().find_map(|(monomial, coefficient)| {
                let rest = monomial_quotient(monomial, lead)?;
                let times = coefficient.div_euclid(lead_coefficient);
                (times != 0).then(|| Poly::term(times, rest))
            });
            let Some(step) = step else {
                return Some((quotient, remainder));
            };
            quotient = &quotient + &step;
            remainder = &remainder - &(&step * divisor);
        }
        None
    }

    /// The term with the most symbols.
    fn leading(&self) -> Option<(&Monomial, i128)> {
        if self.lost {
            return None;
        }
        self.terms().max_by_key(|(monomial, _)| monomial.len())
    }

    /// The value, given each symbol's; `None` if one is not known, and on overflow.
    pub fn evaluate(&self, value: &dyn Fn(Symbol) -> Option<i128>) -> Option<i128> {
        let mut sum = 0i128;
        for (monomial, coefficient) in self.terms() {
            let mut product = coefficient;
            for &symbol in monomial {
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
            let mut factors: Vec<String> = monomial.iter().map(|&symbol| name(symbol)).collect();
            if size != 1 || factors.is_empty() {
                factors.insert(0, size.to_string());
            }
            write!(text, "{sign}{}", factors.join("*")).expect("writing to a string cannot fail");
        }
        text
    }

    /// Adds a coefficient (`None` if it has overflowed) to a monomial's.
    fn accumulate(&mut self, monomial: Monomial, coefficient: Option<i128>) {
        let sum = coefficient.and_then(|c| self.coefficient(&monomial).checked_add(c));
        match sum {
            Some(0) => {
                self.terms.remove(&monomial);
            }
            Some(sum) => {
                self.terms.insert(monomial, sum);
            }
            None => self.lost = true,
        }
    }
}

/// The monomial without the symbols of the divisor, if it has them all.
fn monomial_quotient(monomial: &[Symbol], divisor: &[Symbol]) -> Option<Monomial> {
    let mut rest = monomial.to_vec();
    for symbol in divisor {
        let at = rest.iter().position(|s| s == symbol)?;
        rest.remove(at);
    }
    Some(rest)
}

impl Add for &Poly {
    type Output = Poly;

    fn add(self, other: &Poly) -> Poly {
        let mut sum = self.clone();
        // Once lost, the sum is too.
        if other.lost {
            sum.lost = true;
        }
        for (monomial, coefficient) in other.terms() {
            sum.accumulate(monomial.clone(), Some(coefficient));
        }
        sum
    }
}

impl Neg for &Poly {
    type Output = Poly;

    fn neg(self) -> Poly {
        self * &Poly::constant(-1)
    }
}

impl Sub for &Poly {
    type Output = Poly;

    fn sub(self, other: &Poly) -> Poly {
        self + &-other
    }
}

impl Mul for &Poly {
    type Output = Poly;

    fn mul(self, other: &Poly) -> Poly {
        let mut product = Poly {
            lost: self.lost || other.lost,
            ..Poly::default()
        };
        for (left, a) in self.terms() {
            for (right, b) in other.terms() {
                let mut monomial: Monomial = left.iter().chain(right).copied().collect();
                monomial.sort_unstable();
                product.accumulate(monomial, a.checked_mul(b));
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
