//! What is remembered of a stage at an amount of work.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

use super::{EPOCH, Epoch, Key, Words};
use crate::variant::Variant;

/// No call is timed: as many bits as the mask of a period has.
const NEVER: u64 = 0xffff;

/// What is known of a stage at an amount of work.
#[derive(Debug)]
pub(crate) struct Slot {
    /// Zero: free.
    pub(super) key: AtomicU64,
    pub(super) memo: AtomicU64,
    pub(super) calls: AtomicU32,
    pub(super) now: AtomicU32,
    /// What the first variant that was measured said of all, and in the upper half which one that was, plus one.
    pub(super) shared: AtomicU64,
    pub(super) records: Words,
}

/// A choice as a slot remembers it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Memo {
    /// The variant to run.
    pub(crate) variant: Variant,
    /// The variant that it is measured against, if it is only tried.
    pub(crate) incumbent: Variant,
    /// One call in so many is timed, a power of two up to 2¹⁵; or none.
    pub(crate) period: Option<u32>,
}

impl Memo {
    /// A variant that stands, and teaches nothing.
    pub(crate) fn fixed(variant: Variant) -> Memo {
        Memo {
            variant,
            incumbent: variant,
            period: None,
        }
    }
}

impl Slot {
    pub(super) const fn new() -> Self {
        Slot {
            key: AtomicU64::new(0),
            memo: AtomicU64::new(0),
            calls: AtomicU32::new(0),
            now: AtomicU32::new(0),
            shared: AtomicU64::new(0),
            records: Words::new(),
        }
    }

    /// Whether it still is that amount's.
    #[inline]
    pub(crate) fn is_of(&self, key: Key) -> bool {
        self.key.load(Relaxed) == key.0
    }

    /// The choice, if it still holds, and whether this call is to be timed.
    #[inline]
    pub(crate) fn recall(&self) -> Option<(Memo, bool)> {
        let memo = self.memo.load(Relaxed);
        if memo >> 32 != u64::from(EPOCH.load(Relaxed)) {
            return None;
        }
        let mask = memo & 0xffff;
        let calls = self.calls.load(Relaxed).wrapping_add(1);
        self.calls.store(calls, Relaxed);
        let timed = mask != NEVER && u64::from(calls) & mask == 0;
        let variant = |bits: u64| Variant::LOCAL[(bits & 3) as usize];
        let memo = Memo {
            variant: variant(memo >> 16),
            incumbent: variant(memo >> 18),
            period: (mask != NEVER).then_some(mask as u32 + 1),
        };
        Some((memo, timed))
    }

    /// Remembers a choice that was made in that epoch.
    pub(crate) fn remember(&self, memo: Memo, epoch: Epoch) {
        let mask = memo
            .period
            .map_or(NEVER, |period| u64::from(period.clamp(1, 1 << 15)) - 1);
        let variants = (memo.variant as u64) << 16 | (memo.incumbent as u64) << 18;
        let epoch = u64::from(epoch.0) << 32;
        self.memo.store(epoch | variants | mask, Relaxed);
    }

    /// The variant in use, even if the choice no longer holds.
    pub(crate) fn incumbent(&self) -> Option<Variant> {
        let memo = self.memo.load(Relaxed);
        (memo != 0).then(|| Variant::LOCAL[(memo >> 18 & 3) as usize])
    }

    /// What the first variant that was measured said of all, and which one that was.
    pub(super) fn shared(&self) -> (f32, Option<Variant>) {
        let word = self.shared.load(Relaxed);
        let first = ((word >> 32) as usize).checked_sub(1);
        let first = first.and_then(|first| Variant::LOCAL.get(first).copied());
        (f32::from_bits(word as u32), first)
    }

    pub(super) fn share(&self, shared: f32, first: Option<Variant>) {
        let first = first.map_or(0, |first| first as u64 + 1);
        let word = u64::from(shared.to_bits()) | first << 32;
        self.shared.store(word, Relaxed);
    }
}
