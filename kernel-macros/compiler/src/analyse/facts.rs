//! Signs: what is known of the symbols, and what follows for polynomials over them.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::{Poly, Symbol};
use crate::ir::{Kernel, VarId};

/// How far a sign is searched through known facts.
const DEPTH: usize = 3;

/// How many combinations of facts are looked at for one question.
const BUDGET: u32 = 500;

/// So many facts are kept: each is looked at for each question, and nobody states more that matter.
const MOST_KNOWN: usize = 64;

/// The largest lower bound that is used: keeps coefficients small.
const LARGEST_BOUND: i128 = 1 << 20;

/// A counter's values, where its loop runs at all.
#[derive(Clone, PartialEq, Debug)]
pub struct Counter {
    /// The counter.
    pub var: VarId,
    /// The first value.
    pub start: Option<Poly>,
    /// The last value.
    pub last: Option<Poly>,
}

/// What is known of the symbols.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facts {
    /// The counters, outermost first: a counter's range may depend on those before it.
    counters: Vec<Counter>,
    /// The least value of each symbol that has one.
    least: BTreeMap<Symbol, i128>,
    /// Polynomials known not to be negative.
    known: Vec<Poly>,
}

impl Facts {
    /// What the types say: unsigned values and lengths are not negative.
    pub fn new(kernel: &Kernel) -> Facts {
        let vars = (0..kernel.vars.len())
            .filter(|&index| {
                let ty = kernel.vars[index].ty;
                ty.is_integer() && !ty.is_signed()
            })
            .map(|index| Symbol::Var(VarId(index as u32)));
        let lengths =
            (0..kernel.arrays.len()).map(|index| Symbol::Len(crate::ir::ArrayId(index as u32)));
        Facts {
            least: vars.chain(lengths).map(|symbol| (symbol, 0)).collect(),
            ..Facts::default()
        }
    }

    /// Notes that a polynomial is not negative.
    pub fn learn(&mut self, fact: Poly) {
        if fact.lost() || fact.as_constant().is_some() {
            return;
        }
        let terms: Vec<_> = fact
            .terms()
            .filter(|(monomial, _)| !monomial.is_empty())
            .collect();
        if let &[(monomial, coefficient)] = terms.as_slice()
            && let Some(symbol) = monomial.as_symbol()
            && coefficient > 0
        {
            // c*s + d >= 0 means s >= ceil(-d / c).
            let bound = -fact.constant_term().div_euclid(coefficient);
            self.raise(symbol, bound);
        }
        self.tighten(&fact);
        if terms.len() > 1 && self.known.len() < MOST_KNOWN && !self.known.contains(&fact) {
            self.known.push(fact);
        }
        self.propagate();
    }

    /// Narrows the ranges of counters by a fact: `w - 2 - x >= 0` says that `x` comes to `w - 2` at most.
    fn tighten(&mut self, fact: &Poly) {
        for at in 0..self.counters.len() {
            let counter = &self.counters[at];
            let symbol = Symbol::Var(counter.var);
            let Some(slope) = fact.linear(symbol).and_then(|slope| slope.as_constant()) else {
                continue;
            };
            let (_, rest) = fact.split(|part| part == symbol);
            // A range may depend on the counters further out only.
            let inner = |counter: &Counter| rest.contains(Symbol::Var(counter.var));
            if rest.lost() || self.counters[at..].iter().any(inner) {
                continue;
            }
            match slope {
                1 => {
                    let start = -&rest;
                    let tighter = |old: &Poly| self.not_negative(&(&start - old));
                    if counter.start.as_ref().is_none_or(tighter) {
                        self.counters[at].start = Some(start);
                    }
                }
                -1 => {
                    let tighter = |old: &Poly| self.not_negative(&(old - &rest));
                    if counter.last.as_ref().is_none_or(tighter) {
                        self.counters[at].last = Some(rest);
                    }
                }
                _ => {}
            }
        }
    }

    /// Everything known of the counters: their ranges, and what relates them.
    pub fn relations(&self) -> Vec<Poly> {
        let mut relations = Vec::new();
        for Counter { var, start, last } in &self.counters {
            let counter = Poly::var(*var);
            relations.extend(start.as_ref().map(|start| &counter - start));
            relations.extend(last.as_ref().map(|last| last - &counter));
        }
        let counts = |fact: &&Poly| {
            let counts = |counter: &Counter| fact.contains(Symbol::Var(counter.var));
            self.counters.iter().any(counts)
        };
        relations.extend(self.known.iter().filter(counts).cloned());
        relations
    }

    /// Notes the least value of a symbol.
    fn raise(&mut self, symbol: Symbol, bound: i128) {
        let least = self.least.entry(symbol).or_insert(bound);
        *least = (*least).max(bound).min(LARGEST_BOUND);
    }

    /// Draws least values from facts: `s - w >= 0` and `w >= 3` give `s >= 3`.
    fn propagate(&mut self) {
        for position in 0..self.known.len() {
            let fact = self.known[position].clone();
            for symbol in fact.symbols() {
                let alone = Poly::symbol(symbol);
                let below = &alone - &fact;
                if below.contains(symbol) {
                    continue;
                }
                if let Some(shifted) = self.shifted(&below)
                    && shifted
                        .terms()
                        .all(|(monomial, c)| c > 0 || monomial.is_empty())
                {
                    self.raise(symbol, shifted.constant_term());
                }
            }
        }
    }

    /// Enters a loop: its counter runs over the range, and the range is not empty.
    pub fn enter(&mut self, var: VarId, start: Option<Poly>, end: Option<Poly>) {
        let last = end.map(|end| &end - &Poly::constant(1));
        if let (Some(start), Some(last)) = (&start, &last) {
            // The range is not empty, whatever the outer counters: so it is not where it is largest.
            let room = last - start;
            if let Some(room) = self.highest(&room) {
                self.learn(room);
            }
            // A loop from a value that is not negative has a counter that is not.
            if self.not_negative(start) {
                self.least.insert(Symbol::Var(var), 0);
            }
        }
        self.counters.push(Counter { var, start, last });
    }

    /// What is known where both of two accesses happen: all that is known at the first, and of the second what is about symbols that are the same
    /// in both iterations.
    pub fn join(&self, other: &Facts, shared: impl Fn(Symbol) -> bool) -> Facts {
        let mut joined = self.clone();
        for (&symbol, &least) in other.least.iter().filter(|(symbol, _)| shared(**symbol)) {
            joined.raise(symbol, least);
        }
        let both = |fact: &&Poly| fact.symbols().into_iter().all(&shared);
        other
            .known
            .iter()
            .filter(both)
            .for_each(|fact| joined.learn(fact.clone()));
        joined
    }

    /// The least value of a symbol, if it has one.
    pub fn least(&self, symbol: Symbol) -> Option<i128> {
        self.least.get(&symbol).copied()
    }

    /// Polynomials of several symbols known not to be negative.
    pub fn known(&self) -> &[Poly] {
        &self.known
    }

    /// The counters, outermost first.
    pub fn counters(&self) -> &[Counter] {
        &self.counters
    }

    /// The least value over all counters, free of counters.
    pub fn lowest(&self, poly: &Poly) -> Option<Poly> {
        self.extreme(poly, &self.counters)
    }

    /// The greatest value over all counters, free of counters.
    pub fn highest(&self, poly: &Poly) -> Option<Poly> {
        self.lowest(&-poly).map(|negated| -&negated)
    }

    /// Whether the polynomial is known not to be negative.
    pub fn not_negative(&self, poly: &Poly) -> bool {
        self.not_negative_within(poly, &self.counters)
    }

    /// Whether it is known to be at least one.
    pub fn positive(&self, poly: &Poly) -> bool {
        self.not_negative(&(poly - &Poly::constant(1)))
    }

    fn not_negative_within(&self, poly: &Poly, counters: &[Counter]) -> bool {
        match self.extreme(poly, counters) {
            Some(low) => self.holds(&low, DEPTH, &Cell::new(BUDGET)),
            None => self.holds(poly, DEPTH, &Cell::new(BUDGET)),
        }
    }

    /// The least value over the counters, which are taken away from the innermost outwards.
    fn extreme(&self, poly: &Poly, counters: &[Counter]) -> Option<Poly> {
        let mut low = poly.clone();
        for counter in counters.iter().rev() {
            let symbol = Symbol::Var(counter.var);
            if !low.contains(symbol) {
                continue;
            }
            // Monotone in the counter: the extreme is at an end of its range.
            let slope = low.difference(symbol);
            let end = if self.not_negative_within(&slope, counters) {
                counter.start.as_ref()?
            } else if self.not_negative_within(&-&slope, counters) {
                counter.last.as_ref()?
            } else {
                return None;
            };
            low = low.substitute(symbol, end);
        }
        (!low.lost()).then_some(low)
    }

    /// Whether it is not negative for all values of its symbols, by their least values and the known facts.
    fn holds(&self, poly: &Poly, depth: usize, budget: &Cell<u32>) -> bool {
        if poly.lost() {
            return false;
        }
        if self
            .shifted(poly)
            .is_some_and(|shifted| shifted.terms().all(|(_, c)| c > 0))
        {
            return true;
        }
        depth > 0
            && self
                .known
                .iter()
                .any(|fact| self.holds_by(poly, fact, depth, budget))
    }

    /// The polynomial over what each symbol exceeds its least value by; `None` if a symbol has no least value.
    fn shifted(&self, poly: &Poly) -> Option<Poly> {
        let mut shifted = poly.clone();
        for symbol in poly.symbols() {
            let least = *self.least.get(&symbol)?;
            if least != 0 {
                let excess = &Poly::symbol(symbol) + &Poly::constant(least);
                shifted = shifted.substitute(symbol, &excess);
            }
        }
        (!shifted.lost()).then_some(shifted)
    }

    /// Whether it is a multiple of a known fact plus something that is not negative: the fact has to explain one of its negative terms.
    fn holds_by(&self, poly: &Poly, fact: &Poly, depth: usize, budget: &Cell<u32>) -> bool {
        if budget.get() == 0 {
            return false;
        }
        budget.set(budget.get() - 1);
        poly.terms()
            .filter(|(_, c)| *c < 0)
            .any(|(negative, coefficient)| {
                fact.terms().filter(|(_, c)| *c < 0).any(|(part, size)| {
                    let Some(factor) = negative.over(part) else {
                        return false;
                    };
                    if coefficient % size != 0 || !self.holds(&Poly::term(1, factor), 0, budget) {
                        return false;
                    }
                    let rest = poly.less(coefficient / size, factor, fact);
                    self.holds(&rest, depth - 1, budget)
                })
            })
    }
}
