//! A stage on a device and the processor at once: the box is cut in two, and the processor computes its part while the device computes the other.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use crate::choose;
use crate::device::{Gpu, GpuError, Program};
use crate::error::Error;
use crate::kernel::Kernel;
use crate::stage::{Checked, Fault, Space, Stage};
use crate::threads;

/// How often that was done.
static LAUNCHES: AtomicUsize = AtomicUsize::new(0);

/// How many launches a device and the processor have shared. For tests.
pub fn launches_beside() -> usize {
    LAUNCHES.load(Relaxed)
}

/// Runs a checked stage on both, or says by nothing that it is the device's alone. Where the device fails, its part is still as it was, and the processor
/// does that too; the failure is remembered.
pub(crate) fn run<St: Stage>(
    kernel: &'static Kernel,
    gpu: &'static Gpu,
    program: &Program,
    stage: &St,
    share: f64,
) -> Option<Result<St::Partial, Error>> {
    // Arrays that stay on the device would have to come home for the processor's part.
    if share <= 0.0 || stage.roams() {
        return None;
    }
    let cut = gpu.cut(program, stage, share)?;
    LAUNCHES.fetch_add(1, Relaxed);
    let on_processor = |part: &Space| -> Result<St::Partial, Fault> {
        Checked::simd(stage).and_then(|checked| threads::parallel_part(checked, part))
    };
    let mut processors = None;
    let devices = gpu.run_beside(program, stage, &cut, &mut || {
        processors = Some(on_processor(&cut.processor));
    });
    // The device's part comes first, and so do its faults.
    let first = match devices {
        Ok(value) => Ok(value),
        Err(GpuError::Fault(fault)) => Err(fault),
        Err(failure) => {
            choose::record_failure(failure);
            choose::step_in();
            on_processor(&cut.device)
        }
    };
    let second = processors.unwrap_or_else(|| on_processor(&cut.processor));
    let both = first.and_then(|first| Ok(St::combine(first, second?)));
    Some(both.map_err(|fault| kernel.error(fault)))
}
