//! One kernel at one size: what is measured, the table for readers and the rows for programs.

use std::cell::RefCell;

use kernel_examples::cases::{Case, Data};
use kernel_runtime::{Error, Isa, Variant};

use super::Subject;
use super::apart::Apart;
use super::turns::{Timed, after_pauses, by_clock, in_turns, middle, time};
use crate::measure::{Time, by_model_alone};

/// The calls of `dispatch` by which its choice is settled, in about that many seconds at most.
const SETTLING: (u32, f64) = (1000, 20e-3);

/// How much slower than one thread the threads may be where they are chosen: what a median may be off by.
const NOISE: f64 = 1.03;

/// Sizes at which a run takes no longer than that many seconds are also measured after pauses.
const PAUSED: f64 = 300e-6;

/// One kernel at one size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The kernel.
    pub kernel: &'static str,
    /// The size as given to the case.
    pub n: usize,
    /// The elements of a run.
    pub elements: usize,
    /// The threads.
    pub threads: usize,
    /// A run on one thread, in seconds.
    pub one: Time,
    /// A run on all.
    pub all: Time,
    /// What `dispatch` takes, choosing as it likes.
    pub dispatched: Time,
    /// The time of one divided by that of all: the median of what each turn says.
    pub ratio: f64,
    /// What the machine allows: the same for threads that have nothing to do with each other.
    pub ceiling: f64,
    /// A run on one thread and on all after a pause.
    pub paused: Option<(f64, f64)>,
    /// What the cost model chooses, and what is chosen after some runs.
    pub choices: [Variant; 2],
    /// What the ratio is to be.
    pub bar: Option<f64>,
}

impl Row {
    /// Measures; `None` where the kernel is not run on threads.
    pub fn measure(
        subject: &Subject,
        case: &'static Case,
        n: usize,
        threads: usize,
    ) -> Result<Option<Row>, Error> {
        let mut kernel = (case.make)(n, &mut Data::ordinary(1));
        let explanation = by_model_alone(kernel.as_mut());
        if explanation.prediction(Variant::Threads).is_err() {
            return Ok(None);
        }
        let cold = explanation.choice();
        let elements = kernel.elements();
        let kernel = RefCell::new(kernel);
        let mut runs: Vec<Timed<'_>> = vec![
            Box::new(by_clock(|| kernel.borrow_mut().dispatch_on(Variant::Simd))),
            Box::new(by_clock(|| {
                kernel.borrow_mut().dispatch_on(Variant::Threads)
            })),
            Box::new(by_clock(|| kernel.borrow_mut().dispatch())),
        ];
        let once = runs[0](2)? / 2.0;
        let settling = (SETTLING.1 / once) as u32;
        runs[2](settling.clamp(10, SETTLING.0))?;
        let paused = match once < PAUSED {
            true => {
                let times = after_pauses(&mut runs[..2])?;
                Some((times[0], times[1]))
            }
            false => None,
        };
        let mut apart = Apart::new(case, subject.share(n, threads), threads);
        let share = elements as f64 / apart.elements() as f64;
        runs.push(Box::new(move |times| Ok(apart.run(times)? * share)));
        let samples = in_turns(&mut runs)?;
        drop(runs);
        let ratio = |of: &[f64]| {
            let turns = samples[0].iter().zip(of);
            middle(&mut turns.map(|(one, other)| one / other).collect::<Vec<_>>())
        };
        let (ratio, ceiling) = (ratio(&samples[1]), ratio(&samples[3]));
        let warm = kernel.borrow_mut().explain().choice();
        let [one, all, dispatched] = [0, 1, 2].map(|way| time(samples[way].clone()));
        Ok(Some(Row {
            kernel: subject.name,
            n,
            elements,
            threads,
            one,
            all,
            dispatched,
            ratio,
            ceiling,
            paused,
            choices: [cold, warm],
            bar: subject.bar(n),
        }))
    }

    /// Whether the threads are chosen where they lose.
    fn loses(&self) -> bool {
        self.choices.contains(&Variant::Threads) && self.ratio * NOISE < 1.0
    }

    /// Whether the threads reach the bar, if there is one, and are not chosen where they lose.
    pub fn is_met(&self) -> bool {
        !self.loses() && self.bar.is_none_or(|bar| self.ratio >= bar)
    }

    /// The names of the table's columns.
    pub fn header() -> String {
        format!(
            "{:16} {:>9} {:>9} {:>9} {:>9} {:>9} {:>7} {:>7} {:>7} {:>8} {:>7} {:>9}  {:16} verdict",
            "kernel",
            "n",
            "one µs",
            "median",
            "all µs",
            "median",
            "ratio",
            "of min",
            "apart",
            "of apart",
            "paused",
            "dispatch",
            "chosen"
        )
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        let us = 1e6;
        let paused = self
            .paused
            .map_or(String::new(), |(one, all)| format!("{:.2}x", one / all));
        let [cold, warm] = self.choices.map(Variant::name);
        let verdict = match self.bar {
            _ if self.loses() => "CHOSEN WHERE IT LOSES".to_owned(),
            Some(bar) if self.is_met() => format!("met (bar {bar}x)"),
            Some(bar) => format!("NOT MET (bar {bar}x)"),
            None => String::new(),
        };
        format!(
            "{:16} {:>9} {:>9.2} {:>9.2} {:>9.2} {:>9.2} {:>6.2}x {:>6.2}x {:>6.2}x {:>7.0}% {paused:>7} {:>8.2}x  {:16} {verdict}",
            self.kernel,
            self.n,
            self.one.min * us,
            self.one.median * us,
            self.all.min * us,
            self.all.median * us,
            self.ratio,
            self.one.min / self.all.min,
            self.ceiling,
            100.0 * self.ratio / self.ceiling,
            self.one.median / self.dispatched.median,
            format!("{cold}, {warm}"),
        )
        .trim_end()
        .to_owned()
    }
}

/// The rows as JSON: for each size one of one thread and one of all. Names are plain ASCII without quotes, so they need no escapes.
pub fn json(rows: &[Row]) -> String {
    let isa = Isa::best().name();
    let row = |row: &Row| {
        let [cold, warm] = row.choices.map(Variant::name);
        let head = |variant: &str, threads: usize, time: Time| {
            format!(
                "  {{\"kernel\": \"{}\", \"n\": {}, \"variant\": \"{variant}\", \"isa\": \"{isa}\", \"threads\": {threads}, \
                 \"ns_per_element\": {:.5}",
                row.kernel,
                row.n,
                time.median * 1e9 / row.elements as f64
            )
        };
        let paused = row.paused.map_or(String::new(), |(one, all)| {
            format!(", \"ratio_after_pause\": {:.4}", one / all)
        });
        format!(
            "{}, \"ratio_to_one_thread\": 1.0}},\n{}, \"ratio_to_one_thread\": {:.4}, \"ratio_of_min\": {:.4}, \"limit\": {:.4}{paused}, \
             \"ratio_of_dispatch\": {:.4}, \"chosen\": \"{cold}\", \"chosen_warm\": \"{warm}\"}}",
            head("simd", 1, row.one),
            head("threads", row.threads, row.all),
            row.ratio,
            row.one.min / row.all.min,
            row.ceiling,
            row.one.median / row.dispatched.median,
        )
    };
    let rows: Vec<String> = rows.iter().map(row).collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: Row = Row {
        kernel: "dot",
        n: 8,
        elements: 8,
        threads: 2,
        one: Time {
            min: 2e-6,
            median: 4e-6,
        },
        all: Time {
            min: 1e-6,
            median: 2e-6,
        },
        dispatched: Time {
            min: 1e-6,
            median: 2e-6,
        },
        ratio: 2.0,
        ceiling: 2.0,
        paused: Some((2e-6, 4e-6)),
        choices: [Variant::Simd, Variant::Threads],
        bar: Some(1.9),
    };

    #[test]
    fn threads_that_lose_are_not_to_be_chosen() {
        assert!(ROW.is_met());
        assert!(ROW.line().ends_with("met (bar 1.9x)"));
        let slow = Row { ratio: 1.8, ..ROW };
        assert!(!slow.is_met() && slow.line().ends_with("NOT MET (bar 1.9x)"));
        let lost = Row {
            ratio: 0.9,
            bar: None,
            ..ROW
        };
        assert!(!lost.is_met() && lost.line().ends_with("LOSES"));
        let choices = [Variant::Simd; 2];
        assert!(Row { choices, ..lost }.is_met());
    }

    #[test]
    fn json_has_the_threads_and_their_ratio() {
        let text = json(&[ROW]);
        assert!(text.starts_with("[\n  {\"kernel\": \"dot\", \"n\": 8, \"variant\": \"simd\""));
        assert!(text.contains(
            "\"threads\": 1, \"ns_per_element\": 500.00000, \"ratio_to_one_thread\": 1.0"
        ));
        assert!(text.contains(
            "\"threads\": 2, \"ns_per_element\": 250.00000, \"ratio_to_one_thread\": 2.0000"
        ));
        assert!(text.contains("\"ratio_after_pause\": 0.5000") && text.ends_with("}\n]\n"));
    }
}
