//! The machine profile: what each way to execute costs here, measured once and kept on disk.

mod builtin;
mod cache;
mod device;
mod machine;
mod measure;
mod rates;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

pub(crate) use device::device;
#[cfg(test)]
pub(crate) use rates::Curve;
pub(crate) use rates::{DeviceRates, Place, Pool, Rates};

use crate::simd::Isa;
use crate::stage::{CLASSES, Work};
use machine::Machine;

/// What this machine's processors cost.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// Each instruction-set level by name, lowest first.
    levels: Vec<(String, Rates)>,
    /// All threads together, at the best level.
    pool: Pool,
}

/// The profile of this process, once it is needed.
static PROFILE: OnceLock<Profile> = OnceLock::new();

/// Seconds that the work takes, rather too long: on one thread of a modest machine, from few operations and without a profile. Work short enough to
/// be done at once finds its streams in a near cache; its gathers may go anywhere.
#[inline(always)]
pub(crate) fn bound(work: &Work) -> f64 {
    work.traffic() * builtin::NEAR_BYTE
        + work.strided * builtin::SIMD.strided
        + work.gathered * builtin::FAR_ELEMENT
        + sum_of_used(&builtin::SIMD.ops32, &work.ops32)
        + sum_of_used(&builtin::SIMD.ops64, &work.ops64)
}

/// The same as a product of vectors, for counts of which most are zero and known to be when this is compiled.
#[inline(always)]
fn sum_of_used(rates: &[f64; CLASSES], counts: &[f64; CLASSES]) -> f64 {
    let mut sum = 0.0;
    for (rate, &count) in rates.iter().zip(counts) {
        if count != 0.0 {
            sum += rate * count;
        }
    }
    sum
}

impl Profile {
    /// The profile of this machine: read from disk, else measured, which takes a good part of a second.
    pub(crate) fn get() -> &'static Profile {
        PROFILE.get_or_init(|| {
            let machine = Machine::this();
            let folder = cache::folder();
            let known = folder
                .as_deref()
                .and_then(|folder| cache::load(folder, "cpu", &machine))
                .filter(Profile::is_sane);
            known.unwrap_or_else(|| {
                let threads = machine.threads();
                match measure::measure(threads) {
                    Some(profile) => {
                        if let Some(folder) = &folder {
                            cache::store(folder, "cpu", &machine, &profile);
                        }
                        profile
                    }
                    None => Profile::builtin(threads),
                }
            })
        })
    }

    /// The profile of this machine, if [`Profile::get`] has been called.
    #[inline]
    pub(crate) fn known() -> Option<&'static Profile> {
        PROFILE.get()
    }

    /// The rates of a machine that was not measured.
    fn builtin(threads: usize) -> Self {
        let level = |isa: Isa| {
            let rates = match isa {
                Isa::OneLane => builtin::SCALAR,
                _ => builtin::SIMD,
            };
            (isa.name().to_owned(), rates)
        };
        Profile {
            levels: Isa::available().map(level).collect(),
            pool: builtin::pool(threads),
        }
    }

    /// What a level costs. A level that was not measured counts as the modest machine's.
    #[inline]
    pub(crate) fn rates(&self, isa: Isa) -> &Rates {
        let measured = self.levels.iter().find(|(name, _)| name == isa.name());
        match measured {
            Some((_, rates)) => rates,
            None => &builtin::SIMD,
        }
    }

    /// What a pool of that many threads adds.
    #[inline]
    pub(crate) fn pool(&self, threads: usize) -> Pool {
        self.pool.resized(threads)
    }

    /// Whether each figure can be a duration: a file may hold anything.
    fn is_sane(&self) -> bool {
        self.levels.iter().all(|(_, rates)| rates.is_sane()) && self.pool.is_sane()
    }
}
