//! Finishes the accesses: how each moves from lane to lane, and how it is kept in bounds; and lists what the stage uses.

use std::collections::BTreeMap;

use super::model::{Model, Seen};
use super::{
    Access, Check, Effects, LaneLoop, Lanes, Poly, Range, Shape, Stage, Symbol, Use, Varying,
    affine, lanes, uniform,
};
use crate::ir::{ArrayId, Block, Kernel, Set, SiteId, VarId};

/// Every access by its site.
pub(super) fn accesses(
    kernel: &Kernel,
    model: &Model<'_>,
    body: &Block,
    lanes: &Lanes,
    varying: &Varying,
) -> BTreeMap<SiteId, Access> {
    let access = |seen: &Seen| Access {
        array: seen.array,
        write: seen.write,
        index: seen.index.clone(),
        shape: match lanes {
            Lanes::Dim(dim) => lanes::shape(seen, model.dims[*dim], varying),
            Lanes::Inner(loops) => {
                let around =
                    |lanes: &&LaneLoop| seen.inner.iter().any(|inner| inner.id == Some(lanes.id));
                let lanes = loops.iter().find(around);
                match lanes.and_then(|lanes| uniform::find(body, lanes.id)) {
                    Some((counter, _)) => lanes::shape(seen, counter, varying),
                    None => Shape::Uniform,
                }
            }
        },
        check: check(kernel, model, seen),
    };
    model
        .accesses
        .iter()
        .map(|seen| (seen.site, access(seen)))
        .collect()
}

/// How an access is kept in bounds.
fn check(kernel: &Kernel, model: &Model<'_>, seen: &Seen) -> Check {
    let Some(index) = &seen.index else {
        return Check::Lane;
    };
    let length = match affine::fixed_length(kernel, seen.array) {
        Some(length) => Poly::constant(length),
        None => Poly::symbol(Symbol::Len(seen.array)),
    };
    if seen.facts.not_negative(index) && seen.facts.positive(&(&length - index)) {
        return Check::Proved;
    }
    match model.range(index, &seen.facts, &seen.inner) {
        None => Check::Lane,
        Some(range) if seen.conditional => Check::Guarded(range),
        Some(range) => Check::Entry(range),
    }
}

/// What the work is counted by: the ranges of indices and of counters.
pub(super) fn counted(model: &Model<'_>) -> Vec<Poly> {
    let mut polys = Vec::new();
    let mut note = |poly: Option<Poly>| {
        if let Some(poly) = poly.filter(|poly| model.is_outer(poly) && !polys.contains(poly)) {
            polys.push(poly);
        }
    };
    for seen in &model.accesses {
        if let Some(index) = &seen.index {
            note(seen.facts.lowest(index));
            note(seen.facts.highest(index));
        }
        for counter in seen.facts.counters() {
            if let (Some(start), Some(last)) = (&counter.start, &counter.last) {
                let rounds = last - start;
                note(seen.facts.lowest(&rounds));
                note(seen.facts.highest(&rounds));
            }
        }
    }
    polys
}

/// Lists the scalars and arrays that the stage uses.
pub(super) fn note_uses(kernel: &Kernel, stage: &mut Stage, counted: &[Poly]) {
    let body = Effects::of_block(&stage.body);
    let mut scalars: Set<VarId> = body.read.difference(&body.declared);
    let mut lengths = body.measured.clone();
    for dim in &stage.dims {
        for bound in [&dim.start, &dim.end] {
            let effects = Effects::of_expr(bound);
            scalars.unite(&effects.read);
            lengths.unite(&effects.measured);
        }
    }
    let mut polys = stage.entry_polys();
    polys.extend(counted);
    for rounds in &stage.loops {
        polys.extend([&rounds.start, &rounds.end]);
    }
    for access in stage.accesses.values() {
        polys.extend(&access.index);
        if let Shape::Strided(stride) = &access.shape {
            polys.push(stride);
        }
    }
    for symbol in polys.into_iter().flat_map(Poly::symbols) {
        match symbol {
            Symbol::Var(var) => {
                if !body.declared.contains(&var) {
                    scalars.insert(var);
                }
            }
            Symbol::Len(array) => {
                lengths.insert(array);
            }
        }
    }
    for dim in &stage.dims {
        scalars.remove(&dim.var);
    }
    for reduction in &stage.reductions {
        scalars.remove(&reduction.var);
    }
    stage.captures = scalars.into_iter().collect();
    let used = |array: ArrayId| Use {
        array,
        reads: body.loaded.contains(&array),
        writes: body.stored.contains(&array),
    };
    stage.arrays = (0..kernel.arrays.len() as u32)
        .map(ArrayId)
        .filter(|array| !body.arrays.contains(array))
        .map(used)
        .filter(|used| used.reads || used.writes || lengths.contains(&used.array))
        .collect();
}

impl Stage {
    /// What the checks at entry are made of.
    pub(super) fn entry_polys(&self) -> Vec<&Poly> {
        let mut polys = Vec::new();
        for access in self.accesses.values() {
            if let Check::Entry(range) | Check::Guarded(range) = &access.check {
                range.polys(&mut polys);
            }
        }
        for bound in &self.bounds {
            bound.range.polys(&mut polys);
        }
        for (_, condition) in self.conditions() {
            condition.range.polys(&mut polys);
            polys.extend(&condition.len);
        }
        polys
    }
}

impl Range {
    /// Adds its polynomials.
    fn polys<'r>(&'r self, polys: &mut Vec<&'r Poly>) {
        polys.extend([&self.low, &self.high]);
        for (start, end) in &self.unless_empty {
            polys.extend([start, end]);
        }
    }
}
