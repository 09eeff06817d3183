//! A crate without unsafe code of its own may have kernels.
#![forbid(unsafe_code)]
#![deny(warnings)]

use kernel_runtime::kernel;

/// Only its variants are called.
#[kernel]
fn scale(a: f32, y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] *= a;
    }
}

#[kernel]
fn total(x: &[f32]) -> f32 {
    let mut sum = 0.0;
    for i in 0..x.len() {
        sum += x[i];
    }
    sum
}

fn main() {
    let mut y = [1.0, 2.0];
    scale::dispatch(2.0, &mut y).unwrap();
    assert_eq!(y, [2.0, 4.0]);
    assert_eq!(total::dispatch(&y).unwrap(), 6.0);
}
