//! What a thread has found out of the amounts of work that it has met last. It is a function of the arguments' sizes and of where they are alone, so
//! nothing makes it void: whether a choice still holds is for the slot to say.
//!
//! Each thread has its own: entries are whole at any time, and threads that call with other sizes do not take cache lines from each other.

use std::cell::Cell;

use crate::fingerprint::Fingerprint;
use crate::history::{Key, Slot};

/// The amounts of work that a thread keeps. Two that have the same place take turns.
const PLACES: usize = 128;

/// How much work there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Met {
    /// So little that entering lanes takes longer than doing it without.
    NextToNothing,
    /// Too little to be weighed.
    Small,
    /// What choices are remembered of in this slot.
    Large(&'static Slot),
}

/// A fingerprint, and what was met under it. Within one cache line.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Entry {
    fingerprint: Fingerprint,
    /// Where choices are remembered, unless the work is too little for that.
    slot: Option<&'static Slot>,
    /// The slot's key then: it may have become another amount's.
    key: Key,
    next_to_nothing: bool,
}

impl Entry {
    const EMPTY: Entry = Entry {
        fingerprint: Fingerprint::NONE,
        slot: None,
        key: Key::NONE,
        next_to_nothing: false,
    };
}

thread_local! {
    static RECENT: [Cell<Entry>; PLACES] = const { [const { Cell::new(Entry::EMPTY) }; PLACES] };
}

/// What has been met under that fingerprint.
#[inline]
pub(super) fn recall(fingerprint: Fingerprint) -> Option<Met> {
    RECENT.with(|recent| {
        let entry = recent[fingerprint.place(PLACES)].get();
        if entry.fingerprint != fingerprint {
            return None;
        }
        match entry.slot {
            Some(slot) => slot.is_of(entry.key).then_some(Met::Large(slot)),
            None if entry.next_to_nothing => Some(Met::NextToNothing),
            None => Some(Met::Small),
        }
    })
}

/// Keeps what has been met under that fingerprint, with the slot's key.
#[inline]
pub(super) fn keep(fingerprint: Fingerprint, met: Met, key: Key) {
    let entry = Entry {
        fingerprint,
        slot: match met {
            Met::Large(slot) => Some(slot),
            Met::Small | Met::NextToNothing => None,
        },
        key,
        next_to_nothing: matches!(met, Met::NextToNothing),
    };
    RECENT.with(|recent| recent[fingerprint.place(PLACES)].set(entry));
}
