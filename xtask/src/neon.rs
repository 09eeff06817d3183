//! `cargo xtask test --neon`: cross-builds the tests for AArch64 and runs them under an emulator.

use crate::emulated::{self, CORPUS, KERNELS, LANGUAGE, RUNTIME};
use crate::step::Summary;

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
    if !emulated::prepare(&[EMULATOR, LINKER], &PACKAGES) || !emulated::prepare_library(TARGET) {
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
