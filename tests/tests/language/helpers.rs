//! Functions that kernels call.

use kernel_runtime::{Error, kernel};
use kernel_tests::helpers::bump;

use crate::harness::{SIZES, agree, floats, integers};

const OFFSET: f32 = 0.25;

#[kernel(helper)]
fn lerp(a: f32, b: f32, t: f32) -> f32 {
    a + t * (b - a)
}

#[kernel(helper)]
fn shifted(x: f32) -> f32 {
    const SCALE: f32 = 1.0 / 3.0;
    const LIMIT: f32 = 2.0;
    let v = x * SCALE + OFFSET;
    if v > LIMIT { LIMIT } else { v }
}

/// Calls two others, and shares its constant's name with them.
#[kernel(helper)]
fn blended(x: f32, t: f32) -> f32 {
    const LIMIT: f32 = 1.0;
    lerp(shifted(x), LIMIT, t) + deep::very::twice(t)
}

mod deep {
    pub mod very {
        use kernel_runtime::kernel;

        const FACTOR: f32 = super::BASE + 0.5;

        #[kernel(helper)]
        pub fn twice(x: f32) -> f32 {
            FACTOR * x
        }

        #[kernel(helper)]
        pub(crate) fn min_and_max(a: i32, b: i32) -> (i32, i32) {
            if a < b { (a, b) } else { (b, a) }
        }

        #[kernel(helper)]
        pub(in crate::helpers) fn steps(start: u32, limit: u32) -> u32 {
            let mut v = start;
            let mut count = 0;
            while v > 1 {
                if count == limit {
                    return limit;
                }
                v = if v % 2 == 0 { v / 2 } else { 3 * v + 1 };
                count += 1;
            }
            count
        }
    }

    const BASE: f32 = 1.0;
}

#[kernel]
fn same_module(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = lerp(x[i], shifted(x[i]), 0.5);
    }
}

#[kernel]
fn by_path(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = deep::very::twice(x[i]) + self::deep::very::twice(y[i]);
    }
}

#[kernel]
fn helper_of_helpers(x: &[f32], y: &mut [f32]) {
    const LIMIT: f32 = 0.75;
    for i in 0..y.len() {
        y[i] = blended(x[i], LIMIT) - blended(LIMIT, x[i]);
    }
}

#[kernel]
fn other_crate(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = bump(x[i]) + kernel_tests::helpers::bump(2.0 * x[i]);
    }
}

#[kernel]
fn tuples(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        let (low, high) = deep::very::min_and_max(x[i], y[i]);
        let (least, _) = deep::very::min_and_max(low / 2, high);
        y[i] = least.wrapping_mul(3) ^ high;
    }
}

#[kernel]
fn divergent(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        if x[i] % 3 != 0 {
            y[i] = deep::very::steps(x[i], 40);
        }
    }
}

#[test]
fn modules_agree() {
    for n in SIZES {
        agree!(same_module(&floats(n)), vec![9.0; n]);
        agree!(by_path(&floats(n)), vec![9.0; n]);
        agree!(helper_of_helpers(&floats(n)), vec![9.0; n]);
        agree!(other_crate(&floats(n)), vec![9.0; n]);
        agree!(tuples(&integers(n)), vec![9; n]);
    }
}

#[test]
fn divergent_helpers_agree() {
    for n in SIZES {
        let x: Vec<u32> = (0..n as u32).collect();
        agree!(divergent(&x), vec![9; n]);
    }
}

#[test]
fn helpers_in_bodies_agree() {
    use kernel_runtime::kernel;

    const BIAS: i32 = 7;

    #[kernel(helper)]
    fn biased(v: i32) -> i32 {
        v.wrapping_add(BIAS)
    }

    #[kernel]
    fn local(x: &[i32], y: &mut [i32]) {
        for i in 0..y.len() {
            y[i] = biased(biased(x[i]));
        }
    }

    for n in SIZES {
        agree!(local(&integers(n)), vec![9; n]);
    }
}

#[kernel(helper)]
fn quotient(a: i32, b: i32) -> i32 {
    let q = a / b;
    q + 1
}

/// The line of the division in [`quotient`].
const DIVISION: u32 = line!() - 5;

#[kernel]
fn divides(x: &[i32], y: &mut [i32]) {
    for i in 0..y.len() {
        y[i] = quotient(100, x[i]);
    }
}

#[test]
fn a_fault_names_the_line_in_the_helper() {
    let error = divides::dispatch(&[1, 0], &mut [0; 2]).expect_err("it divides by zero");
    let Error::Division { line, file, .. } = error else {
        panic!("{error}");
    };
    assert_eq!(line, DIVISION);
    assert!(file.ends_with("helpers.rs"), "{file}");
}
