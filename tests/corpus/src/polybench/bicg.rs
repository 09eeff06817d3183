//! PolyBench's `bicg`.

use kernel_runtime::kernel;

/// `s = aᵀ · r` and `q = a · p`, in one pass over `a`.
#[kernel]
pub fn bicg(m: usize, n: usize, a: &[f64], s: &mut [f64], q: &mut [f64], p: &[f64], r: &[f64]) {
    for i in 0..m {
        s[i] = 0.0;
    }
    for i in 0..n {
        q[i] = 0.0;
        for j in 0..m {
            s[j] = s[j] + r[i] * a[i * m + j];
            q[i] = q[i] + a[i * m + j] * p[j];
        }
    }
}
