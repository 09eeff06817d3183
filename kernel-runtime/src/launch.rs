//! The way of a dispatch: check, choose, run.

use crate::beside;
use crate::choose::{self, Size};
use crate::clock;
use crate::cluster;
use crate::co_execution::{CoExecution, co_execution};
use crate::decisions::Why;
use crate::device::{GpuError, Making};
use crate::error::Error;
use crate::history::{Memo, Slot};
use crate::home::come_home;
use crate::kernel::Kernel;
use crate::movement::Moves;
use crate::policy::{self, Policy};
use crate::stage::{Checked, Stage};
use crate::threads;
use crate::variant::Variant;

/// Which variant is wanted.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Request {
    /// The one that the policy in force wants: mostly that predicted to be fastest.
    Auto,
    /// That one or none.
    On(Variant),
    /// All ranks of a cluster, or for what is too little the root alone.
    #[cfg(feature = "mpi")]
    Together,
}

/// Runs a stage. What generated code's `dispatch` and `dispatch_on` call.
#[doc(hidden)]
#[inline]
pub fn launch<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    request: Request,
) -> Result<St::Partial, Error> {
    match request {
        Request::On(variant) => on_that(kernel, stage, variant),
        #[cfg(feature = "mpi")]
        Request::Together => cluster::launch(kernel, stage, request),
        Request::Auto if !policy::is_ordinary() => by_policy(kernel, stage),
        Request::Auto => match choose::size(kernel, stage) {
            Size::Small(Variant::Scalar) => on_processor(kernel, Variant::Scalar, stage),
            Size::Small(_) => on_processor(kernel, Variant::Simd, stage),
            Size::Large(slot) => weighed(kernel, stage, slot),
        },
    }
}

/// Runs the variant that seems best. Kept out of `dispatch`, whose frame stays small for small work.
#[inline(never)]
fn weighed<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    slot: Option<&'static Slot>,
) -> Result<St::Partial, Error> {
    let picked = choose::pick(kernel, stage, slot);
    match picked.slot {
        None => on_any(kernel, stage, picked.memo.variant),
        Some(slot) => timed(kernel, stage, picked.memo, Some(slot), on_any).0,
    }
}

/// Runs a variant in that way with a look at the clock, from which the next choices learn if there is a slot. Gives the seconds as well, if
/// there is a clock.
#[inline(never)]
fn timed<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    memo: Memo,
    slot: Option<&'static Slot>,
    run: fn(&'static Kernel, &St, Variant) -> Result<St::Partial, Error>,
) -> (Result<St::Partial, Error>, Option<f64>) {
    let (tells, stepped_in) = (tells(stage, memo.variant), choose::stepped_in());
    let (result, seconds) = clock::timed(|| run(kernel, stage, memo.variant));
    let ready = memo.variant != Variant::Threads || threads::were_ready();
    // Where the device has failed or was not ready, something else has run.
    if let (Some(slot), Some(seconds)) = (slot, seconds)
        && tells
        && result.is_ok()
        && choose::stepped_in() == stepped_in
    {
        choose::learn(kernel, stage, memo, slot, seconds, ready);
    }
    (result, seconds)
}

/// Whether the time of a run says how long it takes: not where it is not waited for, nor where it waits for what the device has still to do.
fn tells<St: Stage>(stage: &St, variant: Variant) -> bool {
    if !stage.roams() {
        return true;
    }
    match variant {
        Variant::Gpu => St::REDUCES,
        _ => Moves::of(stage).home == 0.0,
    }
}

/// Runs what a policy other than the ordinary one wants, and tells of it if that is wanted.
#[inline(never)]
fn by_policy<St: Stage>(kernel: &'static Kernel, stage: &St) -> Result<St::Partial, Error> {
    let policy = policy::in_force()?;
    let Some(telling) = policy::telling() else {
        return match (policy, choose::size(kernel, stage)) {
            (Policy::Pinned(variant), _) => on_that(kernel, stage, variant),
            (_, Size::Small(variant)) => on_processor(kernel, variant, stage),
            (_, Size::Large(slot)) => weighed(kernel, stage, slot),
        };
    };
    let choice = choose::deliberate(kernel, stage);
    let untimed = |variant| (Memo::fixed(variant), None);
    let (memo, slot) = match (policy, choose::size(kernel, stage)) {
        (Policy::Pinned(variant), _) | (_, Size::Small(variant)) => untimed(variant),
        (_, Size::Large(slot)) => {
            let picked = choose::pick(kernel, stage, slot);
            (picked.memo, picked.slot)
        }
    };
    let run = match policy {
        Policy::Pinned(_) => on_that,
        _ => on_any,
    };
    let (result, seconds) = timed(kernel, stage, memo, slot, run);
    let mut record = choose::record(kernel, St::NUMBER, memo, &choice, seconds);
    if matches!(policy, Policy::Pinned(_)) {
        record.why = Why::Pinned;
    }
    record.tell(telling);
    result
}

/// Runs that variant or none.
#[inline]
fn on_that<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    variant: Variant,
) -> Result<St::Partial, Error> {
    match variant {
        Variant::Gpu => on_device(kernel, stage),
        Variant::Distributed => cluster::launch(kernel, stage, Request::On(variant)),
        variant => on_processor(kernel, variant, stage),
    }
}

/// Runs a variant; the threads do it where it is the device's and the device is not ready or fails.
#[inline]
fn on_any<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    variant: Variant,
) -> Result<St::Partial, Error> {
    match variant {
        Variant::Gpu => on_device_or_processor(kernel, stage),
        variant => on_processor(kernel, variant, stage),
    }
}

/// Runs a variant other than the device's.
#[inline]
fn on_processor<St: Stage>(
    kernel: &'static Kernel,
    variant: Variant,
    stage: &St,
) -> Result<St::Partial, Error> {
    if stage.roams() && stage.whereabouts().must_come_home() {
        // What is found at entry leaves also the copies where they are.
        stage.check().map_err(|fault| kernel.error(fault))?;
        come_home(stage).map_err(|lost| kernel.lost(lost))?;
    }
    let result = match variant {
        Variant::Scalar => Checked::scalar(stage).and_then(threads::serial),
        Variant::Simd => Checked::simd(stage).and_then(threads::serial),
        _ => Checked::simd(stage).and_then(threads::parallel),
    };
    result.map_err(|fault| kernel.error(fault))
}

/// Runs on the device or not at all.
#[inline(never)]
fn on_device<St: Stage>(kernel: &'static Kernel, stage: &St) -> Result<St::Partial, Error> {
    let ineligible = |reason: String| Error::Ineligible {
        kernel: kernel.name(),
        variant: Variant::Gpu,
        reason,
    };
    stage.check().map_err(|fault| kernel.error(fault))?;
    let program = kernel
        .program(St::NUMBER)
        .map_err(|reason| ineligible(reason.to_owned()))?;
    let gpu = choose::open().map_err(|reason| ineligible(reason.to_string()))?;
    if let CoExecution::Share(share) = co_execution()
        && let Some(result) = beside::run(kernel, gpu, program, stage, share)
    {
        return result;
    }
    gpu.run(program, stage).map_err(|error| match error {
        GpuError::Fault(fault) => kernel.error(fault),
        GpuError::Ineligible(reason) => ineligible(reason.to_string()),
        GpuError::Device(message) => Error::Device {
            kernel: kernel.name(),
            message,
        },
    })
}

/// Whether the device could run the stage, and if not, why.
#[inline(never)]
pub(crate) fn eligible<St: Stage>(kernel: &'static Kernel, stage: &St) -> Result<(), Error> {
    let ineligible = |reason: String| Error::Ineligible {
        kernel: kernel.name(),
        variant: Variant::Gpu,
        reason,
    };
    let program = kernel
        .program(St::NUMBER)
        .map_err(|reason| ineligible(reason.to_owned()))?;
    let gpu = choose::open().map_err(|reason| ineligible(reason.to_string()))?;
    gpu.eligible(program, stage)
        .map(|_| ())
        .map_err(|reason| ineligible(reason.to_string()))
}

/// Runs on the device. If its pipeline is not made, or if it fails, nothing has been written: the threads do it, and the failure is remembered.
#[inline(never)]
fn on_device_or_processor<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
) -> Result<St::Partial, Error> {
    stage.check().map_err(|fault| kernel.error(fault))?;
    if let (Ok(program), Some(Ok(gpu))) = (kernel.program(St::NUMBER), choose::ready()) {
        // The choice may have been made for other arguments of about this size, or on a device that was lost since.
        if let Ok(brought) = gpu.eligible(program, stage) {
            match gpu.making(program, brought) {
                Ok(Making::Done) => {
                    let share = choose::share_beside(kernel, stage, gpu);
                    if let Some(result) = beside::run(kernel, gpu, program, stage, share) {
                        return result;
                    }
                    match gpu.run(program, stage) {
                        Ok(value) => return Ok(value),
                        Err(GpuError::Fault(fault)) => return Err(kernel.error(fault)),
                        Err(error) => choose::record_failure(error),
                    }
                }
                Ok(Making::Missing) => choose::make(kernel, stage, gpu, brought),
                // Its failure has been recorded.
                Ok(Making::Begun) | Err(_) => {}
            }
        }
    }
    choose::step_in();
    on_processor(kernel, Variant::Threads, stage)
}

/// The variant that is pinned, by the environment or the program.
pub(crate) fn pinned() -> Result<Option<Variant>, Error> {
    Ok(match policy::in_force()? {
        Policy::Pinned(variant) => Some(variant),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{In, Out};
    use crate::testing::{Gather, KERNEL, Sum};

    #[test]
    fn every_processor_variant_gives_the_same_bits() {
        let x: Vec<f32> = (0..10_000).map(|i| (i as f32).sin()).collect();
        let stage = Sum { x: In::new(&x) };
        let run = |request| launch(&KERNEL, &stage, request).expect("no access can fail");
        let scalar = run(Request::On(Variant::Scalar));
        assert_eq!(run(Request::On(Variant::Simd)), scalar);
        assert_eq!(run(Request::On(Variant::Threads)), scalar);
        assert_eq!(run(Request::Auto), scalar);
    }

    #[test]
    fn a_kernel_without_a_shader_says_so() {
        let stage = Sum { x: In::new(&[1.0]) };
        let error = launch(&KERNEL, &stage, Request::On(Variant::Gpu)).expect_err("no shader");
        assert_eq!(
            error.to_string(),
            "kernel `sample` cannot run on gpu: the kernel has no shader"
        );
    }

    #[test]
    fn what_is_found_at_entry_leaves_everything_as_it_was() {
        let mut y = [1, 2, 3];
        let stage = Gather {
            sizes: [1, 4],
            p: In::new(&[0; 4]),
            x: In::new(&[9]),
            y: Out::new(&mut y),
        };
        for variant in Variant::LOCAL {
            let error = launch(&KERNEL, &stage, Request::On(variant)).expect_err("y is short");
            assert_eq!(
                error.to_string(),
                "kernel `sample` (src/sample.rs:12): index 3 is out of bounds of `x` (length 3)"
            );
        }
        assert_eq!(y, [1, 2, 3]);
    }
}
