//! Sizes that are computed, neighbours at the border, assertions about large numbers, and references to elements.

use kernel_runtime::{Error, Variant, kernel};

use crate::harness::{SIZES, agree, floats, integers};

/// The strides of the result are differences.
#[kernel]
fn valid_windows(layers: usize, height: usize, width: usize, k: usize, x: &[f32], y: &mut [f32]) {
    let out_h = height - k + 1;
    let out_w = width - k + 1;
    for layer in 0..layers {
        for row in 0..out_h {
            for column in 0..out_w {
                let mut sum = 0.0;
                for dy in 0..k {
                    for dx in 0..k {
                        sum += x[(layer * height + row + dy) * width + column + dx];
                    }
                }
                y[(layer * out_h + row) * out_w + column] = sum;
            }
        }
    }
}

/// What is known of the neighbours' indices must not hide what is known of the counters.
#[kernel]
fn laplacian(rows: usize, cols: usize, x: &[f32], y: &mut [f32]) {
    for i in 0..rows {
        for j in 0..cols {
            let north = i.saturating_sub(1);
            let south = (i + 1).min(rows - 1);
            let west = j.saturating_sub(1);
            let east = (j + 1).min(cols - 1);
            y[i * cols + j] = x[north * cols + j] + x[south * cols + j] + x[i * cols + west]
                - 3.0 * x[i * cols + east];
        }
    }
}

#[kernel]
fn limited(n: usize, limit: usize, x: &[i32], y: &mut [i32]) {
    assert!(2 * n <= limit);
    assert!(limit - n >= n);
    for i in 0..y.len() {
        y[i] = x[i] + 1;
    }
}

/// Refers to the last element of a row, and writes it only sometimes.
#[kernel]
fn row_ends(x: &[i32], y: &mut [i32]) {
    for i in 0..x.len() {
        let end = &mut y[3 * i + 2];
        if x[i] > 0 {
            *end = x[i];
        }
    }
}

#[kernel(helper)]
fn put(value: i32, place: &mut i32) {
    if value > 0 {
        *place = value;
    }
}

/// Lends elements, which may not be used.
#[kernel]
fn lent(x: &[i32], y: &mut [i32]) {
    for i in 0..x.len() {
        put(x[i], &mut y[2 * i]);
    }
}

/// Refers to an element that is found at run time.
#[kernel]
fn counted(at: &[u32], x: &[i32], counts: &mut [i32]) {
    for i in 0..x.len() {
        let count = &mut counts[at[i] as usize];
        if x[i] > 0 {
            *count += 1;
        }
    }
}

#[test]
fn strides_that_are_differences() {
    for (height, width, k) in [(5, 9, 3), (40, 33, 2), (4, 4, 4), (7, 70, 1), (12, 3, 0)] {
        let x = floats(3 * height * width);
        let n = 3 * (height - k + 1) * (width - k + 1);
        agree!(valid_windows(3, height, width, k, &x), vec![9.0; n]);
        let mut short = vec![9.0; n - 1];
        let got = valid_windows::dispatch(3, height, width, k, &x, &mut short);
        assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
        assert_eq!(short, vec![9.0; n - 1]);
    }
    // The filter is larger than the picture: the sizes wrap, and so does the plain function.
    let got = valid_windows::dispatch(1, 4, 4, 7, &floats(16), &mut floats(16));
    assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
}

#[test]
fn neighbours_at_the_border() {
    for (rows, cols) in [(1, 1), (1, 40), (40, 1), (7, 33), (20, 16)] {
        agree!(
            laplacian(rows, cols, &floats(rows * cols)),
            vec![9.0; rows * cols]
        );
    }
}

#[test]
fn assertions_about_large_numbers_hold() {
    for n in SIZES {
        agree!(
            limited(usize::MAX / 4 + 1, usize::MAX, &integers(n)),
            vec![9; n]
        );
        agree!(limited(5, usize::MAX, &integers(n)), vec![9; n]);
        agree!(limited(5, 10, &integers(n)), vec![9; n]);
    }
    let got = limited::dispatch(6, 11, &integers(4), &mut [0; 4]);
    assert!(matches!(got, Err(Error::Assertion { .. })), "{got:?}");
}

#[test]
fn references_are_checked_where_they_are_made() {
    for n in SIZES {
        agree!(row_ends(&integers(n)), vec![9; 3 * n]);
        agree!(lent(&integers(n)), vec![9; 2 * n]);
        let at: Vec<u32> = (0..n as u32).map(|i| i * 7 % 10).collect();
        agree!(counted(&at, &integers(n)), [9; 10]);
    }
    for variant in [Variant::Scalar, Variant::Simd, Variant::Threads] {
        // Nothing is to be written, and nothing has been.
        let mut y = vec![9; 3 * 40 - 1];
        let got = row_ends::dispatch_on(variant, &[-1; 40], &mut y);
        assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
        let mut x = integers(40);
        x[39] = -1;
        let got = row_ends::dispatch_on(variant, &x, &mut y);
        assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
        assert_eq!(y, vec![9; 3 * 40 - 1]);
        let got = lent::dispatch_on(variant, &x, &mut y[..78]);
        assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
        assert_eq!(y, vec![9; 3 * 40 - 1]);
        let mut at = vec![3; 40];
        at[39] = 10;
        let got = counted::dispatch_on(variant, &at, &x, &mut y[..10]);
        assert!(matches!(got, Err(Error::OutOfBounds { .. })), "{got:?}");
    }
}
