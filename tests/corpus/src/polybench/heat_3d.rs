//! PolyBench's `heat-3d`.

use kernel_runtime::kernel;

/// One step of the heat equation on n³ points.
#[kernel(helper)]
fn heat_step(n: usize, a: &[f64], b: &mut [f64]) {
    for i in 1..n - 1 {
        for j in 1..n - 1 {
            for k in 1..n - 1 {
                let c = (i * n + j) * n + k;
                b[c] = 0.125 * (a[c + n * n] - 2.0 * a[c] + a[c - n * n])
                    + 0.125 * (a[c + n] - 2.0 * a[c] + a[c - n])
                    + 0.125 * (a[c + 1] - 2.0 * a[c] + a[c - 1])
                    + a[c];
            }
        }
    }
}

/// `steps` double steps.
#[kernel]
pub fn heat_3d(n: usize, steps: usize, a: &mut [f64], b: &mut [f64]) {
    for _ in 0..steps {
        heat_step(n, a, b);
        heat_step(n, b, a);
    }
}
