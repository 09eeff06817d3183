//! PolyBench's `jacobi-1d`.

use kernel_runtime::kernel;

/// `steps` double steps of a three-point average.
#[kernel]
pub fn jacobi_1d(steps: usize, a: &mut [f64], b: &mut [f64]) {
    let n = a.len();
    for _t in 0..steps {
        for i in 1..n - 1 {
            b[i] = 0.33333 * (a[i - 1] + a[i] + a[i + 1]);
        }
        for i in 1..n - 1 {
            a[i] = 0.33333 * (b[i - 1] + b[i] + b[i + 1]);
        }
    }
}
