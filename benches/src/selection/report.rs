//! The tables for readers and the file for programs.

use std::fmt::Write;

use kernel_runtime::Variant;

use super::baselines::BASELINES;
use super::conditions::Condition;
use super::patterns::{PATTERNS, Regret};
use super::percentiles::{geomean, percentile};
use super::point::Point;
use super::scores::{BARS, Scores, dispatch_regrets, mape, noise, warm_regrets};

/// The regrets of the patterns under a condition, if it could be had.
pub type Under = (Condition, Option<[Regret; PATTERNS.len()]>);

/// A line for each kernel.
pub fn kernels_table(points: &[Point]) -> String {
    let mut text = format!(
        "{:15} {:12} {:>6}  {:>7} {:>7} {:>7} {:>7}  {:>7} {:>7}  {:>7} {:>7}  {}\n",
        "kernel",
        "kind",
        "points",
        "scalar",
        "simd",
        "threads",
        "gpu",
        "cold",
        "worst",
        "warm",
        "worst",
        "worst cold choice"
    );
    let mut rest = points;
    while let Some(first) = rest.first() {
        let same = |point: &&Point| point.workload.name == first.workload.name;
        let (own, others) = rest.split_at(rest.iter().take_while(same).count());
        text.push_str(&kernel_line(own));
        rest = others;
    }
    text.push_str("(scalar to gpu: mean error of predictions; * held out of any fitting)\n");
    text
}

fn kernel_line(points: &[Point]) -> String {
    let workload = points[0].workload;
    let errors = Variant::LOCAL.map(|variant| percent(mape(points, &[variant])));
    let cold: Vec<f64> = points
        .iter()
        .map(|point| point.regret(point.cold))
        .collect();
    let warm = warm_regrets(points);
    let worst = points
        .iter()
        .max_by(|a, b| a.regret(a.cold).total_cmp(&b.regret(b.cold)))
        .filter(|worst| worst.cold != worst.best())
        .map(|worst| format!("{} for {} at {}", worst.cold, worst.best(), worst.n));
    let name = format!(
        "{}{}",
        workload.name,
        if workload.held_out { "*" } else { "" }
    );
    let mut line = format!("{name:15} {:12} {:>6} ", workload.kind, points.len());
    for error in errors {
        line.push_str(&format!(" {error:>7}"));
    }
    for regrets in [cold, warm] {
        let (mean, most) = (geomean(&regrets), percentile(&regrets, 1.0));
        line.push_str(&format!("  {:>7} {:>7}", factor(mean), factor(most)));
    }
    format!("{line}  {}\n", worst.unwrap_or_default())
}

/// The bars, the baselines, and how noisy the run was.
pub fn summary(points: &[Point], scores: &Scores) -> String {
    let mut text = String::new();
    for bar in BARS {
        let figure = (bar.figure)(scores);
        let verdict = match figure {
            _ if figure.is_nan() => "not measured",
            _ if figure <= bar.most => "met",
            _ => "NOT MET",
        };
        let (key, what, most) = (bar.key, bar.what, bar.most);
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{what:48} {key:22} {figure:>9.3}  (bar {most:>6})  {verdict}"
        );
    }
    let held: Vec<Point> = points
        .iter()
        .filter(|point| point.workload.held_out)
        .copied()
        .collect();
    let of_held = Scores::of(&held);
    let _ = writeln!(
        text,
        "\nOf the kernels that nothing was fitted to: error {} (CPU), cold regret {} on average, {} at the 99th percentile",
        percent(of_held.mape_cpu),
        factor(of_held.cold_geomean_regret),
        factor(of_held.cold_p99)
    );
    let noise = noise(points);
    let sure: Vec<f64> = points
        .iter()
        .filter_map(|point| {
            Some(point.measured[point.best() as usize]?.give_or_take / point.oracle())
        })
        .collect();
    let _ = writeln!(
        text,
        "Noise: the oracle's variant against itself is {} on average, {} at the 99th percentile; medians are sure to {} (half of them), {} (90 % of them)",
        factor(geomean(&noise)),
        factor(percentile(&noise, 0.99)),
        percent(percentile(&sure, 0.5)),
        percent(percentile(&sure, 0.9))
    );
    let _ = writeln!(
        text,
        "\n{:26} {:>9} {:>9} {:>9}",
        "regret of", "geomean", "p99", "worst"
    );
    let cold = points
        .iter()
        .map(|point| point.regret(point.cold))
        .collect();
    let ours = [
        ("ours, cold", cold),
        ("ours, warm", warm_regrets(points)),
        ("dispatch, nanoseconds too", dispatch_regrets(points)),
    ];
    let theirs = BASELINES
        .iter()
        .map(|baseline| (baseline.name, points.iter().map(baseline.regret).collect()));
    for (name, regrets) in ours.into_iter().chain(theirs) {
        let regrets: Vec<f64> = regrets;
        let (mean, p99, worst) = (
            geomean(&regrets),
            percentile(&regrets, 0.99),
            percentile(&regrets, 1.0),
        );
        let _ = writeln!(
            text,
            "{name:26} {:>9} {:>9} {:>9}",
            factor(mean),
            factor(p99),
            factor(worst)
        );
    }
    text
}

/// A line for each condition.
pub fn conditions_table(conditions: &[Under]) -> String {
    let mut text = format!("{:26}", "regret on average (worst)");
    for pattern in PATTERNS {
        let _ = write!(text, " {pattern:>15}");
    }
    text.push('\n');
    for (condition, regrets) in conditions {
        let _ = write!(text, "{:26}", condition.name());
        for place in 0..PATTERNS.len() {
            let cell = match regrets {
                Some(regrets) => {
                    let Regret { geomean, worst } = regrets[place];
                    format!("{} ({})", factor(geomean), factor(worst))
                }
                None => "not measured".to_owned(),
            };
            let _ = write!(text, " {cell:>15}");
        }
        text.push('\n');
    }
    text
}

/// The scores by key, what came of the conditions, and each point.
pub fn json(points: &[Point], scores: &Scores, conditions: &[Under]) -> String {
    let mut text = "{\n".to_owned();
    for bar in BARS {
        let _ = writeln!(text, "  \"{}\": {},", bar.key, number((bar.figure)(scores)));
    }
    text.push_str("  \"conditions\": {");
    for (i, (condition, regrets)) in conditions.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let _ = write!(text, "{comma}\n    \"{}\": {{", condition.name());
        for (place, pattern) in PATTERNS.iter().enumerate() {
            let comma = if place == 0 { "" } else { ", " };
            let [geomean, worst] = match regrets {
                Some(regrets) => [regrets[place].geomean, regrets[place].worst],
                None => [f64::NAN; 2],
            };
            let (geomean, worst) = (number(geomean), number(worst));
            let _ = write!(text, "{comma}\"{pattern}\": [{geomean}, {worst}]");
        }
        text.push('}');
    }
    text.push_str("\n  },\n  \"points\": [");
    for (i, point) in points.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let (name, n, cold, best) = (point.workload.name, point.n, point.cold, point.best());
        let list = |values: [Option<f64>; Variant::LOCAL.len()]| {
            values
                .map(|value| number(value.unwrap_or(f64::NAN)))
                .join(", ")
        };
        let measured = list(point.measured.map(|time| Some(time?.median)));
        let (predicted, held) = (list(point.predicted), point.workload.held_out);
        let warm = number(point.warm.map_or(f64::NAN, |warm| warm.dispatch.median));
        let _ = write!(
            text,
            "{comma}\n    {{\"kernel\": \"{name}\", \"n\": {n}, \"held_out\": {held}, \"cold\": \"{cold}\", \"oracle\": \"{best}\", \
             \"predicted_s\": [{predicted}], \"measured_s\": [{measured}], \"dispatch_s\": {warm}}}"
        );
    }
    text.push_str("\n  ]\n}\n");
    text
}

/// A number of JSON, which knows no NaN.
fn number(value: f64) -> String {
    if value.is_finite() {
        format!("{value:.6e}")
    } else {
        "null".to_owned()
    }
}

fn percent(share: f64) -> String {
    if share.is_nan() {
        return "–".to_owned();
    }
    format!("{:.0} %", 100.0 * share)
}

fn factor(factor: f64) -> String {
    if factor.is_nan() {
        return "–".to_owned();
    }
    format!("{factor:.3}")
}
