//! Counts what the analysis and the proof do, so that a test can bound it: a clock tells too little on a busy machine.

use std::cell::Cell;
use std::ops::{Add, Sub};

/// What this thread has done so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effort {
    /// Boxes that were modelled.
    pub models: u64,
    /// Questions whether a polynomial is negative.
    pub questions: u64,
    /// Combinations of facts that were looked at for them.
    pub combinations: u64,
}

thread_local! {
    static SO_FAR: Cell<Effort> = const { Cell::new(Effort { models: 0, questions: 0, combinations: 0 }) };
}

impl Effort {
    /// What this thread has done so far.
    pub fn so_far() -> Effort {
        SO_FAR.get()
    }

    pub(super) fn model() {
        Effort::note(|effort| effort.models += 1);
    }

    pub(super) fn question() {
        Effort::note(|effort| effort.questions += 1);
    }

    pub(super) fn combinations(count: u32) {
        Effort::note(|effort| effort.combinations += u64::from(count));
    }

    fn note(count: impl Fn(&mut Effort)) {
        let mut effort = SO_FAR.get();
        count(&mut effort);
        SO_FAR.set(effort);
    }
}

impl Sub for Effort {
    type Output = Effort;

    fn sub(self, before: Effort) -> Effort {
        Effort {
            models: self.models - before.models,
            questions: self.questions - before.questions,
            combinations: self.combinations - before.combinations,
        }
    }
}

impl Add for Effort {
    type Output = Effort;

    fn add(self, other: Effort) -> Effort {
        Effort {
            models: self.models + other.models,
            questions: self.questions + other.questions,
            combinations: self.combinations + other.combinations,
        }
    }
}
