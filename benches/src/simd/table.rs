//! The table for readers and the rows for programs.

use std::collections::BTreeMap;
use std::fmt::Write;

use kernel_runtime::Isa;

use super::{Bar, Limit, Subject};
use crate::measure::Timing;

/// What a kernel costs to have.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Cost {
    /// Milliseconds that rustc takes over it, optimising, for all instruction sets.
    pub compile: f64,
    /// KiB of machine code and constants, for all instruction sets.
    pub size: f64,
}

/// The costs by the kernel's file.
#[derive(Default)]
pub struct Costs(BTreeMap<String, Cost>);

impl Costs {
    /// Reads lines of a file, milliseconds and bytes.
    pub fn read(text: &str) -> Costs {
        let line = |line: &str| -> Option<(String, Cost)> {
            let mut words = line.split_whitespace();
            let file = words.next()?.to_owned();
            let compile = words.next()?.parse().ok()?;
            let bytes: f64 = words.next()?.parse().ok()?;
            let size = bytes / 1024.0;
            Some((file, Cost { compile, size }))
        };
        Costs(text.lines().filter_map(line).collect())
    }

    /// Those of a kernel.
    pub fn of(&self, subject: &Subject) -> Option<Cost> {
        self.0.get(&subject.file()).copied()
    }
}

/// One instruction set of one kernel at one size.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Row {
    /// The kernel.
    pub kernel: &'static str,
    /// The size as given to the case.
    pub n: usize,
    /// The instruction set; `None` is the plain function.
    pub isa: Option<Isa>,
    /// The times, in nanoseconds an element.
    pub timing: Timing,
    /// The plain function's median divided by this one's: larger is faster.
    pub ratio: f64,
    /// The least that an element can take.
    pub limit: Option<Limit>,
    /// What the kernel costs to have.
    pub cost: Option<Cost>,
}

impl Row {
    /// The limit divided by the time of the fastest run: both are what undisturbed runs take.
    pub fn fraction(&self) -> Option<f64> {
        self.limit.map(|limit| limit.ns / self.timing.min)
    }

    /// The names of the table's columns.
    pub fn header() -> String {
        format!(
            "{:18} {:>8}  {:8} {:>10} {:>10} {:>8}  {:>10} {:>8}  {:11} {:>10} {:>8}",
            "kernel",
            "n",
            "isa",
            "min ns/el",
            "med ns/el",
            "ratio",
            "limit",
            "of limit",
            "limited by",
            "compile ms",
            "KiB"
        )
    }

    /// The row of the table.
    pub fn line(&self) -> String {
        let isa = self.isa.map_or("plain", Isa::name);
        let mut line = format!(
            "{:18} {:>8}  {isa:8} {:>10.4} {:>10.4} {:>7.2}x",
            self.kernel, self.n, self.timing.min, self.timing.median, self.ratio
        );
        if let (Some(limit), Some(fraction)) = (self.limit, self.fraction()) {
            let share = 100.0 * fraction;
            let bound = limit.bound.name();
            write!(line, "  {:>10.4} {share:>7.0}%  {bound:11}", limit.ns)
                .expect("writing to a string cannot fail");
        }
        if let Some(Cost { compile, size }) = self.cost.filter(|_| self.isa.is_none()) {
            write!(line, "{:>34} {compile:>10.0} {size:>8.1}", "")
                .expect("writing to a string cannot fail");
        }
        line
    }

    /// Whether the bar is met, for readers.
    pub fn verdict(&self, bar: Bar) -> String {
        let Row {
            kernel, n, ratio, ..
        } = self;
        let isa = self.isa.map_or("plain", Isa::name);
        let word = |met| if met { "met" } else { "NOT MET" };
        match bar {
            Bar::Ratio(least) => {
                let met = word(*ratio >= least);
                format!("{kernel:18} {n:>8}  {isa:8} {ratio:>7.2}x  (bar {least:>4.1}x)  {met}")
            }
            Bar::Limit(least) => {
                let share = self.fraction().unwrap_or(f64::NAN);
                let met = word(share >= least);
                let (share, least) = (100.0 * share, 100.0 * least);
                format!("{kernel:18} {n:>8}  {isa:8} {share:>6.0} %  (bar {least:>3.0} %)  {met}")
            }
        }
    }
}

/// The rows as JSON. Names are plain ASCII without quotes, so they need no escapes.
pub fn json(rows: &[Row]) -> String {
    let mut text = "[".to_owned();
    for (i, row) in rows.iter().enumerate() {
        let comma = if i == 0 { "" } else { "," };
        let (variant, isa) = match row.isa {
            None => ("plain", "rustc"),
            Some(isa) => ("simd", isa.name()),
        };
        write!(
            text,
            "{comma}\n  {{\"kernel\": \"{}\", \"n\": {}, \"variant\": \"{variant}\", \"isa\": \"{isa}\", \
             \"ns_per_element\": {:.5}, \"ratio_to_plain\": {:.4}",
            row.kernel, row.n, row.timing.median, row.ratio
        )
        .expect("writing to a string cannot fail");
        if let (Some(limit), Some(fraction)) = (row.limit, row.fraction()) {
            let bound = limit.bound.name();
            write!(
                text,
                ", \"limit\": {:.5}, \"limited_by\": \"{bound}\", \"fraction_of_limit\": {fraction:.4}",
                limit.ns
            )
            .expect("writing to a string cannot fail");
        }
        if let Some(Cost { compile, size }) = row.cost {
            write!(
                text,
                ", \"compile_ms\": {compile:.1}, \"code_kib\": {size:.2}"
            )
            .expect("writing to a string cannot fail");
        }
        text.push('}');
    }
    text.push_str("\n]\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simd::Bound;
    use crate::ways::Way;

    const ROW: Row = Row {
        kernel: "dot",
        n: 8,
        isa: Some(Isa::OneLane),
        timing: Timing {
            way: Way::Plain,
            min: 0.2,
            median: 0.25,
        },
        ratio: 2.0,
        limit: Some(Limit {
            bound: Bound::Loads,
            ns: 0.1,
        }),
        cost: None,
    };

    #[test]
    fn a_row_tells_its_share_of_the_limit() {
        assert_eq!(ROW.fraction(), Some(0.5));
        assert!(ROW.line().contains("50%  load ports"));
        assert!(ROW.verdict(Bar::Ratio(2.0)).ends_with("  met"));
        assert!(ROW.verdict(Bar::Limit(0.95)).ends_with("NOT MET"));
    }

    #[test]
    fn json_has_the_limit() {
        assert_eq!(
            json(&[ROW]),
            "[\n  {\"kernel\": \"dot\", \"n\": 8, \"variant\": \"simd\", \"isa\": \"one-lane\", \
             \"ns_per_element\": 0.25000, \"ratio_to_plain\": 2.0000, \"limit\": 0.10000, \"limited_by\": \"load ports\", \
             \"fraction_of_limit\": 0.5000}\n]\n"
        );
    }

    #[test]
    fn costs_are_read_by_file() {
        let costs = Costs::read("examples/src/kernels/dot.rs 30.5 2048\nnonsense\n");
        let cost = costs.0.get("examples/src/kernels/dot.rs");
        assert_eq!(
            cost,
            Some(&Cost {
                compile: 30.5,
                size: 2.0
            })
        );
        assert_eq!(costs.0.len(), 1);
    }
}
