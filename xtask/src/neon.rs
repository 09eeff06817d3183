//! `cargo xtask test --neon`: cross-builds the tests for AArch64 and runs them under an emulator.

use std::path::Path;
use std::process::Command;

use crate::emulated::{self, CORPUS, KERNELS, LANGUAGE, RUNTIME};
use crate::step::{Step, Summary, root};

const TARGET: &str = "aarch64-unknown-linux-gnu";
const EMULATOR: &str = "qemu-aarch64";
const LINKER: &str = "aarch64-linux-gnu-gcc";
/// A linker, the C library of AArch64, the emulator.
const PACKAGES: [&str; 3] = [
    "gcc-aarch64-linux-gnu",
    "libc6-dev-arm64-cross",
    "qemu-user",
];
/// Where these packages put that library.
const LIBRARIES: &str = "/usr/aarch64-linux-gnu";

/// Runs the tests; whether all passed.
pub(crate) fn test() -> bool {
    println!("━━━ Cross toolchain for AArch64 ━━━");
    if !emulated::prepare(&[EMULATOR, LINKER], &PACKAGES) || !prepare_library() {
        return false;
    }
    let runner = format!("{EMULATOR} -L {LIBRARIES}");
    let environment = [
        ("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", LINKER),
        ("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER", &runner),
    ];
    // Without the GPU tier, which then need not be cross-built.
    let options = ["--no-default-features", "--target", TARGET];
    let mut summary = Summary::default();
    let suites = [RUNTIME, KERNELS, CORPUS, LANGUAGE];
    emulated::test(
        &mut summary,
        &suites,
        "AArch64",
        "neon",
        &options,
        &environment,
    );
    summary.finish()
}

/// Sees to it that the compiler has the target's standard library.
fn prepare_library() -> bool {
    if has_library() {
        return true;
    }
    println!("There is no standard library for it: rustup target add {TARGET}");
    if Step::new("rustup", &["target", "add", TARGET]).run() && has_library() {
        return true;
    }
    println!("That did not give one. Any compiler that has it will do: name it in RUSTC.");
    false
}

/// Whether the compiler has it.
fn has_library() -> bool {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let output = Command::new(rustc)
        .args(["--print", "target-libdir", "--target", TARGET])
        .current_dir(root())
        .output();
    output.is_ok_and(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
