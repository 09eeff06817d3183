//! The tour: real kernels at several sizes, how each variant was predicted and measured, what was chosen, and pictures made with them.
//!
//!     cargo run --release [PICTURE.png]

mod image;
mod measure;
mod pictures;
mod progress;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
Usage: tour [PICTURE.png]

Measures kernels in every variant, then renders a Mandelbrot picture and blurs and edge-detects PICTURE.png
(any PNG; without one, the Mandelbrot picture). Pictures are written to target/tour/.";

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let picture = arguments.next().map(PathBuf::from);
    if let Some(flag) = picture.as_deref().and_then(|path| path.to_str())
        && flag.starts_with('-')
    {
        if flag == "--help" || flag == "-h" {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        eprintln!("tour: unknown option `{flag}`\n\n{USAGE}");
        return ExitCode::from(2);
    }
    if arguments.next().is_some() {
        eprintln!("tour: more than one picture was given\n\n{USAGE}");
        return ExitCode::from(2);
    }
    match tour(picture) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("tour: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The whole tour. The picture is read first, so that a wrong path is told at once.
fn tour(picture: Option<PathBuf>) -> Result<(), Box<dyn std::error::Error>> {
    let picture = picture.as_deref().map(image::read).transpose()?;
    println!(
        "Each kernel is one ordinary Rust function (examples/src/kernels/). #[kernel] made four variants of it:"
    );
    println!(
        "scalar, SIMD, SIMD on all threads, and a GPU shader. At each call the fastest is predicted and chosen.\n"
    );
    table::print()?;
    println!();
    pictures::render(picture)
}
