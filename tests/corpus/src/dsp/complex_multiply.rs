//! Products of complex numbers.

use kernel_runtime::kernel;

/// Interleaved real and imaginary parts.
#[kernel]
pub fn complex_multiply(a: &[f32], b: &[f32], product: &mut [f32]) {
    for ((x, y), out) in a
        .chunks_exact(2)
        .zip(b.chunks_exact(2))
        .zip(product.chunks_exact_mut(2))
    {
        out[0] = x[0] * y[0] - x[1] * y[1];
        out[1] = x[0] * y[1] + x[1] * y[0];
    }
}
