//! PolyBench's `doitgen`.

use kernel_runtime::kernel;

/// Each row of `a` times the matrix `c4`, in place, with `sum` as scratch.
#[kernel]
pub fn doitgen(nr: usize, nq: usize, np: usize, a: &mut [f64], c4: &[f64], sum: &mut [f64]) {
    for r in 0..nr {
        for q in 0..nq {
            for p in 0..np {
                sum[p] = 0.0;
                for s in 0..np {
                    sum[p] += a[(r * nq + q) * np + s] * c4[s * np + p];
                }
            }
            for p in 0..np {
                a[(r * nq + q) * np + p] = sum[p];
            }
        }
    }
}
