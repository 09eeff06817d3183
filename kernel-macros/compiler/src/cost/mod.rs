//! Counts the work of a stage symbolically: ops by class and width, bytes by how they are accessed, distinct bytes.

mod chains;
mod count;
mod formula;
mod memory;
#[cfg(test)]
mod tests;

pub use formula::Formula;

use std::collections::BTreeSet;

use crate::analyse::Symbol;
use crate::ops::Class;
use crate::prove::Proved;

/// The factors of all counts up to which work is simple: those of one loop over arrays with a few ops.
const SIMPLE: usize = 12;

/// The work of a stage, as formulas. The fields are those of the runtime's `Work`.
#[derive(Clone, Debug, Default)]
pub struct Work {
    /// Points of the box.
    pub points: Formula,
    /// Ops on values of at most 32 bits.
    pub ops32: Vec<(Class, Formula)>,
    /// Ops on 64-bit values.
    pub ops64: Vec<(Class, Formula)>,
    /// Bytes accessed lane after lane.
    pub contiguous: Formula,
    /// Elements of four bytes accessed with a stride.
    pub strided: Formula,
    /// Elements accessed at data-dependent places.
    pub gathered: Formula,
    /// Bytes that all lanes of a gang load at once from one place; a gang is taken to be eight lanes.
    pub broadcast: Formula,
    /// Bytes that levels of memory behind the nearest cache must serve in order.
    pub streamed: Formula,
    /// Bytes of the arrays with elements at data-dependent places.
    pub scattered: Formula,
    /// Latencies of a float addition that follow each other, of all points together.
    pub chained: Formula,
    /// How often the lanes of a reduction are combined, all points together.
    pub folds: Formula,
    /// Distinct bytes touched.
    pub footprint: Formula,
    /// Bytes of the arrays read.
    pub reads: Formula,
    /// Bytes of the arrays written.
    pub writes: Formula,
    /// Whether a trip count depends on data.
    pub guessed: bool,
}

impl Work {
    /// How the work grows with the arguments: `O(w·h)`.
    pub fn complexity(&self, name: &dyn Fn(Symbol) -> String) -> String {
        let mut total = self.points.clone();
        let ops = self.ops32.iter().chain(&self.ops64).map(|(_, count)| count);
        let bytes = [
            &self.contiguous,
            &self.strided,
            &self.gathered,
            &self.broadcast,
        ];
        for part in ops.chain(bytes) {
            total.add(part);
        }
        total.complexity(name)
    }

    /// All that it depends on how long the work takes, without what is moved for it.
    pub fn symbols(&self) -> BTreeSet<Symbol> {
        self.counts().flat_map(Formula::symbols).collect()
    }

    /// Whether the counts are so few and short that machine code evaluates them as fast as it mixes what they depend on.
    pub fn is_simple(&self) -> bool {
        self.counts().map(Formula::factors).sum::<usize>() <= SIMPLE
    }

    /// The counts that say how long it takes.
    fn counts(&self) -> impl Iterator<Item = &Formula> {
        let ops = self.ops32.iter().chain(&self.ops64).map(|(_, count)| count);
        let others = [
            &self.points,
            &self.contiguous,
            &self.strided,
            &self.gathered,
            &self.broadcast,
            &self.streamed,
            &self.scattered,
            &self.chained,
            &self.folds,
            &self.footprint,
        ];
        ops.chain(others)
    }
}

/// Counts the work of each stage.
pub fn cost(proved: &Proved) -> Vec<Work> {
    proved
        .plan()
        .numbered()
        .map(|(id, stage)| count::count(proved, id, stage))
        .collect()
}
