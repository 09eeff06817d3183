//! Says whether the GPU variant can run on this machine, and exits with failure where it cannot.

use std::process::ExitCode;

use kernel_examples::saxpy;
use kernel_runtime::Variant;

fn main() -> ExitCode {
    match saxpy::dispatch_on(Variant::Gpu, 2.0, &[1.0], &mut [1.0]) {
        Ok(()) => {
            println!("The GPU variant runs here.");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
