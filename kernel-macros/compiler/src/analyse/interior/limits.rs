//! Where the interior is.

use super::super::affine::fixed_length;
use super::super::{Poly, Symbol};
use super::exact::{Counter, Exactly};
use crate::ir::{Expr, Kernel, VarId};

/// A condition on the counter of the lanes, over what has one value in the row.
#[derive(Clone, PartialEq, Debug)]
pub struct Limit {
    /// Where this variable is false it does not matter.
    pub when: Option<VarId>,
    /// Whether it does not matter either where all guarded ranges fit.
    pub unless_fits: bool,
    /// What must hold.
    pub holds: Holds,
}

/// What must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Holds {
    /// The polynomial, linear in the counter, is not negative.
    NotNegative(Poly),
    /// It is not zero: of the counter's values, those on the larger side of the one where it is.
    NotZero(Poly),
}

/// The limits so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    /// The limits.
    pub found: Vec<Limit>,
    /// Variables for values that the limits are over.
    pub outer: Vec<(VarId, Expr)>,
}

/// So many limits cost a row more than it gains.
const MOST: usize = 24;

impl Exactly<'_> {
    /// Makes the interior no larger than where all those hold; nothing where that cannot be said before the row.
    pub(super) fn require(&mut self, wanted: &[Holds]) -> Option<()> {
        let before = self.limits.clone();
        let done = wanted.iter().try_for_each(|holds| self.one(holds));
        if done.is_none() || self.limits.found.len() > MOST {
            self.limits = before;
            return None;
        }
        Some(())
    }

    /// The same for polynomials that must not be negative.
    pub(super) fn require_numbers(&mut self, wanted: Vec<Poly>) -> Option<()> {
        let wanted: Vec<Holds> = wanted.into_iter().map(Holds::NotNegative).collect();
        self.require(&wanted)
    }

    fn one(&mut self, holds: &Holds) -> Option<()> {
        match holds {
            Holds::NotNegative(poly) => {
                let mut wanted = vec![poly.clone()];
                // The ends of a counter's range are numbers under conditions of their own.
                while let Some(poly) = wanted.pop() {
                    let least = self.over_outer(&poly, &mut wanted)?;
                    if is_trivial(self, &least) {
                        continue;
                    }
                    if least.as_constant().is_some() {
                        return None;
                    }
                    self.note(Holds::NotNegative(least))?;
                }
                Some(())
            }
            Holds::NotZero(poly) => {
                let counts = |counter: &Counter| poly.contains(Symbol::Var(counter.var));
                if self.counters.iter().any(counts) {
                    return None;
                }
                let poly = self.over_outer(poly, &mut Vec::new())?;
                self.note(Holds::NotZero(poly))
            }
        }
    }

    fn note(&mut self, holds: Holds) -> Option<()> {
        let (Holds::NotNegative(poly) | Holds::NotZero(poly)) = &holds;
        let slope = poly.linear(Symbol::Var(self.counter))?;
        if slope.contains(Symbol::Var(self.counter)) || poly.lost() {
            return None;
        }
        let when = self.when.clone().map(|when| self.outer(when));
        let limit = Limit {
            when,
            unless_fits: self.guarded,
            holds,
        };
        let kernel = &self.kernel;
        // Where one polynomial is the other and more, the smaller one says all.
        let says = |one: &Limit, other: &Limit| {
            one.when == other.when
                && one.unless_fits <= other.unless_fits
                && match (&one.holds, &other.holds) {
                    (Holds::NotNegative(one), Holds::NotNegative(other)) => {
                        is_sum_of_naturals(kernel, &(other - one))
                    }
                    (one, other) => one == other,
                }
        };
        let found = &mut self.limits.found;
        if !found.iter().any(|known| says(known, &limit)) {
            found.retain(|known| !says(&limit, known));
            found.push(limit);
        }
        Some(())
    }

    /// The polynomial at its least over the counters of inner loops, over what is known before the row.
    fn over_outer(&mut self, poly: &Poly, wanted: &mut Vec<Poly>) -> Option<Poly> {
        let mut poly = poly.clone();
        for at in (0..self.counters.len()).rev() {
            let symbol = Symbol::Var(self.counters[at].var);
            if !poly.contains(symbol) {
                continue;
            }
            let slope = poly.linear(symbol)?;
            let range = self.counters[at].range.clone()?;
            let end = if self.grows(&slope) {
                range.start
            } else if self.grows(&-&slope) {
                range.last
            } else {
                return None;
            };
            wanted.extend(range.wanted);
            poly = poly.substitute(symbol, &end);
        }
        for symbol in poly.symbols() {
            let Symbol::Var(var) = symbol else { continue };
            if var != self.counter && !self.is_outer(var) {
                let outer = self.outer_of(var)?;
                poly = poly.substitute(symbol, &Poly::var(outer));
            }
        }
        (!poly.lost()).then_some(poly)
    }

    /// Whether no value of the symbols makes it negative, and it is not always zero: all its terms are products of unsigned numbers.
    pub(super) fn grows(&self, slope: &Poly) -> bool {
        !slope.is_zero() && is_sum_of_naturals(&self.kernel, slope)
    }

    /// The variable that has the value of an immutable variable of the row's body before the row.
    fn outer_of(&mut self, var: VarId) -> Option<VarId> {
        let value = self.definitions.get(&var)?.clone();
        Some(self.outer(value))
    }

    /// The variable that holds that value before the row.
    pub(super) fn outer(&mut self, value: Expr) -> VarId {
        let same = |(_, other): &&(VarId, Expr)| super::super::flow::same(other, &value);
        if let Some((var, _)) = self.limits.outer.iter().find(same) {
            return *var;
        }
        let var = self.new_var("outer", value.ty, crate::ir::Origin::Local);
        self.limits.outer.push((var, value));
        var
    }
}

/// Whether it holds for any row.
fn is_trivial(exactly: &Exactly<'_>, poly: &Poly) -> bool {
    if is_sum_of_naturals(&exactly.kernel, poly) {
        return true;
    }
    // A counter is less than its loop's end.
    let counter = Poly::var(exactly.counter);
    let largest = super::exact::range_of(exactly.kernel.var(exactly.counter).ty).1;
    (poly + &counter)
        .as_constant()
        .is_some_and(|room| room >= largest - 1)
}

fn is_sum_of_naturals(kernel: &Kernel, poly: &Poly) -> bool {
    let natural = |symbol| match symbol {
        Symbol::Var(var) => !kernel.var(var).ty.is_signed(),
        Symbol::Len(_) => true,
    };
    !poly.lost() && poly.all(natural) && poly.terms().all(|(_, coefficient)| coefficient >= 0)
}

/// The length of an array as a polynomial.
pub(super) fn length(kernel: &Kernel, array: crate::ir::ArrayId) -> Poly {
    match fixed_length(kernel, array) {
        Some(length) => Poly::constant(length),
        None => Poly::symbol(Symbol::Len(array)),
    }
}
