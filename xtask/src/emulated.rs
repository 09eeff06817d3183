//! The tests of one emulated processor: the vector layer, and every kernel against its plain function.

use std::path::Path;
use std::process::Command;

use crate::debian;
use crate::step::{Step, Summary, root};

/// A title and cargo's words for the tests.
pub(crate) type Suite = (&'static str, &'static [&'static str]);

/// The ops, the math and the launch of every level.
pub(crate) const RUNTIME: Suite = (
    "the vector layer and the runtime",
    &["-p", "kernel-runtime", "--lib"],
);
/// The examples in every variant.
pub(crate) const KERNELS: Suite = (
    "every kernel",
    &["-p", "kernel-tests", "--test", "differential"],
);
/// The corpus in every variant.
pub(crate) const CORPUS: Suite = (
    "the corpus",
    &["-p", "kernel-corpus", "--test", "differential"],
);
/// What the language has, one small kernel each.
pub(crate) const LANGUAGE: Suite = (
    "the language, methods, errors",
    &[
        "-p",
        "kernel-tests",
        "--test",
        "language",
        "--test",
        "loops",
        "--test",
        "methods",
        "--test",
        "errors",
    ],
);

/// Runs the tests on a processor. `options` are cargo's; `environment` names the emulator to it. Without the instruction set nothing passes.
pub(crate) fn test(
    summary: &mut Summary,
    suites: &[Suite],
    processor: &str,
    isa: &str,
    options: &[&str],
    environment: &[(&str, &str)],
) {
    const TEST: [&str; 3] = ["test", "--quiet", "--no-fail-fast"];
    for (title, suite) in suites {
        let mut step = Step::cargo(&[&TEST[..], suite, options].concat())
            .with("KERNEL_REQUIRE_ISAS", isa)
            // A device's driver would be emulated as well.
            .with("KERNEL_REQUIRE_GPU", "0")
            .with("KERNEL_GPU", "off")
            // What is measured here says nothing of a machine.
            .with("KERNEL_PROFILE_DIR", "");
        for (name, value) in environment {
            step = step.with(name, value);
        }
        summary.run(&format!("{processor}: {title}"), &step);
    }
}

/// Sees to it that these programs are there, which packages of Debian's bring; says what is done, or what is missing.
pub(crate) fn prepare(programs: &[&str], packages: &[&str]) -> bool {
    let missing = || programs.iter().find(|program| !answers(program));
    let Some(program) = missing() else {
        return true;
    };
    let packages_named = packages.join(" ");
    if !debian::is_debian() {
        println!("There is no {program}. On Debian it comes with: {packages_named}");
        return false;
    }
    if !debian::is_root() {
        println!("There is no {program}. It comes with:");
        println!("    sudo apt-get install {packages_named}");
        return false;
    }
    println!("There is no {program}: installing {packages_named}.");
    debian::update();
    if debian::install(packages) && missing().is_none() {
        return true;
    }
    println!("That did not give it.");
    false
}

/// Whether a program can be run.
fn answers(program: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| output.status.success())
}

/// Sees to it that the compiler has a target's standard library.
pub(crate) fn prepare_library(target: &str) -> bool {
    if has_library(target) {
        return true;
    }
    println!("There is no standard library for it: rustup target add {target}");
    if Step::new("rustup", &["target", "add", target]).run() && has_library(target) {
        return true;
    }
    println!("That did not give one. Any compiler that has it will do: name it in RUSTC.");
    false
}

/// Whether the compiler has it.
fn has_library(target: &str) -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", target])
        .current_dir(root())
        .output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
