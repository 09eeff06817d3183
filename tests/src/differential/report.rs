//! What came of the runs.

use std::collections::BTreeMap;
use std::process::ExitCode;

/// Runs, failures and what was skipped.
#[derive(Default)]
pub struct Report {
    runs: usize,
    failures: Vec<String>,
    skipped: BTreeMap<String, usize>,
    gpu_skipped: usize,
}

impl Report {
    /// Adds another's counts.
    pub(super) fn add(&mut self, other: Report) {
        self.runs += other.runs;
        self.failures.extend(other.failures);
        self.gpu_skipped += other.gpu_skipped;
        for (what, count) in other.skipped {
            *self.skipped.entry(what).or_default() += count;
        }
    }

    /// The outcome on a line.
    pub(super) fn line(&self, kernel: &str) -> String {
        let verdict = match self.failures.len() {
            0 => "ok".to_owned(),
            count => format!("FAILED ({count})"),
        };
        format!("{kernel:20} {:5} runs  {verdict}", self.runs)
    }

    /// Counts a run.
    pub(super) fn ran(&mut self) {
        self.runs += 1;
    }

    /// Adds a failure.
    pub(super) fn fail(&mut self, what: String) {
        self.failures.push(what);
    }

    /// Counts a run that this machine cannot make.
    pub(super) fn skip(&mut self, why: String) {
        *self.skipped.entry(why).or_default() += 1;
    }

    /// Counts a run that the GPU could not make, for want of a device or by the kernel's nature.
    pub(super) fn skip_gpu(&mut self, reason: &str, has_shader: bool) {
        self.gpu_skipped += usize::from(has_shader && !crate::gpu_excused(reason));
        self.skip(format!("gpu: {reason}"));
    }

    /// Tells the outcome.
    pub(super) fn finish(mut self) -> ExitCode {
        for isa in crate::missing_isas() {
            let failure =
                format!("{isa} is required by KERNEL_REQUIRE_ISAS, but this machine lacks it");
            self.fail(failure);
        }
        for (what, count) in &self.skipped {
            println!("skipped {count} runs: {what}");
        }
        if crate::gpu_required() && self.gpu_skipped > 0 {
            let failure = format!(
                "{} GPU runs skipped in spite of KERNEL_REQUIRE_GPU",
                self.gpu_skipped
            );
            self.fail(failure);
        }
        for failure in &self.failures {
            println!("FAILED {failure}");
        }
        let verdict = if self.failures.is_empty() {
            "ok"
        } else {
            "FAILED"
        };
        println!(
            "differential: {verdict}. {} runs, {} failed, {} skipped",
            self.runs,
            self.failures.len(),
            self.skipped.values().sum::<usize>()
        );
        ExitCode::from(u8::from(!self.failures.is_empty()))
    }
}
