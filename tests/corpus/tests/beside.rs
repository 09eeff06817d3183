//! The corpus on a device and the processor at once.

use std::process::ExitCode;

use kernel_corpus::FAMILIES;
use kernel_tests::differential::{self, Subject};

fn main() -> ExitCode {
    let entries = FAMILIES.iter().flat_map(|(_, entries)| *entries);
    let subjects: Vec<Subject> = entries.map(|entry| entry.subject).collect();
    differential::beside(&subjects)
}
