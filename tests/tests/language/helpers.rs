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

#[kernel(helper)]
fn sample(image: &[f32], w: usize, x: usize, y: usize) -> f32 {
    image[y * w + x]
}

#[kernel(helper)]
fn weighted(weights: &[f32; 3], x: &[f32], i: usize) -> f32 {
    let mut sum = 0.0;
    for k in 0..3 {
        sum += weights[k] * x[i + k];
    }
    sum
}

#[kernel(helper)]
fn row_sum(row: &[f32]) -> f32 {
    let mut sum = 0.0;
    for j in 0..row.len() {
        sum += row[j];
    }
    sum
}

#[kernel(helper)]
fn put(out: &mut [f32], at: usize, v: f32) {
    if v < 0.0 {
        return;
    }
    out[at] = v;
    out[at] += 1.0;
}

#[kernel(helper)]
fn advance(state: &mut u32) -> u32 {
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    *state
}

#[kernel(helper)]
fn two_draws(state: &mut u32, total: &mut u32) {
    *total += advance(state) & 255;
    *total += advance(&mut *state) & 255;
}

#[kernel(helper)]
fn raise(v: &mut f32, by: &f32) {
    if *v > 3.0 {
        return;
    }
    *v += *by;
}

#[kernel]
fn transposed(w: usize, h: usize, image: &[f32], y: &mut [f32]) {
    for i in 0..h {
        for j in 0..w {
            y[i * w + j] = sample(image, h, i, j) + sample(image, w, j, i);
        }
    }
}

#[kernel]
fn smoothed(weights: &[f32; 3], x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = weighted(weights, x, i);
    }
}

#[kernel]
fn row_sums(w: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = row_sum(&x[i * w..(i + 1) * w]) + row_sum(&x[i..i]);
    }
}

#[kernel]
fn written_through(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        put(y, i, x[i]);
        put(&mut y[i..i + 1], 0, -x[i]);
    }
}

#[kernel]
fn lent_variables(x: &[u32], y: &mut [u32]) {
    for i in 0..y.len() {
        let mut state = x[i] + 1;
        let mut both = (0, 1);
        two_draws(&mut state, &mut both.1);
        if both.1 % 3 == 0 {
            advance(&mut state);
            both.0 = advance(&mut state) & 7;
        }
        y[i] = state ^ both.0 ^ both.1;
    }
}

#[kernel]
fn lent_elements(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        raise(&mut y[i], &x[i]);
        raise(&mut y[i], &1.5);
    }
}

#[test]
fn slices_agree() {
    for (w, h) in [(1, 1), (5, 3), (16, 9), (40, 33)] {
        agree!(transposed(w, h, &floats(w * h)), vec![9.0; w * h]);
    }
    for n in SIZES {
        agree!(smoothed(&[0.25, 0.5, -0.25], &floats(n + 2)), vec![9.0; n]);
        agree!(row_sums(7, &floats(7 * n)), vec![9.0; n]);
        agree!(written_through(&floats(n)), vec![9.0; n]);
    }
}

#[test]
fn lent_places_agree() {
    for n in SIZES {
        let x: Vec<u32> = (0..n as u32).collect();
        agree!(lent_variables(&x), vec![9; n]);
        agree!(lent_elements(&floats(n)), floats(n));
    }
}

/// The line of the index in [`sample`].
const SAMPLED: &str = "y * w + x";

#[test]
fn an_index_out_of_bounds_names_the_array_of_the_helper_or_caller() {
    let error = transposed::dispatch(4, 4, &[0.0; 15], &mut [0.0; 16]);
    let Err(Error::OutOfBounds {
        array,
        expression,
        index,
        len,
        ..
    }) = error
    else {
        panic!("{error:?}");
    };
    assert!(["image", "picture"].contains(&array), "{array}");
    assert_eq!((expression, index, len), (SAMPLED, 15, 15));
}
