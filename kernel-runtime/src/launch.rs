//! The way of a dispatch: check, choose, run.

use std::sync::OnceLock;

use crate::choose::{self, choose};
use crate::device::GpuError;
use crate::error::Error;
use crate::kernel::Kernel;
use crate::movement::come_home;
use crate::stage::{Checked, Stage};
use crate::threads;
use crate::variant::{UnknownVariant, Variant};

/// Which variant is wanted.
#[doc(hidden)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Request {
    /// The one predicted to be fastest, or the one that `KERNEL_VARIANT` names.
    Auto,
    /// That one or none.
    On(Variant),
}

/// Runs a stage. What generated code's `dispatch` and `dispatch_on` call.
#[doc(hidden)]
#[inline]
pub fn launch<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
    request: Request,
) -> Result<St::Partial, Error> {
    let asked = match request {
        Request::On(variant) => Some(variant),
        Request::Auto => pinned()?,
    };
    match asked {
        Some(Variant::Gpu) => on_device(kernel, stage),
        Some(variant) => on_processor(kernel, variant, stage),
        None => match choose(kernel, stage) {
            Variant::Gpu => on_device_or_processor(kernel, stage),
            variant => on_processor(kernel, variant, stage),
        },
    }
}

/// Runs a variant other than the device's.
#[inline]
fn on_processor<St: Stage>(
    kernel: &'static Kernel,
    variant: Variant,
    stage: &St,
) -> Result<St::Partial, Error> {
    if stage.roams() {
        // What is found at entry leaves also the copies where they are.
        stage.check().map_err(|fault| kernel.error(fault))?;
        come_home(stage).map_err(|lost| kernel.lost(lost))?;
    }
    let result = match variant {
        Variant::Scalar => Checked::scalar(stage).and_then(threads::serial),
        Variant::Simd => Checked::simd(stage).and_then(threads::serial),
        Variant::Threads | Variant::Gpu => Checked::simd(stage).and_then(threads::parallel),
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
        .map_err(|reason| ineligible(reason.to_string()))
}

/// Runs on the device. If that fails, nothing has been written: the threads do it, and the failure is remembered.
#[inline(never)]
fn on_device_or_processor<St: Stage>(
    kernel: &'static Kernel,
    stage: &St,
) -> Result<St::Partial, Error> {
    stage.check().map_err(|fault| kernel.error(fault))?;
    if let (Ok(program), Ok(gpu)) = (kernel.program(St::NUMBER), choose::open()) {
        match gpu.run(program, stage) {
            Ok(value) => return Ok(value),
            Err(GpuError::Fault(fault)) => return Err(kernel.error(fault)),
            Err(error) => choose::record_failure(error),
        }
    }
    on_processor(kernel, Variant::Threads, stage)
}

/// The environment variable that pins the variant of each dispatch.
const PIN: &str = "KERNEL_VARIANT";

/// The variant that the environment pins. Read once.
pub(crate) fn pinned() -> Result<Option<Variant>, Error> {
    static PINNED: OnceLock<Result<Option<Variant>, UnknownVariant>> = OnceLock::new();
    match PINNED.get_or_init(|| parse_pin(std::env::var(PIN).ok().as_deref())) {
        Ok(variant) => Ok(*variant),
        Err(source) => Err(Error::Environment {
            name: PIN,
            source: source.clone(),
        }),
    }
}

/// An unset or empty variable pins nothing.
fn parse_pin(value: Option<&str>) -> Result<Option<Variant>, UnknownVariant> {
    value
        .filter(|text| !text.trim().is_empty())
        .map(str::parse)
        .transpose()
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
        for variant in Variant::ALL {
            let error = launch(&KERNEL, &stage, Request::On(variant)).expect_err("y is short");
            assert_eq!(
                error.to_string(),
                "kernel `sample` (src/sample.rs:12): index 3 is out of bounds of `x` (length 3)"
            );
        }
        assert_eq!(y, [1, 2, 3]);
    }

    #[test]
    fn the_pin_is_a_variant_or_nothing() {
        assert_eq!(parse_pin(None), Ok(None));
        assert_eq!(parse_pin(Some("")), Ok(None));
        assert_eq!(parse_pin(Some("threads")), Ok(Some(Variant::Threads)));
        assert!(parse_pin(Some("fast")).is_err());
    }
}
