//! Prints how far off each function is, beside its documented bound; exits with 1 if one is above it.

use std::process::ExitCode;
use std::time::Instant;

use kernel_runtime::{Error, Isa};
use kernel_ulp::functions::{Function, of_f32, of_f64};
use kernel_ulp::sweep::{self, Worst};
use kernel_ulp::{bounds, speed};

const HELP: &str = "\
Usage: cargo xtask ulp [FUNCTION…] [--stride N] [--samples N]
       cargo xtask ulp --speed [FUNCTION…]

  FUNCTION      only these functions
  --stride N    every N-th f32 alone; without it all of them (and as many pairs)
  --samples N   so many f64 arguments of each function (100000)
  --speed       the time that each function takes instead
";

/// What was asked for.
struct Options {
    names: Vec<String>,
    stride: u64,
    samples: u64,
    speed: bool,
}

impl Options {
    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wanted| wanted == name)
    }
}

fn main() -> ExitCode {
    let Some(options) = options(std::env::args().skip(1)) else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    let outcome = if options.speed {
        speeds(&options).map(|()| true)
    } else {
        errors(&options)
    };
    match outcome {
        Ok(within) => ExitCode::from(u8::from(!within)),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints how far off the functions are; whether all are within their bounds.
fn errors(options: &Options) -> Result<bool, Error> {
    println!("On {}, in units in the last place:\n", Isa::best().name());
    println!("function     format  bound  largest        tried  seconds  at");
    let mut within = true;
    for row in bounds::bounds().filter(|row| options.wants(row.name)) {
        if let Some(bound) = row.f32 {
            let same = |of: &&Function<f32>| (of.name, of.fast) == (row.name, row.fast);
            for function in of_f32().filter(same) {
                let begin = Instant::now();
                let worst = sweep::f32(function, options.stride)?;
                within &= report(function, "f32", bound, worst, begin);
            }
        }
        if let Some(bound) = row.f64 {
            let same = |of: &&Function<f64>| (of.name, of.fast) == (row.name, row.fast);
            for function in of_f64().filter(same) {
                let begin = Instant::now();
                let worst = sweep::f64(function, options.samples)?;
                within &= report(function, "f64", bound, worst, begin);
            }
        }
    }
    Ok(within)
}

/// Prints a row; whether the bound holds.
fn report<T>(
    function: &Function<T>,
    format: &str,
    bound: f64,
    worst: Worst,
    begin: Instant,
) -> bool {
    let (name, [x, y]) = (title(function), worst.at);
    let Worst {
        error,
        result,
        tried,
        ..
    } = worst;
    let seconds = begin.elapsed().as_secs_f64();
    print!("{name:12} {format}    {bound:5.2} {error:8.4} {tried:12} {seconds:8.1}  {x:e}");
    if function.arguments == 2 {
        print!(", {y:e}");
    }
    let within = error <= bound;
    println!(
        "  = {result:e}{}",
        if within { "" } else { "  ABOVE THE BOUND" }
    );
    within
}

/// The function's name, and that it is the fast version.
fn title<T>(function: &Function<T>) -> String {
    let mark = if function.fast { " (fast)" } else { "" };
    format!("{}{mark}", function.name)
}

/// Prints how long the functions take on each instruction set.
fn speeds(options: &Options) -> Result<(), Error> {
    println!("Nanoseconds an element, in the first-level cache:\n");
    print!("function     format");
    Isa::available().for_each(|isa| print!(" {:>9}", isa.name()));
    println!();
    for row in bounds::bounds().filter(|row| !row.fast && options.wants(row.name)) {
        for function in of_f32().filter(|function| function.name == row.name) {
            speed(function, "f32")?;
        }
        for function in of_f64().filter(|function| function.name == row.name) {
            speed(function, "f64")?;
        }
    }
    Ok(())
}

/// Prints a row.
fn speed<T: speed::Number>(function: &Function<T>, format: &str) -> Result<(), Error> {
    print!("{:12} {format}   ", title(function));
    for isa in Isa::available() {
        if let Some(time) = speed::nanoseconds(function, isa)? {
            print!(" {time:9.3}");
        }
    }
    println!();
    Ok(())
}

/// Reads the arguments; nothing if they make no sense.
fn options(mut words: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options {
        names: Vec::new(),
        stride: 1,
        samples: 100_000,
        speed: false,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--stride" => options.stride = words.next()?.parse().ok().filter(|&n| n > 0)?,
            "--samples" => options.samples = words.next()?.parse().ok()?,
            "--speed" => options.speed = true,
            _ => {
                bounds::of(&word, false)?;
                options.names.push(word);
            }
        }
    }
    Some(options)
}
