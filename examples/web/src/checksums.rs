//! What the plain functions give on this machine, a line each: what the page must show.

use kernel_web::checksum::{Kernel, Way};

fn main() -> Result<(), kernel_runtime::Error> {
    for kernel in Kernel::ALL {
        println!("{kernel:?} {:08x}", kernel.checksum(Way::Plain)?);
    }
    Ok(())
}
