//! Kernels that return tuples and arrays, and slices that change their names.

use kernel_runtime::{Error, Variant, kernel};

use crate::harness::{SIZES, floats};

const CPU: [Variant; 3] = [Variant::Scalar, Variant::Simd, Variant::Threads];

#[kernel]
fn range(x: &[f32]) -> (f32, f32) {
    let mut low = f32::INFINITY;
    let mut high = f32::NEG_INFINITY;
    for i in 0..x.len() {
        low = low.min(x[i]);
        high = high.max(x[i]);
    }
    (low, high)
}

#[kernel]
fn statistics(x: &[f32]) -> (usize, (f32, bool), [u32; 2]) {
    let mut signs = [0u32; 2];
    let mut negative = 0u32;
    let mut top = 0.0f32;
    for i in 0..x.len() {
        if x[i] < 0.0 {
            negative += 1;
        }
        top = top.max(x[i]);
    }
    if x.is_empty() {
        return (0, (1.0, false), signs);
    }
    signs[0] = negative;
    signs[1] = x.len() as u32 - negative;
    (x.len(), (top, top > 1.0), signs)
}

#[kernel]
fn powers(x: &[i64], y: &mut [i64]) -> [i64; 3] {
    let mut sum = 0;
    for i in 0..y.len() {
        y[i] = x[i] * 3;
        sum += x[i];
    }
    [sum, sum * sum, x.len() as i64]
}

#[test]
fn results_of_several_parts_agree() {
    for n in SIZES {
        let x = floats(n);
        let whole: Vec<i64> = (0..n as i64).map(|v| v * v - 7).collect();
        for variant in CPU {
            assert_eq!(range::dispatch_on(variant, &x), Ok(range(&x)));
            assert_eq!(statistics::dispatch_on(variant, &x), Ok(statistics(&x)));
            let (mut want, mut got) = (vec![0; n], vec![0; n]);
            let result = powers::dispatch_on(variant, &whole, &mut got);
            assert_eq!(result, Ok(powers(&whole, &mut want)));
            assert_eq!(got, want);
        }
        assert_eq!(range::dispatch(&x), Ok(range(&x)));
    }
}

#[kernel]
fn diffuse(steps: usize, a: &mut [f32], b: &mut [f32]) {
    let (mut now, mut next) = (a, b);
    for _ in 0..steps {
        for i in 1..now.len() - 1 {
            next[i] = 0.25 * now[i - 1] + 0.5 * now[i] + 0.25 * now[i + 1];
        }
        std::mem::swap(&mut now, &mut next);
    }
}

#[kernel]
fn wave<'a>(steps: usize, speed: f32, mut now: &'a mut [f32], mut before: &'a mut [f32]) -> f32 {
    for _ in 0..steps {
        for i in 1..now.len() - 1 {
            before[i] = 2.0 * now[i] - before[i] + speed * (now[i - 1] - 2.0 * now[i] + now[i + 1]);
        }
        (now, before) = (before, now);
    }
    let mut energy = 0.0;
    for i in 0..now.len() {
        energy += now[i] * now[i];
    }
    energy
}

#[test]
fn slices_are_swapped_between_stages() {
    for n in [3, 17, 100, 1000] {
        for steps in [0, 1, 2, 5] {
            let (a, b) = (floats(n), floats(n));
            for variant in [
                Variant::Scalar,
                Variant::Simd,
                Variant::Threads,
                Variant::Gpu,
            ] {
                let (mut want, mut got) = ((a.clone(), b.clone()), (a.clone(), b.clone()));
                diffuse(steps, &mut want.0, &mut want.1);
                let result = diffuse::dispatch_on(variant, steps, &mut got.0, &mut got.1);
                if variant != Variant::Gpu {
                    assert_eq!((result, &got), (Ok(()), &want), "{variant}, {n}, {steps}");
                } else if result.is_ok() {
                    let near =
                        |a: &[f32], b: &[f32]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-4);
                    assert!(near(&got.0, &want.0) && near(&got.1, &want.1));
                }
            }
            for variant in CPU {
                let (mut want, mut got) = ((a.clone(), b.clone()), (a.clone(), b.clone()));
                let _energy = wave(steps, 0.3, &mut want.0, &mut want.1);
                let result = wave::dispatch_on(variant, steps, 0.3, &mut got.0, &mut got.1);
                assert!(result.is_ok(), "{result:?}");
                assert_eq!(got, want, "{variant}, {n}, {steps}");
            }
        }
    }
}

#[kernel]
fn exchanged(x: &mut [i32]) {
    for i in 0..x.len() / 2 {
        let (mut a, mut b) = (x[2 * i], x[2 * i + 1]);
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        x[2 * i] = a;
        x[2 * i + 1] = b;
    }
}

#[test]
fn scalars_are_swapped() {
    for n in SIZES {
        for variant in CPU {
            let (mut want, mut got) = (crate::harness::integers(n), crate::harness::integers(n));
            exchanged(&mut want);
            assert_eq!(exchanged::dispatch_on(variant, &mut got), Ok(()));
            assert_eq!(got, want);
        }
    }
}

#[test]
fn swapped_slices_of_other_lengths_are_told_before_anything_is_written() {
    for (n, m, steps) in [(100, 90, 1), (90, 100, 2), (100, 102, 9)] {
        for variant in CPU {
            let (mut a, mut b) = (floats(n), floats(m));
            let result = diffuse::dispatch_on(variant, steps, &mut a, &mut b);
            let Err(Error::OutOfBounds { array, .. }) = &result else {
                panic!("{n}, {m}, {steps}: {result:?}");
            };
            // The name that the source has for it there.
            assert!(*array == "next" || *array == "now", "{array}");
            assert_eq!((a, b), (floats(n), floats(m)));
        }
    }
}
