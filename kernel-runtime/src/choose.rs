//! What `dispatch` and `explain` decide alike: who may run, and who is predicted to be fastest. A choice is remembered in the kernel's history until what
//! it was made from changes; a timed run makes it anew.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::decisions::{self, DecisionRecord, Why};
use crate::device::{self, Gpu, GpuError, Ineligible, Unavailable};
use crate::history::{self, Key, Memo, Slot};
use crate::kernel::Kernel;
use crate::movement::Moves;
use crate::policy::{self, Policy};
use crate::profile::{self, DeviceRates, Pool, Profile};
use crate::select::{
    Candidates, Decision, Device, Each, Estimate, Knowledge, Reason, Rows, Threads, explore, select,
};
use crate::simd::Isa;
use crate::stage::{Stage, Work};
use crate::threads;
use crate::variant::Variant;

/// Work that takes no longer than this many seconds on a modest machine is not weighed: even a remembered choice would be a good part of it.
const AT_ONCE: f64 = 2e-6;

/// Work so little that entering lanes takes longer than doing it without. Reductions have their lanes anyway.
const NEXT_TO_NOTHING: f64 = 20e-9;

/// Rows of fewer points in a box of several dimensions are run one lane at a time.
const TINY_ROW: usize = 16;

/// Until the machine has been measured, which takes up a core, work that takes no longer than this stays on the calling thread.
const WORTH_THREADS_MEANWHILE: f64 = 10e-3;

/// Work that takes no longer than this does not start the measuring of the machine.
const WORTH_MEASURING: f64 = 50e-6;

/// Work that a processor does in less is not asked of a device: to submit it takes longer.
const WORTH_A_DEVICE: f64 = 50e-6;

/// Seconds that opening and measuring a device takes. It is opened, beside whatever else goes on, once the processor has spent as long on work that
/// a device could have done.
const OPENING: f64 = 0.3;

/// Why a variant is not considered.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the pool has one thread")]
    OneThread,
    #[error("values are combined into arrays in order, on one thread")]
    InOrder,
    #[error("the work is too small to be cut")]
    OnePart,
    #[error("{0}")]
    NoShader(&'static str),
    #[error("{0}")]
    NoDevice(#[from] Unavailable),
    #[error("{0}")]
    Ineligible(#[from] Ineligible),
    #[error("it has failed before: {0}")]
    Failed(#[from] GpuError),
    #[error("the device is not open yet")]
    NotOpen,
    #[error("submitting work this small takes longer than doing it")]
    TooSmall,
    #[error("the policy keeps to the processor")]
    Reproducible,
}

/// A choice with all that it was made from.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) work: Work,
    /// Whether the work is so small that `dispatch` looks no further.
    pub(crate) at_once: bool,
    pub(crate) decision: Decision,
    /// What measured times made of the predictions.
    pub(crate) estimates: Each<Estimate>,
    /// Seconds that the device's first run takes on top.
    compile: f64,
    pub(crate) threads: Result<Pool, Refusal>,
    pub(crate) device: Result<&'static Gpu, Refusal>,
}

/// How much work there is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Amount {
    /// Seconds that it takes, rather too long.
    bound: f64,
    /// Distinct bytes.
    footprint: f64,
    /// What is to be moved: [`Moves::way`].
    way: usize,
}

impl Amount {
    /// By which choices are remembered.
    #[inline]
    fn key<St: Stage>(self) -> Key {
        let threads = rayon::current_num_threads();
        Key::new(
            Moves::WAYS * St::NUMBER + self.way,
            self.bound,
            self.footprint,
            threads,
            Isa::chosen(),
        )
    }
}

/// What is done with work at once.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Size {
    /// It runs on the calling thread in this way, and no further thought is given to it.
    Small(Variant),
    /// It is worth a thought.
    Large(Amount),
}

/// Whether work is worth a thought.
#[inline]
pub(crate) fn size<St: Stage>(stage: &St) -> Size {
    let work = stage.work();
    let (bound, footprint) = (profile::bound(&work), work.footprint);
    let way = if stage.roams() {
        Moves::of(stage).way()
    } else {
        0
    };
    // Nothing is small that has to be fetched first.
    let away = way > 2;
    if bound > AT_ONCE || away {
        Size::Large(Amount {
            bound,
            footprint,
            way,
        })
    } else if !St::REDUCES && (bound < NEXT_TO_NOTHING || has_tiny_rows(stage)) {
        Size::Small(Variant::Scalar)
    } else {
        Size::Small(Variant::Simd)
    }
}

/// Whether the rows of a box leave most lanes empty.
#[inline]
fn has_tiny_rows<St: Stage>(stage: &St) -> bool {
    let tiny = |lanes: usize| stage.space().sizes()[lanes] < TINY_ROW;
    St::DIMS > 1 && St::TILE.is_none() && St::LANES.is_some_and(tiny)
}

/// The variant that `dispatch` would run by an adaptive policy, which then remembers it. For benches: what a decision costs.
#[doc(hidden)]
pub fn decide<St: Stage>(kernel: &'static Kernel, stage: &St) -> Variant {
    match size(stage) {
        Size::Small(variant) => variant,
        Size::Large(amount) => pick(kernel, stage, amount).memo.variant,
    }
}

/// The variant to run, and what is to be learned from the run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picked {
    pub(crate) memo: Memo,
    /// Where to keep what the run takes, if it is to be timed.
    pub(crate) slot: Option<&'static Slot>,
}

/// Chooses for work that is worth a thought.
#[inline]
pub(crate) fn pick<St: Stage>(kernel: &'static Kernel, stage: &St, amount: Amount) -> Picked {
    let key = amount.key::<St>();
    if let Some(slot) = kernel.history().known(key)
        && let Some((memo, timed)) = slot.recall()
    {
        return Picked {
            memo,
            slot: timed.then_some(slot),
        };
    }
    pick_anew(kernel, stage, amount.bound, key)
}

/// Chooses where no choice is remembered.
#[cold]
#[inline(never)]
fn pick_anew<St: Stage>(kernel: &'static Kernel, stage: &St, bound: f64, key: Key) -> Picked {
    let profile = if bound <= WORTH_MEASURING {
        Profile::known()
    } else {
        Profile::known_or_begun()
    };
    let Some(profile) = profile else {
        return pick_meanwhile(kernel, stage, bound);
    };
    let slot = kernel.history().slot(key);
    let choice = weigh(kernel, stage, profile, Some(slot), false);
    let memo = memo(kernel, slot, &choice);
    slot.remember(memo);
    decisions::keep(record(kernel, St::NUMBER, memo, &choice, None));
    Picked {
        memo,
        slot: memo.period.map(|_| slot),
    }
}

/// Chooses while the machine is not measured. Nothing is remembered, as the profile will make it void, and nothing learned.
fn pick_meanwhile<St: Stage>(kernel: &'static Kernel, stage: &St, bound: f64) -> Picked {
    let mut memo = Memo {
        variant: Variant::Simd,
        incumbent: Variant::Simd,
        period: None,
    };
    if bound > WORTH_MEASURING {
        let choice = weigh(kernel, stage, Profile::meanwhile(), None, false);
        if bound > WORTH_THREADS_MEANWHILE {
            memo.variant = choice.decision.variant;
            memo.incumbent = choice.decision.variant;
        }
        let mut record = record(kernel, St::NUMBER, memo, &choice, None);
        record.why = Why::Meanwhile;
        decisions::keep(record);
    }
    Picked { memo, slot: None }
}

/// Takes in what a run took, in seconds, and chooses anew.
#[inline(never)]
pub(crate) fn learn<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    memo: Memo,
    slot: &'static Slot,
    seconds: f64,
) {
    let (variant, history) = (memo.variant, kernel.history());
    let Some(profile) = Profile::known() else {
        return;
    };
    let before = weigh(kernel, stage, profile, Some(slot), false);
    let expected = |variant: Variant| {
        let prediction = before.decision.predictions[variant as usize]?;
        Some(prediction.total)
    };
    let Some(predicted) = expected(variant) else {
        return;
    };
    let correction = before.estimates[variant as usize].correction;
    let mut knowledge = history.knowledge(Some(slot));
    knowledge.observe(variant, (seconds / predicted).ln() + correction);
    history.keep(slot, &knowledge, variant);
    let lost = match expected(memo.incumbent) {
        Some(incumbent) if memo.incumbent != variant => (seconds - incumbent).max(0.0),
        _ => 0.0,
    };
    let runs = memo.period.unwrap_or(1);
    history.book(seconds * f64::from(runs), lost);
    decisions::keep(record(kernel, St::NUMBER, memo, &before, Some(seconds)));

    let after = weigh(kernel, stage, profile, Some(slot), false);
    slot.remember(self::memo(kernel, slot, &after));
}

/// Seconds of work between two timed runs: timing, learning and choosing anew cost some hundred nanoseconds.
const BETWEEN_SAMPLES: f64 = 100e-6;

/// The samples after which a choice is taken to be settled, so that not every run is timed.
const SETTLED: u8 = 4;

/// What is to be remembered of a choice: the variant, or another one that is worth trying.
fn memo(kernel: &'static Kernel, slot: &Slot, choice: &Choice) -> Memo {
    let incumbent = choice.decision.variant;
    if !learns() {
        return Memo {
            variant: incumbent,
            incumbent,
            period: None,
        };
    }
    let history = kernel.history();
    // The device's pipeline is made at its first run.
    let mut first_use = Each::<f64>::default();
    first_use[Variant::Gpu as usize] = choice.compile;
    let tried = explore(
        &choice.decision,
        &choice.estimates,
        &history.ledger(),
        &first_use,
    );
    let record = history.knowledge(Some(slot)).bucket[incumbent as usize];
    let settled = record.samples >= SETTLED && record.streak == 0;
    let total = choice.decision.predictions[incumbent as usize].map_or(0.0, |p| p.total);
    let period = if tried.is_none() && settled {
        ((BETWEEN_SAMPLES / total) as u32)
            .clamp(1, 1 << 15)
            .next_power_of_two()
    } else {
        1
    };
    Memo {
        variant: tried.unwrap_or(incumbent),
        incumbent,
        period: Some(period),
    }
}

/// Whether runs teach anything.
fn learns() -> bool {
    !matches!(policy::in_force(), Ok(Policy::Frozen | Policy::Pinned(_)))
}

/// A choice as it is told.
pub(crate) fn record(
    kernel: &'static Kernel,
    stage: usize,
    memo: Memo,
    choice: &Choice,
    measured: Option<f64>,
) -> DecisionRecord {
    let why = match choice.decision.reason {
        _ if memo.variant != memo.incumbent => Why::Tried,
        _ if choice.at_once => Why::AtOnce,
        Reason::Fastest => Why::Fastest,
        Reason::Incumbent => Why::Incumbent,
        Reason::Margin { .. } => Why::Margin,
    };
    DecisionRecord {
        kernel,
        stage,
        variant: memo.variant,
        why,
        predicted: choice
            .decision
            .predictions
            .map(|prediction| Some(prediction?.total)),
        measured,
    }
}

/// The choice with everything that can be known about it, whatever that takes.
pub(crate) fn deliberate<St: Stage>(kernel: &'static Kernel, stage: &St) -> Choice {
    let size = size(stage);
    let slot = match size {
        Size::Large(amount) => kernel.history().known(amount.key::<St>()),
        Size::Small(_) => None,
    };
    let mut choice = weigh(kernel, stage, Profile::get(), slot, true);
    if let Size::Small(variant) = size {
        choice.at_once = true;
        choice.decision.variant = variant;
    }
    choice
}

/// Predicts every variant that may run. The device comes in where the processors take long enough; `thorough` lets it in always.
fn weigh<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    profile: &Profile,
    slot: Option<&Slot>,
    thorough: bool,
) -> Choice {
    let mut work = stage.work();
    let mut moves = Moves::default();
    if stage.roams() {
        moves = Moves::of(stage);
        (work.reads, work.writes) = (moves.up, moves.down);
    }
    let pool = threads_for(stage, profile);
    let policy = policy::policy();
    let knowledge = match policy {
        Policy::Frozen => Knowledge::default(),
        _ => kernel.history().knowledge(slot),
    };
    let mut estimates = Each::<Estimate>::default();
    let mut corrections = [1.0; Variant::ALL.len()];
    if !knowledge.is_empty() {
        estimates = knowledge.estimates();
        corrections = estimates.map(|estimate| estimate.correction.exp());
    }
    let mut candidates = Candidates {
        scalar: profile.rates(Isa::OneLane),
        simd: profile.rates(Isa::chosen()),
        rows: rows(stage),
        threads: pool.as_ref().ok().map(|(pool, parts)| Threads {
            pool,
            parts: *parts,
        }),
        device: None,
        homeward: 0.0,
        corrections,
        incumbent: match policy {
            Policy::Frozen => None,
            _ => slot.and_then(Slot::incumbent),
        },
    };
    let mut decision = select(&work, &candidates);
    let device = match policy {
        Policy::Reproducible => Err(Refusal::Reproducible),
        // What is there already has not to earn its way.
        _ if moves.home > 0.0 => device_for(kernel, stage, f64::INFINITY, thorough),
        _ => device_for(kernel, stage, decision.least(), thorough),
    };
    let mut compile = 0.0;
    if let Ok((_, rates, cold)) = device {
        candidates.device = Some(Device {
            rates,
            cold,
            tests: knowledge.bucket[Variant::Gpu as usize].weight(),
        });
        compile = if cold { rates.compile } else { 0.0 };
        if moves.home > 0.0 {
            candidates.homeward = rates.latency + moves.home * rates.download;
        }
        decision = select(&work, &candidates);
    }
    Choice {
        work,
        at_once: false,
        decision,
        estimates,
        compile,
        threads: pool.map(|(pool, _)| pool),
        device: device.map(|(gpu, _, _)| gpu),
    }
}

/// The rows along the lanes' dimension, for gangs of two registers as most kernels have.
fn rows<St: Stage>(stage: &St) -> Rows {
    let Some(lanes) = St::LANES else {
        return Rows::NONE;
    };
    let space = stage.space();
    let points = space.sizes()[lanes].max(1) as f64;
    Rows {
        count: space.points() as f64 / points,
        points,
        gang: (2 * Isa::chosen().lanes()) as f64,
    }
}

/// The pool of the calling thread, and the parts that the box would be cut into.
fn threads_for<St: Stage>(stage: &St, profile: &Profile) -> Result<(Pool, usize), Refusal> {
    let threads = rayon::current_num_threads();
    if threads == 1 {
        return Err(Refusal::OneThread);
    }
    if !threads::divides(stage) {
        return Err(Refusal::InOrder);
    }
    match threads::grid(stage, threads).len() {
        0 | 1 => Err(Refusal::OnePart),
        parts => Ok((profile.pool(threads), parts)),
    }
}

/// The device, its rates, and whether the kernel's pipeline has yet to be made; opens it when it may be worth it.
fn device_for<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    seconds: f64,
    thorough: bool,
) -> Result<(&'static Gpu, &'static DeviceRates, bool), Refusal> {
    let program = kernel.program(St::NUMBER).map_err(Refusal::NoShader)?;
    if let Some(failure) = FAILURE.get() {
        return Err(Refusal::Failed(failure.clone()));
    }
    if seconds < WORTH_A_DEVICE && !thorough {
        return Err(Refusal::TooSmall);
    }
    if !thorough && !worth_opening(seconds) {
        return Err(Refusal::NotOpen);
    }
    let gpu = if thorough {
        open()?
    } else {
        ready().ok_or(Refusal::NotOpen)??
    };
    gpu.eligible(program, stage)?;
    let rates = profile::device(gpu)?;
    is_ready();
    Ok((gpu, rates, !gpu.compiled(program)))
}

/// Whether the device has been asked for.
static OPENED: AtomicBool = AtomicBool::new(false);

/// Opens the device. Later calls are cheap.
pub(crate) fn open() -> Result<&'static Gpu, Unavailable> {
    OPENED.store(true, Relaxed);
    device::status()
}

/// The device, if it can be had without waiting. It is opened and measured beside the caller's work.
fn ready() -> Option<Result<&'static Gpu, Unavailable>> {
    OPENED.store(true, Relaxed);
    device::ready(|gpu| {
        // What is wrong with it is told to who asks for its rates.
        let _ = profile::device(gpu);
    })
}

/// Notes that the device takes part from now on.
fn is_ready() {
    static READY: AtomicBool = AtomicBool::new(false);
    if !READY.swap(true, Relaxed) {
        history::forget_choices();
    }
}

/// Counts the time spent on work that a device could do, until it is worth opening one.
fn worth_opening(seconds: f64) -> bool {
    static SPENT: AtomicU64 = AtomicU64::new(0);
    if OPENED.load(Relaxed) {
        return true;
    }
    let nanoseconds = (seconds * 1e9) as u64;
    let spent = SPENT
        .fetch_add(nanoseconds, Relaxed)
        .saturating_add(nanoseconds);
    spent as f64 >= OPENING * 1e9
}

/// The first failure of the device under a dispatch that was free to choose. From then on none chooses it.
static FAILURE: OnceLock<GpuError> = OnceLock::new();

/// Remembers that the device failed.
pub(crate) fn record_failure(error: GpuError) {
    // Only the first is kept.
    let _ = FAILURE.set(error);
    history::forget_choices();
}

/// Whether the device has failed.
pub(crate) fn has_failed() -> bool {
    FAILURE.get().is_some()
}
