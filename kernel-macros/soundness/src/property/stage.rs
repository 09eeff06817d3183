//! Runs a stage's points: in order under the eyes of [`Claims`], then in another order, with its reductions in parts.

use kernel_compiler::analyse::{Reduction, Stage};
use kernel_compiler::ir::{Kernel, Origin, VarId};

use crate::interp::{Blind, Fault, Flow, Machine, Stop, Value, Watch};

use super::claims::Claims;
use super::reach::Parts;
use super::{entry, locals, parts};

/// A box with its bounds evaluated.
struct Space<'s> {
    stage: &'s Stage,
    starts: Vec<i128>,
    sizes: Vec<u64>,
}

/// Runs a stage as the plan says, on the host's variables.
pub(super) fn run(kernel: &Kernel, stage: &Stage, machine: &mut Machine<'_>) -> Result<(), Stop> {
    let Some(space) = Space::of(stage, machine)? else {
        return Ok(());
    };
    let host = machine.vars.clone();
    let rounds = std::mem::take(&mut machine.rounds);
    // A point knows what the stage captures, and no more.
    let mut captured: Vec<Option<Value>> = vec![None; host.len()];
    for (id, var) in kernel.vars.iter().enumerate() {
        if matches!(var.origin, Origin::Const(_)) || stage.captures.contains(&VarId(id as u32)) {
            captured[id] = host[id];
        }
    }
    machine.vars.clone_from(&captured);
    let fits = entry::check(stage, machine)?;
    let before = machine.memory.clone();

    let reductions = &stage.reductions;
    let mut values = reductions
        .iter()
        .map(|reduction| {
            host[reduction.var.index()]
                .ok_or_else(|| Stop::Broken("a reduction has no value before it".to_owned()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let initial = values.clone();
    let told = Parts::of(kernel, stage, machine, &space.starts, &space.sizes)?;
    let mut claims = Claims::new(kernel, stage, &fits, &told);
    for point in 0..space.count() {
        let at = space.at(point);
        claims.go_to(point, &at);
        space.point(machine, &captured, &at, &mut values, &mut claims)?;
    }

    let (memory, fuel) = (std::mem::replace(&mut machine.memory, before), machine.fuel);
    let parts = space.in_parts(machine, &captured, &initial);
    if let Ok(parts) = parts {
        agree(kernel, reductions, &values, &parts)?;
        let private: Vec<usize> = locals::of(&stage.body)
            .iter()
            .map(|array| machine.named[array.index()])
            .collect();
        let shared = |(id, _): &(usize, &Vec<Value>)| !private.contains(id);
        // What is combined in order is so for its roundings alone.
        let ordered = |id| {
            let accumulators = stage.accumulators.iter();
            accumulators
                .filter(|one| one.ordered)
                .any(|one| machine.named[one.array.index()] == id)
        };
        for (id, array) in memory.iter().enumerate().filter(shared) {
            let other = &machine.memory[id];
            let agrees = |at: usize| match ordered(id) {
                true => near(array[at], other[at]),
                false => array[at].same(other[at]),
            };
            if let Some(at) = (0..array.len()).find(|&at| !agrees(at)) {
                return Err(Stop::Broken(format!(
                    "element {at} of array {id} is {} in order and {} in another order",
                    array[at], other[at]
                )));
            }
        }
    } else if let Err(Stop::Broken(what)) = parts {
        return Err(Stop::Broken(format!("in another order: {what}")));
    }
    machine.memory = memory;
    machine.fuel = fuel;
    machine.vars = host;
    machine.rounds = rounds;
    for (reduction, value) in reductions.iter().zip(values) {
        machine.assign(reduction.var, value)?;
    }
    Ok(())
}

impl<'s> Space<'s> {
    /// The box, unless it is empty.
    fn of(stage: &'s Stage, machine: &mut Machine<'_>) -> Result<Option<Space<'s>>, Stop> {
        let (mut starts, mut sizes) = (Vec::new(), Vec::new());
        for dim in &stage.dims {
            let start = machine.value(&dim.start, &mut Blind)?.exact();
            let end = machine.value(&dim.end, &mut Blind)?.exact();
            let (Some(start), Some(end)) = (start, end) else {
                return Err(Stop::Broken("a box is not over integers".to_owned()));
            };
            starts.push(start);
            sizes.push(u64::try_from(end - start).unwrap_or(0));
        }
        let space = Space {
            stage,
            starts,
            sizes,
        };
        Ok((!space.sizes.contains(&0)).then_some(space))
    }

    fn count(&self) -> u64 {
        self.sizes
            .iter()
            .fold(1u64, |count, size| count.saturating_mul(*size))
    }

    /// The point of that number in each dimension, the last one running fastest.
    fn at(&self, mut point: u64) -> Vec<u64> {
        let mut at: Vec<u64> = self
            .sizes
            .iter()
            .rev()
            .map(|size| {
                let position = point % size;
                point /= size;
                position
            })
            .collect();
        at.reverse();
        at
    }

    /// Runs one point.
    fn point<W: Watch>(
        &self,
        machine: &mut Machine<'_>,
        captured: &[Option<Value>],
        at: &[u64],
        values: &mut [Value],
        watch: &mut W,
    ) -> Result<(), Stop> {
        machine.vars.clear();
        machine.vars.extend_from_slice(captured);
        machine.rounds.clear();
        machine.fuel = machine.fuel.checked_sub(1).ok_or(Stop::Exhausted)?;
        for (dim, (start, at)) in self.stage.dims.iter().zip(self.starts.iter().zip(at)) {
            let value = Value::integer(start + i128::from(*at), machine.kernel().var(dim.var).ty);
            machine.assign(
                dim.var,
                value.ok_or_else(|| Stop::Broken("a counter is a bool".to_owned()))?,
            )?;
        }
        for (reduction, value) in self.stage.reductions.iter().zip(values.iter()) {
            machine.assign(reduction.var, *value)?;
        }
        let flow = machine.block(&self.stage.body, watch);
        if let Err(Stop::Fault(Fault::Assert(site) | Fault::Index { site, .. })) = flow
            && self.stage.is_lifted(site)
        {
            return Err(Stop::Broken(format!(
                "the condition at site {} fails, though what is checked for it at entry held",
                site.0
            )));
        }
        match flow? {
            Flow::Next => {}
            Flow::Continue(id) if self.stage.dims.last().is_some_and(|dim| dim.id == id) => {}
            flow => return Err(Stop::Broken(format!("a point ends by {flow:?}"))),
        }
        for (reduction, value) in self.stage.reductions.iter().zip(values) {
            *value = machine.var(reduction.var)?;
        }
        Ok(())
    }

    /// Runs the box backwards in parts of three points, each of which starts its reductions from their identities; the reductions' values. Within a
    /// part what is picked is picked in order, as a lane does.
    fn in_parts(
        &self,
        machine: &mut Machine<'_>,
        captured: &[Option<Value>],
        initial: &[Value],
    ) -> Result<Vec<Value>, Stop> {
        const PART: u64 = 3;
        let reductions = &self.stage.reductions;
        let picks = reductions.iter().any(|reduction| reduction.pick.is_some());
        let mut totals: Vec<Value> = reductions.iter().map(parts::identity).collect();
        let count = self.count().div_ceil(PART);
        for part in (0..count).rev() {
            let mut values: Vec<Value> = reductions.iter().map(parts::identity).collect();
            let mut points: Vec<u64> = (part * PART..self.count().min((part + 1) * PART)).collect();
            if !picks {
                points.reverse();
            }
            for point in points {
                self.point(machine, captured, &self.at(point), &mut values, &mut Blind)?;
            }
            parts::combine(reductions, &mut totals, &values)?;
        }
        let mut values = initial.to_vec();
        parts::finish(reductions, &mut values, &totals)?;
        Ok(values)
    }
}

/// Whether the reductions came to the same, floats up to rounding.
fn agree(
    kernel: &Kernel,
    reductions: &[Reduction],
    values: &[Value],
    parts: &[Value],
) -> Result<(), Stop> {
    for ((reduction, value), part) in reductions.iter().zip(values).zip(parts) {
        if !near(*value, *part) {
            let name = &kernel.var(reduction.var).name;
            return Err(Stop::Broken(format!(
                "`{name}` is {value} in order, and {part} when combined by {:?} of parts",
                reduction.op
            )));
        }
    }
    Ok(())
}

/// Whether two values are the same but for the roundings of another order.
fn near(value: Value, other: Value) -> bool {
    match (value.float(), other.float()) {
        // Where a value is not finite, order decides how it came about.
        (Some(a), Some(b)) => {
            !a.is_finite() || !b.is_finite() || (a - b).abs() <= 1e-3 * (1.0 + a.abs().max(b.abs()))
        }
        _ => value.same(other),
    }
}
