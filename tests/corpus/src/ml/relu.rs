//! The rectified linear unit.

use kernel_runtime::kernel;

/// What is negative becomes zero.
#[kernel]
pub fn relu(x: &mut [f32]) {
    x.iter_mut().for_each(|v| *v = v.max(0.0));
}
