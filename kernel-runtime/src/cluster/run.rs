//! A stage on all ranks: what is lacking is sent, each runs its part, and all learn what came of it.

use super::cut::{Part, ROOT};
use super::join::{Team, entered};
use super::plan::{Plan, solve};
use super::table::Table;
use crate::error::Error;
use crate::kernel::Kernel;
use crate::launch::Request;
use crate::select::Prediction;
use crate::stage::{Accumulates, Aside, Checked, Fault, Space, Stage};
use crate::threads;
use crate::tree::Tree;
use crate::variant::Variant;
use crate::within::Within;

/// Why no rank but this one takes part.
const ALONE: &str = "the thread has entered no cluster";

/// Runs a stage on the ranks of the cluster. All of them call it.
pub(crate) fn launch<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    request: Request,
) -> Result<St::Partial, Error> {
    let arrays = Table::of(stage);
    let Some(team) = arrays.team() else {
        return Err(Error::Ineligible {
            kernel: kernel.name(),
            variant: Variant::Distributed,
            reason: ALONE.to_owned(),
        });
    };
    stage.check().map_err(|fault| kernel.error(fault))?;
    if stage.space().is_empty() {
        return Ok(St::identity());
    }
    let weighs = request != Request::On(Variant::Distributed);
    let aside = apart(stage);
    let facts = arrays.facts(&team, aside.as_ref());
    let plan = team.plan(kernel, stage, &arrays, facts, weighs);
    let outcome = run_part(stage, &team, &arrays, &plan, aside.as_ref());
    arrays.note(&plan.after);
    let result = combine::<St>(&team, &plan, outcome);
    if let Some(aside) = aside {
        let helpers = busy(&plan.parts).filter(|&rank| rank != ROOT);
        aside.collect(stage, |words, merge| team.collect(helpers, words, merge));
    }
    if !plan.replicas.is_empty() {
        team.exchange(&plan.replicas, &arrays.held(), || ());
    }
    result.map_err(|fault| kernel.error(fault))
}

/// What the ranks would take for a stage.
pub(crate) fn predict<St: Stage>(stage: &St) -> Result<Prediction, &'static str> {
    let arrays = Table::of(stage);
    let team = arrays.team().ok_or(ALONE)?;
    if stage.check().is_err() || stage.space().is_empty() {
        return Err("no point is run");
    }
    let facts = arrays.facts(&team, apart(stage).as_ref());
    let cut = solve(stage, &team, &arrays, &facts, false);
    let (alone, _) = team
        .machine()
        .predict(&stage.work(), threads::divides(stage));
    let share = cut.computing / alone.total;
    Ok(Prediction {
        compute: share * alone.compute,
        memory: share * alone.memory,
        overhead: share * alone.overhead + cut.latency,
        transfers: cut.moving,
        total: cut.computing + cut.latency + cut.moving,
        beside: 0.0,
    })
}

/// The ranks of the cluster that the thread has entered.
pub(crate) fn place() -> String {
    entered().map_or_else(String::new, |team| format!("{} ranks", team.ranks()))
}

/// The stage with accumulators of its own, if points accumulate in any order and it is worth it.
fn apart<St: Stage>(stage: &St) -> Option<Aside<St>> {
    let worth = St::ACCUMULATES == Accumulates::InAnyOrder && threads::divides(stage);
    worth.then(|| Aside::of(stage))
}

/// The ranks that run something.
fn busy(parts: &[Part]) -> impl Iterator<Item = usize> + '_ {
    let ranks = parts.iter().enumerate();
    ranks.filter_map(|(rank, part)| (!part.boxes.is_empty()).then_some(rank))
}

/// What became of a rank's part: the values of its blocks, or a fault.
type Outcome<P> = Result<Vec<P>, Fault>;

/// Brings what the ranks lack, and runs this one's part.
fn run_part<St: Stage>(
    stage: &St,
    team: &Team,
    arrays: &Table<'_>,
    plan: &Plan,
    aside: Option<&Aside<St>>,
) -> Outcome<St::Partial> {
    let part = &plan.parts[team.rank()];
    let held = arrays.held();
    let stage = match aside {
        Some(aside) if !team.is_root() => aside.stage(),
        _ => stage,
    };
    if St::REDUCES {
        team.exchange(&plan.mail, &held, || ());
        return run_blocks(stage, team, part);
    }
    let [whole] = part.boxes[..] else {
        team.exchange(&plan.mail, &held, || ());
        return Ok(Vec::new());
    };
    let run = |part: &Space| run_box(&Within::new(stage, *part), team);
    let Some((d, early)) = plan.early else {
        team.exchange(&plan.mail, &held, || ());
        return run(&whole).map(|()| Vec::new());
    };
    let done = team.exchange(&plan.mail, &held, || run(&early));
    // In order, so that the first fault is told.
    let (mut below, mut above) = (whole, whole);
    below.hi[d] = early.lo[d];
    above.lo[d] = early.hi[d];
    run(&below)?;
    done?;
    run(&above)?;
    Ok(Vec::new())
}

/// Runs a box on the threads of this rank or on one of them.
fn run_box<St: Stage>(stage: &St, team: &Team) -> Result<(), Fault> {
    let checked = Checked::simd(stage)?;
    let (_, variant) = team
        .machine()
        .predict(&stage.work(), threads::divides(stage));
    match variant {
        Variant::Threads => threads::parallel(checked)?,
        _ => threads::serial(checked)?,
    };
    Ok(())
}

/// Runs this rank's blocks of a reduction, and gives their values in order.
fn run_blocks<St: Stage>(stage: &St, team: &Team, part: &Part) -> Outcome<St::Partial> {
    let points: usize = part.boxes.iter().map(Space::points).sum();
    let share = points as f64 / stage.space().points().max(1) as f64;
    let divides = threads::divides(stage);
    let (_, variant) = team.machine().predict(&stage.work().share(share), divides);
    let threads = match variant {
        Variant::Threads => threads::count(),
        _ => 1,
    };
    let grid = threads::grid(stage, 1);
    threads::run_blocks(Checked::simd(stage)?, &grid, part.blocks.clone(), threads)
}

/// All ranks learn the fault of the lowest rank that met one.
fn agree<P>(team: &Team, outcome: &Outcome<P>) -> Result<(), Fault> {
    let none = team.ranks() as u64;
    let mine = match outcome {
        Ok(_) => none,
        Err(_) => team.rank() as u64,
    };
    let first = team.extremes(&[mine])[0].0;
    if first == none {
        return Ok(());
    }
    let mut words = match outcome {
        Err(fault) => fault.to_words(),
        Ok(_) => [0; Fault::WORDS],
    };
    team.broadcast(first as usize, &mut words);
    Err(Fault::of_words(words))
}

/// What came of a stage, on every rank: a fault, or the values of all blocks, combined as one machine would.
fn combine<St: Stage>(
    team: &Team,
    plan: &Plan,
    outcome: Outcome<St::Partial>,
) -> Result<St::Partial, Fault> {
    if St::FAILS {
        agree(team, &outcome)?;
    }
    let values = outcome?;
    if !St::REDUCES {
        return Ok(St::identity());
    }
    let mut words = Vec::new();
    values
        .into_iter()
        .for_each(|value| St::pack(value, &mut words));
    let counts = plan.parts.iter().map(|part| part.blocks.len() * St::WORDS);
    let counts: Vec<usize> = counts.collect();
    let all = team.gather_counted(&words, &counts);
    let mut words = all.into_iter();
    let mut tree = Tree::new(St::identity());
    while words.len() > 0 {
        tree.push(St::unpack(&mut words), St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}
