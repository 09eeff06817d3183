//! Finds two concrete iterations that touch one element, by trying small sizes: an example says more than a rule.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyse::{Model, Poly, Seen, Symbol};
use crate::ir::VarId;

/// The sizes tried for symbols that bound loops, and, with each, the values tried for the others.
const SIZES: [i128; 4] = [4, 3, 5, 6];
const OTHERS: [i128; 4] = [1, 2, 0, 4];

/// The most instances of an access that are looked at.
const INSTANCES: usize = 500;

/// Two iterations that meet.
pub(super) struct Witness {
    /// The counters of the box where the first access happens.
    pub(super) first: Vec<i128>,
    /// Those where the second happens.
    pub(super) second: Vec<i128>,
    /// The element.
    pub(super) index: i128,
}

/// One execution of an access.
struct Instance {
    point: Vec<i128>,
    index: i128,
}

/// Looks for iterations in which the two accesses meet.
pub(super) fn find(model: &Model<'_>, first: &Seen, second: &Seen) -> Option<Witness> {
    let (bounding, others) = symbols(model, [first, second]);
    for size in SIZES {
        for other in OTHERS {
            let mut values: BTreeMap<Symbol, i128> = BTreeMap::new();
            for (symbols, value) in [(&others, other), (&bounding, size)] {
                for &symbol in symbols {
                    let least = [first, second]
                        .into_iter()
                        .filter_map(|seen| seen.facts.least(symbol));
                    values.insert(symbol, least.fold(value, i128::max));
                }
            }
            let possible = |seen: &Seen| {
                seen.facts
                    .known()
                    .iter()
                    .all(|fact| evaluate(fact, &values).is_none_or(|value| value >= 0))
            };
            if possible(first)
                && possible(second)
                && let Some(witness) = meet(model, first, second, &values)
            {
                return Some(witness);
            }
        }
    }
    None
}

/// The symbols from outside that bound loops, and those that only indices use.
fn symbols(model: &Model<'_>, accesses: [&Seen; 2]) -> (BTreeSet<Symbol>, BTreeSet<Symbol>) {
    let (mut bounding, mut others) = (BTreeSet::new(), BTreeSet::new());
    for seen in accesses {
        for counter in seen.facts.counters() {
            for bound in [&counter.start, &counter.last].into_iter().flatten() {
                bounding.extend(bound.symbols());
            }
        }
        others.extend(seen.index.iter().flat_map(Poly::symbols));
        others.extend(seen.facts.known().iter().flat_map(Poly::symbols));
    }
    let outer = |symbol: &Symbol| model.is_outer(&Poly::symbol(*symbol));
    bounding.retain(outer);
    others.retain(|symbol| outer(symbol) && !bounding.contains(symbol));
    (bounding, others)
}

fn meet(
    model: &Model<'_>,
    first: &Seen,
    second: &Seen,
    values: &BTreeMap<Symbol, i128>,
) -> Option<Witness> {
    // Of each element the first two points: any third differs from one of them.
    let mut at: BTreeMap<i128, Vec<Vec<i128>>> = BTreeMap::new();
    for instance in instances(model, first, values) {
        let points = at.entry(instance.index).or_default();
        if points.len() < 2 && !points.contains(&instance.point) {
            points.push(instance.point);
        }
    }
    instances(model, second, values)
        .into_iter()
        .find_map(|instance| {
            let points = at.get(&instance.index)?;
            let point = points.iter().find(|point| **point != instance.point)?;
            Some(Witness {
                first: point.clone(),
                second: instance.point,
                index: instance.index,
            })
        })
}

/// The executions of an access, in the order of the loops.
fn instances(model: &Model<'_>, seen: &Seen, values: &BTreeMap<Symbol, i128>) -> Vec<Instance> {
    let mut found = Vec::new();
    let mut values = values.clone();
    enumerate(model, seen, 0, &mut values, &mut found);
    found
}

fn enumerate(
    model: &Model<'_>,
    seen: &Seen,
    depth: usize,
    values: &mut BTreeMap<Symbol, i128>,
    found: &mut Vec<Instance>,
) {
    let Some(counter) = seen.facts.counters().get(depth) else {
        let value = |var: &VarId| values.get(&Symbol::Var(*var)).copied();
        let point: Option<Vec<i128>> = model.dims.iter().map(value).collect();
        let index = seen
            .index
            .as_ref()
            .and_then(|index| evaluate(index, values));
        if let (Some(point), Some(index @ 0..)) = (point, index) {
            found.push(Instance { point, index });
        }
        return;
    };
    let bound = |poly: &Option<Poly>| poly.as_ref().and_then(|poly| evaluate(poly, values));
    let (Some(start), Some(last)) = (bound(&counter.start), bound(&counter.last)) else {
        return;
    };
    for value in start..=last.min(start.saturating_add(64)) {
        if found.len() >= INSTANCES {
            return;
        }
        values.insert(Symbol::Var(counter.var), value);
        enumerate(model, seen, depth + 1, values, found);
    }
    values.remove(&Symbol::Var(counter.var));
}

/// The value, if that of every symbol is known.
fn evaluate(poly: &Poly, values: &BTreeMap<Symbol, i128>) -> Option<i128> {
    poly.evaluate(&|symbol| values.get(&symbol).copied())
}
