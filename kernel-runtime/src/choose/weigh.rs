//! Predicts every variant that may run.

use super::device::device_for;
use super::{Choice, Refusal, WORTH_SHARING};
use crate::history::Slot;
use crate::kernel::Kernel;
use crate::movement::Moves;
use crate::policy::{self, Policy};
use crate::profile::{self, Pool, Profile, Rates};
use crate::select::{Candidates, Device, Each, Estimate, Knowledge, Rows, Threads, select};
use crate::simd::Isa;
use crate::stage::{Stage, Work};
use crate::threads;
use crate::variant::Variant;

/// Predicts every variant that may run. The device comes in where the processors take long enough; `thorough` lets it in always.
pub(super) fn weigh<St: Stage>(
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
    let knowledge = known(kernel, slot);
    let (estimates, corrections) = corrections(&knowledge);
    let mut candidates = Candidates {
        scalar: profile.rates(Isa::OneLane),
        simd: rates_of::<St>(profile),
        serial: St::SERIAL,
        rows: rows(stage),
        threads: pool.as_ref().ok().map(|(pool, parts)| Threads {
            pool,
            parts: *parts,
            whole: whole(stage, *parts),
        }),
        device: None,
        homeward: 0.0,
        corrections,
        incumbent: match policy {
            Policy::Frozen | Policy::Collective => None,
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
    if let Ok(able) = &device {
        let rates = able.rates;
        candidates.device = Some(Device {
            rates,
            making: able.making,
            beside: able.beside,
            tests: knowledge.bucket[Variant::Gpu as usize].weight(),
            margin: policy::gpu_margin(),
        });
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
        threads: pool.map(|(pool, _)| pool),
        device,
    }
}

/// The faster of the two variants of one thread, by what is known of the kernel.
pub(super) fn on_one_thread<St: Stage>(
    kernel: &'static Kernel,
    profile: &Profile,
    work: &Work,
) -> Variant {
    let candidates = Candidates {
        scalar: profile.rates(Isa::OneLane),
        simd: rates_of::<St>(profile),
        serial: St::SERIAL,
        rows: Rows::NONE,
        threads: None,
        device: None,
        homeward: 0.0,
        corrections: known(kernel, None).compared(Variant::Scalar, Variant::Simd),
        incumbent: None,
    };
    select(work, &candidates).variant
}

/// What the SIMD variant's code costs.
fn rates_of<St: Stage>(profile: &Profile) -> &Rates {
    match St::SERIAL {
        true => profile.rates(Isa::OneLane),
        false => profile.rates(Isa::chosen()),
    }
}

/// What runs have taught, where the policy goes by it.
fn known(kernel: &'static Kernel, slot: Option<&Slot>) -> Knowledge {
    match policy::policy() {
        Policy::Frozen | Policy::Collective => Knowledge::default(),
        _ => kernel.history().knowledge(slot),
    }
}

/// What predictions are to be corrected by, and by what factors.
fn corrections(knowledge: &Knowledge) -> (Each<Estimate>, Each<f64>) {
    if knowledge.is_empty() {
        return (Each::default(), [1.0; Variant::LOCAL.len()]);
    }
    let estimates = knowledge.estimates();
    (
        estimates,
        estimates.map(|estimate| estimate.correction.exp()),
    )
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

/// So many parts, the last one by its share of a whole one: those of a reduction have a fixed size, others are about equal.
fn whole<St: Stage>(stage: &St, parts: usize) -> f64 {
    match St::REDUCES && parts > 1 {
        true => (stage.space().points() as f64 / St::BLOCK as f64).min(parts as f64),
        false => parts as f64,
    }
}

/// The pool of the calling thread, and the parts that the box would be cut into.
fn threads_for<St: Stage>(stage: &St, profile: &Profile) -> Result<(Pool, usize), Refusal> {
    let threads = threads::count();
    if threads == 1 {
        return Err(Refusal::OneThread);
    }
    if !threads::divides(stage) {
        return Err(Refusal::InOrder);
    }
    match threads::grid(stage, threads).len() {
        0 | 1 => Err(Refusal::OnePart),
        // As one part it takes what it takes on one thread, and sharing on top.
        _ if profile::bound(&stage.work()) < WORTH_SHARING => Ok((profile.pool(threads), 1)),
        parts => Ok((profile.pool(threads), parts)),
    }
}
