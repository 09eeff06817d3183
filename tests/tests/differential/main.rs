//! Every kernel: the plain function against each variant at each instruction set of this machine, at sizes around every edge,
//! with ordinary and with special values. All CPU variants must agree bit for bit.
//!
//! Takes names of kernels to run only those. What cannot run here is counted and told; see [`kernel_tests`] for how to make that a failure.

mod check;
mod tolerance;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kernel_examples::cases::{ALL, Case};

use check::Report;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'))
        .collect();
    let cases: Vec<&Case> = ALL
        .iter()
        .filter(|case| names.is_empty() || names.iter().any(|name| name == case.name))
        .collect();

    let next = AtomicUsize::new(0);
    let work = || {
        let mut total = Report::default();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let report = check::check(case);
            println!("{report}", report = report.line(case.name));
            total.add(report);
        }
        total
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let total = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut total = Report::default();
        for worker in workers {
            match worker.join() {
                Ok(report) => total.add(report),
                Err(_) => total.failures.push("a kernel panicked".to_owned()),
            }
        }
        total
    });
    finish(total)
}

/// Tells the outcome.
fn finish(mut total: Report) -> ExitCode {
    for isa in kernel_tests::missing_isas() {
        let failure =
            format!("{isa} is required by KERNEL_REQUIRE_ISAS, but this machine lacks it");
        total.failures.push(failure);
    }
    for (what, count) in &total.skipped {
        println!("skipped {count} runs: {what}");
    }
    if kernel_tests::gpu_required() && total.gpu_skipped > 0 {
        let failure = format!(
            "{} GPU runs skipped in spite of KERNEL_REQUIRE_GPU",
            total.gpu_skipped
        );
        total.failures.push(failure);
    }
    for failure in &total.failures {
        println!("FAILED {failure}");
    }
    let verdict = if total.failures.is_empty() {
        "ok"
    } else {
        "FAILED"
    };
    println!(
        "differential: {verdict}. {} runs, {} failed, {} skipped",
        total.runs,
        total.failures.len(),
        total.skipped.values().sum::<usize>()
    );
    ExitCode::from(u8::from(!total.failures.is_empty()))
}
