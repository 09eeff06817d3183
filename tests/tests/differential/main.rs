//! The example kernels in every variant: see [`kernel_tests::differential`].
//!
//! Takes names of kernels to run only those. What cannot run here is counted and told; see [`kernel_tests`] for how to make that a failure.

use std::process::ExitCode;

use kernel_examples::cases::ALL;
use kernel_tests::differential::{self, Subject};
use kernel_tests::promises;

fn main() -> ExitCode {
    let subjects: Vec<Subject> = ALL.iter().copied().map(promises::subject).collect();
    differential::main(&subjects)
}
