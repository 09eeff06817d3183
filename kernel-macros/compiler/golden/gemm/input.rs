#[kernel(contract)]
pub fn gemm(m: usize, n: usize, k: usize, a: &[f32], b: &[f32], c: &mut [f32]) {
    for l in 0..k {
        for i in 0..m {
            for j in 0..n {
                c[i * n + j] += a[l * m + i] * b[j * k + l];
            }
        }
    }
}
