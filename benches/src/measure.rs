//! Timing: warm, in turns so that a change of the clock or the load hits all alike, at least [`RUNS`] runs each.

use std::cell::RefCell;
use std::time::Instant;

use kernel_examples::cases::{Case, Data, Instance};
use kernel_runtime::{Error, Explanation, Policy, set_policy};

use crate::ways::Way;

/// The runs of each way.
pub const RUNS: usize = 21;

/// A run is repeated until it takes at least that long.
const SHORTEST: f64 = 400e-6;

/// How long something takes, in seconds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Time {
    /// The fastest run.
    pub min: f64,
    /// The median run.
    pub median: f64,
}

/// The times of one way, in nanoseconds an element.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Timing {
    /// The way.
    pub way: Way,
    /// The fastest run.
    pub min: f64,
    /// The median run.
    pub median: f64,
}

/// What the cost model alone says of a kernel's call, whatever runs have taught.
pub(crate) fn by_model_alone(kernel: &mut dyn Instance) -> Explanation {
    set_policy(Policy::Frozen);
    let explanation = kernel.explain();
    set_policy(Policy::Adaptive);
    explanation
}

/// Something to time: runs so many times.
pub type Run<'a> = Box<dyn FnMut(u32) -> Result<(), Error> + 'a>;

/// Times each in turns.
pub fn in_turns(runs: &mut [Run<'_>]) -> Result<Vec<Time>, Error> {
    let mut batches = Vec::new();
    for run in &mut *runs {
        run(1)?;
        let begin = Instant::now();
        run(1)?;
        let batch = (SHORTEST / begin.elapsed().as_secs_f64().max(1e-9)).ceil() as u32;
        run(batch)?;
        batches.push((batch, Vec::with_capacity(RUNS)));
    }
    for _ in 0..RUNS {
        for (run, (batch, times)) in runs.iter_mut().zip(&mut batches) {
            let begin = Instant::now();
            run(*batch)?;
            times.push(begin.elapsed().as_secs_f64() / f64::from(*batch));
        }
    }
    let time = |(_, mut times): (u32, Vec<f64>)| {
        times.sort_by(f64::total_cmp);
        Time {
            min: times[0],
            median: times[RUNS / 2],
        }
    };
    Ok(batches.into_iter().map(time).collect())
}

/// Times every way that can run the kernel at that size.
pub fn measure(case: &Case, n: usize, ways: &[Way]) -> Result<Vec<Timing>, Error> {
    measure_on((case.make)(n, &mut Data::ordinary(1)), ways)
}

/// Times every way that can run the kernel on those arguments.
pub fn measure_on(kernel: Box<dyn Instance>, ways: &[Way]) -> Result<Vec<Timing>, Error> {
    let unit = 1e9 / kernel.elements() as f64;
    let kernel = RefCell::new(kernel);
    let run = |way: Way, times: u32| way.run(kernel.borrow_mut().as_mut(), times);
    let mut able = Vec::new();
    for &way in ways {
        match run(way, 1) {
            Ok(()) => able.push(way),
            Err(Error::Ineligible { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    let runs = able
        .iter()
        .map(|&way| -> Run<'_> { Box::new(move |times| run(way, times)) });
    let times = in_turns(&mut runs.collect::<Vec<_>>())?;
    let timing = |(way, time): (Way, Time)| Timing {
        way,
        min: time.min * unit,
        median: time.median * unit,
    };
    Ok(able.into_iter().zip(times).map(timing).collect())
}
