//! PolyBench's `symm`.

use kernel_runtime::kernel;

/// `c = alpha · a · b + beta · c` where only the lower triangle of the symmetric `a` is stored.
#[kernel]
pub fn symm(m: usize, n: usize, alpha: f64, beta: f64, a: &[f64], b: &[f64], c: &mut [f64]) {
    for i in 0..m {
        for j in 0..n {
            let mut sum = 0.0;
            for k in 0..m {
                let element = if k <= i { a[i * m + k] } else { a[k * m + i] };
                sum += element * b[k * n + j];
            }
            c[i * n + j] = beta * c[i * n + j] + alpha * sum;
        }
    }
}
