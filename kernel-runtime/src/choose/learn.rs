//! What a run teaches, and what is to be remembered of a choice.

use super::Choice;
use super::record;
use super::weigh::weigh;
use crate::decisions;
use crate::device::Making;
use crate::history::{Epoch, Memo, Slot};
use crate::kernel::Kernel;
use crate::learned;
use crate::policy::{self, Policy};
use crate::profile::Profile;
use crate::select::{Each, Reason, explore};
use crate::stage::Stage;
use crate::variant::Variant;

/// Seconds of work between two timed runs: timing, learning and choosing anew take one to two microseconds.
const BETWEEN_SAMPLES: f64 = 200e-6;

/// Work that takes less than so many seconds is slowed down by what learning leaves behind in the caches, so it is not timed in the run that comes right
/// after.
const DISTURBED: f64 = 20e-6;

/// Takes in what a run took, in seconds, and chooses anew. Where the run teaches nothing, all that is learned is what trying has lost.
#[inline(never)]
pub(crate) fn learn<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    memo: Memo,
    slot: &'static Slot,
    seconds: f64,
    teaches: bool,
) {
    if !teaches && memo.variant == memo.incumbent {
        return;
    }
    let (variant, history) = (memo.variant, kernel.history());
    let Some(profile) = Profile::known() else {
        return;
    };
    let before = weigh(kernel, stage, profile, Some(slot), false);
    let expected = |variant: Variant| before.decision.predictions[variant as usize];
    let Some(predicted) = expected(variant) else {
        return;
    };
    if teaches {
        let correction = before.estimates[variant as usize].correction;
        let mut knowledge = history.knowledge(Some(slot));
        let was_settled = knowledge.bucket[variant as usize].is_settled();
        let error = (seconds / predicted.total).ln() + correction;
        knowledge.observe(variant, error, predicted.executing());
        history.keep(slot, &knowledge, variant);
        if !was_settled && knowledge.bucket[variant as usize].is_settled() {
            learned::is_worth_keeping(kernel);
        }
    }
    let lost = match expected(memo.incumbent) {
        Some(incumbent) if memo.incumbent != variant => (seconds - incumbent.total).max(0.0),
        _ => 0.0,
    };
    let runs = f64::from(memo.period.unwrap_or(1));
    history.book(seconds * runs, lost * runs);
    decisions::keep(record(kernel, St::NUMBER, memo, &before, Some(seconds)));

    let epoch = Epoch::now();
    let mut after = weigh(kernel, stage, profile, Some(slot), false);
    let memo = self::memo(kernel, stage, slot, &mut after);
    slot.remember(memo, epoch);
}

/// What is to be remembered of a choice: the variant, or another one that is worth trying. A device that would be tried or chosen is given its pipeline
/// first.
pub(super) fn memo<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    slot: &Slot,
    choice: &mut Choice,
) -> Memo {
    let incumbent = choice.decision.variant;
    if !learns() {
        choice.see_to_pipeline(kernel, stage);
        return Memo::fixed(incumbent);
    }
    let history = kernel.history();
    let mut first_use = Each::<f64>::default();
    if let Ok(able) = &choice.device
        && able.making == Making::Missing
    {
        first_use[Variant::Gpu as usize] = able.rates.compile;
    }
    let mut tried = explore(
        &choice.decision,
        &choice.estimates,
        &history.ledger(),
        &first_use,
    );
    if tried == Some(Variant::Gpu) && choice.making() != Making::Done {
        choice.decision.reason = Reason::Unmade(choice.making());
        tried = None;
    }
    choice.see_to_pipeline(kernel, stage);
    let record = history.knowledge(Some(slot)).bucket[incumbent as usize];
    let total = choice.decision.predictions[incumbent as usize].map_or(0.0, |p| p.total);
    let period = if tried.is_none() && record.is_settled() {
        ((BETWEEN_SAMPLES / total) as u32)
            .clamp(1, 1 << 15)
            .next_power_of_two()
    } else if total < DISTURBED {
        2
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
    !matches!(
        policy::in_force(),
        Ok(Policy::Frozen | Policy::Collective | Policy::Pinned(_))
    )
}
