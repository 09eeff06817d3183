//! Statistics in one pass.

use kernel_runtime::kernel;

/// Least, largest, mean and variance.
#[kernel]
pub fn summary(x: &[f64]) -> (f64, f64, f64, f64) {
    let n = x.len() as f64;
    let mut min = f64::INFINITY;
    let mut max = f64::NEG_INFINITY;
    let mut sum = 0.0;
    let mut squares = 0.0;
    for &v in x {
        min = min.min(v);
        max = max.max(v);
        sum += v;
        squares += v * v;
    }
    let mean = sum / n;
    (min, max, mean, squares / n - mean * mean)
}
