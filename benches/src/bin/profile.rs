//! Prints what this machine was measured to do, and writes the roofs under which kernels run as a picture, `target/bench/roofline.svg`.
//!
//! `cargo xtask profile`.

use std::process::ExitCode;

use kernel_benches::report::write;
use kernel_examples::cases::{Case, Data};
use kernel_runtime::machine;

fn main() -> ExitCode {
    // To explain opens the GPU, whose figures the table shows.
    if let Some(case) = Case::named("saxpy") {
        (case.make)(1, &mut Data::ordinary(1)).explain();
    }
    let machine = machine();
    println!("{machine}");
    match write("roofline.svg", &machine.roofline()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("profile: {error}");
            ExitCode::FAILURE
        }
    }
}
