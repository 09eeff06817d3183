//! PolyBench's `atax`.

use kernel_runtime::kernel;

/// `y = aᵀ · (a · x)`
#[kernel]
pub fn atax(m: usize, n: usize, a: &[f64], x: &[f64], y: &mut [f64], tmp: &mut [f64]) {
    for i in 0..n {
        y[i] = 0.0;
    }
    for i in 0..m {
        tmp[i] = 0.0;
        for j in 0..n {
            tmp[i] = tmp[i] + a[i * n + j] * x[j];
        }
        for j in 0..n {
            y[j] = y[j] + a[i * n + j] * tmp[i];
        }
    }
}
