//! PolyBench's `3mm`.

use kernel_runtime::kernel;

/// `out = a · b` of n × n matrices.
#[kernel(helper)]
fn multiply(n: usize, a: &[f64], b: &[f64], out: &mut [f64]) {
    for i in 0..n {
        for j in 0..n {
            out[i * n + j] = 0.0;
            for k in 0..n {
                out[i * n + j] += a[i * n + k] * b[k * n + j];
            }
        }
    }
}

/// `g = (a · b) · (c · d)`
#[kernel]
pub fn three_mm(
    n: usize,
    a: &[f64],
    b: &[f64],
    c: &[f64],
    d: &[f64],
    e: &mut [f64],
    f: &mut [f64],
    g: &mut [f64],
) {
    multiply(n, a, b, e);
    multiply(n, c, d, f);
    multiply(n, e, f, g);
}
