//! What `dispatch` and `explain` decide alike: who may run, and who is predicted to be fastest. A choice is remembered in the kernel's history until what
//! it was made from changes; a timed run makes it anew.

mod device;
mod learn;
mod machine;
mod recent;
mod size;
mod weigh;

pub(crate) use device::{make, open, ready, record_failure, step_in, stepped_in};
pub(crate) use learn::learn;
pub(crate) use size::{Size, size};

use crate::co_execution::{CoExecution, co_execution};
use crate::decisions::{self, DecisionRecord, Why};
use crate::device::{Brought, Gpu, GpuError, Ineligible, Making, Unavailable};
use crate::history::{Epoch, Memo, Slot};
use crate::kernel::Kernel;
use crate::learned;
use crate::profile::{Pool, Profile};
use crate::report;
use crate::select::{Decision, Each, Estimate, Reason};
use crate::stage::{Stage, Work};
use crate::variant::Variant;
use device::{Able, may_have_company};
use learn::memo;
use weigh::weigh;

/// Until the machine has been measured, which takes up a core, work that takes no longer than this stays on the calling thread.
const WORTH_THREADS_MEANWHILE: f64 = 10e-3;

/// Work that takes no longer than this on a modest machine is not shared among threads: where they were faster, it would be by next to nothing.
const WORTH_SHARING: f64 = 10e-6;

/// Work that takes no longer than this does not start the measuring of the machine.
const WORTH_MEASURING: f64 = 50e-6;

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
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) work: Work,
    /// Whether the work is so small that `dispatch` looks no further.
    pub(crate) at_once: bool,
    pub(crate) decision: Decision,
    /// What measured times made of the predictions.
    pub(crate) estimates: Each<Estimate>,
    pub(crate) threads: Result<Pool, Refusal>,
    pub(crate) device: Result<Able, Refusal>,
}

impl Choice {
    /// How far the device's pipeline is, if there is a device.
    fn making(&self) -> Making {
        let able = self.device.as_ref();
        able.map_or(Making::Missing, |able| able.making)
    }

    /// Begins the device's pipeline if the device would be chosen had it one, and that for its part beside the processor if the device is chosen and would be
    /// given a part.
    fn see_to_pipeline<St: Stage>(&self, kernel: &'static Kernel, stage: &St) {
        let Ok(able) = &self.device else {
            return;
        };
        let Decision {
            variant, reason, ..
        } = self.decision;
        if reason == Reason::Unmade(Making::Missing) {
            make(kernel, stage, able.gpu, able.brought);
        } else if variant == Variant::Gpu && self.decision.wants_beside {
            make(kernel, stage, able.gpu, Brought::InWindows);
        }
    }
}

/// The variant that `dispatch` would run by an adaptive policy, which then remembers it. For benches: what a decision costs.
#[doc(hidden)]
pub fn decide<St: Stage>(kernel: &'static Kernel, stage: &St) -> Variant {
    match size(kernel, stage) {
        Size::Small(variant) => variant,
        Size::Large(slot) => pick(kernel, stage, slot).memo.variant,
    }
}

/// The variant to run, and what is to be learned from the run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Picked {
    pub(crate) memo: Memo,
    /// Where to keep what the run takes, if it is to be timed.
    pub(crate) slot: Option<&'static Slot>,
}

/// The share of the points that the processor is to compute of a launch for which the device was chosen.
pub(crate) fn share_beside<St: Stage>(kernel: &'static Kernel, stage: &St, gpu: &Gpu) -> f64 {
    if let CoExecution::Share(share) = co_execution() {
        return share;
    }
    match Profile::known() {
        Some(profile) if may_have_company(gpu, stage) => {
            let choice = weigh(kernel, stage, profile, size::slot(kernel, stage), false);
            let device = choice.decision.predictions[Variant::Gpu as usize];
            device.map_or(0.0, |device| device.beside)
        }
        _ => 0.0,
    }
}

/// Chooses for work that is worth a thought, which is remembered in that slot if that is known already.
#[inline]
pub(crate) fn pick<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    slot: Option<&'static Slot>,
) -> Picked {
    let slot = slot.or_else(|| size::slot(kernel, stage));
    match slot.and_then(|slot| Some((slot, slot.recall()?))) {
        Some((slot, (memo, timed))) => Picked {
            memo,
            slot: timed.then_some(slot),
        },
        None => pick_anew(kernel, stage),
    }
}

/// Chooses where no choice is remembered.
#[cold]
#[inline(never)]
fn pick_anew<St: Stage>(kernel: &'static Kernel, stage: &St) -> Picked {
    let (key, bound) = size::key(stage);
    let profile = if bound <= WORTH_MEASURING {
        Profile::known()
    } else {
        machine::known_or_begun()
    };
    let Some(profile) = profile else {
        return pick_meanwhile(kernel, stage, bound);
    };
    // Before what the choice is made from: what comes to be known meanwhile makes it void.
    let epoch = Epoch::now();
    learned::recall(kernel);
    let slot = kernel.history().slot(key);
    let mut choice = weigh(kernel, stage, profile, Some(slot), false);
    let memo = memo(kernel, stage, slot, &mut choice);
    slot.remember(memo, epoch);
    decisions::keep(record(kernel, St::NUMBER, memo, &choice, None));
    Picked {
        memo,
        slot: memo.period.map(|_| slot),
    }
}

/// Chooses while the machine is not measured. Nothing is remembered, as the profile will make it void, and nothing learned.
fn pick_meanwhile<St: Stage>(kernel: &'static Kernel, stage: &St, bound: f64) -> Picked {
    let mut memo = Memo::fixed(Variant::Simd);
    if bound > WORTH_MEASURING {
        let choice = weigh(kernel, stage, Profile::meanwhile(), None, false);
        choice.see_to_pipeline(kernel, stage);
        if bound > WORTH_THREADS_MEANWHILE {
            memo = Memo::fixed(choice.decision.variant);
        }
        let mut record = record(kernel, St::NUMBER, memo, &choice, None);
        record.why = Why::Meanwhile;
        decisions::keep(record);
    }
    Picked { memo, slot: None }
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
        _ if memo.variant != choice.decision.variant => Why::Earlier,
        Reason::Fastest => Why::Fastest,
        Reason::Incumbent => Why::Incumbent,
        Reason::Margin { .. } => Why::Margin,
        Reason::Unmade(_) => Why::Unmade,
    };
    DecisionRecord {
        kernel,
        stage,
        variant: memo.variant,
        why,
        amount: report::Amount::of(&choice.work),
        predicted: choice
            .decision
            .predictions
            .map(|prediction| Some(prediction?.total)),
        measured,
    }
}

/// The choice with everything that can be known about it, whatever that takes.
pub(crate) fn deliberate<St: Stage>(kernel: &'static Kernel, stage: &St) -> Choice {
    let profile = machine::get();
    learned::recall(kernel);
    let mut choice = weigh(kernel, stage, profile, size::slot(kernel, stage), true);
    if let Size::Small(variant) = size(kernel, stage) {
        choice.at_once = true;
        choice.decision.variant = variant;
    }
    choice
}
