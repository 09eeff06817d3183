//! How fast the ranks' machines are: what each has measured, known to all.

use serde::{Deserialize, Serialize};

use crate::profile::{Pool, Profile, Rates};
use crate::select::{Candidates, Prediction, Rows, Threads, select};
use crate::simd::Isa;
use crate::stage::Work;
use crate::threads;
use crate::variant::Variant;

/// The parts into which threads would cut a rank's part, for each of them.
const PARTS: usize = 4;

/// A rank's machine, as far as a prediction asks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Machine {
    scalar: Rates,
    simd: Rates,
    pool: Pool,
    threads: usize,
}

impl Machine {
    /// This one, as the calling thread uses it. Measures it if that has not been done.
    pub(crate) fn this() -> Self {
        let profile = Profile::get();
        let threads = threads::count();
        Machine {
            scalar: *profile.rates(Isa::OneLane),
            simd: *profile.rates(Isa::chosen()),
            pool: profile.pool(threads),
            threads,
        }
    }

    /// What work would take, and whether threads are to share it.
    pub(crate) fn predict(&self, work: &Work, divides: bool) -> (Prediction, Variant) {
        let threads = (divides && self.threads > 1).then(|| Threads {
            pool: &self.pool,
            parts: PARTS * self.threads,
            whole: (PARTS * self.threads) as f64,
        });
        let decision = select(
            work,
            &Candidates {
                scalar: &self.scalar,
                simd: &self.simd,
                serial: false,
                rows: Rows::NONE,
                threads,
                device: None,
                homeward: 0.0,
                corrections: [1.0; Variant::LOCAL.len()],
                incumbent: None,
            },
        );
        let prediction = decision.predictions[decision.variant as usize];
        (prediction.unwrap_or_default(), decision.variant)
    }
}
