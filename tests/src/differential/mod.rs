//! The plain function against each variant at each instruction set of this machine, at sizes around every edge, with ordinary and with
//! special values. All CPU variants must agree bit for bit. And arguments that make the plain function panic make every variant
//! return an error.

mod beside;
mod check;
mod faults;
mod report;
mod tolerance;
mod windows;

pub use beside::beside;
pub use report::Report;
pub use tolerance::{EPSILON, Tolerance};
pub use windows::windows;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kernel_examples::cases::Case;

/// A kernel with what its variants promise.
#[derive(Clone, Copy)]
pub struct Subject {
    /// The kernel with its arguments.
    pub case: Case,
    /// The largest size, for kernels whose work grows faster than their arguments.
    pub largest: usize,
    /// The seeds at each small size.
    pub seeds: u64,
    /// Whether special values are tried as well.
    pub edge: bool,
    /// How near the CPU variants come to the plain function, at that size.
    pub cpu: fn(n: usize) -> Tolerance,
    /// How near the GPU comes, for ordinary values.
    pub gpu: fn(n: usize) -> Tolerance,
    /// Whether the GPU must also agree on special values. WGSL lets a driver assume that no float is special, and flush subnormals, so that
    /// only integers are sure.
    pub special_on_gpu: bool,
}

/// Checks the subjects whose names the command line gives, or all.
pub fn main(subjects: &[Subject]) -> ExitCode {
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let subjects: Vec<&Subject> = subjects
        .iter()
        .filter(|subject| names.is_empty() || names.iter().any(|name| name == subject.case.name))
        .collect();
    faults::silence_expected_panics();

    let next = AtomicUsize::new(0);
    let work = || {
        let mut total = Report::default();
        while let Some(subject) = subjects.get(next.fetch_add(1, Ordering::Relaxed)) {
            let mut report = check::check(subject);
            faults::check(subject, &mut report);
            println!("{}", report.line(subject.case.name));
            total.add(report);
        }
        total
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let total = thread::scope(|scope| {
        // This thread works too, as there may be no other.
        let spawn = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (1..threads).map_while(spawn).collect();
        let mut total = work();
        for worker in workers {
            match worker.join() {
                Ok(report) => total.add(report),
                Err(_) => total.fail("a kernel panicked".to_owned()),
            }
        }
        total
    });
    total.finish()
}
