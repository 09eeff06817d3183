//! PolyBench's `covariance`.

use kernel_runtime::kernel;

/// The covariance of each pair of the `m` columns of `data`.
#[kernel]
pub fn covariance(m: usize, n: usize, data: &mut [f64], cov: &mut [f64], mean: &mut [f64]) {
    let float_n = n as f64;
    for j in 0..m {
        mean[j] = 0.0;
        for i in 0..n {
            mean[j] += data[i * m + j];
        }
        mean[j] /= float_n;
    }
    for i in 0..n {
        for j in 0..m {
            data[i * m + j] -= mean[j];
        }
    }
    for i in 0..m {
        for j in i..m {
            let mut sum = 0.0;
            for k in 0..n {
                sum += data[k * m + i] * data[k * m + j];
            }
            sum /= float_n - 1.0;
            cov[i * m + j] = sum;
            cov[j * m + i] = sum;
        }
    }
}
