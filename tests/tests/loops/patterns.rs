//! What patterns can match, ranges that are asked what they contain, and functions by their names.

use kernel_runtime::{Variant, kernel};

use crate::harness::{SIZES, agree, floats, integers};

/// Alternatives, parts that are not looked at, and parts that only one arm looks at.
#[kernel]
fn pairs(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = match (x[i] & 3, x[i] > 40) {
            (1, true) | (2, false) => 10,
            (0, _) => 20,
            (_, true) => 30,
            _ => 40,
        };
    }
}

/// Names, guards, ranges, and alternatives within a part.
#[kernel]
fn named_parts(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let pair = (x[i] & 7, x[i] >> 3 & 7);
        y[i] = match pair {
            (a, 3) => a,
            (0 | 2, b) => -b,
            (a, b) if a == b => 100 + a,
            (a, 4..=6) if a > 4 || x[i] > 1000 => 200 + a,
            (5.., b) => {
                let twice = b * 2;
                300 + twice
            }
            (a, b) => 400 + 8 * a + b,
        };
    }
}

/// Tuples within tuples, and what is matched evaluated once, in order.
#[kernel]
fn nested(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut calls = 0;
        let v = match ((x[i] & 1, x[i] & 2), {
            calls += 1;
            calls + (x[i] & 4)
        }) {
            ((1, 2), 1) => 1,
            ((0, b), five) if b + five > 3 => b * five,
            ((a, _), _) => {
                calls += a;
                7
            }
        };
        y[i] = 10 * v + calls;
    }
}

/// As a statement, with a fault behind one arm.
#[kernel]
fn effects(x: &[i32], z: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        match (x[i] & 1, x[i] < 0) {
            (0, true) => y[i] += 1,
            (0, _) => {}
            (_, negative) => {
                if negative {
                    y[i] = z[(x[i] & 7) as usize];
                }
            }
        }
    }
}

#[kernel]
fn contained(low: f32, high: f32, x: &[f32], n: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = 0;
        if (low..high).contains(&x[i]) {
            y[i] += 1;
        }
        if (low..=high).contains(&(x[i] * 2.0)) && (-5..5).contains(&n[i]) {
            y[i] += 2;
        }
        if (0..).contains(&n[i]) || (..=low).contains(&x[i]) {
            y[i] += 4;
        }
    }
}

/// What a range contains is known where it was asked.
#[kernel]
fn inner_points(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        if (1..x.len() - 1).contains(&i) {
            y[i] = x[i - 1] + x[i + 1];
        }
    }
}

#[kernel]
fn counted(low: f32, high: f32, x: &[f32], n: &[i32]) -> usize {
    x.iter()
        .zip(n)
        .filter(|&(&p, &q)| (low..high).contains(&p) && q > 0)
        .count()
}

#[kernel(helper)]
fn halved(v: f32) -> f32 {
    v * 0.5
}

#[kernel(helper)]
fn larger_size(a: f32, b: f32) -> f32 {
    if b.abs() > a { b.abs() } else { a }
}

#[kernel(helper)]
fn is_large(v: f32) -> bool {
    v > 1.0
}

#[kernel]
fn by_name(width: usize, x: &[f32], y: &mut [f32]) {
    let square = |v: f32| v * v;
    for (row, y) in x.chunks_exact(width).zip(y) {
        let halves = row.iter().copied().map(halved).fold(0.0, f32::max);
        let squares = row.iter().copied().map(square).fold(0.0, larger_size);
        let any = row.iter().copied().any(is_large);
        *y = halves + squares + if any { 100.0 } else { 0.0 };
    }
}

#[test]
fn patterns_agree() {
    for n in SIZES {
        agree!(pairs(&integers(n)), vec![9; n]);
        agree!(named_parts(&integers(n)), vec![9; n]);
        agree!(nested(&integers(n)), vec![9; n]);
        agree!(effects(&integers(n), &integers(8)), integers(n));
    }
}

#[test]
fn ranges_are_asked() {
    for n in SIZES {
        let mut x = floats(n);
        if let [first, .., last] = &mut x[..] {
            *first = f32::NAN;
            *last = 2.0;
        }
        for (low, high) in [(-1.0, 2.0), (2.0, -1.0), (f32::NAN, 1.0), (2.0, 2.0)] {
            agree!(contained(low, high, &x, &integers(n)), vec![9; n]);
            for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
                let count = counted::dispatch_on(variant, low, high, &x, &integers(n));
                assert_eq!(count, Ok(counted(low, high, &x, &integers(n))));
            }
        }
        if n > 0 {
            agree!(inner_points(&floats(n)), vec![9.0; n]);
        }
    }
}

#[test]
fn functions_by_name_agree() {
    for n in SIZES {
        for width in [1, 3, 8] {
            agree!(by_name(width, &floats(n * 2 + 5)), floats(n * 2));
        }
    }
}
