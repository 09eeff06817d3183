//! Rodinia's `gaussian`: elimination without pivoting.

use kernel_runtime::kernel;

/// Brings `a` to upper triangular form and `b` along; `m` holds a column of multipliers.
#[kernel]
pub fn gaussian(n: usize, a: &mut [f32], b: &mut [f32], m: &mut [f32]) {
    for t in 0..n - 1 {
        for i in t + 1..n {
            m[i] = a[i * n + t] / a[t * n + t];
        }
        for i in t + 1..n {
            for j in t..n {
                a[i * n + j] -= m[i] * a[t * n + j];
            }
        }
        for i in t + 1..n {
            b[i] -= m[i] * b[t];
        }
    }
}
