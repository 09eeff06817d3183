//! The table of predictions, measurements and choices.

use std::collections::BTreeMap;
use std::time::Duration;

use kernel_examples::cases::Case;
use kernel_runtime::{Error, Variant};

use crate::measure::{Row, measure};
use crate::progress::Progress;

/// What is measured: from too small for threads to too large for the caches.
const SIZES: &[(&str, [usize; 3])] = &[
    ("saxpy", [1 << 10, 1 << 17, 1 << 23]),
    ("dot", [1 << 10, 1 << 17, 1 << 23]),
    ("sum_exp", [1 << 10, 1 << 17, 1 << 22]),
    ("polynomial", [1 << 10, 1 << 17, 1 << 22]),
    ("gather", [1 << 10, 1 << 17, 1 << 22]),
    ("rgb_to_gray", [1 << 10, 1 << 17, 1 << 22]),
    ("blur3x3", [32 * 32, 256 * 256, 2048 * 2048]),
    ("mandelbrot", [32 * 32, 128 * 128, 1024 * 1024]),
    ("black_scholes", [1 << 10, 1 << 15, 1 << 20]),
    ("nbody", [32, 256, 2048]),
    ("matmul", [32 * 32, 128 * 128, 512 * 512]),
];

/// Measures and prints row by row.
pub(crate) fn print() -> Result<(), Error> {
    header();
    let mut reasons = BTreeMap::new();
    for &(name, sizes) in SIZES {
        let case = Case::named(name).expect("the table names cases");
        for n in sizes {
            let progress = Progress::begin(&format!("measuring {name}, n = {n}"));
            let row = measure(case, n)?;
            drop(progress);
            line(name, n, &row);
            for variant in Variant::LOCAL {
                if let Some(reason) = row.explanation.reason(variant) {
                    reasons.entry((variant, reason.to_owned())).or_insert(name);
                }
            }
        }
    }
    legend();
    for ((variant, reason), name) in reasons {
        println!("  – under {variant}, as in {name}: {reason}");
    }
    Ok(())
}

/// The names of the columns.
fn header() {
    print!("{:13} {:>8} {:>7}", "", "", "plain");
    for variant in Variant::LOCAL {
        print!("   {:^15}", variant.name());
    }
    println!("   {:>8} {:>7} {:>7}", "", "", "");
    print!("{:13} {:>8} {:>7}", "kernel", "n", "meas.");
    for _ in Variant::LOCAL {
        print!("   {:>7} {:>7}", "pred.", "meas.");
    }
    println!("   {:8} {:>7} {:>7}", "chosen", "regret", "gain");
}

/// One row.
fn line(name: &str, n: usize, row: &Row) {
    print!("{name:13} {n:>8} {:>7}", text(Some(row.plain)));
    for variant in Variant::LOCAL {
        let predicted = text(row.explanation.predicted(variant));
        let measured = text(row.variants[variant as usize]);
        print!("   {predicted:>7} {measured:>7}");
    }
    let chosen = row.explanation.choice();
    let best = row.variants.iter().flatten().min();
    match (row.variants.get(chosen as usize).copied().flatten(), best) {
        (Some(time), Some(best)) => {
            let regret = time.as_secs_f64() / best.as_secs_f64() - 1.0;
            let gain = row.plain.as_secs_f64() / time.as_secs_f64();
            println!("   {chosen:8} {:>6.0}% {gain:>6.1}x", 100.0 * regret);
        }
        _ => println!("   {chosen:8}"),
    }
}

/// What the columns mean.
fn legend() {
    println!(
        "
  plain   your function, called as it is
  pred.   time that the cost model predicts for these arguments on this machine
  meas.   time measured (median)
  chosen  what dispatch() runs        regret  how much slower that is than the best variant        gain  plain / chosen"
    );
}

/// A time in three digits and its unit.
fn text(time: Option<Duration>) -> String {
    let Some(time) = time else {
        return "–".to_owned();
    };
    let seconds = time.as_secs_f64();
    let (value, unit) = match seconds {
        s if s < 1e-6 => (s * 1e9, "ns"),
        s if s < 1e-3 => (s * 1e6, "µs"),
        s if s < 1.0 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    let digits = match value {
        v if v < 9.995 => 2,
        v if v < 99.95 => 1,
        _ => 0,
    };
    format!("{value:.digits$}{unit}")
}
