//! The dot product.

use kernel_runtime::kernel;

/// `Σ x · y`
#[kernel]
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}
