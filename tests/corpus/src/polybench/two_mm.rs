//! PolyBench's `2mm`.

use kernel_runtime::kernel;

/// `d = alpha · a · b · c + beta · d`
#[kernel]
pub fn two_mm(
    ni: usize,
    nj: usize,
    nk: usize,
    nl: usize,
    alpha: f64,
    beta: f64,
    tmp: &mut [f64],
    a: &[f64],
    b: &[f64],
    c: &[f64],
    d: &mut [f64],
) {
    for i in 0..ni {
        for j in 0..nj {
            tmp[i * nj + j] = 0.0;
            for k in 0..nk {
                tmp[i * nj + j] += alpha * a[i * nk + k] * b[k * nj + j];
            }
        }
    }
    for i in 0..ni {
        for j in 0..nl {
            d[i * nl + j] *= beta;
            for k in 0..nj {
                d[i * nl + j] += tmp[i * nj + k] * c[k * nl + j];
            }
        }
    }
}
