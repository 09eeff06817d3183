//! The documented bounds hold on a part of what `cargo xtask ulp` tries.

use kernel_ulp::bounds;
use kernel_ulp::functions::{Function, of_f32, of_f64};
use kernel_ulp::sweep::{self, Worst};

/// Every so many bit patterns of `f32`; a prime, so that all exponents and signs are met with all kinds of fractions.
const STRIDE: u64 = 4001;
/// So many `f64` arguments of each function.
const SAMPLES: u64 = 1000;

fn stay_within<T>(function: &Function<T>, bound: Option<f64>, worst: Worst) {
    let bound = bound.expect("every function has a bound");
    let (name, Worst { error, at, .. }) = (function.name, worst);
    let name = format!("{name}{}", if function.fast { " (fast)" } else { "" });
    assert!(
        error <= bound,
        "{name} is off by {error} ulp at {at:?}, not by {bound} at most"
    );
}

#[test]
fn bounds_of_f32() {
    for function in of_f32() {
        let bound = bounds::of(function.name, function.fast).expect("every function has a row");
        let worst = sweep::f32(function, STRIDE).expect("the kernel runs");
        stay_within(function, bound.f32, worst);
    }
}

#[test]
fn bounds_of_f64() {
    for function in of_f64() {
        let bound = bounds::of(function.name, function.fast).expect("every function has a row");
        let worst = sweep::f64(function, SAMPLES).expect("the kernel runs");
        stay_within(function, bound.f64, worst);
    }
}

/// What is never above 1 in magnitude does not become so by rounding, where it comes closest.
#[test]
fn fast_functions_stay_within_one() {
    let near = |i: u32| f64::from(i / 64) * std::f64::consts::FRAC_PI_2 + f64::from(i % 64) * 1e-9;
    let x: Vec<f64> = (0..200_000).map(near).collect();
    let singles: Vec<f32> = x.iter().map(|&x| x as f32).collect();
    let (mut y, mut z) = (vec![0.0; x.len()], vec![0.0; x.len()]);
    let bounded = |name: &str| matches!(name, "sin" | "cos" | "tanh");
    for function in of_f32().filter(|function| bounded(function.name)) {
        (function.kernel)(&singles, &singles, &mut y).expect("the kernel runs");
        assert!(y.iter().all(|y| y.abs() <= 1.0), "{}", function.name);
    }
    for function in of_f64().filter(|function| bounded(function.name)) {
        (function.kernel)(&x, &x, &mut z).expect("the kernel runs");
        assert!(z.iter().all(|z| z.abs() <= 1.0), "{}", function.name);
    }
}
