//! `fast_math` gives the accurate functions' bits where the instruction set has no fused multiply and add; elsewhere the same bits on all, near the
//! accurate ones, whatever lies beside an argument and at every length of the array, with special values kept.

use kernel_runtime::{Isa, with_isa};
use kernel_ulp::functions::{Function, of_f32, of_f64};

/// Sizes around the edges of gangs.
const SIZES: [usize; 7] = [1, 5, 16, 33, 63, 100, 1000];

/// Numbers of some size, and among them special ones and such as leave the format.
fn arguments() -> Vec<f64> {
    const SPECIAL: [f64; 14] = [
        0.0,
        -0.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        1e-40,
        -1e-310,
        88.9,
        -88.9,
        -103.0,
        710.0,
        -746.0,
        1e7,
        -1e30,
    ];
    let number = |i: usize| match i / 50 % 2 * (i % 3) {
        1 => SPECIAL[i / 3 % SPECIAL.len()],
        _ => (i * 37 % 211) as f64 / 16.0 - 5.0,
    };
    (0..1000).map(number).collect()
}

macro_rules! check {
    ($float:ident, $functions:ident) => {
        let x: Vec<$float> = arguments().into_iter().map(|x| x as $float).collect();
        let y: Vec<$float> = x.iter().rev().copied().collect();
        let run = |function: &Function<$float>, isa: Isa, n: usize| -> Vec<$float> {
            let mut z = vec![0.0; n];
            let outcome = with_isa(isa, || (function.kernel)(&x[..n], &y[..n], &mut z));
            assert_eq!(outcome.expect("it is available"), Ok(()));
            z
        };
        for fast in $functions().filter(|function| function.fast) {
            let accurate = $functions().find(|other| !other.fast && other.name == fast.name);
            let accurate = accurate.expect("each has an accurate version");
            let exact = run(accurate, Isa::OneLane, x.len());
            let mut fused: Option<Vec<$float>> = None;
            for isa in Isa::available() {
                let fuses = matches!(isa.name(), "avx2" | "avx512" | "neon");
                for n in SIZES.into_iter().rev() {
                    let got = run(fast, isa, n);
                    let same = |a: $float, b: $float| {
                        a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
                    };
                    let known = fused.as_ref().filter(|_| fuses).unwrap_or(&exact);
                    let is_first = fuses && fused.is_none();
                    for (i, (&got, &known)) in got.iter().zip(known).enumerate() {
                        let near = (got - known).abs() <= known.abs() * 6.0 * $float::EPSILON;
                        let near = is_first && near && known.is_normal();
                        assert!(
                            near || same(got, known),
                            "{} on {} of {:e}, {:e} is {got:e}, not {known:e}",
                            fast.name,
                            isa.name(),
                            x[i],
                            y[i]
                        );
                    }
                    if is_first {
                        fused = Some(got);
                    }
                }
            }
        }
    };
}

#[test]
fn fast_functions_of_f32() {
    check!(f32, of_f32);
}

#[test]
fn fast_functions_of_f64() {
    check!(f64, of_f64);
}
