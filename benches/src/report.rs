//! The table for readers and the rows for programs.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use kernel_runtime::{Isa, Variant};

use crate::bars;
use crate::measure::Timing;
use crate::ways::Way;

/// Where what benches write is kept.
pub fn folder() -> PathBuf {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    root.join("target").join("bench")
}

/// Writes a bench's rows for programs, and tells it.
///
/// # Errors
///
/// Where the folder or the file cannot be written.
pub fn write(name: &str, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder())?;
    fs::write(folder().join(name), text)?;
    println!("\nWritten: target/bench/{name}");
    Ok(())
}

/// One way of one kernel at one size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The kernel.
    pub kernel: &'static str,
    /// The size as given to the case.
    pub n: usize,
    /// The times.
    pub timing: Timing,
    /// The plain function's median divided by this one's: larger is faster.
    pub ratio: f64,
}

impl Row {
    /// The rows of one measurement, whose first timing is the plain function's.
    pub fn from_timings(kernel: &'static str, n: usize, timings: &[Timing]) -> Vec<Row> {
        let plain = timings.first().map_or(f64::NAN, |timing| timing.median);
        let row = |&timing: &Timing| Row {
            kernel,
            n,
            timing,
            ratio: plain / timing.median,
        };
        timings.iter().map(row).collect()
    }

    /// The names of the table's columns.
    pub fn header() -> String {
        format!(
            "{:14} {:>8}  {:8} {:9} {:>10} {:>10} {:>8}",
            "kernel", "n", "variant", "isa", "min ns/el", "med ns/el", "ratio"
        )
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        let Row {
            kernel,
            n,
            timing,
            ratio,
        } = self;
        let (variant, isa) = (timing.way.variant(), timing.way.isa());
        let (min, median) = (timing.min, timing.median);
        format!("{kernel:14} {n:>8}  {variant:8} {isa:9} {min:>10.4} {median:>10.4} {ratio:>7.2}x")
    }
}

/// The rows as JSON. Names are plain ASCII without quotes, so they need no escapes.
pub fn json(rows: &[Row]) -> String {
    let mut text = "[".to_owned();
    for (i, row) in rows.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let (variant, isa) = (row.timing.way.variant(), row.timing.way.isa());
        write!(
            text,
            "{comma}\n  {{\"kernel\": \"{}\", \"n\": {}, \"variant\": \"{variant}\", \"isa\": \"{isa}\", \
             \"ns_per_element\": {:.5}, \"ratio_to_plain\": {:.4}}}",
            row.kernel, row.n, row.timing.median, row.ratio
        )
        .expect("writing to a string cannot fail");
    }
    text.push_str("\n]\n");
    text
}

/// For each bar whether it is met, by the SIMD variant at the best level, at the kernel's best size.
pub fn bars(rows: &[Row]) -> Vec<String> {
    let best = Isa::available().last();
    let line = |&(kernel, bar): &(&str, f64)| {
        let simd = rows.iter().filter(|row| {
            row.kernel == kernel
                && matches!(row.timing.way, Way::At(Variant::Simd, isa) if Some(isa) == best)
        });
        let row = simd.max_by(|a, b| a.ratio.total_cmp(&b.ratio))?;
        let verdict = if row.ratio >= bar { "met" } else { "NOT MET" };
        let (n, ratio, isa) = (row.n, row.ratio, row.timing.way.isa());
        Some(format!(
            "{kernel:14} {n:>8}  {isa:9} {ratio:>7.2}x  (bar {bar:>4.1}x)  {verdict}"
        ))
    };
    bars::BARS.iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(way: Way, median: f64) -> Timing {
        Timing {
            way,
            min: median,
            median,
        }
    }

    #[test]
    fn ratios_are_to_the_plain_function() {
        let timings = [timing(Way::Plain, 2.0), timing(Way::Dispatch, 0.5)];
        let rows = Row::from_timings("saxpy", 16, &timings);
        assert_eq!(rows[0].ratio, 1.0);
        assert_eq!(rows[1].ratio, 4.0);
        assert!(rows[1].line().ends_with("4.00x"));
    }

    #[test]
    fn json_is_an_array_of_rows() {
        assert_eq!(json(&[]), "[\n]\n");
        let rows = Row::from_timings("dot", 8, &[timing(Way::Plain, 0.25)]);
        assert_eq!(
            json(&rows),
            "[\n  {\"kernel\": \"dot\", \"n\": 8, \"variant\": \"plain\", \"isa\": \"rustc\", \
             \"ns_per_element\": 0.25000, \"ratio_to_plain\": 1.0000}\n]\n"
        );
    }
}
