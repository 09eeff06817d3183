//! What a kernel has learned, in atomics beside it: no lock, no allocation. All accesses are relaxed: a word that another thread has just changed
//! makes a sample count twice or not at all, which does no harm.

mod kept;
mod key;
mod slot;

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};

use crate::select::{Each, Knowledge, Ledger, Record};
use crate::variant::Variant;

pub(crate) use kept::Kept;
pub(crate) use key::Key;
pub(crate) use slot::{Memo, Slot};

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
    /// One that is over.
    const NEVER: Epoch = Epoch(0);

    /// The one that began last.
    pub(crate) fn now() -> Epoch {
        Epoch(EPOCH.load(Relaxed))
    }
}

/// What all kernels together have shown of each variant.
static MACHINE: Words = Words::new();

/// What all kernels have shown, to be kept.
pub(crate) fn machine() -> Each<Record> {
    kept::of_processor(MACHINE.load())
}

/// What all kernels have shown in an earlier process. It comes too late once something is known.
pub(crate) fn recall_machine(records: &Each<Record>) {
    for variant in Variant::LOCAL {
        let word = records[variant as usize].aged(0).pack();
        let nothing = Record::default().pack();
        let place = &MACHINE.0[variant as usize];
        let _ = place.compare_exchange(nothing, word, Relaxed, Relaxed);
    }
}

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
    /// Whether it has been asked if something is known from earlier processes, and whether what is learned here is to be kept.
    recalled: AtomicBool,
    listed: AtomicBool,
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
            recalled: AtomicBool::new(false),
            listed: AtomicBool::new(false),
        }
    }

    /// Whether nobody has asked before. Then the caller brings what is kept of the kernel.
    #[inline]
    pub(crate) fn wants_recall(&self) -> bool {
        !self.recalled.load(Relaxed) && !self.recalled.swap(true, Relaxed)
    }

    /// Whether nobody has asked before. Then the caller sees to it that what is learned is kept.
    pub(crate) fn wants_listing(&self) -> bool {
        !self.listed.swap(true, Relaxed)
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
            .find(|slot| slot.is_of(key))
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
        let (shared, first) = slot.map(Slot::shared).unwrap_or_default();
        Knowledge {
            bucket: slot.map(|slot| slot.records.load()).unwrap_or_default(),
            shared,
            first,
            kernel: self.kernel.load(),
            machine: MACHINE.load(),
            now: slot.map_or(0, |slot| slot.now.load(Relaxed) as u16),
        }
    }

    /// Keeps what a run of a variant has taught.
    pub(crate) fn keep(&self, slot: &Slot, knowledge: &Knowledge, variant: Variant) {
        slot.share(knowledge.shared, knowledge.first);
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

#[cfg(test)]
mod tests;
