//! Loops over slices by iterators.

use kernel_runtime::kernel;

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn zipped(a: f32, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y = a * *x - *y;
    }
}

#[kernel]
fn for_each(a: f32, x: &[f32], y: &mut [f32]) {
    y.iter_mut().zip(x.iter()).for_each(|(y, &x)| *y += a * x);
}

#[kernel]
fn numbered(x: &[f32], y: &mut [f32]) {
    for (i, v) in x.iter().enumerate() {
        y[i] = v.abs() * i as f32;
    }
}

#[kernel]
fn by_value(a: f32, y: &mut [f32]) {
    for v in y {
        *v = v.mul_add(a, -*v);
    }
}

#[kernel]
fn two_loops(x: &[f32], y: &mut [f32]) {
    let mut total = 0.0;
    for v in x {
        total += v.round();
    }
    for v in y {
        *v -= total;
    }
}

#[kernel]
fn three(a: &[i32], b: &[i32], c: &[i32], y: &mut [i32]) {
    for (y, ((a, b), c)) in y.iter_mut().zip(a.iter().zip(b).zip(c.iter().copied())) {
        *y = y.wrapping_mul(*a) ^ b & c;
    }
}

#[kernel]
fn backwards(x: &[f32], y: &mut [f32]) {
    for (y, x) in y.iter_mut().rev().zip(x.iter().rev().skip(1)) {
        *y = 2.0 * x;
    }
}

#[kernel]
fn some_of(from: usize, most: usize, step: usize, x: &[i32], y: &mut [i32]) {
    for (i, (y, x)) in y
        .iter_mut()
        .skip(from)
        .take(most)
        .zip(x.iter().step_by(step))
        .enumerate()
    {
        *y = *x + i as i32;
    }
}

#[kernel]
fn ranges(y: &mut [i64]) {
    for (v, i) in y.iter_mut().zip((3..2000).rev().step_by(2)) {
        *v = i - 7;
    }
}

#[kernel]
fn open_range(y: &mut [i64]) {
    for (v, i) in y.iter_mut().zip(5i64..) {
        *v += i * i;
    }
}

#[kernel]
fn inner_range(n: i32, y: &mut [i32]) {
    for v in y.iter_mut() {
        let mut sum = 0;
        for (i, j) in (-3..n).zip((0..=n).rev()) {
            sum += i * j;
        }
        *v = sum;
    }
}

#[kernel]
fn rows(n: usize, x: &[f32], y: &mut [f32]) {
    for (y, x) in y.chunks_exact_mut(n).zip(x.chunks_exact(n)) {
        for (j, v) in y.iter_mut().enumerate() {
            *v = x[n - 1 - j];
        }
    }
}

#[kernel]
fn pixels(rgb: &[u8], gray: &mut [u8]) {
    for (gray, rgb) in gray.iter_mut().zip(rgb.chunks_exact(3)) {
        let sum = rgb[0] as u32 * 77 + rgb[1] as u32 * 150 + rgb[2] as u32 * 29;
        *gray = (sum >> 8) as u8;
    }
}

#[kernel]
fn ragged(n: usize, x: &[i32], y: &mut [i32]) {
    for (x, y) in x.chunks(n).zip(y) {
        let mut sum = x.len() as i32;
        for v in x.iter() {
            sum = sum.wrapping_add(*v);
        }
        *y = sum;
    }
}

#[kernel]
fn ragged_rows(n: usize, y: &mut [i32]) {
    for (i, row) in y.chunks_mut(n).enumerate() {
        let len = row.len();
        for v in row {
            *v += (i * 100 + len) as i32;
        }
    }
}

#[kernel]
fn windowed(x: &[f32], y: &mut [f32]) {
    for (y, w) in y.iter_mut().zip(x.windows(3)) {
        *y = (w[0] + w[1] + w[2]) / 3.0;
    }
}

#[kernel]
fn wide_windows(n: usize, x: &[f32], y: &mut [f32]) {
    for (y, w) in y.iter_mut().zip(x.windows(n)) {
        let mut best = f32::NEG_INFINITY;
        for &v in w {
            best = best.max(v);
        }
        *y = best - w[n / 2];
    }
}

#[kernel]
fn every_second(x: &[i32], y: &mut [i32]) {
    for (y, x) in y.iter_mut().step_by(2).zip(x) {
        if *x < 0 {
            continue;
        }
        *y = *x;
    }
}

#[kernel]
fn unused_parts(x: &[i32], y: &mut [i32]) {
    for ((i, _), (mut v, w)) in x
        .iter()
        .enumerate()
        .zip(x.iter().copied().zip(y.iter_mut()))
    {
        v += i as i32;
        *w ^= v;
    }
}

#[kernel]
fn element_references(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let v = &x[i];
        let target = &mut y[i];
        *target += *v;
        if *target > 0.5 {
            *target = -*v;
        }
    }
}

#[test]
fn loops_over_slices_agree() {
    for n in SIZES {
        for m in [n, n + 3, n / 2] {
            let x = floats(m);
            agree!(zipped(1.5, &x), floats(n));
            agree!(for_each(1.5, &x), floats(n));
            agree!(backwards(&x), floats(n));
            let [a, b] = [integers(m), integers(n)];
            agree!(three(&a, &b, &a), integers(n));
            agree!(every_second(&a), integers(n));
        }
        agree!(numbered(&floats(n)), vec![0.0; n]);
        agree!(by_value(3.0), floats(n));
        agree!(two_loops(&floats(n)), floats(n));
        agree!(unused_parts(&integers(n)), integers(n / 2));
        agree!(element_references(&floats(n)), floats(n));
        for (from, most, step) in [(0, n, 1), (2, 7, 3), (n + 1, 5, 2), (1, 0, 1)] {
            agree!(some_of(from, most, step, &integers(n)), integers(n));
        }
        agree!(ranges(), vec![9; n]);
        agree!(open_range(), vec![9; n]);
        for bound in [-5, -3, 0, 9] {
            agree!(inner_range(bound), vec![9; n]);
        }
    }
}

#[test]
fn parts_of_slices_agree() {
    for n in SIZES {
        for width in [1, 3, 4, 7, 100] {
            agree!(rows(width, &floats(n * 2 + 5)), floats(n * 2));
            agree!(ragged_rows(width), vec![1; n]);
            agree!(ragged(width, &integers(n)), vec![1; n]);
            agree!(wide_windows(width, &floats(n)), vec![9.0; n]);
        }
        let bytes: Vec<u8> = (0..n * 3 + 1).map(|i| (i * 37) as u8).collect();
        agree!(pixels(&bytes), vec![1u8; n]);
        agree!(windowed(&floats(n)), vec![9.0; n]);
    }
}
