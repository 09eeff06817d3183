//! Early `return`, labelled blocks, and `break` with a value.

use kernel_runtime::kernel;

use crate::harness::{SIZES, agree, floats, integers};

#[kernel]
fn block_value(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let v = x[i];
        y[i] = 'value: {
            if v < -3.0 {
                break 'value -3.0;
            }
            if v > 3.0 {
                break 'value 3.0;
            }
            v * v
        };
    }
}

#[kernel]
fn skipped(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        'done: {
            if x[i] < 0.0 {
                break 'done;
            }
            let root = x[i].sqrt();
            if root > 2.0 {
                y[i] = root;
                break 'done;
            } else if root > 1.0 {
                y[i] += 1.0;
            }
            y[i] += root;
        }
        y[i] *= 2.0;
    }
}

#[kernel]
fn found(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut k = x[i] & 1023;
        y[i] = loop {
            if k % 7 == 0 {
                break k / 7;
            }
            if k > 2000 {
                break -1;
            }
            k += 3;
        };
    }
}

#[kernel]
fn pair_of_a_loop(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut steps = 0;
        let (last, count) = loop {
            if steps * steps >= (x[i] & 255) {
                break (steps, steps * steps);
            }
            steps += 1;
        };
        y[i] = 1000 * last + count;
    }
}

#[kernel]
fn out_of_loops(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let target = x[i] & 63;
        let place = 'search: {
            for a in 0..8 {
                for b in a..8 {
                    if a * b == target {
                        break 'search 10 * a + b;
                    }
                }
                if a + 40 == target {
                    break 'search 1000;
                }
            }
            let rest = target / 3;
            if rest == 5 {
                break 'search 7;
            }
            -rest
        };
        y[i] = place;
    }
}

#[kernel]
fn nested_blocks(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let v = x[i];
        y[i] = 'outer: {
            let inner = 'inner: {
                match v & 7 {
                    0 => break 'outer 100,
                    1 | 2 => break 'inner 1,
                    3 => {
                        if v > 1000 {
                            break 'outer v;
                        }
                    }
                    _ => {}
                }
                if v < 0 {
                    break 'inner 2;
                }
                3
            };
            let doubled = if inner == 1 {
                break 'outer 50;
            } else {
                2 * inner
            };
            doubled + (v & 15)
        };
    }
}

#[kernel]
fn in_a_while(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut v = x[i] & 127;
        'round: while v > 0 {
            'step: {
                if v % 3 == 0 {
                    v /= 3;
                    break 'step;
                }
                if v == 50 {
                    break 'round;
                }
                v -= 1;
            }
            y[i] += v;
        }
    }
}

#[kernel]
fn sum_returned(n: usize, x: &[f64]) -> f64 {
    let mut sum = 0.0;
    for i in 0..n {
        sum += x[i];
    }
    if sum < 0.0 {
        return -1.0;
    }
    let root = sum.sqrt();
    if root > 10.0 {
        return 10.0;
    }
    root
}

#[kernel]
fn nothing_to_do(scale: f32, x: &[f32], y: &mut [f32]) {
    if scale == 0.0 || x.is_empty() {
        return;
    }
    let factor = 1.0 / scale;
    for i in 0..y.len() {
        y[i] = factor * x[i];
    }
}

#[kernel]
fn mean_of(x: &[f32]) -> f32 {
    if x.is_empty() {
        return -1.0;
    }
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum / x.len() as f32
}

#[test]
fn returns_before_the_loop_agree() {
    for n in SIZES {
        agree!(nothing_to_do(4.0, &floats(n)), vec![9.0; n]);
        agree!(nothing_to_do(0.0, &floats(n)), vec![9.0; n]);
    }
    for x in [vec![], vec![2.0; 8], vec![1.5; 64]] {
        let got = mean_of::dispatch(&x).expect("nothing can fail");
        assert_eq!(got, mean_of(&x));
    }
}

#[test]
fn blocks_agree() {
    for n in SIZES {
        agree!(block_value(&floats(n)), vec![9.0; n]);
        agree!(skipped(&floats(n)), vec![9.0; n]);
        agree!(nested_blocks(&integers(n)), vec![9; n]);
        agree!(in_a_while(&integers(n)), vec![9; n]);
    }
}

#[test]
fn loops_with_values_agree() {
    for n in SIZES {
        agree!(found(&integers(n)), vec![9; n]);
        agree!(pair_of_a_loop(&integers(n)), vec![9; n]);
        agree!(out_of_loops(&integers(n)), vec![9; n]);
    }
}

#[test]
fn early_results_agree() {
    for x in [vec![-1.0; 5], vec![2.0; 8], vec![50.0; 20], vec![]] {
        let want = sum_returned(x.len(), &x);
        let got = sum_returned::dispatch(x.len(), &x).expect("the lengths agree");
        assert_eq!(got, want);
    }
}

/// Left where the counter comes to a bound: the rounds do not depend on each other.
#[kernel]
fn means(factor: usize, x: &[i32], y: &mut [i32]) {
    for (o, i) in (0..x.len()).step_by(factor).enumerate() {
        if o >= y.len() {
            break;
        }
        let end = (i + factor).min(x.len());
        let mut sum = 0;
        for &v in &x[i..end] {
            sum += v >> 8;
        }
        y[o] = sum / (end - i) as i32;
    }
}

#[kernel]
fn up_to(most: i32, x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let mut sum = 0;
        for j in -3..most {
            if x[i] / 1000 <= j {
                break;
            }
            sum += j;
        }
        y[i] = sum;
    }
}

#[test]
fn loops_that_stop_at_a_bound_agree() {
    for n in SIZES {
        for factor in [1, 3, 8] {
            agree!(means(factor, &integers(n * 3 + 1)), vec![9; n]);
        }
        agree!(up_to(40, &integers(n)), vec![9; n]);
        agree!(up_to(-5, &integers(n)), vec![9; n]);
    }
}
