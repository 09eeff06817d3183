//! How much faster the SIMD variant is than the plain function.

use std::time::Instant;

use kernel_corpus::Entry;
use kernel_examples::cases::{Data, Instance};
use kernel_runtime::{Error, Isa, Variant, with_isa};

/// The samples of each of the two.
const SAMPLES: usize = 61;

/// A sample lasts about that long, in seconds, if that takes no more than [`MOST`] runs.
const SAMPLE: f64 = 20e-6;

/// The most runs a sample, so that kernels that work in place do not run away into subnormals.
const MOST: u32 = 16;

/// The plain function's time divided by the SIMD variant's, at the best instruction set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gain {
    /// Of the fastest samples.
    pub(crate) min: f64,
    /// Of the medians.
    pub(crate) median: f64,
}

impl Gain {
    /// Times both in turns, each sample on fresh arguments.
    pub(crate) fn measure(entry: &Entry) -> Result<Gain, Error> {
        let best = Isa::available().last().unwrap_or(Isa::ALL[0]);
        let simd = |kernel: &mut dyn Instance| {
            with_isa(best, || kernel.dispatch_on(Variant::Simd)).expect("it is available")
        };
        let plain = |kernel: &mut dyn Instance| {
            kernel.plain();
            Ok(())
        };
        let fast_batch = batch(entry, simd)?;
        let slow_batch = batch(entry, plain)?;
        let mut fast = [0.0; SAMPLES];
        let mut slow = [0.0; SAMPLES];
        for i in 0..SAMPLES {
            slow[i] = sample(entry, slow_batch, plain)?;
            fast[i] = sample(entry, fast_batch, simd)?;
        }
        fast.sort_by(f64::total_cmp);
        slow.sort_by(f64::total_cmp);
        Ok(Gain {
            min: slow[0] / fast[0],
            median: slow[SAMPLES / 2] / fast[SAMPLES / 2],
        })
    }
}

/// The runs that make a sample.
fn batch(
    entry: &Entry,
    run: impl Fn(&mut dyn Instance) -> Result<(), Error>,
) -> Result<u32, Error> {
    sample(entry, 1, &run)?;
    let once = sample(entry, 1, &run)?;
    Ok(((SAMPLE / once) as u32).clamp(1, MOST))
}

/// The time of one run, in seconds, of so many.
fn sample(
    entry: &Entry,
    runs: u32,
    run: impl Fn(&mut dyn Instance) -> Result<(), Error>,
) -> Result<f64, Error> {
    let mut kernel = (entry.subject.case.make)(entry.bench, &mut Data::ordinary(1));
    let begin = Instant::now();
    for _ in 0..runs {
        run(kernel.as_mut())?;
    }
    Ok(begin.elapsed().as_secs_f64().max(1e-9) / f64::from(runs))
}
