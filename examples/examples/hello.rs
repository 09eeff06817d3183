//! One kernel, called as a function and dispatched, with the reasons for the choice.
//!
//!     cargo run --release --example hello

use kernel_runtime::kernel;

/// `y = a · x + y`
#[kernel]
fn saxpy(a: f32, x: &[f32], y: &mut [f32]) {
    for i in 0..y.len() {
        y[i] += a * x[i];
    }
}

fn main() -> Result<(), kernel_runtime::Error> {
    let x = vec![1.0; 1_000_000];
    let mut y = vec![2.0; 1_000_000];

    // It is your function, untouched.
    saxpy(0.5, &x, &mut y);

    // The best variant for these arguments on this machine, now.
    saxpy::dispatch(0.5, &x, &mut y)?;
    assert!(y.iter().all(|&y| y == 3.0));

    // What was chosen, and why.
    println!("{}\n", saxpy::explain(0.5, &x, &mut y));
    println!("What the compiler understood:\n\n{}", saxpy::KERNEL.plan());
    Ok(())
}
