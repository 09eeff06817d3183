//! Kernels of several stages, with sequential loops around them, and with statements of the host between.

use kernel_runtime::{Error, KernelClass, Variant, kernel};

use crate::harness::{SIZES, agree, floats};

#[kernel]
fn normalise(x: &[f32], y: &mut [f32]) {
    let mut sum = 0.0f32;
    for i in 0..x.len() {
        sum = sum.max(x[i].abs());
    }
    let scale = if sum > 0.0 { 1.0 / sum } else { 1.0 };
    for i in 0..y.len() {
        y[i] = x[i] * scale;
    }
}

#[test]
fn a_later_stage_uses_what_an_earlier_one_reduced() {
    assert_eq!(normalise::KERNEL.class(), KernelClass::MultiStage);
    assert_eq!(normalise::KERNEL.stages(), 2);
    for n in SIZES {
        let x = floats(n);
        agree!(normalise(&x), vec![0.0f32; n]);
    }
}

#[kernel]
fn heat(steps: usize, a: &mut [f32], b: &mut [f32]) {
    let n = a.len();
    if n < 3 {
        b[0] = 7.0;
    } else {
        b[0] = a[0];
        b[n - 1] = a[n - 1];
        for _ in 0..steps {
            for i in 1..n - 1 {
                b[i] = 0.25 * a[i - 1] + 0.5 * a[i] + 0.25 * a[i + 1];
            }
            for i in 1..n - 1 {
                a[i] = b[i];
            }
        }
    }
}

#[test]
fn time_steps_run_in_sequence() {
    assert_eq!(heat::KERNEL.class(), KernelClass::SequentialOuter);
    for n in [1, 2, 3, 17, 100] {
        for steps in [0, 1, 5] {
            let mut start = floats(n);
            start[0] = 1.0;
            let a = |b: &mut [f32]| {
                let mut a = start.clone();
                heat(steps, &mut a, b);
            };
            crate::harness::compare(&vec![0.0f32; n], a, |variant, b| {
                let mut a = start.clone();
                heat::dispatch_on(variant, steps, &mut a, b)
            });
        }
    }
}

#[test]
fn a_later_stage_is_checked_before_the_first_one_writes() {
    let mut a = floats(10);
    let mut b = vec![3.0f32; 9];
    let error = heat::dispatch(1, &mut a, &mut b).expect_err("b is short");
    assert!(
        matches!(
            error,
            Error::OutOfBounds {
                index: 9,
                len: 9,
                ..
            }
        ),
        "{error}"
    );
    assert_eq!(b, [3.0; 9]);
    let x = floats(10);
    let mut y = vec![3.0f32; 11];
    for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
        let error = normalise::dispatch_on(variant, &x, &mut y).expect_err("x is short");
        assert!(
            matches!(
                error,
                Error::OutOfBounds {
                    index: 10,
                    len: 10,
                    ..
                }
            ),
            "{error}"
        );
    }
}

#[kernel]
fn halve_until(limit: f32, x: &mut [f32]) -> u32 {
    let mut rounds = 0;
    loop {
        let mut top = 0.0f32;
        for i in 0..x.len() {
            x[i] *= 0.5;
            top = top.max(x[i]);
        }
        rounds += 1;
        if top < limit {
            break;
        }
    }
    rounds
}

#[test]
fn a_loop_ends_when_a_reduction_says_so() {
    for n in SIZES {
        let mut want = floats(n);
        let rounds = halve_until(0.01, &mut want);
        for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
            let mut got = floats(n);
            let result = halve_until::dispatch_on(variant, 0.01, &mut got);
            assert_eq!((result, &got), (Ok(rounds), &want), "{variant}, {n}");
        }
    }
}

#[kernel]
fn rows_below(w: usize, h: usize, cost: &[u32], best: &mut [u32]) {
    for x in 0..w {
        best[x] = cost[x];
    }
    for y in 1..h {
        for x in 0..w {
            let mut least = best[(y - 1) * w + x];
            if x > 0 {
                least = least.min(best[(y - 1) * w + x - 1]);
            }
            if x < w - 1 {
                least = least.min(best[(y - 1) * w + x + 1]);
            }
            best[y * w + x] = cost[y * w + x].wrapping_add(least);
        }
    }
}

#[test]
fn each_row_follows_from_the_one_before() {
    for (w, h) in [(1, 1), (1, 7), (7, 1), (33, 20), (100, 3)] {
        let cost: Vec<u32> = (0..w * h).map(|i| (i as u32 * 7919) % 101).collect();
        agree!(rows_below(w, h, &cost), vec![0u32; w * h]);
    }
}

#[kernel]
fn skipped(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        if x[i] < 0.0 {
            y[i] = -1.0;
            continue;
        }
        let mut v = x[i];
        let mut c = 0;
        while v > 1.0 {
            v *= 0.5;
            c += 1;
        }
        if c > 1 {
            if v > 0.7 {
                continue;
            }
            y[i] = 9.0;
        }
        y[i] += c as f32 + v;
    }
}

#[kernel]
fn sums_unless(n: usize, x: &[f32], y: &mut [f32]) {
    'points: for i in 0..y.len() {
        let mut sum = 0.0;
        for k in 0..n {
            if x[i * n + k] > 4.5 {
                continue 'points;
            }
            sum += x[i * n + k];
        }
        y[i] = sum;
    }
}

#[test]
fn a_point_can_be_skipped_from_anywhere() {
    for n in SIZES {
        let x = floats(n);
        agree!(skipped(&x), vec![0.5f32; n]);
        let x = floats(7 * n);
        agree!(sums_unless(7, &x), vec![0.5f32; n]);
    }
}

#[kernel]
fn choose(kind: u32, x: &[f32], y: &mut [f32]) {
    if kind == 0 {
        for i in 0..y.len() {
            y[i] = x[i];
        }
    } else if kind == 1 {
        for i in 0..y.len() {
            y[i] = -x[i];
        }
    }
}

#[test]
fn the_host_chooses_the_stage() {
    let x = floats(100);
    for kind in 0..3 {
        agree!(choose(kind, &x), vec![0.5f32; 100]);
    }
    // The stage that is not chosen is not checked.
    assert_eq!(choose::dispatch(2, &[], &mut [1.0]), Ok(()));
    assert!(choose::dispatch(1, &[], &mut [1.0]).is_err());
}

#[test]
fn every_stage_is_explained() {
    let x = floats(1000);
    let mut y = vec![0.0; 1000];
    let explanation = normalise::explain(&x, &mut y);
    let text = explanation.to_string();
    assert!(
        text.contains("stage 1\n") && text.contains("stage 2\n"),
        "{text}"
    );
    assert!(explanation.predicted(Variant::Simd).is_some());
    let (mut a, mut b) = (floats(100), floats(100));
    let text = heat::explain(50, &mut a, &mut b).to_string();
    assert!(text.contains("stage 2, launched 50 times"), "{text}");
}

#[kernel]
fn decimate(factor: usize, input: &[f32], output: &mut [f32]) {
    for (o, i) in (0..input.len()).step_by(factor).enumerate() {
        if o >= output.len() {
            break;
        }
        let end = (i + factor).min(input.len());
        let mut sum = 0.0;
        for &x in &input[i..end] {
            sum += x;
        }
        output[o] = sum / (end - i) as f32;
    }
}

#[test]
fn a_stage_within_a_loop_counts_by_what_the_host_computes() {
    let input: Vec<f32> = (0..1000).map(|i| (i % 7) as f32).collect();
    for (factor, n) in [(1, 10), (7, 200), (64, 9), (2000, 1)] {
        agree!(decimate(factor, &input), vec![9.0f32; n]);
    }
}

#[kernel]
fn clamped(m: i32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        assert!(m as usize >= i);
        y[i] = x[i.clamp(1, m as usize)];
    }
}

#[test]
fn a_condition_on_a_value_that_wraps_is_not_one_on_a_number() {
    let x = floats(20);
    // -1 as usize is the largest index.
    agree!(clamped(-1, &x), [0.5f32; 9]);
    agree!(clamped(19, &x), [0.5f32; 9]);
    assert!(clamped::dispatch(4, &x, &mut [0.5; 9]).is_err());
}
