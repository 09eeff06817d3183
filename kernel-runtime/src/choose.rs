//! What `dispatch` and `explain` decide alike: who may run, and who is predicted to be fastest.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::device::{self, Gpu, GpuError, Ineligible, Unavailable};
use crate::kernel::Kernel;
use crate::profile::{self, DeviceRates, Pool, Profile};
use crate::select::{Candidates, Decision, Device, Threads, select};
use crate::simd::Isa;
use crate::stage::{Stage, Work};
use crate::threads;
use crate::variant::Variant;

/// Work that takes no longer than this many seconds on a modest machine runs as SIMD at once: waking a thread alone takes about as long, and
/// a prediction would be a good part of it.
const AT_ONCE: f64 = 5e-6;

/// Work that takes no longer than this does not start the measuring of the machine.
const WORTH_MEASURING: f64 = 50e-6;

/// Work that a processor does in less is not asked of a device: to submit it takes longer.
const WORTH_A_DEVICE: f64 = 50e-6;

/// Seconds that opening and measuring a device takes. It is opened once the processor has spent as long on work that a device could have
/// done: whatever is still to come, the time lost is at most twice what was needed.
const OPENING: f64 = 0.3;

/// Why a variant is not considered.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub(crate) enum Refusal {
    #[error("the pool has one thread")]
    OneThread,
    #[error("values are combined into arrays in order, on one thread")]
    InOrder,
    #[error("the work is too small to be cut")]
    OnePart,
    #[error("{0}")]
    NoShader(&'static str),
    #[error("{0}")]
    NoDevice(#[from] Unavailable),
    #[error("{0}")]
    Ineligible(#[from] Ineligible),
    #[error("it has failed before: {0}")]
    Failed(#[from] GpuError),
    #[error("the device is not open yet")]
    NotOpen,
    #[error("submitting work this small takes longer than doing it")]
    TooSmall,
}

/// A choice with all that it was made from.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) work: Work,
    /// Whether the work is so small that `dispatch` looks no further.
    pub(crate) at_once: bool,
    pub(crate) decision: Decision,
    pub(crate) threads: Result<Pool, Refusal>,
    pub(crate) device: Result<&'static Gpu, Refusal>,
}

/// The variant that `dispatch` runs where nothing pins it.
#[inline]
pub(crate) fn choose<St: Stage>(kernel: &'static Kernel, stage: &St) -> Variant {
    let bound = profile::bound(&stage.work());
    if bound <= AT_ONCE {
        return Variant::Simd;
    }
    choose_slowly(kernel, stage, bound)
}

/// The same for work that is worth a thought. It counts the work again: so the counts of the others never leave the registers.
#[inline(never)]
fn choose_slowly<St: Stage>(kernel: &'static Kernel, stage: &St, bound: f64) -> Variant {
    let profile = if bound <= WORTH_MEASURING {
        Profile::known()
    } else {
        Some(Profile::get())
    };
    match profile {
        Some(profile) => {
            weigh(kernel, stage, stage.work(), profile, false)
                .decision
                .variant
        }
        None => Variant::Simd,
    }
}

/// The same choice with everything that can be known about it, whatever that takes.
pub(crate) fn deliberate<St: Stage>(kernel: &'static Kernel, stage: &St) -> Choice {
    let work = stage.work();
    let mut choice = weigh(kernel, stage, work, Profile::get(), true);
    choice.at_once = profile::bound(&work) <= AT_ONCE;
    if choice.at_once {
        choice.decision.variant = Variant::Simd;
    }
    choice
}

/// Predicts every variant that may run. The device comes in where the processors take long enough; `thorough` lets it in always.
fn weigh<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    work: Work,
    profile: &Profile,
    thorough: bool,
) -> Choice {
    let pool = threads_for(stage, profile);
    let mut candidates = Candidates {
        scalar: profile.rates(Isa::OneLane),
        simd: profile.rates(Isa::chosen()),
        threads: pool.as_ref().ok().map(|(pool, parts)| Threads {
            pool,
            parts: *parts,
        }),
        device: None,
        corrections: [1.0; Variant::ALL.len()],
    };
    let mut decision = select(&work, &candidates);
    let device = device_for(kernel, stage, decision.least(), thorough);
    if let Ok((_, rates, cold)) = device {
        candidates.device = Some(Device {
            rates,
            cold,
            tested: false,
        });
        decision = select(&work, &candidates);
    }
    Choice {
        work,
        at_once: false,
        decision,
        threads: pool.map(|(pool, _)| pool),
        device: device.map(|(gpu, _, _)| gpu),
    }
}

/// The pool of the calling thread, and the parts that the box would be cut into.
fn threads_for<St: Stage>(stage: &St, profile: &Profile) -> Result<(Pool, usize), Refusal> {
    let threads = rayon::current_num_threads();
    if threads == 1 {
        return Err(Refusal::OneThread);
    }
    if !threads::divides(stage) {
        return Err(Refusal::InOrder);
    }
    match threads::grid(stage, threads).len() {
        0 | 1 => Err(Refusal::OnePart),
        parts => Ok((profile.pool(threads), parts)),
    }
}

/// The device, its rates, and whether the kernel's pipeline has yet to be made; opens it when it may be worth it.
fn device_for<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    seconds: f64,
    thorough: bool,
) -> Result<(&'static Gpu, &'static DeviceRates, bool), Refusal> {
    let program = kernel.program(St::NUMBER).map_err(Refusal::NoShader)?;
    if let Some(failure) = FAILURE.get() {
        return Err(Refusal::Failed(failure.clone()));
    }
    if seconds < WORTH_A_DEVICE && !thorough {
        return Err(Refusal::TooSmall);
    }
    if !thorough && !worth_opening(seconds) {
        return Err(Refusal::NotOpen);
    }
    let gpu = if thorough {
        open()?
    } else {
        ready().ok_or(Refusal::NotOpen)??
    };
    gpu.eligible(program, stage)?;
    let rates = profile::device(gpu)?;
    Ok((gpu, rates, !gpu.compiled(program)))
}

/// Whether the device has been asked for.
static OPENED: AtomicBool = AtomicBool::new(false);

/// Opens the device. Later calls are cheap.
pub(crate) fn open() -> Result<&'static Gpu, Unavailable> {
    OPENED.store(true, Relaxed);
    device::status()
}

/// The device, if it can be had without waiting. It is opened and measured beside the caller's work.
fn ready() -> Option<Result<&'static Gpu, Unavailable>> {
    OPENED.store(true, Relaxed);
    device::ready(|gpu| {
        // What is wrong with it is told to who asks for its rates.
        let _ = profile::device(gpu);
    })
}

/// Counts the time spent on work that a device could do, until it is worth opening one.
fn worth_opening(seconds: f64) -> bool {
    static SPENT: AtomicU64 = AtomicU64::new(0);
    if OPENED.load(Relaxed) {
        return true;
    }
    let nanoseconds = (seconds * 1e9) as u64;
    let spent = SPENT
        .fetch_add(nanoseconds, Relaxed)
        .saturating_add(nanoseconds);
    spent as f64 >= OPENING * 1e9
}

/// The first failure of the device under a dispatch that was free to choose. From then on none chooses it.
static FAILURE: OnceLock<GpuError> = OnceLock::new();

/// Remembers that the device failed.
pub(crate) fn record_failure(error: GpuError) {
    // Only the first is kept.
    let _ = FAILURE.set(error);
}
