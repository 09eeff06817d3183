//! The documented bounds hold on a part of what `cargo xtask ulp` tries.

use kernel_ulp::bounds;
use kernel_ulp::functions::{Function, OF_F32, OF_F64};
use kernel_ulp::sweep::{self, Worst};

/// Every so many bit patterns of `f32`; a prime, so that all exponents and signs are met with all kinds of fractions.
const STRIDE: u64 = 4001;
/// So many `f64` arguments of each function.
const SAMPLES: u64 = 1000;

fn stay_within<T>(function: &Function<T>, bound: f64, worst: Worst) {
    let (name, Worst { error, at, .. }) = (function.name, worst);
    assert!(
        error <= bound,
        "{name} is off by {error} ulp at {at:?}, not by {bound} at most"
    );
}

#[test]
fn bounds_of_f32() {
    for function in OF_F32 {
        let bound = bounds::of(function.name).expect("every function has a row");
        let worst = sweep::f32(function, STRIDE).expect("the kernel runs");
        stay_within(function, bound.f32, worst);
    }
}

#[test]
fn bounds_of_f64() {
    for function in OF_F64 {
        let bound = bounds::of(function.name).expect("every function has a row");
        let worst = sweep::f64(function, SAMPLES).expect("the kernel runs");
        stay_within(function, bound.f64, worst);
    }
}
