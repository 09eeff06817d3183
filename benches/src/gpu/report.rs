//! The table for readers and the rows for programs.

use std::fmt::Write;

use crate::measure::Time;

/// One kernel on one adapter.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The kernel, and how it is used.
    pub kernel: &'static str,
    /// The number of its points.
    pub n: usize,
    /// The bytes that a run must move through the device's memory, where that is what limits it; else 0.
    pub bytes: f64,
    /// A run of ours, in seconds.
    pub ours: Time,
    /// A run of the one by hand.
    pub theirs: Time,
}

/// The most that ours may take, as a multiple of what the one by hand takes.
const BAR: f64 = 1.1;

impl Row {
    /// Our median divided by theirs.
    pub fn ratio(&self) -> f64 {
        self.ours.median / self.theirs.median
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        let verdict = if self.ratio() <= BAR {
            "met"
        } else {
            "NOT MET"
        };
        let rate = if self.bytes > 0.0 {
            let (ours, theirs) = (
                self.bytes / self.ours.median,
                self.bytes / self.theirs.median,
            );
            format!("  {:.1} GB/s, by hand {:.1}", ours * 1e-9, theirs * 1e-9)
        } else {
            String::new()
        };
        format!(
            "{:30} {:>9} {:>11.1} {:>11.1} {:>11.1} {:>11.1} {:>7.2}x  {verdict}{rate}",
            self.kernel,
            self.n,
            self.ours.min * 1e6,
            self.ours.median * 1e6,
            self.theirs.min * 1e6,
            self.theirs.median * 1e6,
            self.ratio(),
        )
    }
}

/// The names of the table's columns.
pub fn header() -> String {
    format!(
        "{:30} {:>9} {:>11} {:>11} {:>11} {:>11} {:>8}  bar {BAR}x",
        "kernel", "points", "ours min µs", "median", "by hand min", "median", "ratio"
    )
}

/// The rows of one adapter as JSON objects, one a line, without the brackets around.
pub fn json(adapter: &str, rows: &[Row]) -> String {
    let adapter = adapter.replace(['"', '\\'], "'");
    let mut text = String::new();
    for row in rows {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{{\"adapter\": \"{adapter}\", \"kernel\": \"{}\", \"n\": {}, \"variant\": \"gpu\", \
             \"ns_per_element\": {:.5}, \"ns_per_run\": {:.1}, \"handwritten_ns_per_run\": {:.1}, \
             \"ratio_to_handwritten\": {:.4}}}",
            row.kernel,
            row.n,
            row.ours.median * 1e9 / row.n as f64,
            row.ours.median * 1e9,
            row.theirs.median * 1e9,
            row.ratio(),
        );
    }
    text
}
