//! Prints how fast each variant of each kernel is and whether the bars are met; writes `target/bench/kernels.json`.
//!
//! `cargo xtask bench kernels [KERNEL…]`

use std::error::Error;
use std::process::ExitCode;

use kernel_benches::bars::OVERHEAD;
use kernel_benches::measure::measure;
use kernel_benches::report::{Row, bars, json, write};
use kernel_benches::ways::Way;
use kernel_benches::{cases, unknown};
use kernel_examples::cases::Case;

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    if let Some(name) = unknown(&names) {
        eprintln!("bench kernels: no kernel is called `{name}`");
        return ExitCode::from(2);
    }
    match bench(&names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench kernels: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(names: &[String]) -> Result<(), Box<dyn Error>> {
    let ways = Way::all();
    let mut rows = Vec::new();
    println!("{}", Row::header());
    for (case, n) in cases(names) {
        let measured = Row::from_timings(case.name, n, &measure(case, n, &ways)?);
        for row in &measured {
            println!("{}", row.line());
        }
        println!();
        rows.extend(measured);
    }
    println!("Bars: SIMD at the best level against the plain function");
    for line in bars(&rows) {
        println!("{line}");
    }
    overhead()?;

    write("kernels.json", &json(&rows))?;
    Ok(())
}

/// What a dispatch costs where there is next to nothing to do.
fn overhead() -> Result<(), Box<dyn Error>> {
    const N: usize = 16;
    let case = Case::named("saxpy").ok_or("saxpy is gone")?;
    let timings = measure(case, N, &[Way::Plain, Way::Dispatch])?;
    let [plain, dispatch] = timings[..] else {
        return Err("saxpy does not run".into());
    };
    let added = (dispatch.median - plain.median) * N as f64;
    let verdict = if added <= OVERHEAD { "met" } else { "NOT MET" };
    println!(
        "saxpy::dispatch at n = {N}: {added:.0} ns more than the plain function  (bar {OVERHEAD:.0} ns)  {verdict}"
    );
    Ok(())
}
