//! Times several ways in turns within a budget, as some of them may be a hundred times slower than others.

use std::cell::RefCell;
use std::time::Instant;

use kernel_examples::cases::Instance;
use kernel_runtime::{Error, Variant};

use super::percentiles::percentile;
use crate::measure::Run;

/// A sample is of as many runs as take that long, in seconds.
const SAMPLE: f64 = 60e-6;

/// The samples of each way: at least and at most.
const SAMPLES: (usize, usize) = (5, 25);

/// A way this many times slower than the fastest is no candidate for the oracle and gets the fewest samples.
const HOPELESS: f64 = 2.5;

/// How long a run takes, in seconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Time {
    /// The median sample.
    pub median: f64,
    /// About how far off the median may be, at 95 % confidence: from the spread of the samples.
    pub give_or_take: f64,
}

/// A kernel that several ways of running it share.
pub(super) type Kernel = RefCell<Box<dyn Instance>>;

/// Runs of a variant.
pub(super) fn on(kernel: &Kernel, variant: Variant) -> Run<'_> {
    Box::new(move |times| (0..times).try_for_each(|_| kernel.borrow_mut().dispatch_on(variant)))
}

/// Runs of `dispatch`.
pub(super) fn dispatched(kernel: &Kernel) -> Run<'_> {
    Box::new(move |times| (0..times).try_for_each(|_| kernel.borrow_mut().dispatch()))
}

/// So long does each run, in seconds, before it is timed again, or once: calls that follow each other find threads awake and their arrays where the call before
/// has left them, and what dispatches have learned is of such calls.
const AGAIN: f64 = 80e-6;

/// Times each in turns, so that what else the machine does hits all alike; in about so many seconds, unless the least number of samples takes longer.
pub(super) fn in_turns(runs: &mut [Run<'_>], budget: f64) -> Result<Vec<Time>, Error> {
    let mut batches = Vec::new();
    for run in &mut *runs {
        run(1)?;
        let once = seconds(run, 1)?;
        let batch = (SAMPLE / once.max(1e-9)).ceil().min(1e4) as u32;
        let once = seconds(run, batch)?;
        batches.push((batch, once));
    }
    let fastest = batches
        .iter()
        .map(|(_, once)| *once)
        .fold(f64::INFINITY, f64::min);
    let hopeless = |once: f64| once > HOPELESS * fastest;
    let before = |once: f64| (AGAIN / once.max(1e-9)).ceil().min(1e4) as u32;
    let round: f64 = batches
        .iter()
        .filter(|(_, once)| !hopeless(*once))
        .map(|(batch, once)| f64::from(*batch + before(*once)) * once)
        .sum();
    let samples = ((budget / round) as usize).clamp(SAMPLES.0, SAMPLES.1);
    let mut times = vec![Vec::with_capacity(samples); runs.len()];
    for turn in 0..samples {
        for ((run, (batch, once)), times) in runs.iter_mut().zip(&batches).zip(&mut times) {
            if turn < SAMPLES.0 || !hopeless(*once) {
                run(before(*once))?;
                times.push(seconds(run, *batch)?);
            }
        }
    }
    Ok(times.into_iter().map(time).collect())
}

/// Seconds of one run, as the mean of so many.
fn seconds(run: &mut Run<'_>, times: u32) -> Result<f64, Error> {
    let begin = Instant::now();
    run(times)?;
    Ok(begin.elapsed().as_secs_f64() / f64::from(times))
}

/// The median of samples, and about how sure it is: 1.57 times the middle half's width over the root of their number, as of a box plot's notches.
fn time(samples: Vec<f64>) -> Time {
    let at = |share| percentile(&samples, share);
    Time {
        median: at(0.5),
        give_or_take: 1.57 * (at(0.75) - at(0.25)) / (samples.len() as f64).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_samples_are_certain() {
        let time = time(vec![2.0; 9]);
        assert_eq!((time.median, time.give_or_take), (2.0, 0.0));
    }

    #[test]
    fn each_way_is_timed() {
        let mut runs: Vec<Run<'_>> = vec![Box::new(|_| Ok(())), Box::new(|_| Ok(()))];
        assert_eq!(in_turns(&mut runs, 1e-3).map(|times| times.len()), Ok(2));
    }
}
