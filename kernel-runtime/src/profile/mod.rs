//! The machine profile: what each way to execute costs here, measured once and kept on disk.

mod builtin;
mod cache;
mod contention;
mod device;
mod machine;
mod measure;
mod rates;

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::available_parallelism;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(crate) use cache::{NO_TEXT, hash};
pub(crate) use contention::Contention;
pub(crate) use device::device;
#[cfg(test)]
pub(crate) use rates::Curve;
pub(crate) use rates::{DeviceRates, Place, Pool, Rates, SIZES, size};

use crate::events;
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

/// The kind of file that holds it.
const KIND: &str = "cpu";

/// What was kept of that kind on a machine like this one. It reads files.
pub(crate) fn kept<V: DeserializeOwned>(kind: &str) -> Option<V> {
    cache::load(&cache::folder()?, kind, &Machine::this())
}

/// Keeps something of that kind for processes on machines like this one, if there is a place.
pub(crate) fn keep<V: Serialize>(kind: &str, value: &V) {
    if let Some(folder) = cache::folder() {
        cache::store(&folder, kind, &Machine::this(), value);
    }
}

/// Choices made before the profile was known: what ran beside the measuring.
static MEANWHILE: AtomicUsize = AtomicUsize::new(0);

/// So many of them disturb no measurement.
const FEW: usize = 4;

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
    /// The profile of this machine: read from disk if it still holds, which takes a few milliseconds to see, else measured, which takes a good part of a
    /// second.
    pub(crate) fn get() -> &'static Profile {
        PROFILE.get_or_init(|| {
            if let Some(known) = kept::<Profile>(KIND)
                && known.is_sane()
            {
                if measure::still_holds(&known) {
                    return known;
                }
                events::drifted();
            }
            Profile::measured()
        })
    }

    /// Measures this machine, and keeps what nothing has disturbed.
    fn measured() -> Profile {
        let threads = available_parallelism().map_or(1, usize::from);
        let before = MEANWHILE.load(Relaxed);
        let Some(measured) = measure::measure(threads) else {
            return Profile::modest();
        };
        // What ran beside it has slowed it down: good enough for now, but not to be kept.
        let disturbed = measured.is_disturbed || MEANWHILE.load(Relaxed) - before > FEW;
        if !disturbed {
            keep(KIND, &measured.profile);
        }
        events::measured(!disturbed);
        measured.profile
    }

    /// What to go by until the profile is known: the rates of a modest machine.
    pub(crate) fn meanwhile() -> &'static Profile {
        static MODEST: OnceLock<Profile> = OnceLock::new();
        MEANWHILE.fetch_add(1, Relaxed);
        MODEST.get_or_init(Profile::modest)
    }

    /// Takes this machine for a modest one from now on, unless its profile is known.
    pub(crate) fn settle_for_modest() {
        let _ = PROFILE.set(Profile::modest());
    }

    /// A modest machine, with as many threads as this one.
    fn modest() -> Self {
        Profile::builtin(available_parallelism().map_or(1, usize::from))
    }

    /// The profile of this machine, if it is known.
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
