//! `cargo xtask test`: everything there is to test, and `bless`: recording what tests compare with.

use crate::driver;
use crate::step::{Step, Summary};

/// Everything but the tests that have a section of their own.
const UNIT: [&str; 13] = [
    "test",
    "--quiet",
    "--workspace",
    "--no-fail-fast",
    "--exclude",
    "kernel-tests",
    "--exclude",
    "kernel-ui-tests",
    "--exclude",
    "kernel-corpus",
    "--lib",
    "--bins",
    "--tests",
];
const UI: [&str; 4] = ["test", "--quiet", "-p", "kernel-ui-tests"];
const KERNELS: [&str; 5] = ["test", "--quiet", "-p", "kernel-tests", "--no-fail-fast"];
const CORPUS: [&str; 5] = ["test", "--quiet", "-p", "kernel-corpus", "--no-fail-fast"];
const DOCS: [&str; 4] = ["test", "--quiet", "--workspace", "--doc"];

/// Runs every test, whatever fails on the way; whether all passed.
pub(crate) fn test() -> bool {
    driver::prepare();
    let mut summary = Summary::default();
    for (title, arguments) in [
        ("Unit tests and golden files", &UNIT[..]),
        ("Compiler messages", &UI[..]),
        ("Every kernel in every variant, errors, calls", &KERNELS[..]),
        ("The corpus in every variant", &CORPUS[..]),
        ("Examples in the documentation", &DOCS[..]),
    ] {
        summary.run(title, &Step::cargo(arguments));
    }
    summary.finish()
}

/// Records golden files and compiler messages as they are now.
pub(crate) fn bless() -> bool {
    let golden =
        Step::cargo(&["test", "--quiet", "-p", "kernel-compiler"]).with("UPDATE_GOLDEN", "1");
    let messages = Step::cargo(&UI).with("TRYBUILD", "overwrite");
    let mut summary = Summary::default();
    summary.run("Golden files", &golden);
    summary.run("Compiler messages", &messages);
    summary.finish()
}
