//! Other ways to choose, on the same measurements.

use kernel_runtime::Variant;

use super::point::Point;

/// The calls over which what a baseline tries is spread.
const CALLS: f64 = 100.0;

/// The share of calls that ε-greedy spends on a variant at random.
const EPSILON: f64 = 0.1;

/// Points from which fixed thresholds take vectors, and threads.
const VECTORS_FROM: usize = 64;
const THREADS_FROM: usize = 1 << 15;

/// How often a device's computing must outweigh its transfers by the rule that some runtimes ship.
const FIVE: f64 = 5.0;

/// A way to choose: what it makes of a point, as a regret.
pub(super) struct Baseline {
    /// What it is called.
    pub(super) name: &'static str,
    /// Its regret at a point.
    pub(super) regret: fn(&Point) -> f64,
}

/// All of them.
pub(super) const BASELINES: &[Baseline] = &[
    Baseline {
        name: "always scalar",
        regret: |point| point.regret(Variant::Scalar),
    },
    Baseline {
        name: "always simd",
        regret: |point| point.regret(Variant::Simd),
    },
    Baseline {
        name: "always threads",
        regret: |point| point.regret(Variant::Threads),
    },
    Baseline {
        name: "always gpu",
        regret: |point| point.regret(Variant::Gpu),
    },
    Baseline {
        name: "fixed thresholds",
        regret: |point| point.regret(by_thresholds(point.n)),
    },
    // With no processor's time in it: the device where its computing is five times its transfers, else vectors.
    Baseline {
        name: "5x transfer rule",
        regret: |point| {
            let device = point
                .device
                .is_some_and(|(compute, transfers)| compute > FIVE * transfers);
            point.regret(if device { Variant::Gpu } else { Variant::Simd })
        },
    },
    Baseline {
        name: "cost model, no margin",
        regret: |point| {
            let seconds =
                |variant: &Variant| point.predicted[*variant as usize].unwrap_or(f64::INFINITY);
            let least = Variant::LOCAL
                .into_iter()
                .min_by(|a, b| seconds(a).total_cmp(&seconds(b)));
            point.regret(least.unwrap_or(Variant::Simd))
        },
    },
    Baseline {
        name: "try all, keep best",
        regret: |point| 1.0 + (all(point) - count(point)) / CALLS,
    },
    Baseline {
        name: "ε-greedy",
        regret: |point| 1.0 - EPSILON + EPSILON * all(point) / count(point),
    },
];

/// What a programmer writes who has read that small work should be scalar and large work threaded.
fn by_thresholds(n: usize) -> Variant {
    match n {
        0..VECTORS_FROM => Variant::Scalar,
        VECTORS_FROM..THREADS_FROM => Variant::Simd,
        _ => Variant::Threads,
    }
}

/// The regrets of all eligible variants, summed up.
fn all(point: &Point) -> f64 {
    let eligible = Variant::LOCAL
        .into_iter()
        .filter(|&variant| point.seconds(variant).is_some());
    eligible.map(|variant| point.regret(variant)).sum()
}

fn count(point: &Point) -> f64 {
    point.measured.iter().flatten().count() as f64
}
