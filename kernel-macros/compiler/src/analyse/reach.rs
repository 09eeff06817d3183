//! What the points of a part of the box may touch, for whoever gives parts to machines that do not share memory.
//!
//! The indices are kept as polynomials: the runtime evaluates their ranges over a part, whose counters it knows.

use super::{Poly, Rounds, Stage, Symbol};
use crate::ir::{Set, VarId};

/// Accesses whose indices differ by no more than that are told as one.
const NEAR: i128 = 64;

/// What a stage touches. Its arrays are numbered by their places in [`Stage::arrays`].
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The values that the polynomials are over, the counters apart.
    pub values: Vec<Symbol>,
    /// The loops that they are over as well.
    pub loops: Vec<Rounds>,
    /// Accesses at indices that are polynomials.
    pub touched: Vec<Touched>,
    /// Arrays of which any element may be read.
    pub read_anywhere: Vec<usize>,
    /// Arrays of which any element may be written.
    pub written_anywhere: Vec<usize>,
}

/// Accesses at a polynomial, or a little beyond.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touched {
    /// The array.
    pub array: usize,
    /// Whether they write.
    pub write: bool,
    /// The least index. Modulo the range of `usize` it is the index.
    pub index: Poly,
    /// What the greatest index is more.
    pub more: i128,
}

impl Reach {
    /// Of a stage.
    pub fn of(stage: &Stage) -> Reach {
        let mut known: Set<VarId> = stage.captures.iter().copied().collect();
        for dim in &stage.dims {
            known.insert(dim.var);
        }
        let is_known = |known: &Set<VarId>, poly: &Poly| {
            poly.all(|symbol| match symbol {
                Symbol::Var(var) => known.contains(&var),
                Symbol::Len(_) => true,
            })
        };
        let mut loops = Vec::new();
        for rounds in &stage.loops {
            if is_known(&known, &rounds.start) && is_known(&known, &rounds.end) {
                known.insert(rounds.var);
                loops.push(rounds);
            }
        }
        let mut reach = Reach::default();
        for access in stage.accesses.values() {
            let used = |array| stage.arrays.iter().position(|used| used.array == array);
            // An array of the body is nobody else's.
            let Some(array) = used(access.array) else {
                continue;
            };
            match &access.index {
                Some(index) if is_known(&known, index) => reach.touch(array, access.write, index),
                _ if access.write => note(&mut reach.written_anywhere, array),
                _ => note(&mut reach.read_anywhere, array),
            }
        }
        let Reach {
            touched,
            read_anywhere,
            written_anywhere,
            ..
        } = &mut reach;
        touched.retain(|one| match one.write {
            true => !written_anywhere.contains(&one.array),
            false => !read_anywhere.contains(&one.array),
        });
        reach.take_in(stage, &loops);
        reach
    }

    /// Adds an access, to one near it if there is one.
    fn touch(&mut self, array: usize, write: bool, index: &Poly) {
        for one in &mut self.touched {
            if one.array != array || one.write != write {
                continue;
            }
            let Some(beyond) = index.beyond(&one.index) else {
                continue;
            };
            if (-NEAR..=one.more + NEAR).contains(&beyond) {
                if beyond < 0 {
                    one.index = index.clone();
                }
                one.more = one.more.max(beyond) - beyond.min(0);
                return;
            }
        }
        self.touched.push(Touched {
            array,
            write,
            index: index.clone(),
            more: 0,
        });
    }

    /// Takes in the loops whose counters the indices are over, and lists the values.
    fn take_in(&mut self, stage: &Stage, loops: &[&Rounds]) {
        let mut wanted: Vec<Symbol> = Vec::new();
        let want = |wanted: &mut Vec<Symbol>, poly: &Poly| {
            for symbol in poly.terms().flat_map(|(monomial, _)| monomial.symbols()) {
                if !wanted.contains(&symbol) {
                    wanted.push(symbol);
                }
            }
        };
        for one in &self.touched {
            want(&mut wanted, &one.index);
        }
        for rounds in loops.iter().rev() {
            if wanted.contains(&Symbol::Var(rounds.var)) {
                want(&mut wanted, &rounds.start);
                want(&mut wanted, &rounds.end);
                self.loops.push((*rounds).clone());
            }
        }
        self.loops.reverse();
        let counts = |symbol: &Symbol| {
            let mut counters = stage.dims.iter().map(|dim| dim.var);
            let mut inner = self.loops.iter().map(|rounds| rounds.var);
            counters.any(|var| Symbol::Var(var) == *symbol)
                || inner.any(|var| Symbol::Var(var) == *symbol)
        };
        wanted.retain(|symbol| !counts(symbol));
        wanted.sort();
        self.values = wanted;
    }
}

fn note(arrays: &mut Vec<usize>, array: usize) {
    if !arrays.contains(&array) {
        arrays.push(array);
    }
}
