//! PolyBench's `correlation`.

use kernel_runtime::kernel;

/// The correlation of each pair of the `m` columns of `data`.
#[kernel]
pub fn correlation(
    m: usize,
    n: usize,
    data: &mut [f64],
    mean: &mut [f64],
    stddev: &mut [f64],
    corr: &mut [f64],
) {
    let float_n = n as f64;
    let eps = 0.1;
    for j in 0..m {
        mean[j] = 0.0;
        for i in 0..n {
            mean[j] += data[i * m + j];
        }
        mean[j] /= float_n;
    }
    for j in 0..m {
        stddev[j] = 0.0;
        for i in 0..n {
            stddev[j] += (data[i * m + j] - mean[j]) * (data[i * m + j] - mean[j]);
        }
        stddev[j] /= float_n;
        stddev[j] = stddev[j].sqrt();
        // A column that hardly varies would be divided by nearly zero.
        stddev[j] = if stddev[j] <= eps { 1.0 } else { stddev[j] };
    }
    for i in 0..n {
        for j in 0..m {
            data[i * m + j] -= mean[j];
            data[i * m + j] /= float_n.sqrt() * stddev[j];
        }
    }
    for i in 0..m - 1 {
        corr[i * m + i] = 1.0;
        for j in i + 1..m {
            corr[i * m + j] = 0.0;
            for k in 0..n {
                corr[i * m + j] += data[k * m + i] * data[k * m + j];
            }
            corr[j * m + i] = corr[i * m + j];
        }
    }
    corr[(m - 1) * m + m - 1] = 1.0;
}
