//! What is loaded and stored: every access, which the nearest cache serves; and what levels behind it must bring.
//!
//! Accesses of one array whose indices differ by what is the same at all points, such as a point's neighbours in a row or in the rows around, are one
//! *stream*: the first brings what the others find in the cache. A loop whose counter an index does not depend on finds there what its first round brought.

use super::Formula;
use super::count::Counter;
use crate::analyse::{Facts, Lanes, Poly, Shape, Symbol};
use crate::ir::{ArrayId, SiteId};

/// How many points a load for all lanes is taken to serve.
const GANG: f64 = 8.0;

/// The bytes of the elements in which strided accesses are counted.
const WORD: f64 = 4.0;

/// The bytes that memory moves at a time.
const LINE: f64 = 64.0;

/// The streams of a stage.
#[derive(Default)]
pub(super) struct Streams {
    known: Vec<Stream>,
    gathered: Vec<ArrayId>,
}

struct Stream {
    array: ArrayId,
    write: bool,
    /// The part of the index that depends on counters.
    moves: Poly,
    bytes: Formula,
}

impl Streams {
    /// Their bytes together.
    pub(super) fn total(&self) -> Formula {
        let mut total = Formula::default();
        self.known
            .iter()
            .for_each(|stream| total.add(&stream.bytes));
        total
    }
}

impl Counter<'_> {
    pub(super) fn note_access(&mut self, site: SiteId, times: &Formula) {
        let Some(access) = self.stage.accesses.get(&site) else {
            return;
        };
        let mut bytes = times.scaled(self.model.element_bytes(access.array) as f64);
        // Most of a row is interior.
        let mut access = access;
        for interior in self.interiors {
            match interior.stage.accesses.get(&site) {
                Some(inside) if inside.shape != Shape::Gather => access = inside,
                _ => {}
            }
        }
        let mut shape = &access.shape;
        if let Some(tile) = &self.stage.tile
            && tile.shared.contains(&site)
        {
            // One load serves the points of a tile, from packed memory where it would be scattered.
            bytes = bytes.scaled(1.0 / tile.points as f64);
            if tile.packs.iter().any(|pack| pack.site == site) {
                shape = &Shape::Contiguous;
            }
        }
        let work = &mut self.work;
        match shape {
            // One load serves a gang of lanes.
            Shape::Uniform => work.broadcast.add(&bytes.scaled(1.0 / GANG)),
            Shape::Contiguous => work.contiguous.add(&bytes),
            // Narrow elements come several at a time.
            Shape::Strided(_) => work.strided.add(&bytes.scaled(1.0 / WORD)),
            Shape::Gather => work.gathered.add(times),
        }
        match &access.index {
            Some(index) if *shape != Shape::Gather => {
                let (array, write, index) = (access.array, access.write, index.clone());
                self.note_stream(array, write, &index);
            }
            _ => self.note_gathered(access.array),
        }
    }

    /// Adds what an access brings, unless another has brought it.
    fn note_stream(&mut self, array: ArrayId, write: bool, index: &Poly) {
        let is_counter = |symbol: Symbol| {
            let counted = |(var, _): &(_, _)| symbol == Symbol::Var(*var);
            self.counters.iter().any(counted)
        };
        let (moves, _) = index.split(is_counter);
        let known = |stream: &Stream| {
            stream.array == array && stream.write == write && stream.moves == moves
        };
        if self.stage.arrays.iter().any(|used| used.array == array)
            && !self.streams.known.iter().any(known)
        {
            let bytes = self.stream(array, &moves);
            self.streams.known.push(Stream {
                array,
                write,
                moves,
                bytes,
            });
        }
    }

    /// The bytes of a stream. Counters that move it by less than a line share lines: one of them counts, that of the lanes if it does.
    fn stream(&self, array: ArrayId, moves: &Poly) -> Formula {
        let element = self.model.element_bytes(array) as f64;
        let lanes = match self.stage.lanes {
            Lanes::Dim(dim) => Some(self.stage.dims[dim].var),
            _ => None,
        };
        let mut rows = Formula::constant(1.0);
        let mut within: Option<Formula> = None;
        let mut moved = false;
        for (var, extent) in &self.counters {
            let symbol = Symbol::Var(*var);
            if !moves.contains(symbol) {
                continue;
            }
            moved = true;
            let step = moves.linear(symbol).and_then(|slope| slope.as_constant());
            match step.map(|step| step.unsigned_abs() as f64 * element) {
                Some(step) if step < LINE => {
                    if within.is_none() || lanes == Some(*var) {
                        within = Some(extent.scaled(step));
                    }
                }
                _ => rows = rows.times(extent),
            }
        }
        match within {
            Some(within) => rows.times(&within),
            None if moved => rows.scaled(LINE),
            None => Formula::constant(element),
        }
    }

    fn note_gathered(&mut self, array: ArrayId) {
        let own = !self.stage.arrays.iter().any(|used| used.array == array);
        if own || self.streams.gathered.contains(&array) {
            return;
        }
        self.streams.gathered.push(array);
        let bytes = self.model.element_bytes(array) as f64;
        let all = Formula::symbol(Symbol::Len(array)).scaled(bytes);
        self.work.scattered.add(&all);
    }

    /// The distinct bytes: of each array, from the smallest to the largest index, or all of it where those are not known.
    pub(super) fn footprint(&self) -> Formula {
        let mut total = Formula::default();
        for used in &self.stage.arrays {
            if used.reads || used.writes {
                let elements = self
                    .hull(used.array)
                    .unwrap_or_else(|| Formula::symbol(Symbol::Len(used.array)));
                total.add(&elements.scaled(self.model.element_bytes(used.array) as f64));
            }
        }
        total
    }

    /// The number of elements between the extremes of all accesses of an array.
    fn hull(&self, array: ArrayId) -> Option<Formula> {
        let facts = &self.model.facts;
        let mut hull: Option<(Poly, Poly)> = None;
        for seen in self
            .model
            .accesses
            .iter()
            .filter(|seen| seen.array == array)
        {
            let range = self
                .model
                .range(seen.index.as_ref()?, &seen.facts, &seen.inner)?;
            hull = Some(match hull {
                None => (range.low, range.high),
                Some((low, high)) => (
                    smaller(facts, low, range.low)?,
                    -&smaller(facts, -&high, -&range.high)?,
                ),
            });
        }
        let (low, high) = hull?;
        Some(Formula::extent(&(&(&high - &low) + &Poly::constant(1))))
    }
}

/// The smaller of two, if it is known which it is.
fn smaller(facts: &Facts, a: Poly, b: Poly) -> Option<Poly> {
    if facts.not_negative(&(&b - &a)) {
        Some(a)
    } else {
        facts.not_negative(&(&a - &b)).then_some(b)
    }
}
