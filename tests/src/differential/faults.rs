//! Arguments that make the plain function panic: every variant returns an error, and where the case promises it, nothing was written.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use kernel_examples::cases::{Data, Fault, Instance, Values};
use kernel_runtime::{Error, Isa, Variant, with_isa};

use super::{Report, Subject};

/// The sizes at which arguments are spoilt: within a gang, across some, and more than a block.
const SIZES: [usize; 3] = [7, 100, 40_000];

thread_local! {
    /// Whether a panic of this thread is what the test waits for.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the panics that the tests wait for out of the output.
pub(super) fn silence_expected_panics() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !EXPECTED.get() {
            tell(info);
        }
    }));
}

/// Spoils the arguments in each way.
pub(super) fn check(subject: &Subject, report: &mut Report) {
    for fault in subject.case.faults {
        for n in SIZES {
            if let Err(what) = check_fault(subject, fault, n.min(subject.largest), report) {
                let kernel = subject.case.name;
                report.fail(format!("{kernel}, n = {n}, {}: {what}", fault.what));
            }
        }
    }
}

/// Runs the plain function and every variant on arguments that are bad in one way.
fn check_fault(
    subject: &Subject,
    fault: &Fault,
    n: usize,
    report: &mut Report,
) -> Result<(), String> {
    let make = || (fault.make)(n, &mut Data::ordinary(1));
    // Where a panic ends the process, other targets must tell.
    if cfg!(panic = "unwind") {
        let mut plain = make();
        EXPECTED.set(true);
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| plain.plain()));
        EXPECTED.set(false);
        if outcome.is_ok() {
            return Err("the plain function does not panic".to_owned());
        }
    }
    let mut run = |how: &str, call: &mut dyn FnMut(&mut dyn Instance) -> Result<(), Error>| {
        let mut instance = make();
        let before = instance.outputs();
        match call(instance.as_mut()) {
            Ok(()) => {
                return Err(format!(
                    "{how} gives a result where the plain function panics"
                ));
            }
            Err(Error::Ineligible { reason, .. }) => {
                report.skip_gpu(&reason, subject.case.kernel.wgsl().is_ok());
                return Ok(());
            }
            Err(Error::OutOfBounds { .. } | Error::Division { .. } | Error::Assertion { .. }) => {}
            Err(error) => return Err(format!("{how} fails for another reason: {error}")),
        }
        report.ran();
        if fault.at_entry && bits(&before) != bits(&instance.outputs()) {
            return Err(format!("{how} returns an error, but has written"));
        }
        Ok(())
    };
    run("scalar", &mut |kernel| kernel.dispatch_on(Variant::Scalar))?;
    for isa in Isa::available() {
        for variant in [Variant::Simd, Variant::Threads] {
            run(&format!("{variant} at {}", isa.name()), &mut |kernel| {
                with_isa(isa, || kernel.dispatch_on(variant)).expect("it is available")
            })?;
        }
    }
    run("gpu", &mut |kernel| kernel.dispatch_on(Variant::Gpu))?;
    run("dispatch", &mut |kernel| kernel.dispatch())
}

/// The outputs bit for bit.
fn bits(outputs: &[Values]) -> Vec<Vec<u64>> {
    outputs.iter().map(Values::bits).collect()
}
