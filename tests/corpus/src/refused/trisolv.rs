//! PolyBench's `trisolv`: each unknown needs all before it.

/// Solves `l · x = b` for a lower triangular `l`.
pub fn trisolv(l: &[f64], b: &[f64], x: &mut [f64]) {
    let n = x.len();
    for i in 0..n {
        x[i] = b[i];
        for j in 0..i {
            x[i] -= l[i * n + j] * x[j];
        }
        x[i] /= l[i * n + i];
    }
}
