//! Proves the claims of a [`Plan`]: that no two points of the box, and no two iterations of the lane loop, touch the same element
//! where one of them writes.

mod report;
#[cfg(test)]
mod soundness;
#[cfg(test)]
mod tests;
mod witness;

use std::collections::BTreeSet;

use crate::analyse::{
    Effects, Lanes, Model, Plan, conflict, find_loop, lanes_conflict, reductions,
};
use crate::diag::Diagnostics;
use crate::ir::Kernel;

/// A kernel whose plan has been proved. Only [`prove`] makes one, and only it is taken by the emitters.
#[derive(Clone, Debug)]
pub struct Proved {
    kernel: Kernel,
    plan: Plan,
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
}

/// Proves a plan, or says which two accesses meet.
pub fn prove(kernel: Kernel, plan: Plan) -> Result<Proved, Diagnostics> {
    let stage = &plan.stage;
    let model = Model::new(&kernel, &plan.prologue, &stage.dims, &stage.body);
    if let Some(pair) = conflict(&model, &model.dims, &BTreeSet::new(), &|_| true) {
        return Err(report::report(&kernel, &model, stage, pair).into());
    }
    if !carries_only_reductions(&kernel, &model, &plan) {
        let loop_span = kernel.loops[stage.dims[0].id.index()].span;
        return Err(report::unproved(loop_span).into());
    }
    Ok(Proved { kernel, plan })
}

/// Whether the box and the lane loop carry nothing but the plan's reductions.
fn carries_only_reductions(kernel: &Kernel, model: &Model<'_>, plan: &Plan) -> bool {
    let stage = &plan.stage;
    let proved = |body, claimed: &[_]| reductions(kernel, body).is_ok_and(|found| found == claimed);
    if !proved(&stage.body, &stage.reductions) {
        return false;
    }
    match &stage.lanes {
        Lanes::Dim(dim) => *dim < stage.dims.len(),
        Lanes::Inner { id, reductions } => {
            find_loop(&stage.body, *id).is_some_and(|(var, body)| {
                stage.reductions.is_empty()
                    && proved(body, reductions)
                    && !Effects::of_block(body).ends_early(*id)
                    && lanes_conflict(model, *id, var, body).is_none()
            })
        }
    }
}
