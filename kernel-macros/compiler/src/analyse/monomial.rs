//! Products of symbols, packed into one number: what polynomials are sorted by and looked up in a hundred thousand times a kernel, in a compiler that
//! is built without optimisation.

use super::Symbol;
use crate::ir::{ArrayId, VarId};

/// A product of symbols, sorted, repeated for powers. The empty product is 1.
///
/// Each symbol takes 16 bits, the first the highest ones, and no symbol is 0: so numbers are ordered as lists of symbols are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Monomial(u128);

/// The bits of a symbol.
const BITS: u32 = 16;

/// The first of the codes that are lengths; those of variables come before.
const LENGTHS: u32 = 1 << (BITS - 1);

/// A symbol's code, unless its number is too large for one.
fn code(symbol: Symbol) -> Option<u128> {
    match symbol {
        Symbol::Var(var) if var.0 < LENGTHS - 1 => Some(var.0 as u128 + 1),
        Symbol::Len(array) if array.0 < LENGTHS => Some((LENGTHS + array.0) as u128),
        Symbol::Var(_) | Symbol::Len(_) => None,
    }
}

impl Monomial {
    /// The most factors.
    pub const MOST: u32 = u128::BITS / BITS;

    /// The product of no symbols.
    pub const ONE: Monomial = Monomial(0);

    /// One symbol; `None` if it is one of too many.
    pub fn symbol(symbol: Symbol) -> Option<Monomial> {
        let code = code(symbol)?;
        Some(Monomial(code << (u128::BITS - BITS)))
    }

    /// Whether it is 1.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The number of factors.
    pub fn len(self) -> u32 {
        // The bits of the last symbol begin where the zeros end, or a little before.
        Monomial::MOST - self.0.trailing_zeros() / BITS
    }

    /// The factors in their order.
    pub fn symbols(self) -> Symbols {
        Symbols(self.0)
    }

    /// The one factor, if there is just one.
    pub fn as_symbol(self) -> Option<Symbol> {
        (self.len() == 1).then(|| decoded(self.0))
    }

    /// How often the symbol is a factor.
    pub fn power(self, symbol: Symbol) -> u32 {
        let Some(code) = code(symbol) else {
            return 0;
        };
        let (mut rest, mut power) = (self.0, 0);
        while rest != 0 {
            if rest >> (u128::BITS - BITS) == code {
                power += 1;
            }
            rest <<= BITS;
        }
        power
    }

    /// The product of the other factors.
    pub fn without(self, symbol: Symbol) -> Monomial {
        let Some(code) = code(symbol) else {
            return self;
        };
        let mut kept = Kept::default();
        let mut rest = self.0;
        while rest != 0 {
            let first = rest >> (u128::BITS - BITS);
            if first != code {
                kept.push(first);
            }
            rest <<= BITS;
        }
        kept.monomial()
    }

    /// The product; `None` if it has too many factors.
    pub fn times(self, other: Monomial) -> Option<Monomial> {
        if other.0 == 0 {
            return Some(self);
        }
        if self.0 == 0 {
            return Some(other);
        }
        if self.len() + other.len() > Monomial::MOST {
            return None;
        }
        let mut kept = Kept::default();
        let (mut a, mut b) = (self.0, other.0);
        while a != 0 || b != 0 {
            let (first, second) = (a >> (u128::BITS - BITS), b >> (u128::BITS - BITS));
            if second == 0 || first != 0 && first <= second {
                kept.push(first);
                a <<= BITS;
            } else {
                kept.push(second);
                b <<= BITS;
            }
        }
        Some(kept.monomial())
    }

    /// The product of the factors that the divisor leaves, if it has all of the divisor's.
    pub fn over(self, divisor: Monomial) -> Option<Monomial> {
        if divisor.0 == 0 {
            return Some(self);
        }
        let mut kept = Kept::default();
        let (mut rest, mut divisor) = (self.0, divisor.0);
        while rest != 0 {
            let (first, wanted) = (rest >> (u128::BITS - BITS), divisor >> (u128::BITS - BITS));
            if first == wanted {
                divisor <<= BITS;
            } else if wanted != 0 && wanted < first {
                return None;
            } else {
                kept.push(first);
            }
            rest <<= BITS;
        }
        (divisor == 0).then(|| kept.monomial())
    }

    /// Whether it has all factors of the other.
    pub fn has(self, other: Monomial) -> bool {
        let (mut rest, mut wanted) = (self.0, other.0);
        while wanted != 0 {
            let (first, next) = (rest >> (u128::BITS - BITS), wanted >> (u128::BITS - BITS));
            if first == next {
                wanted <<= BITS;
            } else if first == 0 || next < first {
                return false;
            }
            rest <<= BITS;
        }
        true
    }
}

/// Factors put together again.
#[derive(Default)]
struct Kept {
    bits: u128,
    count: u32,
}

impl Kept {
    fn push(&mut self, code: u128) {
        self.bits = self.bits << BITS | code;
        self.count += 1;
    }

    fn monomial(self) -> Monomial {
        match self.count {
            0 => Monomial(0),
            count => Monomial(self.bits << ((Monomial::MOST - count) * BITS)),
        }
    }
}

/// The first symbol.
fn decoded(bits: u128) -> Symbol {
    let code = (bits >> (u128::BITS - BITS)) as u32;
    if code >= LENGTHS {
        Symbol::Len(ArrayId(code - LENGTHS))
    } else {
        Symbol::Var(VarId(code - 1))
    }
}

/// The factors of a monomial.
pub struct Symbols(u128);

impl Iterator for Symbols {
    type Item = Symbol;

    fn next(&mut self) -> Option<Symbol> {
        if self.0 == 0 {
            return None;
        }
        let symbol = decoded(self.0);
        self.0 <<= BITS;
        Some(symbol)
    }
}

impl std::fmt::Debug for Monomial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.symbols()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(symbols: &[Symbol]) -> Monomial {
        symbols.iter().fold(Monomial::ONE, |product, symbol| {
            let symbol = Monomial::symbol(*symbol).expect("a small number");
            product.times(symbol).expect("few factors")
        })
    }

    fn v(id: u32) -> Symbol {
        Symbol::Var(VarId(id))
    }

    fn l(id: u32) -> Symbol {
        Symbol::Len(ArrayId(id))
    }

    #[test]
    fn they_are_ordered_as_lists_are() {
        let mut lists = vec![vec![]];
        for _ in 0..3 {
            for list in lists.clone() {
                for symbol in [v(0), v(3), v(300), l(0), l(7)] {
                    let mut longer: Vec<Symbol> = list.clone();
                    longer.push(symbol);
                    longer.sort();
                    lists.push(longer);
                }
            }
        }
        lists.sort();
        lists.dedup();
        for pair in lists.windows(2) {
            assert!(of(&pair[0]) < of(&pair[1]), "{pair:?}");
        }
        for list in &lists {
            assert_eq!(of(list).symbols().collect::<Vec<_>>(), *list);
            assert_eq!(of(list).len() as usize, list.len());
        }
    }

    #[test]
    fn products_and_quotients() {
        let (a, b) = (of(&[v(1), v(2), v(2), l(0)]), of(&[v(2), l(0)]));
        assert_eq!(a.over(b), Some(of(&[v(1), v(2)])));
        assert_eq!(a.over(of(&[v(1), v(1)])), None);
        assert_eq!(a.over(of(&[v(0)])), None);
        assert_eq!(b.over(a), None);
        assert!(a.has(b) && a.has(a) && a.has(Monomial::ONE) && !b.has(a));
        assert!(!a.has(of(&[v(3)])) && !a.has(of(&[v(2), v(2), v(2)])));
        assert_eq!(
            (a.power(v(2)), a.power(l(1)), a.without(v(2))),
            (2, 0, of(&[v(1), l(0)]))
        );
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let four = of(&[v(1), v(2), v(3), l(4)]);
        let eight = four.times(four).expect("eight factors");
        assert_eq!(eight.len(), 8);
        assert_eq!(eight.times(of(&[v(0)])), None);
        assert_eq!(Monomial::symbol(v(1 << 15)), None);
        assert_eq!(Monomial::symbol(l(1 << 15)), None);
        assert_eq!(
            of(&[v((1 << 15) - 2), l((1 << 15) - 1)]).symbols().count(),
            2
        );
    }
}
