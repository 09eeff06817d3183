//! ISPC's `sgemm`: the naive product of two matrices.

use kernel_runtime::kernel;

/// `c = a · b` for `a` of m × k and `b` of k × n elements.
#[kernel]
pub fn sgemm(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    assert_eq!(a.len(), m * k);
    assert_eq!(b.len(), k * n);
    assert_eq!(c.len(), m * n);
    for i in 0..m {
        let row = &a[i * k..(i + 1) * k];
        for j in 0..n {
            let mut sum = 0.0;
            for (l, &x) in row.iter().enumerate() {
                sum += x * b[l * n + j];
            }
            c[i * n + j] = sum;
        }
    }
}
