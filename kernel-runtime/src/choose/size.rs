//! How much work there is, and whether it is worth a thought.

use super::weigh::on_one_thread;
use crate::history::{Epoch, Key};
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

/// How much work there is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Amount {
    /// Seconds that it takes, rather too long.
    pub(super) bound: f64,
    /// Distinct bytes.
    footprint: f64,
    /// What is to be moved: [`Moves::way`].
    way: usize,
}

impl Amount {
    /// By which choices are remembered.
    #[inline]
    pub(super) fn key<St: Stage>(self) -> Key {
        let threads = threads::count();
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

/// Whether a kernel's work is worth a thought.
#[inline]
pub(crate) fn size<St: Stage>(kernel: &'static Kernel, stage: &St) -> Size {
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
        let settled = kernel.history().little(St::NUMBER);
        Size::Small(settled.unwrap_or_else(|| settle(kernel, stage, bound)))
    }
}

/// Which way on one thread is to be taken by all calls of a stage that no thought is given to: that which is predicted to be faster for the largest of them.
#[cold]
#[inline(never)]
fn settle<St: Stage>(kernel: &'static Kernel, stage: &St, bound: f64) -> Variant {
    let Some(profile) = Profile::known() else {
        return Variant::Simd;
    };
    learned::recall(kernel);
    let epoch = Epoch::now();
    let largest = stage.work().share(AT_ONCE / bound);
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
