//! Prints how near the SIMD variant comes to the limits of the machine, at each instruction set; writes `target/bench/simd.json`.
//!
//! `cargo xtask bench simd [KERNEL…]`

use std::error::Error;
use std::process::ExitCode;

use kernel_benches::measure::{Timing, measure_on};
use kernel_benches::report::write;
use kernel_benches::simd::{Costs, Machine, Row, SUBJECTS, Subject, json, peers};
use kernel_benches::ways::Way;
use kernel_examples::cases::Data;
use kernel_runtime::{Isa, Variant};

/// The file in which the costs of compiling stand, if they were measured.
const COSTS: &str = "KERNEL_BENCH_COSTS";

/// The side of the matrices that libraries multiply as well.
const SIDE: usize = 512;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments == ["--files"] {
        SUBJECTS
            .iter()
            .for_each(|subject| println!("{}", subject.file()));
        return ExitCode::SUCCESS;
    }
    let unknown = |name: &&String| {
        SUBJECTS
            .iter()
            .all(|subject| subject.name() != name.as_str())
    };
    if let Some(name) = arguments.iter().find(unknown) {
        eprintln!("bench simd: no kernel is called `{name}`");
        return ExitCode::from(2);
    }
    match bench(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench simd: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bench(names: &[String]) -> Result<(), Box<dyn Error>> {
    let costs = match std::env::var_os(COSTS) {
        Some(file) => Costs::read(&std::fs::read_to_string(file)?),
        None => Costs::default(),
    };
    println!("What this machine can do at most, on one core");
    let machine = Machine::measure()?;
    machine.lines().iter().for_each(|line| println!("{line}"));

    println!("\nEach instruction set, forced, against the plain function and against the limit");
    println!("{}", Row::header());
    let wanted =
        |subject: &&Subject| names.is_empty() || names.iter().any(|name| name == subject.name());
    let (mut rows, mut verdicts) = (Vec::new(), Vec::new());
    for subject in SUBJECTS.iter().filter(wanted) {
        let measured = measured(subject, &machine, &costs)?;
        measured.iter().for_each(|row| println!("{}", row.line()));
        println!();
        verdicts.extend(measured.last().map(|row| row.verdict(subject.bar)));
        rows.extend(measured);
    }
    println!("Bars, at the best instruction set");
    verdicts.iter().for_each(|line| println!("{line}"));
    if names.is_empty() {
        products()?;
    }

    write("simd.json", &json(&rows))?;
    Ok(())
}

/// The rows of a kernel, the plain function's first.
fn measured(
    subject: &Subject,
    machine: &Machine,
    costs: &Costs,
) -> Result<Vec<Row>, Box<dyn Error>> {
    let case = subject
        .case()
        .ok_or_else(|| format!("{} is gone", subject.name()))?;
    let vectors = Isa::available().filter(|&isa| isa != Isa::OneLane);
    let mut ways = vec![Way::Plain];
    ways.extend(vectors.map(|isa| Way::At(Variant::Simd, isa)));

    let mut kernel = (case.make)(subject.n, &mut Data::ordinary(1));
    kernel.plain();
    let (demand, elements) = (subject.demand(kernel.as_ref()), kernel.elements());
    let timings = measure_on(kernel, &ways)?;
    let plain = timings.first().map_or(f64::NAN, |timing| timing.median);
    let row = |timing: Timing| {
        let isa = match timing.way {
            Way::At(_, isa) => Some(isa),
            _ => None,
        };
        let peaks = isa.and_then(|isa| machine.peaks(isa));
        Row {
            kernel: subject.name(),
            n: subject.n,
            isa,
            timing,
            ratio: plain / timing.median,
            limit: peaks.map(|peaks| demand.limit(elements, peaks, subject.fused)),
            cost: costs.of(subject),
        }
    };
    Ok(timings.into_iter().map(row).collect())
}

/// The product of two matrices beside those of libraries, on one thread.
fn products() -> Result<(), Box<dyn Error>> {
    let times = peers(SIDE, Isa::best())?;
    let plain = times.first().map_or(f64::NAN, |peer| peer.time.median);
    println!("\nThe product of two {SIDE} × {SIDE} matrices of f32 in one run, on one core");
    for peer in &times {
        let flops = 2.0 * (SIDE as f64).powi(3);
        let (name, ratio) = (peer.name, plain / peer.time.median);
        println!(
            "{name:18} {:>8.1} Gflop/s at best {ratio:>8.1}x",
            flops / peer.time.min * 1e-9
        );
    }
    Ok(())
}
