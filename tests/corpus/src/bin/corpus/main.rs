//! Prints what became of each kernel of the corpus: its class, the variants that it has, and how much SIMD gains.
//!
//! `cargo xtask corpus`. Takes names of kernels to tell of only those, and `--times FILE` with lines of a kernel (`ispc/noise`), its compile time and
//! its expansion time in milliseconds, and its lines.

mod class;
mod gain;
mod table;
mod times;
mod variants;

use std::error::Error;
use std::process::ExitCode;

use kernel_corpus::{FAMILIES, refused};

use class::Class;
use gain::Gain;
use table::{Row, Table};
use times::Times;
use variants::Variants;

fn main() -> ExitCode {
    match tell(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("corpus: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tell(mut arguments: Vec<String>) -> Result<(), Box<dyn Error>> {
    let times = match arguments.iter().position(|argument| argument == "--times") {
        Some(at) => {
            let path = arguments.get(at + 1).ok_or("--times needs a file")?;
            let times = Times::read(path)?;
            arguments.drain(at..at + 2);
            times
        }
        None => Times::default(),
    };
    let wanted = |name: &str| arguments.is_empty() || arguments.iter().any(|n| n == name);

    let mut table = Table::new(!times.is_empty());
    println!("{}", table.header());
    for (family, entries) in FAMILIES {
        for entry in *entries {
            let case = &entry.subject.case;
            if !wanted(case.name) {
                continue;
            }
            let row = Row {
                family,
                kernel: case.name,
                class: Class::Plan(case.kernel.class()),
                variants: Variants::of(entry)?,
                gain: Some(Gain::measure(entry)?),
                times: times.of(family, case.name),
            };
            println!("{}", table.line(row));
        }
    }
    for refusal in refused::ALL.iter().filter(|refusal| wanted(refusal.name)) {
        let row = Row {
            family: "refused",
            kernel: refusal.name,
            class: Class::Refused,
            variants: Variants::none(format!("{}: {}", refusal.code, refusal.why)),
            gain: None,
            times: None,
        };
        println!("{}", table.line(row));
    }
    println!("\n{}", table.totals());
    Ok(())
}
