//! PolyBench's `gemver`.

use kernel_runtime::kernel;

/// A rank-two update and two products of matrix and vector.
#[kernel]
pub fn gemver(
    alpha: f64,
    beta: f64,
    a: &mut [f64],
    u1: &[f64],
    v1: &[f64],
    u2: &[f64],
    v2: &[f64],
    w: &mut [f64],
    x: &mut [f64],
    y: &[f64],
    z: &[f64],
) {
    let n = x.len();
    for i in 0..n {
        for j in 0..n {
            a[i * n + j] = a[i * n + j] + u1[i] * v1[j] + u2[i] * v2[j];
        }
    }
    for i in 0..n {
        for j in 0..n {
            x[i] = x[i] + beta * a[j * n + i] * y[j];
        }
    }
    for i in 0..n {
        x[i] = x[i] + z[i];
    }
    for i in 0..n {
        for j in 0..n {
            w[i] = w[i] + alpha * a[i * n + j] * x[j];
        }
    }
}
