//! What is decided before the first point, as the emitted checks do it: whether the ranges of indices fit, in exact arithmetic.

use std::collections::BTreeMap;

use kernel_compiler::analyse::{Check, Poly, Range, Stage, Symbol};
use kernel_compiler::ir::SiteId;

use crate::interp::{Fault, Machine, Stop};

/// Beyond it an index into a written array fails at entry.
const MIDDLE: i128 = 1 << 62;

/// Which accesses' ranges fit their arrays, by site; or the fault that is found.
pub(super) fn check(stage: &Stage, machine: &Machine<'_>) -> Result<BTreeMap<SiteId, bool>, Stop> {
    for bound in &stage.bounds {
        if !stage.accesses.contains_key(&bound.site) {
            continue;
        }
        if !lies(machine, &bound.range, 0, i128::MAX)? {
            return Err(match negative(machine, &bound.range)? {
                true => Stop::Beyond,
                false => fault(bound.site, 0),
            });
        }
        if !lies(machine, &bound.range, 0, i128::from(i64::MAX))? {
            return Err(Stop::Beyond);
        }
    }
    for (site, condition) in stage.conditions() {
        let holds = |range: &Range| -> Result<bool, Stop> {
            let room = exact(machine, &range.low)?;
            Ok(empty(machine, range)? || room.is_some_and(|room| room >= 0))
        };
        if !holds(&condition.range)? {
            return Err(Stop::Fault(Fault::Assert(site)));
        }
    }
    let mut fits = BTreeMap::new();
    for (&site, access) in &stage.accesses {
        let array = machine.kernel().array(access.array);
        // A local array does not exist yet.
        let len = match array.length().and_then(|length| length.known()) {
            Some(known) if array.is_local() => known as usize,
            _ => machine.len(access.array),
        };
        let last = len as i128 - 1;
        match &access.check {
            Check::Entry(range) => {
                if !lies(machine, range, 0, last)? {
                    let ends = [exact(machine, &range.low)?, exact(machine, &range.high)?];
                    // What leaves `i128` on the way is told as out of bounds, wherever it would come to.
                    return Err(match ends.contains(&None) {
                        true => Stop::Beyond,
                        false => fault(site, len),
                    });
                }
            }
            Check::Guarded(range) => {
                let written = stage
                    .arrays
                    .iter()
                    .any(|used| used.array == access.array && used.writes);
                if written && !lies(machine, range, -MIDDLE, MIDDLE - 1)? {
                    return Err(Stop::Beyond);
                }
                fits.insert(site, lies(machine, range, 0, last)?);
            }
            Check::Proved | Check::Lane => {}
        }
    }
    Ok(fits)
}

/// Whether a signed variable below zero is part of it, whose cast to `usize` is larger than any array.
fn negative(machine: &Machine<'_>, range: &Range) -> Result<bool, Stop> {
    for symbol in range.low.symbols() {
        if let Symbol::Var(var) = symbol
            && machine.kernel().var(var).ty.is_signed()
            && number(machine, symbol)? < 0
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn fault(site: SiteId, len: usize) -> Stop {
    Stop::Fault(Fault::Index {
        site,
        index: usize::MAX,
        len,
    })
}

/// Whether every value of the range lies between the two, where its loops run.
fn lies(machine: &Machine<'_>, range: &Range, least: i128, most: i128) -> Result<bool, Stop> {
    if empty(machine, range)? {
        return Ok(true);
    }
    let (low, high) = (exact(machine, &range.low)?, exact(machine, &range.high)?);
    Ok(matches!((low, high), (Some(low), Some(high)) if low >= least && high <= most))
}

/// Whether a loop that must run for the range to matter does not.
fn empty(machine: &Machine<'_>, range: &Range) -> Result<bool, Stop> {
    for (start, end) in &range.unless_empty {
        if let (Some(start), Some(end)) = (exact(machine, start)?, exact(machine, end)?)
            && start >= end
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The polynomial as a number, unless it leaves `i128`.
pub(super) fn exact(machine: &Machine<'_>, poly: &Poly) -> Result<Option<i128>, Stop> {
    let mut values = BTreeMap::new();
    for symbol in poly.symbols() {
        values.insert(symbol, number(machine, symbol)?);
    }
    Ok(poly.evaluate(&|symbol| values.get(&symbol).copied()))
}

/// The polynomial in wrapping `usize` arithmetic.
pub(super) fn wrapped(machine: &Machine<'_>, poly: &Poly) -> Result<usize, Stop> {
    let mut sum = 0usize;
    for (monomial, coefficient) in poly.terms() {
        let mut product = coefficient as usize;
        for symbol in monomial.symbols() {
            product = product.wrapping_mul(number(machine, symbol)? as usize);
        }
        sum = sum.wrapping_add(product);
    }
    Ok(sum)
}

/// What a symbol stands for.
pub(super) fn number(machine: &Machine<'_>, symbol: Symbol) -> Result<i128, Stop> {
    match symbol {
        Symbol::Len(array) => Ok(machine.len(array) as i128),
        Symbol::Var(var) => machine.var(var)?.exact().ok_or_else(|| {
            Stop::Broken("a polynomial is over something that is no integer".to_owned())
        }),
    }
}
