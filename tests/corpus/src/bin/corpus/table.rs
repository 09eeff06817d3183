//! The table and its totals.

use std::fmt::Write;

use kernel_runtime::{Isa, Variant};

use crate::class::Class;
use crate::gain::Gain;
use crate::times::Time;
use crate::variants::Variants;

/// The longest note of a line.
const NOTE: usize = 60;

/// What is told of a kernel.
pub(crate) struct Row {
    /// Its family.
    pub(crate) family: &'static str,
    /// Its name.
    pub(crate) kernel: &'static str,
    /// The kind of plan.
    pub(crate) class: Class,
    /// What it runs on.
    pub(crate) variants: Variants,
    /// What SIMD gains.
    pub(crate) gain: Option<Gain>,
    /// What compiling takes.
    pub(crate) times: Option<Time>,
}

/// The table, which notes what it has told.
pub(crate) struct Table {
    timed: bool,
    rows: Vec<Row>,
}

impl Table {
    /// An empty table, with or without compile times.
    pub(crate) fn new(timed: bool) -> Table {
        let rows = Vec::new();
        Table { timed, rows }
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> String {
        let best = Isa::available().last().map_or("", |isa| isa.name());
        let mut text = format!(
            "Gain: the plain function's time divided by the SIMD variant's ({best}), by the fastest and by the median run.\n"
        );
        if self.timed {
            text.push_str(
                "Compile: rustc on the kernel alone, optimised, all instruction sets; macro: of that, in the macro as cargo builds it.\n",
            );
        }
        let variants = Variant::LOCAL.map(Variant::name).join(" ");
        write!(
            text,
            "\n{:10} {:18} {:17} {variants}  {:>6} {:>6}",
            "family", "kernel", "class", "min", "median"
        )
        .expect("writing to a string cannot fail");
        if self.timed {
            write!(text, " {:>9} {:>9} {:>5}", "compile", "macro", "lines")
                .expect("writing to a string cannot fail");
        }
        text
    }

    /// The line of a kernel.
    pub(crate) fn line(&mut self, row: Row) -> String {
        let mut text = format!("{:10} {:18} {:17}", row.family, row.kernel, row.class);
        for variant in Variant::LOCAL {
            let name = variant.name();
            let shown = if row.variants.ran.contains(&variant) {
                name
            } else {
                "-"
            };
            write!(text, " {shown:width$}", width = name.len())
                .expect("writing to a string cannot fail");
        }
        text.push(' ');
        match row.gain {
            Some(Gain { min, median }) => write!(text, " {min:>5.1}x {median:>5.1}x"),
            None => write!(text, " {:>6} {:>6}", "", ""),
        }
        .expect("writing to a string cannot fail");
        if self.timed {
            match row.times {
                Some(time) => write!(
                    text,
                    " {:>6.0} ms {:>6.1} ms {:>5}",
                    time.compile, time.expand, time.lines
                ),
                None => write!(text, " {:>9} {:>9} {:>5}", "", "", ""),
            }
            .expect("writing to a string cannot fail");
        }
        if !row.variants.note.is_empty() {
            let short: String = row.variants.note.chars().take(NOTE).collect();
            write!(text, "  {short}").expect("writing to a string cannot fail");
        }
        self.rows.push(row);
        text.trim_end().to_owned()
    }

    /// What it comes to.
    pub(crate) fn totals(&self) -> String {
        let mut text = String::new();
        let accepted = self.rows.iter().filter(|row| row.class != Class::Refused);
        let classes = Class::ALL.map(|class| {
            let count = self.rows.iter().filter(|row| row.class == class).count();
            format!("{count} {class}")
        });
        writeln!(text, "{} kernels: {}", self.rows.len(), classes.join(", "))
            .expect("writing to a string cannot fail");
        let variants = Variant::LOCAL.map(|variant| {
            let has = |row: &&Row| row.variants.ran.contains(&variant);
            format!("{} on {variant}", self.rows.iter().filter(has).count())
        });
        writeln!(text, "variants: {}", variants.join(", "))
            .expect("writing to a string cannot fail");

        let mut gains: Vec<f64> = accepted.filter_map(|row| Some(row.gain?.median)).collect();
        gains.sort_by(f64::total_cmp);
        if let (Some(least), Some(largest)) = (gains.first(), gains.last()) {
            let logs: f64 = gains.iter().map(|gain| gain.ln()).sum();
            let mean = (logs / gains.len() as f64).exp();
            let slower = gains.iter().filter(|&&gain| gain < 1.0).count();
            writeln!(
                text,
                "gain: {least:.1}x to {largest:.1}x, median {:.1}x, geometric mean {mean:.1}x; {slower} slower than plain",
                gains[gains.len() / 2]
            )
            .expect("writing to a string cannot fail");
        }
        let times = || {
            let timed = self.rows.iter();
            timed.filter_map(|row| Some((row.kernel, row.times?)))
        };
        let slowest = |of: fn(&Time) -> f64| times().max_by(|a, b| of(&a.1).total_cmp(&of(&b.1)));
        if let Some((kernel, time)) = slowest(|time| time.compile) {
            let total: f64 = times().map(|(_, time)| time.compile).sum();
            writeln!(
                text,
                "compile: {total:.0} ms in all; slowest {kernel} with {:.0} ms",
                time.compile
            )
            .expect("writing to a string cannot fail");
        }
        if let Some((kernel, time)) = slowest(|time| time.expand) {
            let total: f64 = times().map(|(_, time)| time.expand).sum();
            writeln!(
                text,
                "macro: {total:.0} ms in all; slowest {kernel} ({} lines) with {:.1} ms",
                time.lines, time.expand
            )
            .expect("writing to a string cannot fail");
        }
        text.trim_end().to_owned()
    }
}
