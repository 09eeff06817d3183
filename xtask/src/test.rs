//! `cargo xtask test`: everything there is to test, and `bless`: recording what tests compare with.

use crate::driver;
use crate::step::{Step, Summary};

/// All that is no example in the documentation. It is one command, and that of the examples names the same packages: cargo chooses the features of
/// what they share by the packages that are named, and builds it anew for others.
const TESTS: [&str; 7] = [
    "test",
    "--quiet",
    "--workspace",
    "--no-fail-fast",
    "--lib",
    "--bins",
    "--tests",
];
const DOCS: [&str; 4] = ["test", "--quiet", "--workspace", "--doc"];
const UI: [&str; 4] = ["test", "--quiet", "-p", "kernel-ui-tests"];

/// Runs every test, whatever fails on the way; whether all passed.
pub(crate) fn test() -> bool {
    driver::prepare();
    let mut summary = Summary::default();
    summary.run("Every test", &Step::cargo(&TESTS));
    summary.run("Examples in the documentation", &Step::cargo(&DOCS));
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
