//! A stage on all ranks: what is lacking is sent, each runs its part, and all learn what came of it.

use std::ops::Range;
use std::rc::Rc;

use super::cut::{self, Array, Cut, Part, Problem, ROOT, Touched};
use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::{Team, entered};
use super::messages::{Message, messages};
use crate::error::Error;
use crate::home::Held;
use crate::kernel::Kernel;
use crate::launch::Request;
use crate::select::Prediction;
use crate::stage::{Accumulates, Arrays, Aside, Checked, Fault, Reaches, Space, Stage};
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
    let cut = solve(stage, &team, &arrays, &facts, weighs);
    let outcome = run_part(stage, &team, &arrays, &facts, &cut, aside.as_ref());
    arrays.note(&cut);
    let result = combine::<St>(&team, &cut, outcome);
    if let Some(aside) = aside {
        let helpers = busy(&cut.parts).filter(|&rank| rank != ROOT);
        aside.collect(stage, |words, merge| team.collect(helpers, words, merge));
    }
    arrays.replicate(&team, &cut);
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

fn solve<St: Stage>(
    stage: &St,
    team: &Team,
    arrays: &Table<'_>,
    facts: &[Array],
    weighs: bool,
) -> Cut {
    let divides = threads::divides(stage);
    Problem {
        space: stage.space(),
        dims: St::DIMS,
        grid: St::REDUCES.then(|| threads::grid(stage, 1)),
        divides,
        weighs,
        arrays: facts,
        touched: &|boxes| arrays.touched(stage, boxes),
        seconds: &team.seconds(&stage.work(), divides),
        network: team.network(),
    }
    .solve()
}

/// What became of a rank's part: the values of its blocks, or a fault.
type Outcome<P> = Result<Vec<P>, Fault>;

/// Brings what the ranks lack, and runs this one's part.
fn run_part<St: Stage>(
    stage: &St,
    team: &Team,
    arrays: &Table<'_>,
    facts: &[Array],
    cut: &Cut,
    aside: Option<&Aside<St>>,
) -> Outcome<St::Partial> {
    let part = &cut.parts[team.rank()];
    let held = arrays.held();
    let stage = match aside {
        Some(aside) if !team.is_root() => aside.stage(),
        _ => stage,
    };
    if St::REDUCES {
        team.exchange(&cut.messages, &held, || ());
        return run_blocks(stage, team, part);
    }
    let [whole] = part.boxes[..] else {
        team.exchange(&cut.messages, &held, || ());
        return Ok(Vec::new());
    };
    let run = |part: &Space| run_box(&Within::new(stage, *part), team);
    let early = cut
        .along
        .filter(|_| !writes_what_it_sends(team, cut))
        .and_then(|d| Some((d, early(stage, team, arrays, facts, cut, &whole, d)?)));
    let Some((d, early)) = early else {
        team.exchange(&cut.messages, &held, || ());
        return run(&whole).map(|()| Vec::new());
    };
    let done = team.exchange(&cut.messages, &held, || run(&early));
    // In order, so that the first fault is told.
    let (mut below, mut above) = (whole, whole);
    below.hi[d] = early.lo[d];
    above.lo[d] = early.hi[d];
    run(&below)?;
    done?;
    run(&above)?;
    Ok(Vec::new())
}

/// Whether this rank sends elements that its part may write.
fn writes_what_it_sends(team: &Team, cut: &Cut) -> bool {
    cut.messages
        .iter()
        .zip(&cut.writes)
        .any(|(messages, writes)| {
            let mut mine = messages
                .iter()
                .filter(|message| message.from == team.rank());
            mine.any(|message| writes[team.rank()].meets(&Intervals::of(message.range.clone())))
        })
}

/// The middle of a rank's part for which everything is there already, if something has to be waited for at all.
fn early<St: Stage>(
    stage: &St,
    team: &Team,
    arrays: &Table<'_>,
    facts: &[Array],
    cut: &Cut,
    part: &Space,
    d: usize,
) -> Option<Space> {
    let awaited = |messages: &Vec<Message>| {
        let mut awaited = Intervals::NONE;
        let mine = messages.iter().filter(|message| message.to == team.rank());
        mine.for_each(|message| awaited.insert(message.range.clone()));
        awaited
    };
    let awaited: Vec<Intervals> = cut.messages.iter().map(awaited).collect();
    if awaited.iter().all(Intervals::is_empty) {
        return None;
    }
    let is_there = |part: &Space| {
        let touched = arrays.touched(stage, std::slice::from_ref(part));
        (0..facts.len()).all(|at| {
            let awaited = &awaited[at];
            !awaited.meets(&touched.reads[at]) && !awaited.meets(&touched.writes[at])
        })
    };
    cut::middle(part, d, is_there)
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
        Variant::Threads => rayon::current_num_threads(),
        _ => 1,
    };
    let grid = threads::grid(stage, 1);
    threads::run_blocks(Checked::simd(stage)?, &grid, part.blocks.clone(), threads)
}

/// All ranks learn the fault of the lowest rank that met one, or the values of all blocks, which they combine as one machine would.
fn combine<St: Stage>(
    team: &Team,
    cut: &Cut,
    outcome: Outcome<St::Partial>,
) -> Result<St::Partial, Fault> {
    let none = team.ranks() as u64;
    let mine = match &outcome {
        Ok(_) => none,
        Err(_) => team.rank() as u64,
    };
    let first = team.extremes(&[mine])[0].0;
    if first != none {
        let mut words = match &outcome {
            Err(fault) => fault.to_words(),
            Ok(_) => [0; Fault::WORDS],
        };
        team.broadcast(first as usize, &mut words);
        return Err(Fault::of_words(words));
    }
    if !St::REDUCES {
        return Ok(St::identity());
    }
    let mut words = Vec::new();
    outcome?
        .into_iter()
        .for_each(|value| St::pack(value, &mut words));
    let counts = cut.parts.iter().map(|part| part.blocks.len() * St::WORDS);
    let counts: Vec<usize> = counts.collect();
    let all = team.gather_counted(&words, &counts);
    let mut words = all.into_iter();
    let mut tree = Tree::new(St::identity());
    while words.len() > 0 {
        tree.push(St::unpack(&mut words), St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}

/// The arrays of a stage. One that it names twice is one here.
#[derive(Default)]
struct Table<'a> {
    entries: Vec<Entry<'a>>,
    /// Of each array as the stage numbers them the entry.
    order: Vec<usize>,
}

struct Entry<'a> {
    held: Held<'a>,
    written: bool,
    kept: bool,
}

impl<'a> Table<'a> {
    fn of<St: Stage>(stage: &'a St) -> Self {
        let mut table = Table::default();
        stage.arrays(&mut table);
        table
    }

    fn add(&mut self, held: Held<'a>, written: bool, kept: bool) {
        let home = |held: &Held<'a>| held.home().map(std::ptr::from_ref);
        let same = |entry: &Entry<'a>| home(&held).is_some() && home(&entry.held) == home(&held);
        let at = self.entries.iter().position(same);
        self.order.push(at.unwrap_or(self.entries.len()));
        match at {
            Some(at) => {
                self.entries[at].written |= written;
                self.entries[at].kept |= kept;
            }
            None => self.entries.push(Entry {
                held,
                written,
                kept,
            }),
        }
    }

    /// The cluster that the arrays are shared in, or else the thread's.
    fn team(&self) -> Option<Rc<Team>> {
        let mut homes = self.entries.iter().filter_map(|entry| entry.held.home());
        homes.find_map(|home| home.spread().team()).or_else(entered)
    }

    fn held(&self) -> Vec<&Held<'a>> {
        self.entries.iter().map(|entry| &entry.held).collect()
    }

    /// What a cut has to know of them. What has no home is the same on every rank.
    fn facts<St: Stage>(&self, team: &Team, aside: Option<&Aside<St>>) -> Vec<Array> {
        let apart = aside.map(|aside| Places::of(aside.stage()));
        let fact = |(at, entry): (usize, &Entry<'a>)| {
            let number = self.order.iter().position(|&entry| entry == at);
            let place = apart.as_ref().zip(number).map(|(apart, at)| apart.0[at]);
            let spread = entry.held.home().and_then(|home| home.spread().holdings());
            let everywhere = || Holdings::everywhere(team.ranks(), entry.held.len());
            Array {
                size: entry.held.element(),
                written: entry.written,
                kept: entry.kept,
                apart: place.is_some_and(|place| place != entry.held.place()),
                holdings: spread.unwrap_or_else(everywhere),
            }
        };
        self.entries.iter().enumerate().map(fact).collect()
    }

    /// What points of some boxes may touch.
    fn touched<St: Stage>(&self, stage: &St, boxes: &[Space]) -> Touched {
        let none = || vec![Intervals::NONE; self.entries.len()];
        let mut reached = Reached {
            order: &self.order,
            touched: Touched {
                reads: none(),
                writes: none(),
            },
        };
        boxes
            .iter()
            .for_each(|part| stage.reach(part, &mut reached));
        reached.touched
    }

    /// Notes what was sent and what is written.
    fn note(&self, cut: &Cut) {
        for (at, entry) in self.entries.iter().enumerate() {
            if let Some(home) = entry.held.home() {
                home.spread().update(|holdings| {
                    holdings.received(&cut.messages[at]);
                    holdings.written(&cut.writes[at]);
                });
            }
        }
    }

    /// Sends what was written of arrays without a home to every rank.
    fn replicate(&self, team: &Team, cut: &Cut) {
        let lost = self.entries.iter().enumerate().map(|(at, entry)| {
            if entry.held.home().is_some() || !entry.written {
                return Vec::new();
            }
            let mut holdings = Holdings::everywhere(team.ranks(), entry.held.len());
            holdings.written(&cut.writes[at]);
            let needs = vec![holdings.whole(); team.ranks()];
            messages(holdings.ranks(), &holdings.lacking(&needs))
        });
        let lost: Vec<_> = lost.collect();
        if lost.iter().any(|messages| !messages.is_empty()) {
            team.exchange(&lost, &self.held(), || ());
        }
    }
}

impl<'a> Arrays<'a> for Table<'a> {
    fn read(&mut self, array: Held<'a>) {
        self.add(array, false, false);
    }

    fn write(&mut self, array: Held<'a>, reads: bool) {
        self.add(array, true, reads);
    }
}

/// Where arrays are.
struct Places(Vec<usize>);

impl Places {
    fn of<St: Stage>(stage: &St) -> Self {
        let mut places = Places(Vec::new());
        stage.arrays(&mut places);
        places
    }
}

impl<'a> Arrays<'a> for Places {
    fn read(&mut self, array: Held<'a>) {
        self.0.push(array.place());
    }

    fn write(&mut self, array: Held<'a>, _reads: bool) {
        self.0.push(array.place());
    }
}

struct Reached<'o> {
    order: &'o [usize],
    touched: Touched,
}

impl Reaches for Reached<'_> {
    fn read(&mut self, array: usize, elements: Range<usize>) {
        self.touched.reads[self.order[array]].insert(elements);
    }

    fn write(&mut self, array: usize, elements: Range<usize>) {
        self.touched.writes[self.order[array]].insert(elements);
    }
}
