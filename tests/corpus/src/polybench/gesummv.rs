//! PolyBench's `gesummv`.

use kernel_runtime::kernel;

/// `y = alpha · a · x + beta · b · x`
#[kernel]
pub fn gesummv(alpha: f64, beta: f64, a: &[f64], b: &[f64], x: &[f64], y: &mut [f64]) {
    let n = x.len();
    for ((row_a, row_b), y) in a.chunks_exact(n).zip(b.chunks_exact(n)).zip(y) {
        let mut from_a = 0.0;
        let mut from_b = 0.0;
        for ((a, b), x) in row_a.iter().zip(row_b).zip(x) {
            from_a += a * x;
            from_b += b * x;
        }
        *y = alpha * from_a + beta * from_b;
    }
}
