//! The sigmoid linear unit, in place.

use kernel_runtime::kernel;

#[kernel(helper)]
fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// `x · sigmoid(x)`
#[kernel]
pub fn silu(x: &mut [f32]) {
    for v in x {
        *v *= sigmoid(*v);
    }
}
