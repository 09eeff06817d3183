//! PolyBench's `syr2k`.

use kernel_runtime::kernel;

/// The lower triangle of `c = alpha · (a · bᵀ + b · aᵀ) + beta · c`.
#[kernel]
pub fn syr2k(n: usize, m: usize, alpha: f64, beta: f64, c: &mut [f64], a: &[f64], b: &[f64]) {
    for i in 0..n {
        for j in 0..=i {
            let mut sum = 0.0;
            for k in 0..m {
                sum += a[j * m + k] * b[i * m + k] + b[j * m + k] * a[i * m + k];
            }
            c[i * n + j] = beta * c[i * n + j] + alpha * sum;
        }
    }
}
