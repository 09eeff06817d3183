//! How kernels reach their elements.

use kernel_runtime::{Error, Variant, kernel};

use crate::harness::{SIZES, agree, floats, is_skipped};

#[kernel]
fn difference(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let before = if i > 0 { x[i - 1] } else { 0.0 };
        y[i] = x[i] - before;
    }
}

#[kernel]
fn reversed(x: &[f32], y: &mut [f32]) {
    let n = y.len();
    for i in 0..n {
        y[i] = x[n - 1 - i];
    }
}

#[kernel]
fn interleave(even: &[f32], odd: &[f32], y: &mut [f32]) {
    for i in 0..even.len() {
        y[2 * i] = even[i];
        y[2 * i + 1] = odd[i];
    }
}

#[kernel]
fn transpose(w: usize, h: usize, x: &[f32], y: &mut [f32]) {
    for row in 0..h {
        for column in 0..w {
            y[column * h + row] = x[row * w + column];
        }
    }
}

#[kernel]
fn convolve(kernel: &[f32; 5], x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut sum = 0.0;
        for j in 0..5 {
            sum += kernel[j] * x[i + j];
        }
        y[i] = sum;
    }
}

#[kernel]
fn lookup(x: &[f32], table: &[f32; 16], y: &mut [f32]) {
    for i in 0..y.len() {
        let slot = (x[i] * 3.0 + 8.0) as usize;
        y[i] = table[slot.min(15)];
    }
}

#[kernel]
fn minimum(x: &[i32]) -> i32 {
    let mut best = i32::MAX;
    for i in 0..x.len() {
        best = best.min(x[i]);
    }
    best
}

#[kernel]
fn mean(x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum / x.len() as f64
}

#[kernel]
fn positive(x: &[f32]) -> u32 {
    let mut count = 0;
    for i in 0..x.len() {
        if x[i] > 0.0 {
            count += 1;
        }
    }
    count
}

#[test]
fn accesses_agree() {
    for n in SIZES {
        let x = floats(n);
        agree!(difference(&x), vec![9.0; n]);
        agree!(reversed(&x), vec![9.0; n]);
        agree!(interleave(&x, &x), vec![9.0; 2 * n]);
        agree!(
            convolve(&[0.1, 0.2, 0.4, 0.2, 0.1], &floats(n + 4)),
            vec![9.0; n]
        );
        let table = std::array::from_fn(|i| i as f32);
        agree!(lookup(&x, &table), vec![9.0; n]);
        agree!(transpose(n, 7, &floats(7 * n)), vec![9.0; 7 * n]);
    }
}

#[test]
fn guards_cause_no_false_error() {
    assert_eq!(difference::dispatch(&[], &mut []), Ok(()));
    let error = difference::dispatch(&[1.0], &mut [0.0; 3]).expect_err("x is too short");
    assert!(
        matches!(error, Error::OutOfBounds { array: "x", .. }),
        "{error}"
    );
}

#[test]
fn reductions_return() {
    let x: Vec<i32> = (0..1000).map(|i| (i - 700) * (i - 700) - 5).collect();
    assert_eq!(minimum::dispatch(&x), Ok(-5));
    assert_eq!(minimum::dispatch(&[]), Ok(i32::MAX));
    let x: Vec<f64> = (0..1001).map(f64::from).collect();
    assert_eq!(mean::dispatch(&x), Ok(500.0));
    assert!(mean::dispatch(&[]).is_ok_and(f64::is_nan));
    let x = floats(777);
    assert_eq!(positive::dispatch(&x), Ok(positive(&x)));
}

#[kernel]
fn signed(at: &[i32], x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        y[i] = x[at[i] as usize];
    }
}

/// A device without 64-bit integers takes them too.
#[test]
fn signed_numbers_may_index() {
    let x: Vec<u32> = (0..50).map(|i| i * i).collect();
    let mut at: Vec<i32> = (0..300).map(|i| i * 7 % 50).collect();
    let wanted: Vec<u32> = at.iter().map(|&at| x[at as usize]).collect();
    for variant in Variant::LOCAL {
        let mut y = vec![1; at.len()];
        let result = signed::dispatch_on(variant, &at, &x, &mut y);
        if !is_skipped(variant, &result) {
            assert_eq!(result, Ok(()), "{variant}");
            assert_eq!(y, wanted, "{variant}");
        }
    }
    for out in [-1, i32::MIN, 50, i32::MAX] {
        at[123] = out;
        for variant in Variant::LOCAL {
            let result = signed::dispatch_on(variant, &at, &x, &mut vec![1; at.len()]);
            if is_skipped(variant, &result) {
                continue;
            }
            let Err(Error::OutOfBounds { index, len, .. }) = result else {
                panic!("{variant}, {out}: {result:?}");
            };
            assert_eq!((index, len), (out.into(), 50), "{variant}");
        }
    }
}
