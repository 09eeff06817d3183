//! How kernels are called, and what choosing makes of it: once, in a loop, at sizes that alternate, one after the other on arrays that stay.

use std::cell::RefCell;
use std::error::Error;
use std::time::Instant;

use kernel_examples::cases::{Case, Data};
use kernel_examples::{clamp_scale, dot, saxpy};
use kernel_runtime::{Array, Variant};

use super::percentiles::{geomean, percentile};
use super::timing::{Kernel, in_turns, on};
use super::workloads::workloads;
use crate::measure::{Run, by_model_alone};

/// The kernels, one of a kind, and their sizes.
const KERNELS: [&str; 7] = [
    "saxpy",
    "dot",
    "black_scholes",
    "blur3x3",
    "matmul",
    "histogram",
    "softmax",
];
const SIZES: [usize; 3] = [1 << 11, 1 << 14, 1 << 17];

/// The calls of a loop, and the most seconds that they may take.
const LOOP: u32 = 1000;
const LONGEST: f64 = 0.1;

/// Seconds of timing for each figure.
const BUDGET: f64 = 30e-3;

/// The names of the patterns.
pub const PATTERNS: [&str; 4] = ["once", "loop", "alternating", "chain"];

/// Regrets: what it took, by what it would have taken had the best variant been known.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Regret {
    /// The geometric mean.
    pub geomean: f64,
    /// The most.
    pub worst: f64,
}

impl Regret {
    fn of(regrets: &[f64]) -> Regret {
        Regret {
            geomean: geomean(regrets),
            worst: percentile(regrets, 1.0),
        }
    }
}

/// What each of [`PATTERNS`] has to regret, in a process that has run no kernel before.
pub fn regrets() -> Result<[Regret; PATTERNS.len()], Box<dyn Error>> {
    let (mut once, mut looped, mut alternating) = (Vec::new(), Vec::new(), Vec::new());
    for workload in workloads(&KERNELS.map(str::to_owned)) {
        let mut kernels = Vec::new();
        for n in SIZES {
            let sized = AtSize::measure(&workload.case, n)?;
            once.push(sized.once);
            looped.push(sized.looped);
            kernels.push(sized);
        }
        alternating.push(alternate(&kernels)?);
    }
    let chained: Result<Vec<f64>, _> = SIZES.into_iter().map(chain).collect();
    let all = [once, looped, alternating, chained?];
    Ok(all.map(|regrets| Regret::of(&regrets)))
}

/// A kernel at a size: the best variant, and the regrets of one call and of a loop.
struct AtSize {
    kernel: Kernel,
    best: Variant,
    once: f64,
    looped: f64,
}

impl AtSize {
    fn measure(case: &Case, n: usize) -> Result<AtSize, kernel_runtime::Error> {
        let mut kernel = (case.make)(n, &mut Data::ordinary(1));
        let explanation = by_model_alone(kernel.as_mut());
        // What the first touch of the arrays costs is no choice's.
        kernel.plain();
        let begin = Instant::now();
        let mut calls = 0;
        while calls < LOOP && begin.elapsed().as_secs_f64() < LONGEST {
            kernel.dispatch()?;
            calls += 1;
        }
        let whole = begin.elapsed().as_secs_f64();

        let kernel = RefCell::new(kernel);
        let eligible = Variant::LOCAL.into_iter();
        let eligible = eligible.filter(|&variant| explanation.prediction(variant).is_ok());
        let variants: Vec<Variant> = eligible.collect();
        let mut runs: Vec<Run<'_>> = variants.iter().map(|&way| on(&kernel, way)).collect();
        let times = in_turns(&mut runs, BUDGET)?;
        drop(runs);
        let timed = || variants.iter().zip(&times);
        let of = |way: Variant| {
            let time = timed().find(|(variant, _)| **variant == way);
            time.map_or(f64::NAN, |(_, time)| time.median)
        };
        let best = timed().min_by(|(_, a), (_, b)| a.median.total_cmp(&b.median));
        let best = best.map_or(Variant::Simd, |(variant, _)| *variant);
        Ok(AtSize {
            best,
            once: of(explanation.choice()) / of(best),
            looped: whole / f64::from(calls) / of(best),
            kernel,
        })
    }
}

/// Calls of each size in turn, against the same calls of each one's best variant.
fn alternate(kernels: &[AtSize]) -> Result<f64, kernel_runtime::Error> {
    let each = |call: fn(&AtSize) -> Result<(), kernel_runtime::Error>| -> Run<'_> {
        Box::new(move |times| (0..times).try_for_each(|_| kernels.iter().try_for_each(call)))
    };
    let mut runs = [
        each(|sized| sized.kernel.borrow_mut().dispatch()),
        each(|sized| sized.kernel.borrow_mut().dispatch_on(sized.best)),
    ];
    let times = in_turns(&mut runs, BUDGET)?;
    Ok(times[0].median / times[1].median)
}

/// Three kernels that hand each other an array, against the best single variant for all of them.
fn chain(n: usize) -> Result<f64, kernel_runtime::Error> {
    let arrays = || {
        let mut data = Data::ordinary(1);
        let array = |values: Vec<f32>| RefCell::new(Array::from(values));
        [0, 1, 2].map(|_| array(data.floats(n, -1.0, 1.0)))
    };
    let (chosen, given) = (arrays(), arrays());
    let choosing = |[x, y, z]: &[RefCell<Array<f32>>; 3]| {
        saxpy::dispatch(1e-3, &*x.borrow(), &mut *y.borrow_mut())?;
        clamp_scale::dispatch(-0.5, 0.5, 2.0, &*y.borrow(), &mut *z.borrow_mut())?;
        dot::dispatch(&*y.borrow(), &*z.borrow()).map(|_| ())
    };
    let on = |variant: Variant, [x, y, z]: &[RefCell<Array<f32>>; 3]| {
        saxpy::dispatch_on(variant, 1e-3, &*x.borrow(), &mut *y.borrow_mut())?;
        clamp_scale::dispatch_on(variant, -0.5, 0.5, 2.0, &*y.borrow(), &mut *z.borrow_mut())?;
        dot::dispatch_on(variant, &*y.borrow(), &*z.borrow()).map(|_| ())
    };
    for _ in 0..LOOP / 4 {
        choosing(&chosen)?;
    }
    let can_run = |variant: &Variant| on(*variant, &given).is_ok();
    let variants: Vec<Variant> = Variant::LOCAL.into_iter().filter(can_run).collect();
    let chosen: Run<'_> = Box::new(|times| (0..times).try_for_each(|_| choosing(&chosen)));
    let single = variants.into_iter().map(|variant| -> Run<'_> {
        let (on, given) = (&on, &given);
        Box::new(move |times| (0..times).try_for_each(|_| on(variant, given)))
    });
    let mut runs: Vec<Run<'_>> = [chosen].into_iter().chain(single).collect();
    let times = in_turns(&mut runs, BUDGET)?;
    let best = times[1..].iter().map(|time| time.median);
    Ok(times[0].median / best.fold(f64::INFINITY, f64::min))
}
