//! The elementary functions on the GPU are as exact as their shaders say.

use kernel_runtime::{Error, Variant, kernel};

/// A kernel that picks a function by its number, and the functions with their names, exact values and bounds in units in the last place.
macro_rules! unary {
    ($($number:literal $function:ident $bound:literal;)*) => {
        #[kernel]
        fn unary(which: u32, x: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = match which {
                    $($number => x[i].$function(),)*
                    _ => x[i],
                };
            }
        }

        #[test]
        fn functions_of_one() {
            let x: Vec<f32> = (0..=u32::MAX).step_by(STRIDE).map(f32::from_bits).collect();
            let mut y = vec![0.0; x.len()];
            let z: Vec<f32> = (0..x.len()).map(|i| partner(x[i], i as u32)).collect();
            let slack = slack(&x, &z, &mut y);
            $(
                if on_gpu(unary::dispatch_on(Variant::Gpu, $number, &x, &mut y)) {
                    let exact = x.iter().map(|x| f64::from(*x).$function());
                    within($bound + slack, stringify!($function), exact, &y, |i| (x[i], 1.0));
                }
            )*
        }
    };
}

macro_rules! binary {
    ($($number:literal $function:ident $bound:literal;)*) => {
        #[kernel]
        fn binary(which: u32, x: &[f32], z: &[f32], y: &mut [f32]) {
            for i in 0..y.len() {
                y[i] = match which {
                    $($number => x[i].$function(z[i]),)*
                    _ => x[i] / z[i],
                };
            }
        }

        #[test]
        fn functions_of_two() {
            let x: Vec<f32> = (0..=u32::MAX).step_by(STRIDE).map(f32::from_bits).collect();
            let z: Vec<f32> = (0..x.len()).map(|i| partner(x[i], i as u32)).collect();
            let mut y = vec![0.0; x.len()];
            let slack = slack(&x, &z, &mut y);
            $(
                if on_gpu(binary::dispatch_on(Variant::Gpu, $number, &x, &z, &mut y)) {
                    let exact = x.iter().zip(&z).map(|(x, z)| f64::from(*x).$function(f64::from(*z)));
                    within($bound + slack, stringify!($function), exact, &y, |i| (x[i], z[i]));
                }
            )*
        }
    };
}

unary! {
    0 exp 0.90;
    1 exp2 0.85;
    2 exp_m1 1.25;
    3 ln 0.90;
    4 log2 0.85;
    5 log10 0.70;
    6 ln_1p 0.95;
    7 sin 0.82;
    8 cos 0.80;
    9 tan 2.20;
    10 asin 0.82;
    11 acos 0.89;
    12 atan 2.05;
    13 sinh 0.80;
    14 cosh 0.89;
    15 tanh 1.30;
    16 asinh 0.85;
    17 acosh 0.90;
    18 atanh 0.90;
    19 cbrt 0.90;
}

binary! {
    0 powf 0.85;
    1 atan2 2.10;
    2 hypot 0.51;
}

/// What inexact division adds: WGSL allows 2.5 ulp of it, and the bounds are those where it is rounded correctly.
fn slack(x: &[f32], z: &[f32], y: &mut [f32]) -> f64 {
    if !on_gpu(binary::dispatch_on(Variant::Gpu, 99, x, z, y)) {
        return 0.0;
    }
    let exact = x.iter().zip(z).map(|(x, z)| f64::from(*x) / f64::from(*z));
    let error = largest("division", exact, y, |i| (x[i], z[i])).0;
    assert!(error <= 2.5, "division is off by {error} ulp");
    if error > 0.5 { 4.0 } else { 0.0 }
}

/// Every so many bit patterns of `f32`; a prime, so that all exponents and signs are met with all kinds of fractions.
const STRIDE: usize = 4001;

/// A second operand: mostly of a size with the first, else any.
fn partner(x: f32, i: u32) -> f32 {
    let mixed = i.wrapping_mul(0x9e37_79b9);
    match i % 4 {
        0 => f32::from_bits(mixed),
        1 => mixed as f32 / 1e9 - 2.0,
        _ => x * (mixed as f32 / 1e9 - 2.0),
    }
}

/// Whether there was a GPU that could.
fn on_gpu(result: Result<(), Error>) -> bool {
    match result {
        Ok(()) => true,
        Err(Error::Ineligible { reason, .. }) => {
            assert!(!kernel_tests::gpu_required(), "gpu skipped: {reason}");
            println!("gpu skipped: {reason}");
            false
        }
        Err(error) => panic!("gpu: {error}"),
    }
}

/// Asserts that no error is larger.
fn within(
    bound: f64,
    name: &str,
    exact: impl Iterator<Item = f64>,
    y: &[f32],
    operands: impl Fn(usize) -> (f32, f32),
) {
    let (error, i) = largest(name, exact, y, &operands);
    assert!(
        error <= bound,
        "{name} of {:?} is {:e}, off by {error} ulp",
        operands(i),
        y[i]
    );
}

/// The largest error and where, of those whose operands and results are not subnormal: devices may take such for zero.
fn largest(
    name: &str,
    exact: impl Iterator<Item = f64>,
    y: &[f32],
    operands: impl Fn(usize) -> (f32, f32),
) -> (f64, usize) {
    let least = f64::from(f32::MIN_POSITIVE);
    let tiny = |x: f64| x != 0.0 && x.abs() < least;
    let mut worst = (0.0, 0);
    for (i, exact) in exact.enumerate() {
        let (x, z) = operands(i);
        if tiny(x.into()) || tiny(z.into()) || tiny(exact) {
            continue;
        }
        let error = ulps(y[i], exact);
        if error > worst.0 {
            worst = (error, i);
        }
    }
    println!("{name}: {:.3} ulp at {:?}", worst.0, operands(worst.1));
    worst
}

/// The distance in units in the last place; infinite where one is NaN or infinite and the other is not.
fn ulps(y: f32, exact: f64) -> f64 {
    let rounded = exact as f32;
    if y.is_nan() || rounded.is_nan() || y.is_infinite() || rounded.is_infinite() || exact == 0.0 {
        let same = y == rounded || y.is_nan() && rounded.is_nan();
        return if same { 0.0 } else { f64::INFINITY };
    }
    let exponent = (exact.to_bits() >> 52 & 0x7ff) as i32 - 1023;
    (f64::from(y) - exact).abs() * 2.0_f64.powi(23 - exponent)
}
