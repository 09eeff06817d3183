//! Whether the device takes part: it is opened when that may be worth it, and given up when it fails time and again.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use super::Refusal;
use crate::adapter::AdapterKind;
use crate::co_execution::{CoExecution, co_execution};
use crate::device::{self, Brought, Gpu, GpuError, Making, Program, Unavailable};
use crate::events;
use crate::history;
use crate::kernel::Kernel;
use crate::profile::{self, DeviceRates};
use crate::stage::Stage;

/// Work that a processor does in less is not asked of a device: to submit it takes longer.
const WORTH_A_DEVICE: f64 = 50e-6;

/// Seconds that opening and measuring a device takes. It is opened, beside whatever else goes on, once the processor has spent as long on work that
/// a device could have done.
const OPENING: f64 = 0.3;

/// A device that can run a stage.
#[derive(Debug)]
pub(crate) struct Able {
    pub(crate) gpu: &'static Gpu,
    pub(super) rates: &'static DeviceRates,
    pub(super) brought: Brought,
    /// How far the stage's pipeline is.
    pub(super) making: Making,
    /// The same of the pipeline for a part of the box, where the processor may work beside the device.
    pub(super) beside: Option<Making>,
}

/// The device, as it stands to a stage; opens it when it may be worth it.
pub(super) fn device_for<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    seconds: f64,
    thorough: bool,
) -> Result<Able, Refusal> {
    let program = kernel.program(St::NUMBER).map_err(Refusal::NoShader)?;
    if let Some(failure) = given_up() {
        return Err(Refusal::Failed(failure));
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
    let brought = gpu.eligible(program, stage)?;
    let making = gpu.making(program, brought)?;
    let rates = profile::device(gpu)?;
    is_ready();
    Ok(Able {
        gpu,
        rates,
        brought,
        making,
        beside: beside(gpu, program, stage),
    })
}

/// Whether the processor may work beside the device of its own accord. A program on the processor takes the cores itself.
pub(super) fn may_have_company<St: Stage>(gpu: &Gpu, stage: &St) -> bool {
    co_execution() == CoExecution::Auto
        && gpu.info().kind != AdapterKind::Software
        && !stage.roams()
}

/// How far the pipeline for a part of the box is, if the processor may work beside the device and the box can be cut, which any share tells.
fn beside<St: Stage>(gpu: &'static Gpu, program: &'static Program, stage: &St) -> Option<Making> {
    if !may_have_company(gpu, stage) || stage.check().is_err() {
        return None;
    }
    gpu.cut(program, stage, 0.5)?;
    gpu.making(program, Brought::InWindows).ok()
}

/// Has the stage's pipeline made beside everybody's work. Choices are made anew when it is there; if the driver refuses it, that counts as a failure.
pub(crate) fn make<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    gpu: &'static Gpu,
    brought: Brought,
) {
    if let Ok(program) = kernel.program(St::NUMBER) {
        gpu.make(program, brought, stage, |made| match made {
            Ok(()) => history::forget_choices(),
            Err(error) => record_failure(error),
        });
    }
}

/// Whether the device has been asked for.
static OPENED: AtomicBool = AtomicBool::new(false);

/// Opens the device. Later calls are cheap.
pub(crate) fn open() -> Result<&'static Gpu, Unavailable> {
    OPENED.store(true, Relaxed);
    device::status()
}

/// The device, if it can be had without waiting. It is opened and measured beside the caller's work.
pub(crate) fn ready() -> Option<Result<&'static Gpu, Unavailable>> {
    OPENED.store(true, Relaxed);
    device::ready(|gpu| {
        // What is wrong with it is told to who asks for its rates.
        let _ = profile::device(gpu);
    })
}

/// Notes that the device takes part from now on.
fn is_ready() {
    static READY: AtomicBool = AtomicBool::new(false);
    if !READY.swap(true, Relaxed) {
        history::forget_choices();
    }
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

/// How often the device may fail under dispatches that are free to choose; then none chooses it any more.
const MOST_FAILURES: u32 = 3;

/// How often the processor has done what was the device's.
static STEPPED_IN: AtomicU32 = AtomicU32::new(0);

/// How often it has failed, and how last.
static FAILURES: AtomicU32 = AtomicU32::new(0);
static LAST_FAILURE: Mutex<Option<GpuError>> = Mutex::new(None);

/// Remembers that the device failed.
pub(crate) fn record_failure(error: GpuError) {
    events::fell_back(&error);
    let mut last = LAST_FAILURE.lock().unwrap_or_else(PoisonError::into_inner);
    *last = Some(error);
    drop(last);
    FAILURES.fetch_add(1, Relaxed);
    history::forget_choices();
}

/// Notes that the processor does what was the device's.
pub(crate) fn step_in() {
    STEPPED_IN.fetch_add(1, Relaxed);
}

/// How often the processor has done what was the device's: what such a run takes says nothing of the device.
pub(crate) fn stepped_in() -> u32 {
    STEPPED_IN.load(Relaxed)
}

/// Why the device is not chosen any more, if that is so.
fn given_up() -> Option<GpuError> {
    if FAILURES.load(Relaxed) < MOST_FAILURES {
        return None;
    }
    let last = LAST_FAILURE.lock().unwrap_or_else(PoisonError::into_inner);
    last.clone()
}
