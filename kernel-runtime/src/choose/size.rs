//! How much work there is, and whether it is worth a thought.

use super::recent::{self, Met};
use super::weigh::on_one_thread;
use crate::fingerprint::Fingerprint;
use crate::history::{Epoch, Key, Slot};
use crate::kernel::Kernel;
use crate::learned;
use crate::movement::Moves;
use crate::profile::{self, Profile};
use crate::simd::Isa;
use crate::stage::Stage;
use crate::threads;
use crate::variant::Variant;

/// Work that takes no longer than this many seconds on a modest machine is not weighed: even a remembered choice would be a good part of it.
const AT_ONCE: f64 = 2e-6;

/// Work so little that entering lanes takes longer than doing it without. Reductions have their lanes anyway.
const NEXT_TO_NOTHING: f64 = 20e-9;

/// Rows of fewer points in a box of several dimensions are run one lane at a time.
const TINY_ROW: usize = 16;

/// What is done with work at once.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Size {
    /// It runs on the calling thread in this way, and no further thought is given to it.
    Small(Variant),
    /// It is worth a thought, and known to be remembered there.
    Large(Option<&'static Slot>),
}

/// Whether a kernel's work is worth a thought.
#[inline]
pub(crate) fn size<St: Stage>(kernel: &'static Kernel, stage: &St) -> Size {
    let way = way(stage);
    if St::SIMPLE_WORK {
        let bound = profile::bound(&stage.work());
        return match is_small(bound, way) {
            true => Size::Small(small(kernel, stage, bound < NEXT_TO_NOTHING)),
            // To look for its slot here would make the frame of `dispatch` larger, also for small work.
            false => Size::Large(None),
        };
    }
    recalled(kernel, stage, way)
}

/// Where choices for work that is worth a thought are remembered, if it has been met.
#[inline]
pub(super) fn slot<St: Stage>(kernel: &'static Kernel, stage: &St) -> Option<&'static Slot> {
    match recalled(kernel, stage, way(stage)) {
        Size::Large(slot) => slot,
        Size::Small(_) => None,
    }
}

/// The size as it was when the thread met it last, else by the work's formulas.
#[inline]
fn recalled<St: Stage>(kernel: &'static Kernel, stage: &St, way: usize) -> Size {
    let fingerprint = fingerprint(kernel, stage, way);
    match fingerprint.and_then(recent::recall) {
        Some(Met::Large(slot)) => Size::Large(Some(slot)),
        Some(Met::Small) => Size::Small(small(kernel, stage, false)),
        Some(Met::NextToNothing) => Size::Small(small(kernel, stage, true)),
        None => counted(kernel, stage, way, fingerprint),
    }
}

/// What has to be moved for a stage: [`Moves::way`].
#[inline]
fn way<St: Stage>(stage: &St) -> usize {
    if !stage.roams() {
        return 0;
    }
    match stage.whereabouts().are_elsewhere() {
        true => Moves::of(stage).way(),
        false => Moves::ALL_UP,
    }
}

/// By which a thread knows an amount of work again: of all that the key is made of, before anything is counted.
#[inline]
fn fingerprint<St: Stage>(kernel: &'static Kernel, stage: &St, way: usize) -> Option<Fingerprint> {
    let rayons = u64::from(threads::are_of_rayon());
    let number = (Moves::WAYS * St::NUMBER + way) as u64;
    let surroundings = u64::from(Isa::forced()) | rayons << 8 | number << 16;
    let kernel = std::ptr::from_ref(kernel).addr() as u64;
    Some(stage.fingerprint()?.and([kernel, surroundings]))
}

/// By which choices are remembered of work that is worth a thought; and seconds that it takes, rather too long.
pub(super) fn key<St: Stage>(stage: &St) -> (Key, f64) {
    let work = stage.work();
    let bound = profile::bound(&work);
    (key_of::<St>(bound, work.footprint, way(stage)), bound)
}

#[inline]
fn key_of<St: Stage>(bound: f64, footprint: f64, way: usize) -> Key {
    let number = Moves::WAYS * St::NUMBER + way;
    Key::new(number, bound, footprint, threads::count(), Isa::chosen())
}

/// The size by the work's formulas. It is kept under a fingerprint, if there is one.
#[cold]
#[inline(never)]
fn counted<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    way: usize,
    fingerprint: Option<Fingerprint>,
) -> Size {
    let work = stage.work();
    let bound = profile::bound(&work);
    let keep = |met, key| {
        if let Some(fingerprint) = fingerprint {
            recent::keep(fingerprint, met, key);
        }
    };
    if !is_small(bound, way) {
        let key = key_of::<St>(bound, work.footprint, way);
        let slot = kernel.history().known(key);
        if let Some(slot) = slot {
            keep(Met::Large(slot), key);
        }
        return Size::Large(slot);
    }
    let next_to_nothing = bound < NEXT_TO_NOTHING;
    let met = match next_to_nothing {
        true => Met::NextToNothing,
        false => Met::Small,
    };
    keep(met, Key::NONE);
    Size::Small(small(kernel, stage, next_to_nothing))
}

/// Whether work is not weighed. Nothing is small that has to be fetched first.
#[inline]
fn is_small(bound: f64, way: usize) -> bool {
    bound <= AT_ONCE && way <= 2
}

/// How work is run that is not weighed.
#[inline]
fn small<St: Stage>(kernel: &'static Kernel, stage: &St, next_to_nothing: bool) -> Variant {
    if !St::REDUCES && (next_to_nothing || has_tiny_rows(stage)) {
        return Variant::Scalar;
    }
    let settled = kernel.history().little(St::NUMBER);
    settled.unwrap_or_else(|| settle(kernel, stage))
}

/// Which way on one thread is to be taken by all calls of a stage that no thought is given to: that which is predicted to be faster for the largest of them.
#[cold]
#[inline(never)]
fn settle<St: Stage>(kernel: &'static Kernel, stage: &St) -> Variant {
    let Some(profile) = Profile::known() else {
        return Variant::Simd;
    };
    learned::recall(kernel);
    let epoch = Epoch::now();
    let work = stage.work();
    let largest = work.share(AT_ONCE / profile::bound(&work));
    let variant = on_one_thread::<St>(kernel, profile, &largest);
    kernel.history().settle(St::NUMBER, variant, epoch);
    variant
}

/// Whether the rows of a box leave most lanes empty.
#[inline]
fn has_tiny_rows<St: Stage>(stage: &St) -> bool {
    let tiny = |lanes: usize| stage.space().sizes()[lanes] < TINY_ROW;
    St::DIMS > 1 && St::TILE.is_none() && St::LANES.is_some_and(tiny)
}

#[cfg(test)]
mod tests;
