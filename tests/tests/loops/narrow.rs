//! Sizes that lanes compute in 32 bits where they fit: at the largest that fit, beyond, and where they are wrong.

use kernel_runtime::{Error, Isa, Variant, kernel, with_isa};

use crate::harness::{SIZES, agree, floats};

/// A float becomes a size, and that is limited.
#[kernel]
fn limited(last: usize, x: &[f32], y: &mut [u64]) {
    for i in 0..y.len() {
        let at = (x[i] as usize).min(last);
        y[i] = (at / 3) as u64 ^ at as u64;
    }
}

/// A counter is taken apart.
#[kernel]
fn apart(w: usize, y: &mut [f64]) {
    for i in 0..y.len() {
        let (row, column) = (i / w, i % w);
        y[i] = if column < row * 2 {
            row as f64
        } else {
            column as f64 * 0.5
        };
    }
}

/// A product on the way is larger than the index.
#[kernel]
fn scaled(factor: usize, n: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = x[i * factor % n];
    }
}

/// The four neighbours of a place between elements.
#[kernel]
fn between(w: usize, x: &[f32], at: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        let last = w - 2;
        let scale = (w - 1) as f32;
        let column = (at[i] * scale) as usize;
        let column = column.min(last);
        let row = ((1.0 - at[i]) * scale) as usize;
        let row = row.min(last);
        let part = at[i] * scale - column as f32;
        let above = x[row * w + column] * (1.0 - part) + x[row * w + column + 1] * part;
        let below = x[(row + 1) * w + column] * (1.0 - part) + x[(row + 1) * w + column + 1] * part;
        y[i] = above + below;
    }
}

/// An index of a table from a signed number.
#[kernel]
fn table(seed: i32, y: &mut [u32]) {
    const PRIMES: [u16; 8] = [2, 3, 5, 7, 11, 13, 17, 19];
    for i in 0..y.len() {
        let mixed = (i as i32).wrapping_mul(seed);
        let first = PRIMES[(mixed & 7) as usize];
        y[i] = PRIMES[((first as i32 + (mixed & 7)) & 7) as usize] as u32;
    }
}

/// In a loop of which each lane has its own number of rounds, and with a reduction.
#[kernel]
fn walked(w: usize, x: &[f32], starts: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..starts.len() {
        let mut t = starts[i];
        while t < 1.0 {
            let at = ((t * w as f32) as usize).min(w - 1);
            sum += x[at * 2 + 1];
            t += 0.25;
        }
    }
    sum
}

const LARGEST: usize = u32::MAX as usize;

#[test]
fn floats_that_are_too_large_are_limited() {
    let special = [
        0.0,
        1.5,
        -1.0,
        1e9,
        2.147_483_6e9,
        4.294_967e9,
        4.294_967_3e9,
        5e9,
        1e20,
        f32::NAN,
        f32::INFINITY,
        f32::NEG_INFINITY,
    ];
    for n in SIZES {
        let x: Vec<f32> = (0..n).map(|i| special[i % special.len()]).collect();
        for last in [
            0,
            5,
            1 << 31,
            LARGEST - 2,
            LARGEST - 1,
            LARGEST,
            LARGEST.saturating_add(1),
            (1_u64 << 40) as usize,
            usize::MAX,
        ] {
            agree!(limited(last, &x), vec![9; n]);
        }
    }
}

#[test]
fn counters_are_taken_apart() {
    for n in SIZES {
        for w in [
            1,
            3,
            16,
            1 << 31,
            LARGEST - 1,
            LARGEST,
            LARGEST.saturating_add(1),
            usize::MAX,
        ] {
            agree!(apart(w), vec![9.0; n]);
        }
    }
    let got = apart::dispatch(0, &mut [9.0; 40]);
    assert!(matches!(got, Err(Error::Division { .. })), "{got:?}");
}

#[test]
fn products_that_do_not_fit_are_exact() {
    let x = floats(7);
    for n in SIZES {
        for factor in [0, 1, 12, 1 << 30, 1 << 32, (1 << 32) + 5, 1_u64 << 50] {
            // The plain function does not wrap, and sizes may have 32 bits.
            let Some(factor) = usize::try_from(factor)
                .ok()
                .filter(|f| f.checked_mul(n).is_some())
            else {
                continue;
            };
            agree!(scaled(factor, 7, &x), vec![9.0; n]);
        }
    }
}

#[test]
fn neighbours_are_found() {
    for (w, n) in [(2, 5), (3, 33), (17, 100), (40, 1000)] {
        let at: Vec<f32> = (0..n).map(|i| (i as f32 * 0.37).fract()).collect();
        agree!(between(w, &floats(w * w), &at), vec![9.0; n]);
    }
}

/// With a width of one, the last column is `usize::MAX`, and the index that the plain function panics with is told.
#[test]
fn what_is_out_of_bounds_is_told_as_it_is() {
    let told = |w: usize, at: f32| {
        let x = floats(w * w);
        let mut errors = Vec::new();
        for isa in Isa::available() {
            let mut y = vec![9.0; 33];
            let run = || between::dispatch_on(Variant::Simd, w, &x, &[at; 33], &mut y);
            let error = with_isa(isa, run).expect("it is available");
            errors.push(error.expect_err("the plain function panics").to_string());
        }
        errors.dedup();
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0)
    };
    let error = told(1, 0.5);
    assert!(
        error.contains("index 1") && error.contains("length 1"),
        "{error}"
    );
}

#[test]
fn tables_are_found_by_signed_numbers() {
    for n in SIZES {
        for seed in [0, 1, -1, 7, i32::MIN, i32::MAX] {
            agree!(table(seed), vec![9; n]);
        }
    }
}

#[test]
fn each_lane_walks_by_itself() {
    for n in SIZES {
        let starts: Vec<f32> = (0..n).map(|i| (i as f32 * 0.37).sin()).collect();
        let x: Vec<f32> = (0..80).map(|i| i as f32).collect();
        let want = walked(40, &x, &starts);
        for isa in Isa::available() {
            let run = || walked::dispatch_on(Variant::Simd, 40, &x, &starts);
            // Whole numbers: the order of additions does not matter.
            assert_eq!(with_isa(isa, run).expect("it is available"), Ok(want));
        }
    }
}
