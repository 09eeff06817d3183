//! How a plan is put together: host statements, of which some stand for stages. Only this file knows.

use kernel_compiler::analyse::Plan;
use kernel_compiler::ir::{Kernel, StageId};
use kernel_compiler::prove::Proved;

use crate::interp::{Machine, Stop, Value, Watch};

use super::stage;

/// Runs a plan from the kernel's arguments to its result.
pub(super) fn run(proved: &Proved, machine: &mut Machine<'_>) -> Result<Vec<Value>, Stop> {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let mut host = Host { kernel, plan };
    machine.sequence(&plan.host, &mut host)?;
    machine.result(&mut host)
}

/// Runs the stages that the host comes to.
struct Host<'p> {
    kernel: &'p Kernel,
    plan: &'p Plan,
}

impl Watch for Host<'_> {
    fn stage(&mut self, machine: &mut Machine<'_>, id: StageId) -> Result<(), Stop> {
        match self.plan.stages.get(id.index()) {
            Some(stage) => stage::run(self.kernel, stage, machine),
            None => Err(Stop::Broken(format!("the plan has no stage {}", id.0))),
        }
    }
}
