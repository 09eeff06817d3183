//! The least value of each symbol, as far as there is one, and what follows from that alone.

use super::table::Table;
use super::{Poly, Symbol};
use crate::ir::Kernel;

/// The largest lower bound that is used: keeps coefficients small.
const LARGEST: i128 = 1 << 20;

/// What stands where a symbol has no least value.
const NONE: i64 = i64::MIN;

/// A least value for each symbol, and when it was last changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Least {
    values: Table,
    changed: Table,
    /// Goes up with each change.
    now: i64,
}

impl PartialEq for Least {
    fn eq(&self, other: &Least) -> bool {
        self.values == other.values
    }
}

impl Least {
    /// What the types say: unsigned values and lengths are not negative.
    pub(super) fn new(kernel: &Kernel) -> Least {
        let least = |symbol| match symbol {
            Symbol::Var(var) => {
                let ty = kernel.var(var).ty;
                let unsigned = ty.is_integer() && !ty.is_signed();
                if unsigned { 0 } else { NONE }
            }
            Symbol::Len(_) => 0,
        };
        Least {
            values: Table::new(kernel.vars.len(), kernel.arrays.len(), least),
            changed: Table::new(kernel.vars.len(), kernel.arrays.len(), |_| 0),
            now: 0,
        }
    }

    /// The least value of a symbol, if it has one.
    pub(super) fn get(&self, symbol: Symbol) -> Option<i128> {
        match self.values.get(symbol) {
            None | Some(NONE) => None,
            Some(value) => Some(value as i128),
        }
    }

    /// Whether the symbol is known not to be negative.
    pub(super) fn not_negative(&self, symbol: Symbol) -> bool {
        self.get(symbol).is_some_and(|least| least >= 0)
    }

    /// Sets a least value.
    pub(super) fn set(&mut self, symbol: Symbol, value: i128) {
        if self.get(symbol) == Some(value) {
            return;
        }
        if let Ok(value) = i64::try_from(value) {
            self.now += 1;
            self.values.set(symbol, value);
            self.changed.set(symbol, self.now);
        }
    }

    /// Notes that the symbol is at least that.
    pub(super) fn raise(&mut self, symbol: Symbol, bound: i128) {
        if self.get(symbol).is_none_or(|least| least < bound) {
            self.set(symbol, bound.min(LARGEST));
        }
    }

    /// Every symbol that has a least value.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Symbol, i128)> {
        let entries = self.values.entries();
        let entries = entries.filter(|(_, value)| *value != NONE);
        entries.map(|(symbol, value)| (symbol, value as i128))
    }

    /// The number of changes so far.
    pub(super) fn now(&self) -> i64 {
        self.now
    }

    /// Whether the least value of one of the polynomial's symbols has changed since.
    pub(super) fn changed(&self, poly: &Poly, since: i64) -> bool {
        let changed = |symbol| self.changed.get(symbol).is_some_and(|at| at > since);
        since != self.now && !poly.all(|symbol| !changed(symbol))
    }

    /// Whether the polynomial has no negative coefficient over what each symbol exceeds its least value by: then it is not negative.
    pub(super) fn tells(&self, poly: &Poly) -> bool {
        if poly.lost() {
            return false;
        }
        let (mut negative, mut shifts, mut below) = (false, false, false);
        for &(monomial, coefficient) in poly.list() {
            negative |= coefficient < 0;
            for symbol in monomial.symbols() {
                let Some(least) = self.get(symbol) else {
                    return false;
                };
                shifts |= least != 0;
                below |= least < 0;
            }
        }
        if !negative && !below {
            return true;
        }
        if !shifts {
            return false;
        }
        for &(monomial, coefficient) in poly.list() {
            if coefficient >= 0 {
                continue;
            }
            // Only a term that has more factors beside can make up for it.
            let mut made_up = false;
            for &(other, size) in poly.list() {
                made_up |= (size > 0 || below) && other != monomial && other.has(monomial);
            }
            if !made_up {
                return false;
            }
        }
        match self.shifted(poly) {
            Some(shifted) => shifted.terms().all(|(_, coefficient)| coefficient > 0),
            None => false,
        }
    }

    /// The polynomial over what each symbol exceeds its least value by; `None` if a symbol has no least value.
    pub(super) fn shifted(&self, poly: &Poly) -> Option<Poly> {
        let mut shifted = poly.clone();
        for symbol in poly.symbols() {
            let least = self.get(symbol)?;
            if least != 0 {
                let excess = &Poly::symbol(symbol) + &Poly::constant(least);
                shifted = shifted.substitute(symbol, &excess);
            }
        }
        (!shifted.lost()).then_some(shifted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::VarId;

    fn v(id: u32) -> Poly {
        Poly::var(VarId(id))
    }

    fn c(value: i128) -> Poly {
        Poly::constant(value)
    }

    /// `x >= 0`, `y >= 3`, `z >= -2`, and nothing of the fourth.
    fn least() -> Least {
        let values = [0, 3, -2, NONE];
        Least {
            values: Table::new(4, 0, |symbol| match symbol {
                Symbol::Var(var) => values[var.index()],
                Symbol::Len(_) => NONE,
            }),
            changed: Table::new(4, 0, |_| 0),
            now: 0,
        }
    }

    #[test]
    fn least_values_tell_what_is_not_negative() {
        let least = least();
        let (x, y, z) = (v(0), v(1), v(2));
        let tells = [
            Poly::default(),
            &x + &y,
            &y - &c(3),
            &(&(&x * &y) - &(&x * &c(3))) + &c(1),
            &z + &c(2),
            &(&y * &y) - &(&y * &c(2)),
        ];
        for (position, poly) in tells.iter().enumerate() {
            assert!(least.tells(poly), "{position}: {poly:?}");
        }
        let leaves_open = [&x - &c(1), &y - &c(4), z.clone(), &y - &x, v(3), &x * &z];
        for (position, poly) in leaves_open.iter().enumerate() {
            assert!(!least.tells(poly), "{position}: {poly:?}");
        }
    }

    #[test]
    fn changes_are_noticed() {
        let mut least = least();
        let (x, y) = (Symbol::Var(VarId(0)), Symbol::Var(VarId(1)));
        let before = least.now();
        least.raise(y, 2);
        assert!(!least.changed(&v(1), before), "no news");
        least.raise(x, 2);
        assert!(least.changed(&(&v(0) + &v(1)), before) && !least.changed(&v(1), before));
        assert!(!least.changed(&v(0), least.now()));
        assert_eq!((least.get(x), least.get(y)), (Some(2), Some(3)));
    }
}
