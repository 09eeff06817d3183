//! The soundness property: what a proved plan claims is what happens.
//!
//! For one kernel and one set of arguments the original body is run, and then the plan: its host statements, and each stage
//! point by point, every point with nothing but what the stage captures. `claims` holds what it sees against what the plan says of
//! each access, and `reach` against what it says of the part that a point belongs to; `entry` decides, as the emitted checks do, what is found before the first point; `stage` runs the points, then
//! once more in another order with the reductions in parts. `whole` is the only file that knows how a plan is put together.

mod claims;
mod entry;
mod locals;
mod meet;
mod parts;
mod reach;
mod stage;
mod whole;

use kernel_compiler::ir::Kernel;
use kernel_compiler::prove::Proved;

use crate::arguments::Arguments;
use crate::interp::{Blind, Machine, Stop, Value};

pub use meet::iterations_meet;

/// How many statements a run may take.
pub const FUEL: u64 = 20_000;

/// What one set of arguments showed, the plan's claims having held.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    /// Function and plan ran to their end and computed the same.
    Same,
    /// The function would panic and the plan fails.
    BothFail,
    /// The plan fails where the function ran only because its 64-bit integers wrapped: a debug build of it would panic.
    Wrapped,
    /// The plan fails because an index of an access that may not happen, or a size, is larger than any array.
    Beyond,
    /// The function runs for too long to tell; as far as it was run, the claims held.
    Endless,
}

/// Holds a proved kernel against its function; what is wrong, in words.
pub fn check(original: &Kernel, proved: &Proved, arguments: &Arguments) -> Result<Shown, String> {
    let mut plain = Machine::new(original, &arguments.scalars, &arguments.arrays, FUEL);
    let plainly = plain.run(&mut Blind);
    // The plan takes a few statements more.
    let mut planned = Machine::new(
        proved.kernel(),
        &arguments.scalars,
        &arguments.arrays,
        4 * FUEL,
    );
    let by_plan = whole::run(proved, &mut planned);
    if let Err(Stop::Broken(what)) = by_plan {
        return Err(what);
    }
    match (plainly, by_plan) {
        (Err(Stop::Broken(what)), _) => Err(format!("the function itself: {what}")),
        (Ok(result), Ok(by_plan)) => {
            same(&plain, &planned, &result, &by_plan).map(|()| Shown::Same)
        }
        (Err(Stop::Fault(_)), Err(Stop::Fault(_) | Stop::Beyond)) => Ok(Shown::BothFail),
        (_, Err(Stop::Beyond)) => Ok(Shown::Beyond),
        (Err(Stop::Exhausted), _) | (_, Err(Stop::Exhausted)) => Ok(Shown::Endless),
        (Err(Stop::Fault(fault)), Ok(_)) => Err(format!(
            "the function panics ({fault:?}), the plan does not"
        )),
        // An index that wraps back into bounds is taken for one that is out of bounds.
        (Ok(_), Err(Stop::Fault(_))) if plain.wrapped => Ok(Shown::Wrapped),
        (Ok(_), Err(stop)) => Err(format!("the plan fails ({stop:?}), the function does not")),
        (_, Err(Stop::Broken(what))) => Err(what),
        (Err(Stop::Beyond), _) => Err("the function stops as only a plan does".to_owned()),
    }
}

/// Whether both computed the same, bit for bit.
fn same(
    plain: &Machine<'_>,
    planned: &Machine<'_>,
    result: &[Value],
    by_plan: &[Value],
) -> Result<(), String> {
    let alike =
        result.len() == by_plan.len() && result.iter().zip(by_plan).all(|(a, b)| a.same(*b));
    if !alike {
        return Err(format!(
            "the function gives {result:?}, the plan {by_plan:?}"
        ));
    }
    let arrays = plain.kernel().arrays.iter().enumerate();
    for (id, array) in arrays.filter(|(_, array)| !array.is_local()) {
        let [a, b] = [plain, planned].map(|machine| &machine.memory[machine.named[id]]);
        if let Some(at) = (0..a.len()).find(|&at| !a[at].same(b[at])) {
            return Err(format!(
                "{}[{at}] is {} by the function and {} by the plan",
                array.name, a[at], b[at]
            ));
        }
    }
    Ok(())
}
