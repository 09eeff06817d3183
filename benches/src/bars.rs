//! How much faster than the plain function the SIMD variant must be, on a machine with AVX2 or better.

/// The kernel, and the least ratio of the plain function's time to the variant's.
pub const BARS: [(&str, f64); 6] = [
    ("saxpy", 1.4),
    ("dot", 10.0),
    ("sum_exp", 8.0),
    ("mandelbrot", 7.0),
    ("black_scholes", 4.0),
    ("nbody", 8.0),
];

/// The most that `dispatch` may add to a call of saxpy at n = 16, in nanoseconds.
pub const OVERHEAD: f64 = 100.0;

/// The bar of a kernel.
pub fn bar(kernel: &str) -> Option<f64> {
    let row = BARS.iter().find(|(name, _)| *name == kernel)?;
    Some(row.1)
}
