//! The last decisions, and telling them as they are made.

use std::fmt;
use std::sync::Mutex;
use std::sync::TryLockError;
use std::time::Duration;

use crate::events;
use crate::kernel::Kernel;
use crate::policy::Telling;
use crate::report::Amount;
use crate::select::Each;
use crate::variant::Variant;

/// The decisions that are kept.
const KEPT: usize = 256;

/// A decision that `dispatch` has made.
///
/// Kept are those that were weighed, and of repeated ones those that were timed: not the many calls in between, nor work too small to be weighed.
///
/// ```
/// use kernel_runtime::{decisions, kernel};
///
/// #[kernel]
/// fn smooth(x: &[f32], y: &mut [f32]) {
///     for i in 0..y.len() {
///         y[i] = x[i].exp() / (1.0 + x[i].exp());
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let x = vec![0.5; 100_000];
/// let mut y = vec![0.0; 100_000];
/// smooth::dispatch(&x, &mut y)?;
/// let last = decisions().pop().expect("one has been made");
/// println!("{last}");
/// assert_eq!(last.kernel().name(), "smooth");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct DecisionRecord {
    pub(crate) kernel: &'static Kernel,
    pub(crate) stage: usize,
    pub(crate) variant: Variant,
    pub(crate) why: Why,
    pub(crate) amount: Amount,
    pub(crate) predicted: Each<Option<f64>>,
    pub(crate) measured: Option<f64>,
}

/// Why a variant was run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Why {
    AtOnce,
    Pinned,
    Fastest,
    Incumbent,
    Margin,
    Unmade,
    Tried,
    Earlier,
    Meanwhile,
}

impl DecisionRecord {
    /// The kernel.
    pub fn kernel(&self) -> &'static Kernel {
        self.kernel
    }

    /// Which of its stages, from zero.
    pub fn stage(&self) -> usize {
        self.stage
    }

    /// The variant that was run.
    pub fn variant(&self) -> Variant {
        self.variant
    }

    /// The predicted time of a variant, if it was considered.
    pub fn predicted(&self, variant: Variant) -> Option<Duration> {
        let seconds = (*self.predicted.get(variant as usize)?)?;
        Duration::try_from_secs_f64(seconds).ok()
    }

    /// The points of the stage's box.
    pub fn points(&self) -> f64 {
        self.amount.points
    }

    /// What the run took, if it was timed.
    pub fn measured(&self) -> Option<Duration> {
        Duration::try_from_secs_f64(self.measured?).ok()
    }

    /// Why that variant.
    pub fn why(&self) -> &'static str {
        match self.why {
            Why::AtOnce => "too small for anything else to pay",
            Why::Pinned => "pinned",
            Why::Fastest => "predicted to be fastest",
            Why::Incumbent => "in use, and nothing is clearly faster",
            Why::Margin => "a device would be faster, but not by enough while it is untested",
            Why::Unmade => "the gpu may be faster, and its pipeline is being made",
            Why::Tried => "tried, as it may be faster",
            Why::Earlier => "chosen by what was known before",
            Why::Meanwhile => "the machine is still being measured",
        }
    }

    /// As a line of JSON.
    pub fn json(&self) -> String {
        let seconds = |time: Option<f64>| match time {
            Some(seconds) if seconds.is_finite() => format!("{seconds:e}"),
            _ => "null".to_owned(),
        };
        let predicted = Variant::LOCAL.map(|variant| {
            format!(
                "\"{variant}\":{}",
                seconds(self.predicted[variant as usize])
            )
        });
        format!(
            "{{\"kernel\":\"{}::{}\",\"stage\":{},\"points\":{},\"variant\":\"{}\",\"why\":\"{}\",\"predicted_s\":{{{}}},\"measured_s\":{}}}",
            self.kernel.module_path(),
            self.kernel.name(),
            self.stage,
            self.amount.points,
            self.variant,
            self.why(),
            predicted.join(","),
            seconds(self.measured)
        )
    }

    /// Tells it on the standard error stream.
    pub(crate) fn tell(&self, telling: Telling) {
        match telling {
            Telling::Words => eprintln!("{self}"),
            Telling::Json => eprintln!("{}", self.json()),
        }
    }
}

impl fmt::Display for DecisionRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.kernel.module_path(), self.kernel.name())?;
        if self.kernel.stages() > 1 {
            write!(f, " stage {}", self.stage + 1)?;
        }
        write!(f, " → {} ({})", self.variant, self.why())?;
        if let Some(measured) = self.measured() {
            write!(f, ", took {measured:.3?}")?;
        }
        let mut separator = "; predicted";
        for variant in Variant::LOCAL {
            if let Some(predicted) = self.predicted(variant) {
                write!(f, "{separator} {variant} {predicted:.3?}")?;
                separator = ",";
            }
        }
        Ok(())
    }
}

/// A ring of the last decisions.
struct Ring {
    records: [Option<DecisionRecord>; KEPT],
    next: usize,
}

static RING: Mutex<Ring> = Mutex::new(Ring {
    records: [None; KEPT],
    next: 0,
});

/// The last decisions of all kernels, the oldest first: up to 256.
pub fn decisions() -> Vec<DecisionRecord> {
    // Nobody holds it for long, and nobody who waits for it makes another wait.
    let ring = loop {
        match RING.try_lock() {
            Ok(ring) => break ring,
            Err(TryLockError::Poisoned(poisoned)) => break poisoned.into_inner(),
            Err(TryLockError::WouldBlock) => std::thread::yield_now(),
        }
    };
    let (newest, oldest) = ring.records.split_at(ring.next);
    oldest.iter().chain(newest).flatten().copied().collect()
}

/// Keeps a decision; or does not, if somebody else is about to.
pub(crate) fn keep(record: DecisionRecord) {
    events::decided(&record);
    if let Ok(mut ring) = RING.try_lock() {
        let next = ring.next;
        ring.records[next] = Some(record);
        ring.next = (next + 1) % KEPT;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::KERNEL;

    fn record(stage: usize) -> DecisionRecord {
        DecisionRecord {
            kernel: &KERNEL,
            stage,
            variant: Variant::Simd,
            why: Why::Fastest,
            amount: Amount::default(),
            predicted: [Some(4e-6), Some(2e-6), None, None],
            measured: Some(2.5e-6),
        }
    }

    #[test]
    fn a_record_reads_well() {
        assert_eq!(
            record(0).to_string(),
            "tests::sample → simd (predicted to be fastest), took 2.500µs; predicted scalar 4.000µs, simd 2.000µs"
        );
        let json: serde_json::Value = serde_json::from_str(&record(0).json()).expect("it is JSON");
        assert_eq!(json["kernel"], "tests::sample");
        assert_eq!(json["measured_s"], 2.5e-6);
        assert!(json["predicted_s"]["gpu"].is_null());
    }

    #[test]
    fn the_last_ones_are_kept() {
        for stage in 1000..1000 + 2 * KEPT {
            keep(record(stage));
        }
        let kept = decisions();
        assert!(kept.len() <= KEPT);
        let stages: Vec<_> = kept
            .iter()
            .map(|kept| kept.stage)
            .filter(|&stage| stage >= 1000)
            .collect();
        assert!(stages.is_sorted(), "{stages:?}");
        // Other tests may launch meanwhile.
        assert!(stages.len() > KEPT / 2);
    }
}
