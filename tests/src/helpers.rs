//! Helpers of another crate than the kernels that call them.

use kernel_runtime::kernel;

const HALF: f32 = 0.5;

mod hidden {
    use kernel_runtime::kernel;

    const STEEPNESS: f32 = 3.0;
    pub(super) const CENTRE: f32 = 0.25;

    /// A helper that no other crate can name.
    #[kernel(helper)]
    pub(super) fn steep(t: f32) -> f32 {
        STEEPNESS * (t - CENTRE)
    }
}

use hidden::steep;

/// A polynomial of the distance to the middle.
#[kernel(helper)]
pub fn bump(t: f32) -> f32 {
    let d = steep(t) - HALF;
    if d < 0.0 {
        return -d;
    }
    d * d + hidden::CENTRE
}
