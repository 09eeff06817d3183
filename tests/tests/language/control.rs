//! Loops and branches.

use kernel_runtime::{Variant, kernel};

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn classify(x: &[f32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = if x[i] < -2.0 {
            -1
        } else if x[i] > 2.0 {
            1
        } else {
            0
        };
    }
}

#[kernel]
fn choose(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = match x[i] & 7 {
            0 => 100,
            1 | 2 => 200,
            3..=5 => 300,
            _ => x[i],
        };
    }
}

#[kernel]
fn collatz(limit: u32, x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut v = x[i];
        let mut steps = 0;
        while v > 1 && steps < limit {
            if v % 2 == 0 {
                v /= 2;
            } else {
                v = 3 * v + 1;
            }
            steps += 1;
        }
        y[i] = steps;
    }
}

#[kernel]
fn skip_and_leave(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut sum = 0;
        for j in 0..20 {
            if (x[i] >> j) & 1 == 0 {
                continue;
            }
            if sum > 60 {
                break;
            }
            sum += j;
        }
        y[i] = sum;
    }
}

#[kernel]
fn labelled(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut found = -1;
        'outer: for a in 0..6 {
            for b in 0..6 {
                if a * b == (x[i] & 31) {
                    found = 10 * a + b;
                    break 'outer;
                }
                if b > a {
                    continue 'outer;
                }
            }
        }
        y[i] = found;
    }
}

#[kernel]
fn skipped_points(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        if x[i] & 1 == 0 {
            if x[i] & 2 == 0 {
                y[i] = 5;
                continue;
            }
            y[i] = 6;
        } else if x[i] & 4 == 0 {
            continue;
        }
        y[i] += x[i];
    }
}

#[kernel]
fn skipped_rows(width: usize, x: &[i32], y: &mut [i32]) {
    'rows: for i in 0..y.len() {
        y[i] = -1;
        for j in 0..width {
            if x[i] > 40 * j as i32 {
                continue 'rows;
            }
            y[i] -= 1;
        }
        y[i] = x[i];
    }
}

#[kernel]
fn skipped_terms(x: &[i32]) -> i32 {
    let mut sum = 0;
    for i in 0..x.len() {
        if x[i] % 3 == 0 {
            continue;
        }
        sum ^= x[i];
    }
    sum
}

#[kernel]
fn endless(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let mut v = x[i].abs() + 1.0;
        loop {
            v *= 1.5;
            if v > 50.0 {
                break;
            }
        }
        y[i] = v;
    }
}

#[kernel]
fn backwards(x: &[f32], y: &mut [f32]) {
    for i in (0..y.len()).rev() {
        y[i] = x[i] * 2.0;
    }
}

#[kernel]
fn every_third(y: &mut [i32]) {
    for i in (1..y.len()).step_by(3) {
        y[i] = i as i32;
    }
}

#[kernel]
fn powers(y: &mut [f32]) {
    for i in 0..y.len() {
        let mut product = 1.0;
        for k in 1..=4 {
            product *= (i + k) as f32 * 0.25;
        }
        y[i] = product;
    }
}

#[kernel]
fn guarded_stores(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        if x[i] > 0.0 {
            y[i] = x[i].sqrt();
        }
        if x[i] < -3.0 {
            y[i] += 1.0;
        }
    }
}

#[kernel]
fn uniform_branch(double: bool, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        if double {
            y[i] = 2.0 * x[i];
        } else {
            y[i] = x[i];
        }
    }
}

#[test]
fn branches_agree() {
    for n in SIZES {
        agree!(classify(&floats(n)), vec![9; n]);
        agree!(choose(&integers(n)), vec![9; n]);
        agree!(guarded_stores(&floats(n)), vec![9.0; n]);
        agree!(uniform_branch(true, &floats(n)), vec![9.0; n]);
        agree!(uniform_branch(false, &floats(n)), vec![9.0; n]);
    }
}

#[test]
fn divergent_loops_agree() {
    for n in SIZES {
        let x: Vec<u32> = (0..n as u32).collect();
        agree!(collatz(150, &x), vec![9; n]);
        agree!(skip_and_leave(&integers(n)), vec![9; n]);
        agree!(labelled(&integers(n)), vec![9; n]);
        agree!(endless(&floats(n)), vec![9.0; n]);
        agree!(skipped_points(&integers(n)), vec![9; n]);
        agree!(skipped_rows(4, &integers(n)), vec![9; n]);
        agree!(skipped_rows(0, &integers(n)), vec![9; n]);
        for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
            let sum = skipped_terms::dispatch_on(variant, &integers(n));
            assert_eq!(sum, Ok(skipped_terms(&integers(n))));
        }
    }
}

#[test]
fn ranges_agree() {
    for n in SIZES {
        agree!(backwards(&floats(n)), vec![9.0; n]);
        agree!(every_third(), vec![9; n]);
        agree!(powers(), vec![9.0; n]);
    }
}
