//! The Gaussian error linear unit.

use kernel_runtime::kernel;

/// By the usual approximation with tanh.
#[kernel]
pub fn gelu(x: &[f32], y: &mut [f32]) {
    const SQRT_2_OVER_PI: f32 = 0.797_884_6;
    for (y, &x) in y.iter_mut().zip(x) {
        let inner = SQRT_2_OVER_PI * (x + 0.044_715 * x * x * x);
        *y = 0.5 * x * (1.0 + inner.tanh());
    }
}
