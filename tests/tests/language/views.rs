//! Parts of slices under names of their own.

// Swapping by hand is what is tested.
#![allow(clippy::manual_swap)]

use kernel_runtime::{Error, kernel};

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn row_sums(w: usize, a: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let row = &a[i * w..(i + 1) * w];
        let mut sum = 0;
        for j in 0..w {
            sum += row[j] >> 3;
        }
        y[i] = sum;
    }
}

#[kernel]
fn scaled_rows(w: usize, a: &[f32], y: &mut [f32]) {
    for i in 0..y.len() / w {
        let from = &a[i * w..][..w];
        let to = &mut y[i * w..i * w + w];
        for j in 0..to.len() {
            to[j] = 2.0 * from[j];
        }
    }
}

#[kernel]
fn halves(mid: usize, x: &[i32], y: &mut [i32]) {
    let (low, high) = x.split_at(mid);
    for (y, (a, b)) in y.iter_mut().zip(low.iter().zip(high)) {
        *y = a - b;
    }
}

#[kernel]
fn mirrored_halves(y: &mut [i32]) {
    let mid = y.len() / 2;
    let (low, high) = y.split_at_mut(mid);
    for (a, b) in low.iter_mut().zip(high.iter_mut()) {
        let kept = *a;
        *a = *b;
        *b = kept;
    }
}

#[kernel]
fn aliases(x: &[f32], y: &mut [f32]) {
    let src = x;
    let tail = &src[1..];
    let inner = &tail[..=tail.len() - 2];
    for i in 0..inner.len() {
        y[i] = inner[i] - src[i] + tail[i + 1];
    }
}

#[kernel]
fn copies(x: &[i32], y: &mut [i32]) {
    y.copy_from_slice(x);
}

#[kernel]
fn copied_rows(w: usize, x: &[i32], y: &mut [i32]) {
    for (y, x) in y.chunks_exact_mut(w).zip(x.chunks_exact(w)) {
        y.copy_from_slice(x);
        if x[0] < 0 {
            y.fill(x[w - 1]);
        }
    }
}

#[kernel]
fn swapped(y: &mut [i32]) {
    for four in y.chunks_exact_mut(4) {
        four.swap(0, 3);
        let (low, high) = four.split_at_mut(2);
        low[1] += high[0];
        high[1] ^= low[0];
    }
}

#[kernel]
fn interleaved(x: &[f32], y: &mut [f32]) {
    for (pair, v) in y.chunks_exact_mut(2).zip(x) {
        pair[0] = *v;
        pair[1] = -v;
    }
}

#[kernel]
fn gathered(w: usize, x: &[f32], at: &[u32], y: &mut [f32]) {
    for (y, (row, at)) in y.iter_mut().zip(x.chunks_exact(w).zip(at)) {
        *y = row[*at as usize];
    }
}

#[test]
fn views_agree() {
    for n in SIZES {
        for w in [1, 2, 5, 16] {
            agree!(row_sums(w, &integers(n * w + 3)), vec![9; n]);
            agree!(scaled_rows(w, &floats(n * w + 3)), vec![9.0; n * w]);
            agree!(copied_rows(w, &integers(n * w)), vec![9; n * w + 1]);
            let at: Vec<u32> = (0..n).map(|i| (i * 7 % w) as u32).collect();
            agree!(gathered(w, &floats(n * w), &at), vec![9.0; n]);
        }
        agree!(halves(n / 2, &integers(n)), vec![9; n]);
        agree!(aliases(&floats(n + 3)), vec![9.0; n + 1]);
        agree!(mirrored_halves(), integers(n));
        agree!(swapped(), integers(n));
        agree!(copies(&integers(n)), vec![9; n]);
        agree!(interleaved(&floats(n)), vec![9.0; 2 * n]);
    }
}

#[test]
fn parts_out_of_range_are_told() {
    // The part or the last element in it: whichever is looked at first.
    let error = row_sums::dispatch(4, &[1; 15], &mut [0; 4]).expect_err("a is too short");
    match &error {
        Error::OutOfBounds { array, len, .. } => assert_eq!((*array, *len), ("a", 15)),
        error => assert!(
            error.to_string().contains("(i + 1) * w <= a.len()"),
            "{error}"
        ),
    }
    let error = halves::dispatch(9, &[1; 8], &mut [0; 4]).expect_err("mid is out of range");
    assert!(error.to_string().contains("mid <= x.len()"), "{error}");
    let error = copies::dispatch(&[1; 8], &mut [0; 4]).expect_err("the lengths differ");
    assert!(error.to_string().contains("y.len() == x.len()"), "{error}");
    let error = copied_rows::dispatch(0, &[1; 8], &mut [0; 4]).expect_err("no chunks of 0");
    assert!(error.to_string().contains("w != 0"), "{error}");
    let error = aliases::dispatch(&[], &mut [0.0; 4]).expect_err("x is too short");
    assert!(matches!(error, Error::Assertion { .. }), "{error}");
    let error = gathered::dispatch(3, &[1.0; 9], &[0, 1, 3], &mut [0.0; 3])
        .expect_err("an index lies outside of its row");
    let Error::OutOfBounds {
        array, index, len, ..
    } = error
    else {
        panic!("{error}");
    };
    assert_eq!((array, index, len), ("row", 3, 3));
}
