//! `cargo xtask soundness` and `fuzz`: the long forms of what the compiler's tests do in short, built with optimisation.

use crate::step::Step;

/// Runs the binary of that name; whether it found nothing wrong.
pub(crate) fn run(binary: &str, options: &[&str]) -> bool {
    let run = [
        "run",
        "--quiet",
        "--release",
        "-p",
        "kernel-soundness",
        "--bin",
        binary,
        "--",
    ];
    Step::cargo(&[&run, options].concat()).run()
}
