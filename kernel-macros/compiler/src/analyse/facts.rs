//! Signs: what is known of the symbols, and what follows for polynomials over them.

use std::borrow::Cow;
use std::rc::Rc;

use super::least::Least;
use super::sample::Samples;
use super::search;
use super::{Effort, Poly, Symbol};
use crate::ir::{Kernel, Set, VarId};

/// So many facts are kept: each is looked at for each question, and nobody states more that matter.
const MOST_KNOWN: usize = 64;

/// Of a fact from which nothing has been drawn yet.
const NEVER: i64 = -1;

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
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The counters, outermost first: a counter's range may depend on those before it.
    counters: Vec<Counter>,
    /// The least value of each symbol that has one.
    least: Least,
    /// Polynomials known not to be negative.
    known: Vec<Poly>,
    /// When least values were last drawn from each of them, in changes of the least values.
    drawn: Vec<i64>,
    /// Values for which all that holds.
    samples: Samples,
    /// Variables that may have another value at each point.
    inside: Rc<Set<VarId>>,
}

impl PartialEq for Facts {
    fn eq(&self, other: &Facts) -> bool {
        self.counters == other.counters && self.least == other.least && self.known == other.known
    }
}

impl Facts {
    /// What the types say. Variables `inside` may have another value at each point.
    pub fn new(kernel: &Kernel, inside: Set<VarId>) -> Facts {
        Facts {
            least: Least::new(kernel),
            samples: Samples::new(kernel.vars.len(), kernel.arrays.len()),
            inside: Rc::new(inside),
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
            self.least.raise(symbol, bound);
        }
        self.tighten(&fact);
        if terms.len() > 1 && self.known.len() < MOST_KNOWN && !self.known.contains(&fact) {
            self.known.push(fact);
            self.drawn.push(NEVER);
        }
        self.propagate();
        self.samples.settle(&self.least, &self.known);
    }

    /// Narrows the ranges of counters by a fact: `w - 2 - x >= 0` says that `x` comes to `w - 2` at most. What all points share is not
    /// given up for what is known at each: of `north <= i` the least `i` is no number that the host could check.
    fn tighten(&mut self, fact: &Poly) {
        for at in 0..self.counters.len() {
            let symbol = Symbol::Var(self.counters[at].var);
            if !fact.contains(symbol) {
                continue;
            }
            let Some(slope) = fact.linear(symbol).and_then(|slope| slope.as_constant()) else {
                continue;
            };
            let (_, rest) = fact.split(|part| part == symbol);
            // A range may depend on the counters further out only.
            let inner = |counter: &Counter| rest.contains(Symbol::Var(counter.var));
            if rest.lost() || self.counters[at..].iter().any(inner) {
                continue;
            }
            let private = self.is_private(&rest);
            match slope {
                1 => {
                    let start = -&rest;
                    let tighter = |old: &Poly| {
                        (!private || self.is_private(old)) && self.not_negative(&(&start - old))
                    };
                    if self.counters[at].start.as_ref().is_none_or(tighter) {
                        self.counters[at].start = Some(start);
                    }
                }
                -1 => {
                    let tighter = |old: &Poly| {
                        (!private || self.is_private(old)) && self.not_negative(&(old - &rest))
                    };
                    if self.counters[at].last.as_ref().is_none_or(tighter) {
                        self.counters[at].last = Some(rest);
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether it is over variables that may have another value at each point, counters apart.
    fn is_private(&self, poly: &Poly) -> bool {
        poly.symbols().into_iter().any(|symbol| match symbol {
            Symbol::Var(var) => {
                self.inside.contains(&var) && !self.counters.iter().any(|other| other.var == var)
            }
            Symbol::Len(_) => false,
        })
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

    /// Draws least values from facts: `s - w >= 0` and `w >= 3` give `s >= 3`. A fact none of whose symbols has another least value than the
    /// last time says nothing new.
    fn propagate(&mut self) {
        for position in 0..self.known.len() {
            let last = self.drawn[position];
            if last != NEVER && !self.least.changed(&self.known[position], last) {
                continue;
            }
            self.drawn[position] = self.least.now();
            let fact = self.known[position].clone();
            for symbol in fact.symbols() {
                let alone = Poly::symbol(symbol);
                let below = &alone - &fact;
                if below.contains(symbol) {
                    continue;
                }
                if let Some(shifted) = self.least.shifted(&below)
                    && shifted
                        .terms()
                        .all(|(monomial, c)| c > 0 || monomial.is_empty())
                {
                    self.least.raise(symbol, shifted.constant_term());
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
                self.least.set(Symbol::Var(var), 0);
            }
        }
        self.counters.push(Counter { var, start, last });
    }

    /// What is known where both of two accesses happen: all that is known at the first, and of the second what is about symbols that are the same
    /// in both iterations.
    pub fn join(&self, other: &Facts, shared: impl Fn(Symbol) -> bool) -> Facts {
        let mut joined = self.clone();
        for (symbol, least) in other.least.entries() {
            if shared(symbol) {
                joined.least.raise(symbol, least);
            }
        }
        let both = |fact: &&Poly| fact.all(&shared);
        other
            .known
            .iter()
            .filter(both)
            .for_each(|fact| joined.learn(fact.clone()));
        joined
    }

    /// The least value of a symbol, if it has one.
    pub fn least(&self, symbol: Symbol) -> Option<i128> {
        self.least.get(symbol)
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
        self.extreme(poly, &self.counters).map(Cow::into_owned)
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
        if poly.as_constant().is_some_and(|value| value >= 0) {
            return true;
        }
        Effort::question();
        let low = self.extreme(poly, counters);
        let poly = low.as_deref().unwrap_or(poly);
        self.least.tells(poly)
            || !self.samples.refute(poly) && search::holds(&self.least, &self.known, poly)
    }

    /// The least value over the counters, which are taken away from the innermost outwards.
    fn extreme<'p>(&self, poly: &'p Poly, counters: &[Counter]) -> Option<Cow<'p, Poly>> {
        let mut low = Cow::Borrowed(poly);
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
            low = Cow::Owned(low.substitute(symbol, end));
        }
        (!low.lost()).then_some(low)
    }
}
