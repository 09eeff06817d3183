//! Arrays that stay on the GPU: three kernels in a chain, with slices and with `Array`s, and what either costs.
//!
//! `cargo run --release --example arrays`

use std::time::{Duration, Instant};

use kernel_runtime::{Array, Error, Variant, kernel};

const N: usize = 1 << 20;

#[kernel]
fn scale(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] = a * x[i];
    }
}

#[kernel]
fn add(x: &[f32], y: &[f32], z: &mut [f32]) {
    for i in 0..z.len() {
        z[i] = x[i] + y[i];
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

/// Each dispatch brings its slices to the GPU and fetches what it wrote.
fn with_slices(x: &[f32], y: &mut [f32], z: &mut [f32]) -> Result<f32, Error> {
    scale::dispatch_on(Variant::Gpu, 2.0, x, y)?;
    add::dispatch_on(Variant::Gpu, x, y, z)?;
    total::dispatch_on(Variant::Gpu, z)
}

/// Only `x` is brought, once, and only the sum comes back; the calls are the same.
fn with_arrays(x: &Array<f32>, y: &mut Array<f32>, z: &mut Array<f32>) -> Result<f32, Error> {
    scale::dispatch_on(Variant::Gpu, 2.0, x, y)?;
    add::dispatch_on(Variant::Gpu, x, y, z)?;
    total::dispatch_on(Variant::Gpu, z)
}

/// The shortest of some runs, after one that makes the pipelines.
fn least(mut run: impl FnMut() -> Result<f32, Error>) -> Result<(f32, Duration), Error> {
    let sum = run()?;
    let mut least = Duration::MAX;
    for _ in 0..5 {
        let start = Instant::now();
        run()?;
        least = least.min(start.elapsed());
    }
    Ok((sum, least))
}

fn main() -> Result<(), Error> {
    let values: Vec<f32> = (0..N).map(|i| (i % 100) as f32).collect();
    let (mut y, mut z) = (vec![0.0; N], vec![0.0; N]);
    let slices = match least(|| with_slices(&values, &mut y, &mut z)) {
        Err(Error::Ineligible { reason, .. }) => {
            println!("nothing to show: {reason}");
            return Ok(());
        }
        result => result?,
    };
    let x = Array::from(values);
    let (mut y, mut z) = (Array::zeroed(N), Array::zeroed(N));
    let arrays = least(|| with_arrays(&x, &mut y, &mut z))?;
    println!(
        "sum of 3x over {N} elements   {} and {}",
        slices.0, arrays.0
    );
    println!("three dispatches on slices    {:>8.2?}", slices.1);
    println!("three dispatches on arrays    {:>8.2?}", arrays.1);
    println!("z afterwards                  {z:?}");
    let last = z.as_slice()?[N - 1];
    println!("z[{}] is {last}: now it has been fetched: {z:?}", N - 1);
    Ok(())
}
