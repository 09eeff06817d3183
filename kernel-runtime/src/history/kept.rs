//! What a kernel has learned, as one process leaves it to the next.

use std::sync::atomic::Ordering::Relaxed;

use serde::{Deserialize, Serialize};

use super::{Epoch, History, Key, Memo, Slot};
use crate::select::{Each, Record};
use crate::variant::Variant;

/// What a kernel has learned of the variants on the processor. What runs on a device have shown is not kept, as the next process may have another one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// At any amount of work.
    kernel: Each<Record>,
    amounts: Vec<Amount>,
}

/// What is known at an amount of work.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
struct Amount {
    key: u64,
    /// The variant in use, by its place among all.
    incumbent: Option<usize>,
    /// What the first variant that was measured said of all, and which one that was.
    shared: Option<f32>,
    first: Option<usize>,
    records: Each<Record>,
}

/// The variant at that place, if it runs on the processor.
fn on_processor(place: usize) -> Option<Variant> {
    let variant = Variant::LOCAL.get(place).copied();
    variant.filter(|&variant| variant != Variant::Gpu)
}

/// The records but for that of the device.
pub(super) fn of_processor(mut records: Each<Record>) -> Each<Record> {
    records[Variant::Gpu as usize] = Record::default();
    records
}

/// Of each variant on the processor what is worth keeping.
fn settled(records: Each<Record>) -> Each<Record> {
    of_processor(records).map(|record| match record.is_settled() {
        true => record,
        false => Record::default(),
    })
}

impl History {
    /// All that is settled.
    pub(crate) fn kept(&self) -> Kept {
        let kernel = of_processor(self.kernel.load());
        let amounts = self.slots.iter().filter_map(Slot::kept).collect();
        Kept { kernel, amounts }
    }

    /// Takes in what an earlier process has left, of which each figure may be anything.
    pub(crate) fn recall(&self, kept: &Kept) {
        self.kernel
            .store_all(&kept.kernel.map(|record| record.aged(0)));
        for amount in &kept.amounts {
            if Key::is_valid(amount.key) {
                self.slot(Key(amount.key)).take_in(amount);
            }
        }
    }
}

impl Slot {
    fn kept(&self) -> Option<Amount> {
        let key = self.key.load(Relaxed);
        let records = settled(self.records.load());
        let known = records.iter().any(|record| record.samples > 0);
        let (shared, first) = self.shared();
        (Key::is_valid(key) && known).then(|| Amount {
            key,
            incumbent: self.incumbent().map(|variant| variant as usize),
            shared: Some(shared),
            first: first.map(|variant| variant as usize),
            records,
        })
    }

    fn take_in(&self, amount: &Amount) {
        let now = self.now.load(Relaxed) as u16;
        self.records
            .store_all(&amount.records.map(|record| record.aged(now)));
        if let (Some(first), Some(shared)) = (amount.first.and_then(on_processor), amount.shared)
            && Record::can_be(shared)
        {
            self.share(shared, Some(first));
        }
        if let Some(incumbent) = amount.incumbent.and_then(on_processor) {
            // It is in use, but the choice is to be made anew.
            self.remember(Memo::fixed(incumbent), Epoch::NEVER);
        }
    }
}
