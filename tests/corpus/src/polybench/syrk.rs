//! PolyBench's `syrk`.

use kernel_runtime::kernel;

/// The lower triangle of `c = alpha · a · aᵀ + beta · c`.
#[kernel]
pub fn syrk(n: usize, m: usize, alpha: f64, beta: f64, c: &mut [f64], a: &[f64]) {
    for i in 0..n {
        for j in 0..=i {
            c[i * n + j] *= beta;
        }
        for k in 0..m {
            for j in 0..=i {
                c[i * n + j] += alpha * a[i * m + k] * a[j * m + k];
            }
        }
    }
}
