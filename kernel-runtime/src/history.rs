//! What a kernel has learned, in atomics beside it: no lock, no allocation. All accesses are relaxed: a word that another thread has just changed
//! makes a sample count twice or not at all, which does no harm.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

use crate::select::{Each, Knowledge, Ledger, Record};
use crate::simd::Isa;
use crate::variant::Variant;

/// The amounts of work that a kernel remembers. More of them take the places of others.
const SLOTS: usize = 64;

/// The places where an amount of work may stand.
const WAYS: usize = 4;

/// The stages whose small calls are settled.
const LITTLE_STAGES: usize = 16;

/// Counts whatever makes earlier choices void: another policy, a device that opened or failed, a profile.
static EPOCH: AtomicU32 = AtomicU32::new(1);

/// Makes all choices void that were made so far.
pub(crate) fn forget_choices() {
    EPOCH.fetch_add(1, Relaxed);
}

/// Since when choices hold. To be asked before one is made: what changes while it is made makes it void.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Epoch(u32);

impl Epoch {
    /// The one that began last.
    pub(crate) fn now() -> Epoch {
        Epoch(EPOCH.load(Relaxed))
    }
}

/// What all kernels together have shown of each variant.
static MACHINE: Words = Words::new();

/// A record for each variant.
#[derive(Debug)]
struct Words(Each<AtomicU64>);

impl Words {
    const fn new() -> Words {
        Words([const { AtomicU64::new(0) }; Variant::LOCAL.len()])
    }

    fn load(&self) -> Each<Record> {
        std::array::from_fn(|variant| Record::unpack(self.0[variant].load(Relaxed)))
    }

    fn store(&self, records: &Each<Record>, variant: Variant) {
        self.0[variant as usize].store(records[variant as usize].pack(), Relaxed);
    }

    fn store_all(&self, records: &Each<Record>) {
        for variant in Variant::LOCAL {
            self.store(records, variant);
        }
    }
}

/// What a kernel has learned.
#[derive(Debug)]
pub(crate) struct History {
    slots: [Slot; SLOTS],
    kernel: Words,
    /// How the stages' small calls are run, two bits a stage, below the epoch in which that was settled.
    little: AtomicU64,
    /// Nanoseconds.
    spent: AtomicU64,
    lost: AtomicU64,
}

/// What is known of a stage at an amount of work.
#[derive(Debug)]
pub(crate) struct Slot {
    /// Zero: free.
    key: AtomicU64,
    memo: AtomicU64,
    calls: AtomicU32,
    now: AtomicU32,
    /// What the first variant that was measured said of all, and in the upper half which one that was, plus one.
    shared: AtomicU64,
    records: Words,
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

/// An amount of work of a stage, and the ways there are to do it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Key(u64);

impl Key {
    /// Half octaves of the time that the work takes on a modest machine, octaves of the bytes that it touches.
    #[inline]
    pub(crate) fn new(stage: usize, bound: f64, footprint: f64, threads: usize, isa: Isa) -> Key {
        // The leading bits of a positive float: sign and exponent, and one bit more.
        let (bound, footprint) = (bound.to_bits() >> 51, footprint.to_bits() >> 52);
        let (stage, threads) = (stage as u64 & 0xff, threads as u64 & 0xffff);
        Key(1 << 63 | bound | footprint << 13 | stage << 25 | threads << 33 | (isa as u64) << 49)
    }

    #[inline]
    fn slot(self, way: usize) -> usize {
        let hash = self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        (hash as usize + way) % SLOTS
    }
}

impl History {
    /// Nothing yet.
    pub(crate) const fn new() -> Self {
        History {
            slots: [const { Slot::new() }; SLOTS],
            kernel: Words::new(),
            little: AtomicU64::new(0),
            spent: AtomicU64::new(0),
            lost: AtomicU64::new(0),
        }
    }

    /// How calls of a stage are run that are too small to be weighed, if that is settled.
    #[inline]
    pub(crate) fn little(&self, stage: usize) -> Option<Variant> {
        if stage >= LITTLE_STAGES {
            return Some(Variant::Simd);
        }
        let word = self.little.load(Relaxed);
        if word >> 32 != u64::from(EPOCH.load(Relaxed)) {
            return None;
        }
        match word >> (2 * stage) & 3 {
            0 => None,
            1 => Some(Variant::Simd),
            _ => Some(Variant::Scalar),
        }
    }

    /// Settles that. Stages beyond those that there is room for run in lanes.
    pub(crate) fn settle(&self, stage: usize, variant: Variant, epoch: Epoch) {
        if stage >= LITTLE_STAGES {
            return;
        }
        let epoch = u64::from(epoch.0);
        let word = self.little.load(Relaxed);
        let others = match word >> 32 == epoch {
            true => word & u64::from(u32::MAX) & !(3 << (2 * stage)),
            false => 0,
        };
        let way = if variant == Variant::Scalar { 2 } else { 1 };
        let word = epoch << 32 | others | way << (2 * stage);
        self.little.store(word, Relaxed);
    }

    /// The slot of an amount of work, if it has been met.
    #[inline]
    pub(crate) fn known(&self, key: Key) -> Option<&Slot> {
        (0..WAYS)
            .map(|way| &self.slots[key.slot(way)])
            .find(|slot| slot.key.load(Relaxed) == key.0)
    }

    /// The slot of an amount of work.
    pub(crate) fn slot(&self, key: Key) -> &Slot {
        if let Some(slot) = self.known(key) {
            return slot;
        }
        let mut ways = (0..WAYS).map(|way| &self.slots[key.slot(way)]);
        let free = ways.find(|slot| slot.key.load(Relaxed) == 0);
        let slot = free.unwrap_or(&self.slots[key.slot(0)]);
        slot.memo.store(0, Relaxed);
        slot.calls.store(0, Relaxed);
        slot.now.store(0, Relaxed);
        slot.shared.store(0, Relaxed);
        slot.records.store_all(&Each::default());
        slot.key.store(key.0, Relaxed);
        slot
    }

    /// What is known for a slot's work.
    pub(crate) fn knowledge(&self, slot: Option<&Slot>) -> Knowledge {
        let shared = slot.map_or(0, |slot| slot.shared.load(Relaxed));
        let first = ((shared >> 32) as usize).checked_sub(1);
        Knowledge {
            bucket: slot.map(|slot| slot.records.load()).unwrap_or_default(),
            shared: f32::from_bits(shared as u32),
            first: first.and_then(|first| Variant::LOCAL.get(first).copied()),
            kernel: self.kernel.load(),
            machine: MACHINE.load(),
            now: slot.map_or(0, |slot| slot.now.load(Relaxed) as u16),
        }
    }

    /// Keeps what a run of a variant has taught.
    pub(crate) fn keep(&self, slot: &Slot, knowledge: &Knowledge, variant: Variant) {
        let shared = u64::from(knowledge.shared.to_bits());
        let first = knowledge.first.map_or(0, |first| first as u64 + 1);
        slot.shared.store(shared | first << 32, Relaxed);
        slot.now.store(knowledge.now.into(), Relaxed);
        slot.records.store_all(&knowledge.bucket);
        self.kernel.store(&knowledge.kernel, variant);
        // What is known of the kernel decides on its small calls too.
        self.little.store(0, Relaxed);
        MACHINE.store(&knowledge.machine, variant);
    }

    /// What the kernel has spent and lost.
    pub(crate) fn ledger(&self) -> Ledger {
        let seconds = |nanoseconds: &AtomicU64| nanoseconds.load(Relaxed) as f64 * 1e-9;
        Ledger {
            spent: seconds(&self.spent),
            lost: seconds(&self.lost),
        }
    }

    /// Adds what runs took, and what of it trying a variant has lost, in seconds.
    pub(crate) fn book(&self, spent: f64, lost: f64) {
        self.spent.fetch_add((spent * 1e9) as u64, Relaxed);
        if lost > 0.0 {
            self.lost.fetch_add((lost * 1e9) as u64, Relaxed);
        }
    }
}

/// No call is timed: as many bits as the mask of a period has.
const NEVER: u64 = 0xffff;

impl Slot {
    const fn new() -> Self {
        Slot {
            key: AtomicU64::new(0),
            memo: AtomicU64::new(0),
            calls: AtomicU32::new(0),
            now: AtomicU32::new(0),
            shared: AtomicU64::new(0),
            records: Words::new(),
        }
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(bound: f64) -> Key {
        Key::new(0, bound, 1e6, 2, Isa::OneLane)
    }

    #[test]
    fn like_amounts_share_a_slot_and_others_do_not() {
        let same = [key(1e-4), key(1.05e-4)];
        assert_eq!(same[0], same[1]);
        let others = [
            key(1e-4),
            key(2e-4),
            Key::new(1, 1e-4, 1e6, 2, Isa::OneLane),
            Key::new(0, 1e-4, 4e6, 2, Isa::OneLane),
            Key::new(0, 1e-4, 1e6, 4, Isa::OneLane),
            Key::new(0, 1e-4, 1e6, 2, Isa::ALL[Isa::ALL.len() - 1]),
        ];
        for (i, one) in others.iter().enumerate() {
            assert!(others[..i].iter().all(|other| other != one), "{i}");
        }
    }

    #[test]
    fn a_choice_is_recalled_until_it_is_void() {
        let history = History::new();
        let slot = history.slot(key(1e-4));
        assert_eq!(slot.recall(), None);
        let memo = Memo {
            variant: Variant::Threads,
            incumbent: Variant::Simd,
            period: Some(4),
        };
        slot.remember(memo, Epoch::now());
        let recalled: Vec<_> = (0..8).filter_map(|_| slot.recall()).collect();
        // Another test may have made choices void meanwhile.
        if recalled.len() == 8 {
            assert!(recalled.iter().all(|(recalled, _)| *recalled == memo));
            assert_eq!(recalled.iter().filter(|(_, timed)| *timed).count(), 2);
        }
        let before = Epoch::now();
        forget_choices();
        assert_eq!(slot.recall(), None);
        slot.remember(memo, before);
        assert_eq!(slot.recall(), None, "it was void before it was made");
        assert_eq!(slot.incumbent(), Some(Variant::Simd));
    }

    #[test]
    fn what_is_settled_of_small_calls_is_void_with_the_choices() {
        let history = History::new();
        assert_eq!(history.little(3), None);
        history.settle(3, Variant::Scalar, Epoch::now());
        history.settle(0, Variant::Simd, Epoch::now());
        let settled = [0, 3, 4].map(|stage| history.little(stage));
        // Another test may have made choices void meanwhile.
        if settled[1].is_some() {
            let each = [Some(Variant::Simd), Some(Variant::Scalar), None];
            assert_eq!(settled, each);
        }
        history.settle(LITTLE_STAGES, Variant::Scalar, Epoch::now());
        assert_eq!(history.little(LITTLE_STAGES), Some(Variant::Simd));
        forget_choices();
        assert_eq!(history.little(3), None);
    }

    #[test]
    fn what_is_kept_is_known_again() {
        let history = History::new();
        let slot = history.slot(key(1e-4));
        let mut knowledge = history.knowledge(Some(slot));
        for _ in 0..4 {
            knowledge.observe(Variant::Threads, 0.5);
        }
        history.keep(slot, &knowledge, Variant::Threads);
        let again = history.knowledge(Some(history.slot(key(1e-4))));
        let place = Variant::Threads as usize;
        assert_eq!(again.bucket[place].samples, 4);
        assert_eq!(again.first, Some(Variant::Threads));
        assert_eq!(history.knowledge(None).bucket, Each::default());
        assert_eq!(history.knowledge(None).kernel[place].samples, 1);
    }

    #[test]
    fn more_amounts_than_slots_take_the_places_of_others() {
        let history = History::new();
        for exponent in 0..200 {
            let key = key(2f64.powf(f64::from(exponent) / 2.0));
            history.slot(key);
            assert!(history.known(key).is_some());
        }
    }
}
