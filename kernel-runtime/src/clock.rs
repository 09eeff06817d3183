//! The clock.

use std::time::Instant;

/// Whether there is one. In a browser the standard library has none, and to ask for it panics.
const RUNS: bool = cfg!(not(all(target_family = "wasm", target_os = "unknown")));

/// Runs something, and gives the seconds that it took if there is a clock.
#[inline(always)]
pub(crate) fn timed<R>(run: impl FnOnce() -> R) -> (R, Option<f64>) {
    let begin = RUNS.then(Instant::now);
    let result = run();
    (result, begin.map(|begin| begin.elapsed().as_secs_f64()))
}
