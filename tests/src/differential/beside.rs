//! Kernels of which the processor computes a part while the device computes the rest.

use std::process::ExitCode;

use kernel_runtime::private::launches_beside;
use kernel_runtime::{CoExecution, set_co_execution};

use super::check::{Setting, on_device};
use super::{Report, Subject};

/// Sizes of which a part is less than a gang, and larger ones.
const SIZES: [usize; 3] = [5, 129, 20_011];

/// The processor's shares: a row, and the larger part.
const SHARES: [f64; 2] = [0.01, 0.7];

/// Checks the subjects.
pub fn beside(subjects: &[Subject]) -> ExitCode {
    let mut total = Report::default();
    let mut divided = 0;
    for subject in subjects {
        let before = launches_beside();
        let mut report = Report::default();
        for n in SIZES.map(|n| n.min(subject.largest)) {
            for share in SHARES {
                set_co_execution(CoExecution::Share(share));
                let setting = Setting {
                    subject,
                    n,
                    edge: false,
                    seed: 0,
                };
                let how = format!("gpu beside {share} on the processor");
                match on_device(&setting, &how, &setting.plain(), &mut report) {
                    Ok(None) => {}
                    Ok(Some(reason)) => {
                        report.skip_gpu(&reason, subject.case.kernel.wgsl().is_ok());
                    }
                    Err(failure) => report.fail(failure),
                }
            }
        }
        divided += usize::from(launches_beside() > before);
        total.add(report);
    }
    println!("{divided} of {} kernels were divided", subjects.len());
    if divided * 3 < subjects.len() && crate::gpu_required() {
        total.fail("few kernels were divided between the device and the processor".to_owned());
    }
    total.finish()
}
