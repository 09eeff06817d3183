//! Timing in turns of what must say itself how long it took.

use std::time::{Duration, Instant};

use kernel_runtime::Error;

use crate::measure::Time;

/// Something to time: runs so many times and says how many seconds that took.
pub(super) type Timed<'a> = Box<dyn FnMut(u32) -> Result<f64, Error> + 'a>;

/// The samples of each in turns. A sample takes about as long as given, in seconds.
const TURNS: usize = 15;
const SAMPLE: f64 = 600e-6;

/// The part of a sample that is run beforehand: calls of a few microseconds wake threads only after some 40 µs, and it takes as long again until they come.
const WAKING: u32 = 4;

/// The calls after a pause of each, and the pause: threads and cores have gone to sleep by then.
const CALLS: usize = 9;
const PAUSE: Duration = Duration::from_millis(1);

/// Runs something so many times by the clock.
pub(super) fn by_clock(
    mut run: impl FnMut() -> Result<(), Error>,
) -> impl FnMut(u32) -> Result<f64, Error> {
    move |times| {
        let begin = Instant::now();
        for _ in 0..times {
            run()?;
        }
        Ok(begin.elapsed().as_secs_f64())
    }
}

/// Times each in turns, so that what else the machine does hits all alike: the seconds of a run, one sample a turn.
pub(super) fn in_turns(runs: &mut [Timed<'_>]) -> Result<Vec<Vec<f64>>, Error> {
    let mut batches = Vec::new();
    for run in &mut *runs {
        run(1)?;
        let batch = (SAMPLE / run(1)?.max(1e-9)).ceil().min(1e6) as u32;
        // A first batch is short of what it learns on the way.
        let once = run(batch)? / f64::from(batch);
        batches.push((SAMPLE / once.max(1e-9)).ceil().min(1e6) as u32);
    }
    let mut times = vec![Vec::with_capacity(TURNS); runs.len()];
    for _ in 0..TURNS {
        for ((run, &batch), times) in runs.iter_mut().zip(&batches).zip(&mut times) {
            // Threads that have gone to sleep while others had their turn are awake after this, and the arrays lie where such calls leave them.
            run((batch / WAKING).max(1))?;
            times.push(run(batch)? / f64::from(batch));
        }
    }
    Ok(times)
}

/// The median of single calls of each, in turns, after a pause each.
pub(super) fn after_pauses(runs: &mut [Timed<'_>]) -> Result<Vec<f64>, Error> {
    let mut times = vec![Vec::with_capacity(CALLS); runs.len()];
    for _ in 0..CALLS {
        for (run, times) in runs.iter_mut().zip(&mut times) {
            std::thread::sleep(PAUSE);
            times.push(run(1)?);
        }
    }
    Ok(times.iter_mut().map(|times| middle(times)).collect())
}

/// The fastest sample and the median.
pub(super) fn time(mut samples: Vec<f64>) -> Time {
    let median = middle(&mut samples);
    Time {
        min: samples.first().copied().unwrap_or(f64::NAN),
        median,
    }
}

/// The median, having sorted.
pub(super) fn middle(samples: &mut [f64]) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples.get(samples.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_sampled_in_turns() {
        let mut runs: Vec<Timed<'_>> = vec![
            Box::new(|times| Ok(f64::from(times))),
            Box::new(|times| Ok(2.0 * f64::from(times))),
        ];
        let samples = in_turns(&mut runs).expect("neither fails");
        assert_eq!(samples, [vec![1.0; TURNS], vec![2.0; TURNS]]);
        assert_eq!(after_pauses(&mut runs), Ok(vec![1.0, 2.0]));
    }

    #[test]
    fn a_time_is_the_least_and_the_middle() {
        let time = time(vec![3.0, 1.0, 2.0]);
        assert_eq!((time.min, time.median), (1.0, 2.0));
    }
}
