//! Timing: warm, in turns so that a change of the clock or the load hits all alike, at least [`RUNS`] runs each.

use std::time::Instant;

use kernel_examples::cases::{Case, Data};
use kernel_runtime::Error;

use crate::ways::Way;

/// The runs of each way.
pub const RUNS: usize = 21;

/// A run is repeated until it takes at least that long.
const SHORTEST: f64 = 400e-6;

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

/// Times every way that can run the kernel at that size.
pub fn measure(case: &Case, n: usize, ways: &[Way]) -> Result<Vec<Timing>, Error> {
    let mut kernel = (case.make)(n, &mut Data::ordinary(1));
    let mut runs = Vec::new();
    for &way in ways {
        match way.run(kernel.as_mut(), 1) {
            Ok(()) => {}
            Err(Error::Ineligible { .. }) => continue,
            Err(error) => return Err(error),
        }
        let begin = Instant::now();
        way.run(kernel.as_mut(), 1)?;
        let batch = (SHORTEST / begin.elapsed().as_secs_f64().max(1e-9)).ceil() as u32;
        way.run(kernel.as_mut(), batch)?;
        runs.push((way, batch, Vec::with_capacity(RUNS)));
    }
    for _ in 0..RUNS {
        for (way, batch, times) in &mut runs {
            let begin = Instant::now();
            way.run(kernel.as_mut(), *batch)?;
            times.push(begin.elapsed().as_secs_f64() / f64::from(*batch));
        }
    }
    let unit = 1e9 / kernel.elements() as f64;
    let timing = |(way, _, mut times): (Way, u32, Vec<f64>)| {
        times.sort_by(f64::total_cmp);
        Timing {
            way,
            min: times[0] * unit,
            median: times[RUNS / 2] * unit,
        }
    };
    Ok(runs.into_iter().map(timing).collect())
}
