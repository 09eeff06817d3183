//! A value for each symbol of a kernel, by its number: what is looked up with every question about a polynomial.

use super::Symbol;
use crate::ir::{ArrayId, VarId};

/// The values, those of variables first.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    values: Vec<i64>,
    vars: usize,
}

/// Variables that the kernel had not yet when one of the tables was made are left out: whoever compares has no polynomial over them.
impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        let vars = self.vars.min(other.vars);
        self.values[..vars] == other.values[..vars]
            && self.values[self.vars..] == other.values[other.vars..]
    }
}

impl Table {
    /// A table of so many variables and lengths with these values.
    pub(super) fn new(vars: usize, lengths: usize, value: impl Fn(Symbol) -> i64) -> Table {
        let of_vars = (0..vars as u32).map(|at| Symbol::Var(VarId(at)));
        let of_lengths = (0..lengths as u32).map(|at| Symbol::Len(ArrayId(at)));
        Table {
            values: of_vars.chain(of_lengths).map(value).collect(),
            vars,
        }
    }

    /// The symbol's place; beyond the end if it has none.
    pub(super) fn at(&self, symbol: Symbol) -> usize {
        match symbol {
            Symbol::Var(var) if var.index() < self.vars => var.index(),
            Symbol::Var(_) => usize::MAX,
            Symbol::Len(array) => self.vars + array.index(),
        }
    }

    /// The symbol's value, if it is one of the kernel's.
    pub(super) fn get(&self, symbol: Symbol) -> Option<i64> {
        let at = self.at(symbol);
        // Slices' own methods are calls in an unoptimised build.
        if at < self.values.len() {
            Some(self.values[at])
        } else {
            None
        }
    }

    /// Sets the symbol's value, if it is one of the kernel's.
    pub(super) fn set(&mut self, symbol: Symbol, value: i64) {
        let at = self.at(symbol);
        if at < self.values.len() {
            self.values[at] = value;
        }
    }

    /// All symbols with their values.
    pub(super) fn entries(&self) -> impl Iterator<Item = (Symbol, i64)> {
        self.values.iter().enumerate().map(|(at, value)| {
            let symbol = if at < self.vars {
                Symbol::Var(VarId(at as u32))
            } else {
                Symbol::Len(ArrayId((at - self.vars) as u32))
            };
            (symbol, *value)
        })
    }
}
