//! What measured times make of predictions. Everything here is a function of records; clocks and tables are elsewhere.
//!
//! A correction is `ln(measured / predicted)` of a variant: of the kernel's stage at this amount of work, as far as it has been measured there;
//! else of the kernel at any amount, else of all kernels. A variant that was never measured here shares what is known of another one
//! of the same kernel: both run the same code.

use super::record::Record;
use super::{Decision, Prediction};
use crate::variant::Variant;

/// One value for each variant.
pub(crate) type Each<T> = [T; Variant::LOCAL.len()];

/// The samples at which a record counts as much as what stands behind it: of this amount of work; of the kernel and of all kernels, where an amount of work
/// is a sample.
const BUCKET_EVEN: f64 = 0.25;
const KERNEL_EVEN: f64 = 1.0;
const MACHINE_EVEN: f64 = 32.0;

/// The doubt about a prediction that was never measured, on a processor and on a device, in logarithms; and what a guessed trip count adds.
const UNTESTED: f64 = 0.35;
const UNTESTED_DEVICE: f64 = 0.7;

/// The doubt about a variant that was measured a few times.
const TESTED: f64 = 0.15;

/// What a measured variant is doubted more for each sample of others since it last ran.
const STALE: f64 = 0.1 / 256.0;

/// How stale a change makes what is known of the other variants, in samples.
pub(super) const CHANGED: u16 = 768;

/// The share of a kernel's time that may be lost by trying variants.
pub(crate) const ALLOWED_LOSS: f64 = 0.02;

/// A challenger must be faster than the variant in use by this factor.
const HYSTERESIS: f64 = 0.97;

/// What is known of a stage at an amount of work, and what stands behind it.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Knowledge {
    /// At this amount of work.
    pub(crate) bucket: Each<Record>,
    /// What the first variant that was measured here said of all: its error beyond what was expected of it, as far as that is the kernel's code.
    pub(crate) shared: f32,
    /// Which variant that was.
    pub(crate) first: Option<Variant>,
    /// Of the kernel at any amount of work: the average of all.
    pub(crate) kernel: Each<Record>,
    /// Of all kernels, likewise.
    pub(crate) machine: Each<Record>,
    /// Samples taken at this amount of work.
    pub(crate) now: u16,
}

/// A correction and how far it may be off, in logarithms.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Estimate {
    pub(crate) correction: f64,
    pub(crate) doubt: f64,
}

impl Knowledge {
    /// Whether nothing is known that could correct a prediction.
    pub(crate) fn is_empty(&self) -> bool {
        let weightless = |record: &Record| record.weight() == 0.0;
        self.bucket.iter().all(weightless)
            && [self.kernel, self.machine]
                .iter()
                .flatten()
                .all(|record| record.samples == 0)
    }

    /// Of each variant what its predictions are to be corrected by.
    pub(crate) fn estimates(&self) -> Each<Estimate> {
        Variant::LOCAL.map(|variant| self.estimate(variant))
    }

    /// By what predictions of two variants of the kernel are to be corrected, where both have been measured; else none is, so that the one is not blamed for
    /// what the other would have got wrong as well.
    pub(crate) fn compared(&self, one: Variant, other: Variant) -> Each<f64> {
        let mut factors = [1.0; Variant::LOCAL.len()];
        let known = |variant: Variant| self.kernel[variant as usize].samples > 0;
        if known(one) && known(other) {
            for variant in [one, other] {
                factors[variant as usize] = f64::from(self.kernel[variant as usize].mean).exp();
            }
        }
        factors
    }

    fn estimate(&self, variant: Variant) -> Estimate {
        let record = self.bucket[variant as usize];
        let behind = self.behind(variant);
        let weight = record.weight();
        if weight == 0.0 {
            let related = self.first.map_or(0.0, |first| likeness(first, variant));
            return Estimate {
                correction: behind + related * f64::from(self.shared),
                doubt: if variant == Variant::Gpu {
                    UNTESTED_DEVICE
                } else {
                    UNTESTED
                },
            };
        }
        let age = f64::from(self.now.wrapping_sub(record.seen));
        let spread = f64::from(record.spread).max(TESTED / 3.0);
        let own = spread * spread / weight + (TESTED / weight).powi(2);
        Estimate {
            correction: blend(record, weight, behind, BUCKET_EVEN),
            doubt: own.sqrt() + STALE * age,
        }
    }

    /// What is expected of a variant before it is measured at this amount of work.
    fn behind(&self, variant: Variant) -> f64 {
        let average = |record: Record, behind, even| {
            let weight = f64::from(record.samples);
            blend(record, weight, behind, even)
        };
        let machine = average(self.machine[variant as usize], 0.0, MACHINE_EVEN);
        average(self.kernel[variant as usize], machine, KERNEL_EVEN)
    }

    /// Takes in what a variant took, relative to its uncorrected prediction, of which that share is the kernel's own code: what is wrong with the rest, such as
    /// the sharing among threads, says nothing of other variants.
    pub(crate) fn observe(&mut self, variant: Variant, error: f64, executing: f64) {
        self.now = self.now.wrapping_add(1);
        let now = self.now;
        let expected = self.behind(variant);
        let record = &mut self.bucket[variant as usize];
        let changed = record.observe(error, now);
        // One sample of each amount of work: a call that comes a thousand times says no more of others than one that comes thrice.
        if record.samples == 3 {
            self.kernel[variant as usize].average(error);
            self.machine[variant as usize].average(error);
        }
        if self.first.is_none() && self.bucket[variant as usize].samples == 3 {
            self.first = Some(variant);
            let beyond = f64::from(self.bucket[variant as usize].mean) - expected;
            self.shared = (beyond * executing) as f32;
        }
        if changed {
            // Whatever has changed may have changed for the others too.
            for other in Variant::LOCAL {
                let record = &mut self.bucket[other as usize];
                let age = now.wrapping_sub(record.seen);
                if other != variant && age < CHANGED {
                    record.seen = now.wrapping_sub(CHANGED);
                }
            }
        }
    }
}

/// A record's mean, as far as it counts against what is expected without it.
fn blend(record: Record, weight: f64, behind: f64, even: f64) -> f64 {
    let share = weight / (weight + even);
    share * f64::from(record.mean) + (1.0 - share) * behind
}

/// How much of an error of one variant's prediction is to be expected in another's.
fn likeness(one: Variant, other: Variant) -> f64 {
    match (one, other) {
        (Variant::Gpu, _) | (_, Variant::Gpu) => 0.0,
        (Variant::Scalar, _) | (_, Variant::Scalar) => 0.5,
        _ => 0.9,
    }
}

/// What a kernel has spent, and what of it was lost by trying variants, in seconds.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) spent: f64,
    pub(crate) lost: f64,
}

impl Ledger {
    /// What may yet be lost.
    fn allowance(&self) -> f64 {
        ALLOWED_LOSS * self.spent - self.lost
    }
}

/// The variant worth trying instead of the chosen one: it may be faster by all that is known, and what it may cost is allowed for.
/// `first_use` is what its first run costs on top.
pub(crate) fn explore(
    decision: &Decision,
    estimates: &Each<Estimate>,
    ledger: &Ledger,
    first_use: &Each<f64>,
) -> Option<Variant> {
    let total = |variant: Variant| decision.predictions[variant as usize].map(|p| p.total);
    let incumbent = total(decision.variant)?;
    let mut best = None;
    let mut least = HYSTERESIS * incumbent;
    for variant in Variant::LOCAL {
        let Some(seconds) = total(variant).filter(|_| variant != decision.variant) else {
            continue;
        };
        let doubt = estimates[variant as usize].doubt;
        let optimistic = seconds * (-doubt).exp();
        if optimistic >= least {
            continue;
        }
        let loss = seconds * doubt.exp() - incumbent + first_use[variant as usize];
        if loss <= ledger.allowance() {
            (best, least) = (Some(variant), optimistic);
        }
    }
    best
}

/// Whether a challenger's time is enough less to leave the variant in use.
pub(super) fn displaces(challenger: &Prediction, incumbent: &Prediction) -> bool {
    challenger.total < HYSTERESIS * incumbent.total
}

#[cfg(test)]
mod tests;
