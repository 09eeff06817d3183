//! Pins the variant and the instruction set, and compares the results bit by bit.
//!
//!     cargo run --release --example variants

use kernel_examples::sum_exp;
use kernel_runtime::{Error, Isa, Variant, with_isa};

fn main() -> Result<(), Error> {
    let x: Vec<f32> = (0..1_000_000).map(|i| (i as f32).sin()).collect();
    println!("{:20} {:?}", "plain", sum_exp(0.5, &x));

    for variant in Variant::LOCAL {
        match sum_exp::dispatch_on(variant, 0.5, &x) {
            Ok(sum) => println!("{:20} {sum:?}", variant.name()),
            Err(error @ Error::Ineligible { .. }) => println!("{error}"),
            Err(error) => return Err(error),
        }
    }
    // All CPU variants give the same bits, whatever the instruction set.
    for isa in Isa::available() {
        let sum = with_isa(isa, || sum_exp::dispatch_on(Variant::Simd, 0.5, &x));
        let sum = sum.expect("the machine has it")?;
        println!("{:20} {sum:?}", format!("simd, {}", isa.name()));
    }
    Ok(())
}
