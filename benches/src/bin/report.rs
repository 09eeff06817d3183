//! Writes a page about kernels on this machine, `target/bench/report.html`: predictions, measurements, choices.
//!
//! `cargo xtask report [KERNEL…]`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use kernel_benches::report::write;
use kernel_examples::cases::{Case, Data, Instance};
use kernel_runtime::{Error, Report, Variant};

/// The kernels that are shown where none are named: of each kind one.
const SHOWN: [&str; 10] = [
    "saxpy",
    "dot",
    "sum_exp",
    "black_scholes",
    "mandelbrot",
    "blur3x3",
    "matvec",
    "matmul",
    "nbody",
    "gather",
];

/// The sizes, each four times the one before.
const SMALLEST: usize = 1 << 6;
const LARGEST: usize = 1 << 22;
/// A kernel of which one run takes longer is not made larger.
const LONGEST: Duration = Duration::from_millis(150);
/// A variant is run again and again for that long, and three times at least.
const MEASURED: Duration = Duration::from_millis(15);

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    match run(&names) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("report: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(names: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let shown = SHOWN.map(str::to_owned);
    let names = if names.is_empty() { &shown } else { names };
    let case = |name: &String| Case::named(name).ok_or(format!("there is no kernel `{name}`"));
    let cases = names.iter().map(case).collect::<Result<Vec<_>, _>>()?;
    let mut report = Report::empty();
    for case in cases {
        println!("{}", case.name);
        let mut n = SMALLEST;
        while n <= LARGEST {
            let mut kernel = (case.make)(n, &mut Data::ordinary(1));
            let measured = measure(kernel.as_mut())?;
            report.add(&kernel.explain(), &measured);
            if measured.iter().any(|(_, time)| *time > LONGEST) {
                break;
            }
            n *= 4;
        }
    }
    write("report.html", &report.html())?;
    Ok(())
}

/// The least time of each variant that can run the kernel.
fn measure(kernel: &mut dyn Instance) -> Result<Vec<(Variant, Duration)>, Error> {
    let mut measured = Vec::new();
    for variant in Variant::LOCAL {
        match kernel.dispatch_on(variant) {
            Ok(()) => {}
            Err(Error::Ineligible { .. }) => continue,
            Err(error) => return Err(error),
        }
        let (begin, mut least) = (Instant::now(), Duration::MAX);
        let mut runs = 0;
        while runs < 3 || begin.elapsed() < MEASURED {
            let begin = Instant::now();
            kernel.dispatch_on(variant)?;
            least = least.min(begin.elapsed());
            runs += 1;
        }
        measured.push((variant, least));
    }
    Ok(measured)
}
