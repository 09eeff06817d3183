//! PolyBench's `mvt`.

use kernel_runtime::kernel;

/// `x1 += a · y1` and `x2 += aᵀ · y2`
#[kernel]
pub fn mvt(x1: &mut [f64], x2: &mut [f64], y1: &[f64], y2: &[f64], a: &[f64]) {
    let n = x1.len();
    for i in 0..n {
        for j in 0..n {
            x1[i] += a[i * n + j] * y1[j];
        }
    }
    for i in 0..n {
        for j in 0..n {
            x2[i] += a[j * n + i] * y2[j];
        }
    }
}
