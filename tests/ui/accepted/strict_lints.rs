//! Generated code stands up to the strictest crates.
#![deny(warnings, missing_docs, unused, unreachable_pub, missing_debug_implementations)]
#![deny(unsafe_op_in_unsafe_fn, elided_lifetimes_in_paths, single_use_lifetimes)]

use kernel_runtime::kernel;

/// Doubles.
#[kernel]
pub(crate) fn double(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = 2.0 * x[i];
    }
}

fn main() {
    let mut y = [0.0; 3];
    double(&[1.0, 2.0, 3.0], &mut y);
    assert_eq!(y, [2.0, 4.0, 6.0]);
    double::dispatch(&[4.0, 5.0, 6.0], &mut y).expect("the lengths agree");
    assert_eq!(y, [8.0, 10.0, 12.0]);
}
