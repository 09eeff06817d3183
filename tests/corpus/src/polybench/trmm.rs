//! PolyBench's `trmm`.

use kernel_runtime::kernel;

/// `b = alpha · aᵀ · b` for a unit lower triangular `a`, in place.
#[kernel]
pub fn trmm(m: usize, n: usize, alpha: f64, a: &[f64], b: &mut [f64]) {
    for i in 0..m {
        for j in 0..n {
            for k in i + 1..m {
                b[i * n + j] += a[k * m + i] * b[k * n + j];
            }
            b[i * n + j] *= alpha;
        }
    }
}
