//! Predicts each variant's time and chooses: a pure function of the work and the machine's rates.
//!
//! With C the time of the ops and M the time of loads and stores, a variant executes in `E = C + M − ρ·min(C, M)`, since a core
//! computes while it waits for memory. To this come what it costs to begin, the transfers, and what it costs to end. Measured times correct the
//! sum (`learn`).

mod learn;
mod record;

use crate::device::Making;
use crate::policy::GpuMargin;
use crate::profile::{DeviceRates, Place, Pool, Rates};
use crate::stage::Work;
use crate::variant::Variant;

pub(crate) use learn::{Each, Estimate, Knowledge, Ledger, explore};
pub(crate) use record::Record;

/// ρ: the share of the shorter of computing and memory that hides behind the longer.
const OVERLAP: f64 = 0.8;

/// Seconds to enter a variant on the calling thread.
const LAUNCH: f64 = 8e-9;

/// Seconds to begin a row of points and to end it: masks, and where an interior begins.
const ROW: f64 = 3e-9;

/// Seconds to combine the lanes of a reduction.
const FOLD: f64 = 6e-9;

/// How many times longer one lane computes where points have loops within: compilers put what is measured of it, and loops over plain points, into the
/// vectors that every processor has, but not those.
const SERIAL: f64 = 2.0;

/// One lane is chosen only where it is predicted to be faster by this factor: where memory sets the pace all are alike.
const PLAINLY: f64 = 0.9;

/// Threads are chosen only where they are predicted to be faster by this factor: others may have work for the cores that they take.
const WORTH_THREADS: f64 = 0.88;

/// Seconds to cut a box for threads and to collect what they have made, and how many times what the pool itself takes it takes for their cores to learn
/// of both.
const CUT: f64 = 400e-9;
const LEARN: f64 = 1.5;

/// The processor works beside a device only where both together are predicted to be faster than the device by this factor: others may have work for it.
const WORTH_BESIDE: f64 = 0.88;

/// The runs over which the making of a pipeline is spread: it is made beside them, but takes a core.
const COMPILE_RUNS: f64 = 8.0;

/// The measurements after which a device need only be faster, unless its margin is for ever.
const TESTS: f64 = 3.0;

/// A predicted time and its parts, in seconds.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
#[non_exhaustive]
pub struct Prediction {
    /// Computing, as if memory were free.
    pub compute: f64,
    /// Loading and storing, as if computing were free.
    pub memory: f64,
    /// Entering the variant and leaving it: calls, waking threads, submission, compilation.
    pub overhead: f64,
    /// Moving arrays to a device and back.
    pub transfers: f64,
    /// The whole: the parts, less what computing and memory hide of each other.
    pub total: f64,
    /// The share of the points that the processor computes meanwhile, of a launch on a device. What it takes for them is not among the parts.
    pub beside: f64,
}

impl Prediction {
    #[inline]
    fn new(compute: f64, memory: f64, overhead: f64, transfers: f64, correction: f64) -> Self {
        let execute = compute + memory - OVERLAP * compute.min(memory);
        Prediction {
            compute,
            memory,
            overhead,
            transfers,
            total: (execute + overhead + transfers) * correction,
            beside: 0.0,
        }
    }

    /// The share of it in which the kernel's own code runs.
    pub(crate) fn executing(&self) -> f64 {
        let execute = self.compute + self.memory - OVERLAP * self.compute.min(self.memory);
        let whole = execute + self.overhead + self.transfers;
        if whole > 0.0 { execute / whole } else { 1.0 }
    }

    /// This one and so many of another, one after the other.
    pub(crate) fn followed_by(self, other: &Prediction, times: f64) -> Prediction {
        Prediction {
            compute: self.compute + times * other.compute,
            memory: self.memory + times * other.memory,
            overhead: self.overhead + times * other.overhead,
            transfers: self.transfers + times * other.transfers,
            total: self.total + times * other.total,
            beside: self.beside.max(other.beside),
        }
    }
}

/// The variants to choose from, with what they cost here.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidates<'a> {
    /// One lane.
    pub(crate) scalar: &'a Rates,
    /// The level that SIMD would run at.
    pub(crate) simd: &'a Rates,
    /// Whether SIMD is one lane after the other too.
    pub(crate) serial: bool,
    /// How rows of points fill the lanes.
    pub(crate) rows: Rows,
    /// The pool, if it can help.
    pub(crate) threads: Option<Threads<'a>>,
    /// The device, if the kernel can run there.
    pub(crate) device: Option<Device<'a>>,
    /// Seconds to bring arrays from the device to where the processor can read them.
    pub(crate) homeward: f64,
    /// What measured times were, relative to predictions, by variant.
    pub(crate) corrections: Each<f64>,
    /// The variant in use, which another one must beat by more than noise.
    pub(crate) incumbent: Option<Variant>,
}

/// The rows of a box along the dimension that becomes lanes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Rows {
    /// How many there are.
    pub(crate) count: f64,
    /// The points of each.
    pub(crate) points: f64,
    /// The points that lanes take at a time.
    pub(crate) gang: f64,
}

impl Rows {
    /// Where there are no lanes to fill.
    pub(crate) const NONE: Rows = Rows {
        count: 0.0,
        points: 1.0,
        gang: 1.0,
    };

    /// How many times more lanes run than there are points.
    #[inline]
    fn padding(&self) -> f64 {
        if self.points >= 8.0 * self.gang || self.points < 1.0 {
            return 1.0;
        }
        (self.points / self.gang).ceil() * self.gang / self.points
    }
}

/// A pool as a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads<'a> {
    /// Its rates.
    pub(crate) pool: &'a Pool,
    /// The parts that the box would be cut into.
    pub(crate) parts: usize,
    /// The same, the last one by its share of a whole part.
    pub(crate) whole: f64,
}

/// A device as a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Device<'a> {
    /// Its rates.
    pub(crate) rates: &'a DeviceRates,
    /// How far its pipeline is: until that is made, the device is not chosen.
    pub(crate) making: Making,
    /// How far the pipeline is with which the processor may work beside it; nothing, where it may not.
    pub(crate) beside: Option<Making>,
    /// How often its prediction has been tested on this work.
    pub(crate) tests: f64,
    /// How much it must save: five times its overhead unless somebody says otherwise, that is `T_cpu ≥ T_gpu·(1 + 4f)`, where f is the overhead's share
    /// of `T_gpu`.
    pub(crate) margin: GpuMargin,
}

/// Why a variant was chosen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Reason {
    /// Its prediction is the least.
    Fastest,
    /// It is in use, and no prediction is less by more than noise.
    Incumbent,
    /// The device's prediction is less, but not by enough to trust it: that many seconds would have to be saved.
    Margin {
        /// What the device saves, in seconds.
        saved: f64,
        /// What it would have to save.
        needed: f64,
    },
    /// The best of the others, as the device would be chosen if its pipeline were made.
    Unmade(Making),
}

/// The choice, and what it was made from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Decision {
    /// The chosen variant.
    pub(crate) variant: Variant,
    /// Why.
    pub(crate) reason: Reason,
    /// Each candidate's prediction, in the order of [`Variant::LOCAL`].
    pub(crate) predictions: [Option<Prediction>; Variant::LOCAL.len()],
    /// Whether the processor would work beside the device if the pipeline for that were made.
    pub(crate) wants_beside: bool,
}

impl Decision {
    /// The least of the predictions, in seconds.
    pub(crate) fn least(&self) -> f64 {
        self.predictions
            .iter()
            .flatten()
            .map(|prediction| prediction.total)
            .fold(f64::INFINITY, f64::min)
    }
}

/// Chooses the variant that is predicted to be fastest.
pub(crate) fn select(work: &Work, candidates: &Candidates<'_>) -> Decision {
    let correction = |variant: Variant| candidates.corrections[variant as usize];
    let place = Place::of(work.footprint);
    let scalar = predict_scalar(work, place, candidates, correction(Variant::Scalar));
    let simd = match candidates.serial {
        true => predict_scalar(work, place, candidates, correction(Variant::Simd)),
        false => predict_simd(work, place, &scalar, candidates, correction(Variant::Simd)),
    };
    let threads = candidates.threads.map(|threads| {
        predict_threads(
            work,
            place,
            &simd,
            candidates.simd,
            &threads,
            correction(Variant::Threads),
        )
    });
    let mut wants_beside = false;
    let device = candidates.device.map(|device| {
        let correction = correction(Variant::Gpu);
        let alone = predict_device(work, place, &device, correction);
        let both = device.beside.and_then(|making| {
            // What both need, the device is sent as if it did all.
            let begun = alone.overhead + work.reads * device.rates.upload;
            let both = beside(&alone, begun * correction, &threads.unwrap_or(simd))?;
            wants_beside = making == Making::Missing;
            (making == Making::Done).then_some(both)
        });
        both.unwrap_or(alone)
    });

    let margin = candidates.device.as_ref().map_or(0.0, margin);
    let predictions = [Some(scalar), Some(simd), threads, device];
    let decision = Decision {
        wants_beside,
        ..settle(predictions, candidates.incumbent, margin)
    };
    match candidates.device {
        Some(Device { making, .. })
            if making != Making::Done && decision.variant == Variant::Gpu =>
        {
            let others = [Some(scalar), Some(simd), threads, None];
            Decision {
                variant: settle(others, candidates.incumbent, margin).variant,
                reason: Reason::Unmade(making),
                ..decision
            }
        }
        _ => decision,
    }
}

/// How many times its overhead a device must save.
#[inline]
fn margin(device: &Device<'_>) -> f64 {
    let share = match device.margin {
        GpuMargin::Untested(_) => (1.0 - device.tests / TESTS).max(0.0),
        GpuMargin::Always(_) => 1.0,
    };
    (device.margin.times() - 1.0) * share
}

/// The least of the predictions, unless what is in use is as good, or a device's margin stands against it.
#[inline]
fn settle(
    predictions: Each<Option<Prediction>>,
    incumbent: Option<Variant>,
    margin: f64,
) -> Decision {
    // Of near equals the later stands: SIMD is seldom slower than scalar code.
    let [scalar, simd, threads, device] = predictions;
    let mut variant = Variant::Scalar;
    let mut best = scalar.map_or(f64::INFINITY, |prediction| prediction.total);
    if let Some(simd) = simd
        && PLAINLY * simd.total <= best
    {
        (variant, best) = (Variant::Simd, simd.total);
    }
    if let Some(threads) = threads
        && threads.total < WORTH_THREADS * best
    {
        (variant, best) = (Variant::Threads, threads.total);
    }
    let mut reason = Reason::Fastest;
    if let Some(prediction) = device
        && prediction.total < best
    {
        let overhead = prediction.overhead + prediction.transfers;
        let (saved, needed) = (best - prediction.total, margin * overhead);
        if saved >= needed {
            variant = Variant::Gpu;
        } else {
            reason = Reason::Margin { saved, needed };
        }
    }
    if let Some(incumbent) = incumbent
        && incumbent != variant
        && let Some(stays) = &predictions[incumbent as usize]
        && let Some(challenger) = &predictions[variant as usize]
        && !learn::displaces(challenger, stays)
    {
        (variant, reason) = (incumbent, Reason::Incumbent);
    }
    Decision {
        variant,
        reason,
        predictions,
        wants_beside: false,
    }
}

/// One lane after the other.
#[inline]
fn predict_scalar(
    work: &Work,
    place: Place,
    candidates: &Candidates<'_>,
    correction: f64,
) -> Prediction {
    let rates = candidates.scalar;
    let serial = if work.chained > 0.0 { SERIAL } else { 1.0 };
    let compute = (serial * rates.units(work)).max(rates.chains(work));
    let memory = rates.memory(work, place).total();
    let overhead = LAUNCH + ROW * candidates.rows.count + FOLD * work.folds;
    Prediction::new(compute, memory, overhead, candidates.homeward, correction)
}

/// The last gang of each row is not full, and takes as long as if it were. Rows too short for that run one lane at a time.
#[inline]
fn predict_simd(
    work: &Work,
    place: Place,
    scalar: &Prediction,
    candidates: &Candidates<'_>,
    correction: f64,
) -> Prediction {
    let (rates, rows) = (candidates.simd, candidates.rows);
    let padding = rows.padding();
    let memory = rates.memory(work, place).total();
    let mut compute = rates.compute(work);
    if padding > 1.0 {
        compute = (compute * padding).min(scalar.compute.max(compute));
    }
    let overhead = LAUNCH + ROW * rows.count + FOLD * work.folds;
    Prediction::new(compute, memory, overhead, candidates.homeward, correction)
}

/// The parts go to the threads in rounds; the last round may not be full.
#[inline]
fn predict_threads(
    work: &Work,
    place: Place,
    simd: &Prediction,
    rates: &Rates,
    threads: &Threads<'_>,
    correction: f64,
) -> Prediction {
    let pool = threads.pool;
    let parts = threads.parts.max(1);
    let busy = parts.min(pool.threads).max(1);
    let rounds = parts.div_ceil(busy);
    let imbalance = rounds as f64 * busy as f64 / threads.whole;
    let busy = busy as f64;
    let speedup = (pool.speedup * busy / pool.threads as f64).max(1.0);
    // All threads together move bytes from far at the pool's rate; a few of them at their share, and never slower than one alone.
    let together = pool.stream.at(place) / rates.stream.at(place);
    let bandwidth_gain = (busy / (pool.threads as f64 * together)).max(1.0);
    let one = rates.memory(work, place);
    let memory = (one.near + one.gathers) / speedup + one.far / bandwidth_gain;
    let sharing = if parts > 1 {
        LEARN * pool.fork_join
    } else {
        0.0
    };
    Prediction::new(
        simd.compute / speedup * imbalance,
        memory * imbalance,
        sharing + CUT + simd.overhead / speedup,
        simd.transfers,
        correction,
    )
}

/// A box too small to fill the device takes the time of one that just fills it.
#[inline]
fn predict_device(work: &Work, place: Place, device: &Device<'_>, correction: f64) -> Prediction {
    let costs = device.rates;
    let idle = (costs.fill / work.points.max(1.0)).max(1.0);
    let compile = match device.making {
        Making::Missing => costs.compile / COMPILE_RUNS,
        Making::Begun | Making::Done => 0.0,
    };
    Prediction::new(
        costs.rates.compute(work) * idle,
        costs.rates.memory(work, place).total(),
        costs.latency + compile,
        work.reads * costs.upload + work.writes * costs.download,
        correction,
    )
}

/// The device with the processor beside it, if that is worth it: the shares are such that both end at the same time. `begun` seconds the device takes
/// however small its share; the processor takes its own overhead likewise.
#[inline]
fn beside(device: &Prediction, begun: f64, processor: &Prediction) -> Option<Prediction> {
    let devices = (device.total - begun).max(0.0);
    let processors = (processor.total - processor.overhead).max(0.0);
    let share = (begun + devices - processor.overhead) / (devices + processors);
    let total = begun + (1.0 - share) * devices;
    let is_worth_it = 0.0 < share && share < 1.0 && total < WORTH_BESIDE * device.total;
    is_worth_it.then_some(Prediction {
        compute: (1.0 - share) * device.compute,
        memory: (1.0 - share) * device.memory,
        total,
        beside: share,
        ..*device
    })
}

#[cfg(test)]
mod tests;
