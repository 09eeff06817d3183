//! Kernels on a device that takes less than their arrays: they are brought in windows, part by part.

use std::process::{Command, ExitCode};

use super::check::{Setting, on_device};
use super::{Report, Subject};

/// What the device is allowed: less than the arrays of most kernels take at the sizes below.
const MEMORY: (&str, &str) = ("KERNEL_GPU_MEMORY", "64K");

/// Sizes whose arrays fit, and sizes whose arrays do not.
const SIZES: [usize; 4] = [17, 4097, 16_385, 40_003];

/// Checks the subjects in a process of its own, as the environment is read once.
pub fn windows(subjects: &[Subject]) -> ExitCode {
    let (name, value) = MEMORY;
    if std::env::var_os(name).is_none_or(|there| there != value) {
        let again = std::env::current_exe().and_then(|program| {
            Command::new(program)
                .args(std::env::args_os().skip(1))
                .env(name, value)
                .status()
        });
        return match again {
            Ok(status) => ExitCode::from(u8::from(!status.success())),
            Err(error) => {
                eprintln!("the test cannot start itself: {error}");
                ExitCode::FAILURE
            }
        };
    }
    let mut total = Report::default();
    let (mut larger, mut taken) = (0, 0);
    for subject in subjects {
        let mut report = Report::default();
        for n in SIZES.map(|n| n.min(subject.largest)) {
            let setting = Setting {
                subject,
                n,
                edge: false,
                seed: 0,
            };
            match is_taken(&setting, &mut report) {
                Ok(is_taken) => {
                    larger += usize::from(n == SIZES[3]);
                    taken += usize::from(n == SIZES[3] && is_taken);
                }
                Err(failure) => report.fail(failure),
            }
        }
        total.add(report);
    }
    println!("{taken} of {larger} kernels of {} elements ran", SIZES[3]);
    if taken * 2 < larger && crate::gpu_required() {
        total.fail("few kernels have run in windows".to_owned());
    }
    total.finish()
}

/// Runs the kernel on the device, if it takes the arrays in some way; whether it does.
fn is_taken(setting: &Setting<'_>, report: &mut Report) -> Result<bool, String> {
    let reason = on_device(setting, "gpu", &setting.plain(), report)?;
    match &reason {
        None => {}
        Some(reason) if reason.contains(MEMORY.0) => {
            report.skip("gpu: no part of the arrays fits".to_owned());
        }
        Some(reason) => report.skip_gpu(reason, setting.subject.case.kernel.wgsl().is_ok()),
    }
    Ok(reason.is_none())
}
