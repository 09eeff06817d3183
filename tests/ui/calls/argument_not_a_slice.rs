//! What stands for a slice in a call is a slice of the right numbers, or leads to one.

use std::collections::VecDeque;

use kernel_runtime::{Error, kernel};

#[kernel]
fn double(x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = 2.0 * x[i];
    }
}

fn main() -> Result<(), Error> {
    let wide: Vec<f64> = vec![1.0; 8];
    let ring: VecDeque<f32> = VecDeque::from(vec![1.0; 8]);
    let mut y = vec![0.0; 8];
    double::dispatch(&wide, &mut y)?;
    double::dispatch(&ring, &mut y)
}
