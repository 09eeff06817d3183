//! `cargo xtask test --wasm`: builds the tests for WebAssembly with simd128 and runs them in Node.js.

use crate::emulated::{self, KERNELS, LANGUAGE, RUNTIME};
use crate::step::{Step, Summary, root};

/// Here tests have arguments, an output and a clock. The instructions are those of a browser.
const TARGET: &str = "wasm32-wasip1";
/// What runs in a browser.
pub(crate) const BARE: &str = "wasm32-unknown-unknown";
const ENGINE: &str = "node";
/// What brings the engine.
const PACKAGES: [&str; 1] = ["nodejs"];
pub(crate) const SIMD: &str = "-C target-feature=+simd128";

/// Runs the tests; whether all passed.
pub(crate) fn test() -> bool {
    println!("━━━ WebAssembly ━━━");
    let prepared = emulated::prepare(&[ENGINE], &PACKAGES)
        && [TARGET, BARE].into_iter().all(emulated::prepare_library);
    if !prepared {
        return false;
    }
    let script = root().join("xtask/src/wasi.mjs");
    let runner = format!("{ENGINE} --no-warnings {}", script.display());
    let environment = [
        ("CARGO_TARGET_WASM32_WASIP1_RUNNER", runner.as_str()),
        ("CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS", SIMD),
    ];
    // There is no GPU tier yet.
    let options = ["--no-default-features", "--target", TARGET];
    let mut summary = Summary::default();
    let suites = [RUNTIME, KERNELS, LANGUAGE];
    emulated::test(
        &mut summary,
        &suites,
        "WebAssembly",
        "simd128",
        &options,
        &environment,
    );
    // Engines without simd128 refuse a module with a single instruction of it.
    let plain = Step::cargo(&[
        "check",
        "--quiet",
        "-p",
        "kernel-runtime",
        "--no-default-features",
        "--target",
        BARE,
    ]);
    summary.run("WebAssembly without simd128: it builds", &plain);
    summary.finish()
}
