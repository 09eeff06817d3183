//! What the points come to, and the bars.

use kernel_runtime::Variant;

use super::percentiles::{geomean, mean, percentile};
use super::point::Point;

/// The figures of a run, under the keys of `selection.json`. Regrets are factors: 1 is the oracle. What was not measured is NaN.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Scores {
    pub mape_cpu: f64,
    pub mape_all: f64,
    pub cold_geomean_regret: f64,
    pub cold_p99: f64,
    pub warm_geomean_regret: f64,
    pub warm_p99: f64,
    pub suite_vs_best_static: f64,
    pub decision_ns_p50: f64,
    pub decision_ns_p99: f64,
    pub decision_ns_repeat: f64,
    pub calibration_s: f64,
    pub first_call_ms: f64,
    pub recovery_calls: f64,
}

/// A bar: the key, the most that the figure may be, what it is.
#[derive(Clone, Copy, Debug)]
pub struct Bar {
    /// The key.
    pub key: &'static str,
    /// The figure.
    pub figure: fn(&Scores) -> f64,
    /// The most it may be.
    pub most: f64,
    /// What it is.
    pub what: &'static str,
}

/// Every key in the order of the report.
pub const BARS: &[Bar] = &[
    bar(
        "mape_cpu",
        |s| s.mape_cpu,
        0.20,
        "prediction error, CPU variants",
    ),
    bar(
        "mape_all",
        |s| s.mape_all,
        0.30,
        "prediction error, all variants",
    ),
    bar(
        "cold_geomean_regret",
        |s| s.cold_geomean_regret,
        1.05,
        "cold regret, geometric mean",
    ),
    bar(
        "cold_p99",
        |s| s.cold_p99,
        2.0,
        "cold regret, 99th percentile",
    ),
    bar(
        "warm_geomean_regret",
        |s| s.warm_geomean_regret,
        1.01,
        "regret after 100 calls, geometric mean",
    ),
    bar(
        "warm_p99",
        |s| s.warm_p99,
        1.25,
        "regret after 100 calls, 99th percentile",
    ),
    bar(
        "suite_vs_best_static",
        |s| s.suite_vs_best_static,
        1.02,
        "suite against the best single variant",
    ),
    bar(
        "decision_ns_p50",
        |s| s.decision_ns_p50,
        50.0,
        "a decision, median, ns",
    ),
    bar(
        "decision_ns_p99",
        |s| s.decision_ns_p99,
        200.0,
        "a decision, 99th percentile, ns",
    ),
    bar(
        "decision_ns_repeat",
        |s| s.decision_ns_repeat,
        10.0,
        "a decision on a repeated bucket, ns",
    ),
    bar(
        "calibration_s",
        |s| s.calibration_s,
        2.0,
        "measuring the machine, s",
    ),
    bar(
        "first_call_ms",
        |s| s.first_call_ms,
        1.0,
        "what the first call waits, ms",
    ),
    bar(
        "recovery_calls",
        |s| s.recovery_calls,
        32.0,
        "calls until half the cores are known to be gone",
    ),
];

const fn bar(key: &'static str, figure: fn(&Scores) -> f64, most: f64, what: &'static str) -> Bar {
    Bar {
        key,
        figure,
        most,
        what,
    }
}

impl Scores {
    /// What the points say; the rest is NaN.
    pub fn of(points: &[Point]) -> Scores {
        let cpu = [Variant::Scalar, Variant::Simd, Variant::Threads];
        let cold: Vec<f64> = points
            .iter()
            .map(|point| point.regret(point.cold))
            .collect();
        let warm = warm_regrets(points);
        Scores {
            mape_cpu: mape(points, &cpu),
            mape_all: mape(points, &Variant::LOCAL),
            cold_geomean_regret: geomean(&cold),
            cold_p99: percentile(&cold, 0.99),
            warm_geomean_regret: geomean(&warm),
            warm_p99: percentile(&warm, 0.99),
            suite_vs_best_static: suite(points),
            decision_ns_p50: f64::NAN,
            decision_ns_p99: f64::NAN,
            decision_ns_repeat: f64::NAN,
            calibration_s: f64::NAN,
            first_call_ms: f64::NAN,
            recovery_calls: f64::NAN,
        }
    }
}

/// The mean absolute error of predictions, as a share of the measured times.
pub(super) fn mape(points: &[Point], variants: &[Variant]) -> f64 {
    let errors = points
        .iter()
        .flat_map(|point| variants.iter().filter_map(|&variant| point.error(variant)));
    mean(&errors.map(f64::abs).collect::<Vec<_>>())
}

/// The regrets of the warm points.
pub(super) fn warm_regrets(points: &[Point]) -> Vec<f64> {
    points.iter().filter_map(Point::warm_regret).collect()
}

/// What `dispatch` itself takes at the warm points, of whatever size, against the oracle measured beside it.
pub(super) fn dispatch_regrets(points: &[Point]) -> Vec<f64> {
    let warm = points.iter().filter_map(|point| Some((point.warm?, point)));
    warm.map(|(warm, point)| warm.dispatch.median / point.oracle())
        .collect()
}

/// What the measurement itself makes of the oracle's variant against itself.
pub(super) fn noise(points: &[Point]) -> Vec<f64> {
    let warm = points.iter().filter_map(|point| Some((point.warm?, point)));
    warm.map(|(warm, point)| warm.again.median / point.oracle())
        .collect()
}

/// The time of all points, each by the cold choice or, where it is warm and worse, by `dispatch` itself, against that of the best single
/// variant.
fn suite(points: &[Point]) -> f64 {
    let ours: f64 = points
        .iter()
        .map(|point| {
            let cold = point.regret(point.cold) * point.oracle();
            point
                .warm
                .map_or(cold, |warm| warm.dispatch.median.max(cold))
        })
        .sum();
    let single = Variant::LOCAL.map(|variant| {
        let times = points
            .iter()
            .map(|point| point.regret(variant) * point.oracle());
        times.sum::<f64>()
    });
    ours / single.into_iter().fold(f64::INFINITY, f64::min)
}
