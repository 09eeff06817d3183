//! A page for readers who have never seen the project: what was predicted, what was measured, and what was chosen.

mod html;
mod machine;
mod plot;

use std::time::Duration;

pub use machine::{MachineProfile, machine};

use crate::decisions::{DecisionRecord, decisions};
use crate::explain::Explanation;
use crate::kernel::Kernel;
use crate::select::Each;
use crate::stage::Work;
use crate::variant::Variant;

/// What is known of kernels on this machine, as a self-contained page of HTML: of each kernel the predicted and the measured time of each variant over
/// the size, where one overtakes another, what was chosen and what that cost; the roofs of the machine and how near kernels come to them.
///
/// ```
/// use std::time::Instant;
/// use kernel_runtime::{Report, Variant, kernel};
///
/// #[kernel]
/// fn squares(x: &[f32], y: &mut [f32]) {
///     for i in 0..y.len() {
///         y[i] = x[i] * x[i];
///     }
/// }
///
/// # fn main() -> Result<(), kernel_runtime::Error> {
/// let mut report = Report::new();
/// for n in [1 << 10, 1 << 14] {
///     let (x, mut y) = (vec![3.0; n], vec![0.0; n]);
///     let explanation = squares::explain(&x, &mut y);
///     let begin = Instant::now();
///     squares::dispatch_on(Variant::Simd, &x, &mut y)?;
///     report.add(&explanation, &[(Variant::Simd, begin.elapsed())]);
/// }
/// assert!(report.html().contains("squares"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct Report {
    points: Vec<Point>,
    decisions: Vec<DecisionRecord>,
}

/// A kernel, or a stage of one, with some amount of work.
#[derive(Clone, Copy, Debug)]
struct Point {
    kernel: &'static Kernel,
    /// The stage that is meant; nothing for the whole kernel.
    stage: Option<usize>,
    amount: Amount,
    predicted: Each<Option<f64>>,
    measured: Each<Option<f64>>,
    chosen: Variant,
    why: &'static str,
}

/// How much work something is.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) struct Amount {
    /// The points of the box.
    pub(crate) points: f64,
    /// Operations on numbers, each lane's counted.
    pub(crate) operations: f64,
    /// Distinct bytes that are touched.
    pub(crate) bytes: f64,
}

impl Amount {
    /// Of a stage.
    pub(crate) fn of(work: &Work) -> Self {
        Amount {
            points: work.points,
            operations: work.ops32.iter().chain(&work.ops64).sum(),
            bytes: work.footprint,
        }
    }

    /// This one and so many of another, over the same memory.
    pub(crate) fn and(self, other: Amount, times: f64) -> Self {
        Amount {
            points: self.points + times * other.points,
            operations: self.operations + times * other.operations,
            bytes: self.bytes.max(other.bytes),
        }
    }
}

impl Point {
    /// The fastest variant by what a function says of each.
    fn fastest(times: &Each<Option<f64>>) -> Option<(Variant, f64)> {
        let known = Variant::LOCAL.into_iter().zip(times);
        let known = known.filter_map(|(variant, time)| Some((variant, (*time)?)));
        known.min_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// How many times longer the chosen variant took than the fastest that was measured; nothing where there is nothing to compare it with.
    fn regret(&self) -> Option<f64> {
        let measured = self.measured.iter().flatten().count();
        let chosen = self.measured[self.chosen as usize].filter(|_| measured > 1)?;
        Some(chosen / Point::fastest(&self.measured)?.1)
    }

    fn name(&self) -> String {
        let name = self.kernel.name();
        match self.stage {
            Some(stage) => format!("{name}, stage {}", stage + 1),
            None => name.to_owned(),
        }
    }
}

impl Report {
    /// What the last [`decisions`] tell.
    pub fn new() -> Self {
        let decisions = decisions();
        let point = |record: &DecisionRecord| {
            let mut measured = Each::default();
            measured[record.variant as usize] = record.measured;
            Point {
                kernel: record.kernel,
                stage: (record.kernel.stages() > 1).then_some(record.stage),
                amount: record.amount,
                predicted: record.predicted,
                measured,
                chosen: record.variant,
                why: record.why(),
            }
        };
        Report {
            points: decisions.iter().map(point).collect(),
            decisions,
        }
    }

    /// A page without any.
    pub fn empty() -> Self {
        Report::default()
    }

    /// Adds what was measured of a kernel that was called with the arguments that the explanation is of.
    pub fn add(&mut self, explanation: &Explanation, measured: &[(Variant, Duration)]) {
        let mut times = Each::default();
        for (variant, time) in measured {
            if let Some(place) = times.get_mut(*variant as usize) {
                *place = Some(time.as_secs_f64());
            }
        }
        let predicted = |variant| Some(explanation.prediction(variant).ok()?.total);
        self.points.push(Point {
            kernel: explanation.kernel(),
            stage: None,
            amount: explanation.amount(),
            predicted: Variant::LOCAL.map(predicted),
            measured: times,
            chosen: explanation.choice(),
            why: "",
        });
    }

    /// The page.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// The points of each kernel, the smallest first; kernels in the order in which they came.
    fn kernels(&self) -> Vec<(String, Vec<Point>)> {
        let mut kernels: Vec<(String, Vec<Point>)> = Vec::new();
        for point in &self.points {
            let name = point.name();
            match kernels.iter_mut().find(|(known, _)| *known == name) {
                Some((_, points)) => points.push(*point),
                None => kernels.push((name, vec![*point])),
            }
        }
        for (_, points) in &mut kernels {
            points.sort_by(|a, b| a.amount.points.total_cmp(&b.amount.points));
        }
        kernels
    }
}

/// Seconds in a fitting unit.
fn time(seconds: f64) -> String {
    scaled(seconds, "s")
}

/// Operations per second.
fn rate(per_second: f64) -> String {
    scaled(per_second, "op/s")
}

/// Bytes, by powers of 1024.
fn bytes(bytes: f64) -> String {
    let power = (bytes.max(1.0).log2() / 10.0).floor().clamp(0.0, 4.0);
    let unit = ["B", "KiB", "MiB", "GiB", "TiB"][power as usize];
    format!("{} {unit}", digits(bytes / 1024f64.powf(power)))
}

/// A number of things.
fn count(number: f64) -> String {
    scaled(number, "").trim_end().to_owned()
}

/// A number with the prefix that leaves at most three digits before the point.
fn scaled(number: f64, unit: &str) -> String {
    const PREFIXES: [(f64, &str); 8] = [
        (1e12, "T"),
        (1e9, "G"),
        (1e6, "M"),
        (1e3, "k"),
        (1.0, ""),
        (1e-3, "m"),
        (1e-6, "µ"),
        (1e-9, "n"),
    ];
    // The first of which there is one or, rounded to three digits, nearly one.
    let fits = PREFIXES
        .iter()
        .find(|(size, _)| number.abs() >= 0.9995 * size);
    let (size, prefix) = fits.unwrap_or(&PREFIXES[7]);
    format!("{} {prefix}{unit}", digits(number / size))
}

/// Three digits.
fn digits(number: f64) -> String {
    let places = match number.abs() {
        number if number < 9.995 => 2,
        number if number < 99.95 => 1,
        _ => 0,
    };
    let text = format!("{number:.places$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::KERNEL;

    fn point(points: f64, predicted: [f64; 3], measured: [f64; 3], chosen: Variant) -> Point {
        let each =
            |[scalar, simd, threads]: [f64; 3]| [Some(scalar), Some(simd), Some(threads), None];
        Point {
            kernel: &KERNEL,
            stage: None,
            amount: Amount {
                points,
                operations: 2.0 * points,
                bytes: 8.0 * points,
            },
            predicted: each(predicted),
            measured: each(measured),
            chosen,
            why: "",
        }
    }

    fn report() -> Report {
        Report {
            points: vec![
                point(
                    1e6,
                    [9e-4, 3e-4, 2e-4],
                    [8e-4, 3e-4, 1.5e-4],
                    Variant::Threads,
                ),
                point(1e3, [9e-7, 3e-7, 9e-6], [8e-7, 2e-7, 8e-6], Variant::Simd),
                point(
                    1e5,
                    [9e-5, 3e-5, 2.9e-5],
                    [8e-5, 2e-5, 3e-5],
                    Variant::Threads,
                ),
            ],
            decisions: Vec::new(),
        }
    }

    #[test]
    fn numbers_have_three_digits() {
        assert_eq!(time(1.234_5e-6), "1.23 µs");
        assert_eq!(time(0.9996e-3), "1 ms");
        assert_eq!(rate(45.67e9), "45.7 Gop/s");
        assert_eq!(bytes(1536.0), "1.5 KiB");
        assert_eq!(
            (count(65_536.0), count(12.0), count(0.0)),
            ("65.5 k".into(), "12".into(), "0 n".into())
        );
    }

    #[test]
    fn regret_is_against_the_fastest_measured() {
        let kernels = report().kernels();
        let [(name, points)] = &kernels[..] else {
            panic!("there is one kernel")
        };
        assert_eq!(name, "sample");
        let regrets: Vec<_> = points.iter().map(Point::regret).collect();
        assert_eq!(regrets, [Some(1.0), Some(1.5), Some(1.0)]);
        let mut alone = points[0];
        alone.measured = [None, Some(1.0), None, None];
        assert_eq!(alone.regret(), None);
    }

    #[test]
    fn a_page_shows_kernels_variants_and_crossovers() {
        let page = report().html();
        for part in [
            "<!doctype html>",
            "sample",
            "class='simd predicted'",
            "circle class='threads'",
            "simd → threads",
            "1.50x",
            "Roofline",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        // It stands alone.
        assert!(!page.contains("http://") || page.contains("http://www.w3.org/2000/svg"));
        assert_eq!(
            page.matches("src=").count() + page.matches("href=").count(),
            0
        );
    }

    #[test]
    fn a_page_of_nothing_says_so() {
        assert!(Report::empty().html().contains("Nothing has been measured"));
    }
}
