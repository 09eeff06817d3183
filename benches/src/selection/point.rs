//! One kernel at one size: what was predicted, what was chosen, what it took.

use std::cell::RefCell;
use std::time::Instant;

use kernel_examples::cases::Data;
use kernel_runtime::{Error, Variant};

use super::WARM_CALLS;
use super::timing::{Time, dispatched, in_turns, on};
use super::workloads::Workload;
use crate::measure::{Run, by_model_alone};

/// How long measuring may take.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Seconds for the timing of one point.
    pub point: f64,
    /// A kernel is not run at a size at which its fastest variant takes longer than that many seconds.
    pub longest: f64,
    /// Points whose oracle takes longer than that many seconds are not run often enough to be called warm.
    pub warm: f64,
}

impl Effort {
    /// For figures.
    pub const FULL: Effort = Effort {
        point: 60e-3,
        longest: 12e-3,
        warm: 1.5e-3,
    };

    /// For a look.
    pub const QUICK: Effort = Effort {
        point: 20e-3,
        longest: 4e-3,
        warm: 0.5e-3,
    };
}

/// One kernel at one size.
#[derive(Clone, Copy)]
pub struct Point {
    /// The kernel.
    pub workload: Workload,
    /// The size as given to the case.
    pub n: usize,
    /// The cost model's times by variant, in seconds; that of the device once its pipeline is made.
    pub predicted: [Option<f64>; Variant::LOCAL.len()],
    /// The shares of the device's prediction that are spent on computing and on transfers, in seconds.
    pub device: Option<(f64, f64)>,
    /// The choice from the cost model alone.
    pub cold: Variant,
    /// The measured times by variant, of those that are eligible.
    pub measured: [Option<Time>; Variant::LOCAL.len()],
    /// After [`WARM_CALLS`] calls.
    pub warm: Option<Warm>,
}

/// A point after [`WARM_CALLS`] calls of `dispatch`.
#[derive(Clone, Copy)]
pub struct Warm {
    /// What `dispatch` chooses.
    pub choice: Variant,
    /// `dispatch` itself, with all that choosing, timing and trying cost.
    pub dispatch: Time,
    /// The oracle's variant once more beside it: the noise of the measurement.
    pub again: Time,
}

/// From that many seconds on a point's warm regret is that of `dispatch` itself. Below, a nanosecond counts as a regret; there it is that of the
/// choice, and what deciding costs has bars of its own.
const ITSELF: f64 = 2e-6;

impl Point {
    /// Measures; `None` where it would take too long.
    pub fn measure(workload: &Workload, n: usize, effort: Effort) -> Result<Option<Point>, Error> {
        let mut kernel = (workload.case.make)(n, &mut Data::ordinary(1));
        // What runs have taught must not get into the cold choice.
        let explanation = by_model_alone(kernel.as_mut());
        let prediction = Variant::LOCAL.map(|variant| explanation.prediction(variant).ok());
        let cold = explanation.choice();
        let least = prediction
            .iter()
            .flatten()
            .map(|prediction| prediction.total);
        if least.fold(f64::INFINITY, f64::min) > 2.0 * effort.longest {
            return Ok(None);
        }
        let begin = Instant::now();
        kernel.dispatch_on(Variant::Simd)?;
        kernel.dispatch_on(Variant::Simd)?;
        if begin.elapsed().as_secs_f64() > 8.0 * effort.longest {
            return Ok(None);
        }

        let eligible: Vec<Variant> = Variant::LOCAL
            .into_iter()
            .filter(|&variant| prediction[variant as usize].is_some())
            .collect();
        let kernel = RefCell::new(kernel);
        let mut runs: Vec<Run<'_>> = eligible
            .iter()
            .map(|&variant| on(&kernel, variant))
            .collect();
        let mut measured = [None; Variant::LOCAL.len()];
        for (&variant, time) in eligible.iter().zip(in_turns(&mut runs, effort.point)?) {
            measured[variant as usize] = Some(time);
        }
        // What was timed has its pipeline; the prediction before held a share of making it.
        let made = by_model_alone(kernel.borrow_mut().as_mut());
        let mut predicted = prediction;
        predicted[Variant::Gpu as usize] = made.prediction(Variant::Gpu).ok();
        let mut point = Point {
            workload: *workload,
            n,
            predicted: predicted.map(|prediction| Some(prediction?.total)),
            device: predicted[Variant::Gpu as usize]
                .map(|gpu| (gpu.compute + gpu.memory, gpu.transfers)),
            cold,
            measured,
            warm: None,
        };
        if point.oracle() <= effort.warm {
            for _ in 0..WARM_CALLS {
                kernel.borrow_mut().dispatch()?;
            }
            let best = point.best();
            let mut runs = [on(&kernel, best), dispatched(&kernel), on(&kernel, best)];
            let times = in_turns(&mut runs, effort.point)?;
            // Beside `dispatch` the oracle is timed anew, before it and after it: the clock may have changed meanwhile.
            point.warm = Some(Warm {
                choice: kernel.borrow_mut().explain().choice(),
                dispatch: times[1],
                again: times[2],
            });
            point.measured[best as usize] = Some(times[0]);
        }
        Ok(Some(point))
    }

    /// The fastest variant.
    pub fn best(&self) -> Variant {
        let seconds = |variant: &Variant| self.seconds(*variant).unwrap_or(f64::INFINITY);
        let best = Variant::LOCAL
            .into_iter()
            .min_by(|a, b| seconds(a).total_cmp(&seconds(b)));
        best.unwrap_or(Variant::Simd)
    }

    /// The fastest variant's time, in seconds.
    pub fn oracle(&self) -> f64 {
        self.seconds(self.best()).unwrap_or(f64::NAN)
    }

    /// A variant's time, in seconds, if it is eligible.
    pub fn seconds(&self, variant: Variant) -> Option<f64> {
        self.measured[variant as usize].map(|time| time.median)
    }

    /// The time of a variant divided by the oracle's; one that is not eligible runs as SIMD.
    pub fn regret(&self, variant: Variant) -> f64 {
        let seconds = self.seconds(variant).or(self.seconds(Variant::Simd));
        seconds.unwrap_or(f64::NAN) / self.oracle()
    }

    /// What is regretted after [`WARM_CALLS`] calls, if the point is warm.
    pub fn warm_regret(&self) -> Option<f64> {
        let warm = self.warm?;
        Some(if self.oracle() < ITSELF {
            self.regret(warm.choice)
        } else {
            warm.dispatch.median / self.oracle()
        })
    }

    /// How far off the prediction of a variant is, as a share of the measured time.
    pub fn error(&self, variant: Variant) -> Option<f64> {
        let measured = self.seconds(variant)?;
        Some((self.predicted[variant as usize]? - measured) / measured)
    }
}
