//! A polynomial at many places.

use kernel_runtime::kernel;

/// `Σ coefficients[k] · x^k`
#[kernel]
pub fn horner(coefficients: &[f64], x: &[f64], y: &mut [f64]) {
    for (x, y) in x.iter().zip(y.iter_mut()) {
        *y = coefficients.iter().rev().fold(0.0, |acc, c| acc * x + c);
    }
}
