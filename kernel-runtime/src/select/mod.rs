//! Predicts each variant's time and chooses: a pure function of the work and the machine's rates.
//!
//! With C the time of the ops and M the time of loads and stores, a variant executes in `E = C + M − ρ·min(C, M)`, since a core
//! computes while it waits for memory. To this come what it costs to begin, the transfers, and what it costs to end.

use crate::profile::{DeviceRates, Place, Pool, Rates};
use crate::stage::Work;
use crate::variant::Variant;

/// ρ: the share of the shorter of computing and memory that hides behind the longer.
const OVERLAP: f64 = 0.8;

/// Seconds to enter a variant on the calling thread.
const LAUNCH: f64 = 20e-9;

/// The runs over which the making of a pipeline is spread.
const COMPILE_RUNS: f64 = 8.0;

/// How many times over a device must earn its overhead back while its prediction is untested: `T_cpu ≥ T_gpu·(1 + 4f)`, where f is the
/// overhead's share of `T_gpu`.
const UNTESTED_MARGIN: f64 = 5.0;

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
        }
    }

    /// This one and so many of another, one after the other.
    pub(crate) fn followed_by(self, other: &Prediction, times: f64) -> Prediction {
        Prediction {
            compute: self.compute + times * other.compute,
            memory: self.memory + times * other.memory,
            overhead: self.overhead + times * other.overhead,
            transfers: self.transfers + times * other.transfers,
            total: self.total + times * other.total,
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
    /// The pool, if it can help.
    pub(crate) threads: Option<Threads<'a>>,
    /// The device, if the kernel can run there.
    pub(crate) device: Option<Device<'a>>,
    /// What measured times were, relative to predictions, by variant.
    pub(crate) corrections: [f64; Variant::ALL.len()],
}

/// A pool as a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Threads<'a> {
    /// Its rates.
    pub(crate) pool: &'a Pool,
    /// The parts that the box would be cut into.
    pub(crate) parts: usize,
}

/// A device as a candidate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Device<'a> {
    /// Its rates.
    pub(crate) rates: &'a DeviceRates,
    /// Whether the pipeline has yet to be made.
    pub(crate) cold: bool,
    /// Whether its prediction has been tested on this kernel.
    pub(crate) tested: bool,
}

/// Why a variant was chosen.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Reason {
    /// Its prediction is the least.
    Fastest,
    /// The device's prediction is less, but not by enough to trust it: that many seconds would have to be saved.
    Margin {
        /// What the device saves, in seconds.
        saved: f64,
        /// What it would have to save.
        needed: f64,
    },
}

/// The choice, and what it was made from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Decision {
    /// The chosen variant.
    pub(crate) variant: Variant,
    /// Why.
    pub(crate) reason: Reason,
    /// Each candidate's prediction, in the order of [`Variant::ALL`].
    pub(crate) predictions: [Option<Prediction>; Variant::ALL.len()],
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
    let one = |rates: &Rates, variant| {
        let (compute, memory) = (rates.compute(work), rates.memory(work, place));
        Prediction::new(compute, memory, LAUNCH, 0.0, correction(variant))
    };
    let scalar = one(candidates.scalar, Variant::Scalar);
    let simd = one(candidates.simd, Variant::Simd);
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
    let device = candidates.device.map(|device| {
        (
            device,
            predict_device(work, place, &device, correction(Variant::Gpu)),
        )
    });

    // Of equals the later stands: SIMD is no slower than scalar code.
    let mut variant = Variant::Scalar;
    let mut best = scalar.total;
    if simd.total <= best {
        (variant, best) = (Variant::Simd, simd.total);
    }
    if let Some(threads) = threads
        && threads.total < best
    {
        (variant, best) = (Variant::Threads, threads.total);
    }
    let mut reason = Reason::Fastest;
    if let Some((device, prediction)) = device
        && prediction.total < best
    {
        let overhead = prediction.overhead + prediction.transfers;
        let margin = if device.tested {
            0.0
        } else {
            UNTESTED_MARGIN - 1.0
        };
        let (saved, needed) = (best - prediction.total, margin * overhead);
        if saved >= needed {
            variant = Variant::Gpu;
        } else {
            reason = Reason::Margin { saved, needed };
        }
    }
    Decision {
        variant,
        reason,
        predictions: [
            Some(scalar),
            Some(simd),
            threads,
            device.map(|(_, prediction)| prediction),
        ],
    }
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
    let imbalance = rounds as f64 * busy as f64 / parts as f64;
    let busy = busy as f64;
    let speedup = (pool.speedup * busy / pool.threads as f64).max(1.0);
    // All threads together move bytes at the pool's rate; a few of them at their share, and never slower than one alone.
    let together = pool.stream.at(place) / rates.stream.at(place);
    let bandwidth_gain = (busy / (pool.threads as f64 * together)).max(1.0);
    let gathers = work.gathered * rates.gather.at(place);
    let memory = (simd.memory - gathers) / bandwidth_gain + gathers / speedup;
    Prediction::new(
        simd.compute / speedup * imbalance,
        memory * imbalance,
        LAUNCH + pool.fork_join,
        0.0,
        correction,
    )
}

/// A box too small to fill the device takes the time of one that just fills it.
#[inline]
fn predict_device(work: &Work, place: Place, device: &Device<'_>, correction: f64) -> Prediction {
    let costs = device.rates;
    let idle = (costs.fill / work.points.max(1.0)).max(1.0);
    let compile = if device.cold {
        costs.compile / COMPILE_RUNS
    } else {
        0.0
    };
    Prediction::new(
        costs.rates.compute(work) * idle,
        costs.rates.memory(work, place),
        costs.latency + compile,
        work.reads * costs.upload + work.writes * costs.download,
        correction,
    )
}

#[cfg(test)]
mod tests;
