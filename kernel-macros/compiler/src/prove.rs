//! Proves the claims of a [`Plan`]: that no two points of the box, and no two iterations of the lane loop, touch the same element
//! where one of them writes.

mod report;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod witness;

use crate::analyse::{
    Accumulator, Before, Effects, Interior, LaneLoop, Lanes, Model, Plan, Stage, accumulations,
    analyse, conflict, find_loop, interiors, lanes_conflict, reductions, sizes_apart,
};
use crate::diag::Diagnostics;
use crate::ir::{Kernel, Set, StageId};

/// A kernel whose plan has been proved. Only [`prove`] makes one, and only it is taken by the emitters.
#[derive(Clone, Debug)]
pub struct Proved {
    kernel: Kernel,
    plan: Plan,
    interiors: Vec<Vec<Interior>>,
}

impl Proved {
    /// The kernel.
    pub fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    /// Its plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The interiors of a stage's rows of lanes. They are no part of what is proved: there the body does the same by simpler means.
    pub fn interiors(&self, id: StageId) -> &[Interior] {
        self.interiors.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

/// Plans a kernel and proves the plan. Where that fails, a second try takes sizes that are sums for symbols of their own.
pub fn planned(mut kernel: Kernel) -> Result<Proved, Diagnostics> {
    let apart = sizes_apart(&kernel);
    let proved = analyse(&mut kernel).and_then(|plan| prove(kernel, plan));
    let Err(refused) = proved else {
        return proved;
    };
    let second = apart.and_then(|mut kernel| {
        let plan = analyse(&mut kernel).ok()?;
        prove(kernel, plan).ok()
    });
    second.ok_or(refused)
}

/// Proves a plan, or says which two accesses meet.
pub fn prove(kernel: Kernel, plan: Plan) -> Result<Proved, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    for (id, stage) in plan.numbered() {
        let before = Before::of(&plan.host, id);
        let model = Model::new(&kernel, &before, &stage.dims, &stage.body)
            .accumulating(stage.accumulators.iter().map(|one| one.array))
            .remembering(&plan.answers);
        let none = Set::new();
        if let Some(pair) = conflict(&model, &model.dims, &none, &|seen| !model.may_meet(seen)) {
            diagnostics.push(report::report(&kernel, &model, stage, pair));
        } else if !carries_only_reductions(&kernel, &model, stage) {
            let loop_span = kernel.loops[stage.dims[0].id.index()].span;
            diagnostics.push(report::unproved(loop_span));
        }
    }
    diagnostics.finish(())?;
    let interiors = plan
        .numbered()
        .map(|(id, stage)| interiors(&kernel, &Before::of(&plan.host, id), stage))
        .collect();
    Ok(Proved {
        kernel,
        plan,
        interiors,
    })
}

/// Whether the box and the lane loops carry nothing but the stage's reductions.
fn carries_only_reductions(kernel: &Kernel, model: &Model<'_>, stage: &Stage) -> bool {
    let proved = |counter, body, claimed: &[_]| {
        reductions(kernel, counter, body).is_ok_and(|found| found == claimed)
    };
    let picks = stage
        .reductions
        .iter()
        .any(|reduction| reduction.pick.is_some());
    let updates = accumulations(&stage.body);
    let accumulated = |one: &Accumulator| {
        let ordered = kernel.array(one.array).element.is_float();
        updates.get(&one.array) == Some(&one.op) && one.ordered == ordered
    };
    if !proved(stage.dims[0].var, &stage.body, &stage.reductions)
        || picks && stage.dims.len() > 1
        || !stage.accumulators.iter().all(accumulated)
    {
        return false;
    }
    let lane_loop = |lanes: &LaneLoop| {
        find_loop(&stage.body, lanes.id).is_some_and(|(var, body)| {
            proved(var, body, &lanes.reductions)
                && !Effects::of_block(body).ends_early(lanes.id)
                && lanes_conflict(model, lanes.id, var, body).is_none()
        })
    };
    match &stage.lanes {
        Lanes::Dim(dim) => *dim < stage.dims.len(),
        Lanes::Inner(loops) => stage.reductions.is_empty() && loops.iter().all(lane_loop),
    }
}
