//! Times a kernel: warm, several runs in turn, the median.

use std::time::{Duration, Instant};

use kernel_examples::cases::{Case, Data, Instance};
use kernel_runtime::{Error, Explanation, Variant};

/// The most runs of each way, and the time after which a slow one is run no more.
const RUNS: usize = 15;
const PATIENCE: Duration = Duration::from_millis(100);

/// One kernel at one size.
pub(crate) struct Row {
    /// What the runtime predicts and chooses.
    pub(crate) explanation: Explanation,
    /// The function itself.
    pub(crate) plain: Duration,
    /// Each variant that can run.
    pub(crate) variants: [Option<Duration>; Variant::LOCAL.len()],
}

/// The ways to run a kernel: the function itself, or a variant.
const WAYS: [Option<Variant>; 1 + Variant::LOCAL.len()] = {
    let [a, b, c, d] = Variant::LOCAL;
    [None, Some(a), Some(b), Some(c), Some(d)]
};

/// Measures the plain function and every variant that can run, in turns, so that a change of the machine's load hits all alike.
pub(crate) fn measure(case: &Case, n: usize) -> Result<Row, Error> {
    let mut kernel = (case.make)(n, &mut Data::ordinary(1));
    let mut batches = [0; WAYS.len()];
    for (way, batch) in WAYS.into_iter().zip(&mut batches) {
        *batch = match warm(kernel.as_mut(), way) {
            Ok(batch) => batch,
            Err(Error::Ineligible { .. }) => 0,
            Err(error) => return Err(error),
        };
    }
    // Asked now, for what comes is repeated calls: shaders are compiled.
    let explanation = kernel.explain();

    let mut times = [const { Vec::new() }; WAYS.len()];
    for _ in 0..RUNS {
        for ((way, batch), times) in WAYS.into_iter().zip(batches).zip(&mut times) {
            if batch > 0 && !is_enough(times, batch) {
                times.push(run(kernel.as_mut(), way, batch)?);
            }
        }
    }
    let [plain, variants @ ..] = times.map(median);
    Ok(Row {
        explanation,
        plain: plain.unwrap_or_default(),
        variants,
    })
}

/// Whether a way has been run twice and has had its time.
fn is_enough(times: &[Duration], batch: u32) -> bool {
    times.len() >= 2 && times.iter().sum::<Duration>() * batch > PATIENCE
}

/// Runs it twice; how many runs make one that is long against the clock's sharpness.
fn warm(kernel: &mut dyn Instance, way: Option<Variant>) -> Result<u32, Error> {
    run(kernel, way, 1)?;
    let time = run(kernel, way, 1)?;
    Ok((20_000 / time.as_nanos().max(1)).clamp(1, 1000) as u32)
}

/// Runs it that often; the time of one run.
fn run(kernel: &mut dyn Instance, way: Option<Variant>, batch: u32) -> Result<Duration, Error> {
    let begin = Instant::now();
    for _ in 0..batch {
        match way {
            None => kernel.plain(),
            Some(variant) => kernel.dispatch_on(variant)?,
        }
    }
    Ok(begin.elapsed() / batch)
}

/// The one in the middle, if there is any.
fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort();
    times.get(times.len() / 2).copied()
}
