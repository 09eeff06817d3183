//! What the points of a part of the box may touch, for whoever gives parts to machines that do not share memory.
//!
//! The indices are kept as polynomials: the runtime evaluates their ranges over a part, whose counters it knows.

mod bounded;

use super::{Poly, Stage, Symbol};
use crate::ir::{Kernel, Set, VarId};

use bounded::Finder;

/// Accesses whose indices differ by no more than that are told as one.
const NEAR: i128 = 64;

/// What a stage touches. Its arrays are numbered by their places in [`Stage::arrays`].
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// The values that the polynomials are over, the counters apart.
    pub values: Vec<Symbol>,
    /// The symbols that they are over as well, each after those that it depends on.
    pub bounded: Vec<Bounded>,
    /// Accesses at indices that are polynomials.
    pub touched: Vec<Touched>,
    /// Arrays of which any element may be read.
    pub read_anywhere: Vec<usize>,
    /// Arrays of which any element may be written.
    pub written_anywhere: Vec<usize>,
}

/// A symbol of which bounds are known at each point.
#[derive(Clone, PartialEq, Debug)]
pub struct Bounded {
    /// The counter of a loop, or a symbol that stands for a value of the body.
    pub symbol: Symbol,
    /// What is known of it.
    pub bounds: Bounds,
}

/// What is known of a value. Those of 64-bit types are known modulo the range of `usize`, unless they are between two.
#[derive(Clone, PartialEq, Debug)]
pub enum Bounds {
    /// It counts from the first to before the second.
    Counter(Poly, Poly),
    /// It is the polynomial if that lies between the two, both included. Else it may be anything.
    Between(Poly, i128, i128),
    /// It is the smaller of the two.
    Min(Poly, Poly),
    /// It is the larger of the two.
    Max(Poly, Poly),
    /// It is one of the two.
    Either(Poly, Poly),
}

impl Bounds {
    /// The polynomials.
    pub fn polys(&self) -> Vec<&Poly> {
        match self {
            Bounds::Between(poly, ..) => vec![poly],
            Bounds::Counter(a, b)
            | Bounds::Min(a, b)
            | Bounds::Max(a, b)
            | Bounds::Either(a, b) => vec![a, b],
        }
    }
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
    pub fn of(kernel: &Kernel, stage: &Stage) -> Reach {
        let mut known: Set<VarId> = stage.captures.iter().copied().collect();
        for dim in &stage.dims {
            known.insert(dim.var);
        }
        let mut finder = Finder::new(kernel, &stage.body, known);
        for rounds in &stage.loops {
            finder.counter(rounds.var, &rounds.start, &rounds.end);
        }
        let mut reach = Reach::default();
        for (site, access) in &stage.accesses {
            let used = |array| stage.arrays.iter().position(|used| used.array == array);
            // An array of the body is nobody else's.
            let Some(array) = used(access.array) else {
                continue;
            };
            let index = match &access.index {
                Some(index) => finder.resolve(index),
                None => finder.index(*site),
            };
            match index {
                Some(index) => reach.touch(array, access.write, &index),
                None if access.write => note(&mut reach.written_anywhere, array),
                None => note(&mut reach.read_anywhere, array),
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
        reach.take_in(stage, finder.found);
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

    /// Takes in the bounded symbols that the indices are over, and lists the values.
    fn take_in(&mut self, stage: &Stage, found: Vec<Bounded>) {
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
        for bounded in found.into_iter().rev() {
            if wanted.contains(&bounded.symbol) {
                for poly in bounded.bounds.polys() {
                    want(&mut wanted, poly);
                }
                self.bounded.push(bounded);
            }
        }
        self.bounded.reverse();
        wanted.retain(|symbol| {
            let counts = stage.dims.iter().any(|dim| Symbol::Var(dim.var) == *symbol);
            !counts && self.bounded.iter().all(|bounded| bounded.symbol != *symbol)
        });
        wanted.sort();
        self.values = wanted;
    }
}

fn note(arrays: &mut Vec<usize>, array: usize) {
    if !arrays.contains(&array) {
        arrays.push(array);
    }
}
