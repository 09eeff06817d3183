//! Values computed by iterators.

use kernel_runtime::kernel;

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn matrix_vector(w: usize, a: &[i32], x: &[i32], y: &mut [i32]) {
    for (row, y) in a.chunks_exact(w).zip(y.iter_mut()) {
        *y = row
            .iter()
            .zip(x)
            .map(|(a, x)| a.wrapping_mul(*x) >> 3)
            .sum();
    }
}

#[kernel]
fn by_index(w: usize, a: &[i64], y: &mut [i64]) {
    for (i, y) in y.iter_mut().enumerate() {
        *y = (0..w).map(|j| a[i * w + j]).sum::<i64>() + (1..=3i64).product::<i64>();
    }
}

#[kernel]
fn statistics(w: usize, x: &[i32], y: &mut [i32]) {
    for (row, y) in x.chunks_exact(w).zip(y.chunks_exact_mut(8)) {
        y[0] = row.iter().copied().max().unwrap_or(7);
        y[1] = *row.iter().min().expect("rows are not empty");
        y[2] = row.iter().filter(|v| **v > 0).count() as i32;
        y[3] = row
            .iter()
            .filter(|&&v| v > 5)
            .map(|v| v * 2)
            .max()
            .unwrap_or(-1);
        y[4] = row.iter().all(|v| *v % 2 == 0) as i32;
        y[5] = row.iter().any(|&v| v % 7 == 3) as i32;
        y[6] = row.iter().position(|&v| v < 0).unwrap_or(w) as i32;
        y[7] = row.first().copied().unwrap_or_default() - row.last().expect("rows are not empty");
    }
}

#[kernel]
fn folds(w: usize, x: &[f32], y: &mut [f32]) {
    for (row, y) in x.chunks_exact(w).zip(y.chunks_exact_mut(4)) {
        y[0] = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        y[1] = row
            .iter()
            .fold(1.0, |p, v| if *v > 0.0 { p * 1.5 } else { p - v });
        let (a, b) = row.iter().fold((0.0f32, 1.0), |(a, b), v| (b + v.abs(), a));
        y[2] = a - b;
        y[3] = row.iter().rev().fold(0.0, |acc, c| acc * 0.5 + c);
    }
}

#[kernel]
fn named_closures(scale: f32, x: &[f32], y: &mut [f32]) {
    let square = |v: f32| v * v;
    let shifted = |v: f32, by: f32| square(v) * scale + by;
    for i in 0..y.len() {
        y[i] = shifted(x[i], square(scale)) + x[i..i + 2].iter().map(|&v| square(v)).sum::<f32>();
    }
}

#[kernel]
fn stops_early(x: &[i32], limit: usize, y: &mut [i32]) {
    for i in 0..y.len() {
        // Past `limit` an index would be out of bounds; the plain function stops before.
        let all = (0..x.len() + 9).all(|j| j < limit && x[j] > i as i32 - 1000);
        let first = (0..x.len() + 9)
            .position(|j| j >= limit || x[j] < -5000)
            .unwrap_or(0);
        y[i] = first as i32 + all as i32;
    }
}

#[kernel]
fn nested(w: usize, h: usize, x: &[i32], y: &mut [i32]) {
    for (c, y) in y.iter_mut().enumerate() {
        *y = (0..h)
            .map(|r| (0..w).map(|j| x[r * w + j] * (c + j) as i32).sum::<i32>() % 7)
            .fold(0, |a, b| a * 3 + b);
    }
}

#[kernel]
fn norm(x: &[f64]) -> f64 {
    x.iter().map(|v| v * v).sum::<f64>().sqrt()
}

#[kernel]
fn dot(x: &[f32], y: &[f32]) -> f32 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

#[kernel]
fn extent(x: &[i32]) -> i32 {
    x.iter().copied().max().unwrap_or(-1)
}

#[test]
fn values_by_iterators_agree() {
    for n in SIZES {
        for w in [1, 3, 8, 19] {
            agree!(
                matrix_vector(w, &integers(n * w), &integers(w + 1)),
                vec![9; n]
            );
            agree!(
                matrix_vector(w, &integers(n * w), &integers(w - 1)),
                vec![9; n]
            );
            let a: Vec<i64> = integers(n * w).into_iter().map(i64::from).collect();
            agree!(by_index(w, &a), vec![9; n]);
            let small: Vec<i32> = integers(n * w).iter().map(|v| v % 10).collect();
            agree!(statistics(w, &small), vec![9; n * 8]);
            agree!(folds(w, &floats(n * w)), vec![9.0; n * 4]);
            agree!(nested(w, 3, &small), vec![9; n.min(n * w / (3 * w))]);
        }
        agree!(named_closures(0.75, &floats(n + 2)), vec![9.0; n]);
        agree!(stops_early(&integers(n), n), vec![9; n.min(40)]);
    }
}

#[test]
fn whole_reductions_return() {
    let x: Vec<f64> = (0..1000).map(f64::from).collect();
    assert_eq!(norm::dispatch(&x), Ok(norm(&x)));
    // The sum of nothing is -0.0 in Rust.
    assert_eq!(
        dot::dispatch(&[], &[]).map(f32::to_bits),
        Ok((-0.0f32).to_bits())
    );
    assert_eq!(dot::dispatch(&[2.0; 700], &[0.5; 600]), Ok(600.0));
    assert_eq!(extent::dispatch(&[]), Ok(-1));
    assert_eq!(extent::dispatch(&[-7; 100]), Ok(-7));
}
