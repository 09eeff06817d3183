//! The corpus in every variant: see [`kernel_tests::differential`].
//!
//! Takes names of kernels to run only those.

use std::process::ExitCode;

use kernel_corpus::FAMILIES;
use kernel_tests::differential::{self, Subject};

fn main() -> ExitCode {
    let entries = FAMILIES.iter().flat_map(|(_, entries)| *entries);
    let subjects: Vec<Subject> = entries.map(|entry| entry.subject).collect();
    differential::main(&subjects)
}
