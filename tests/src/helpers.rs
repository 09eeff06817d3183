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

/// Two ends.
#[kernel(helper)]
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The lower.
    pub low: f32,
    /// The upper.
    pub high: f32,
}

impl Range {
    /// From one end to the other.
    pub fn new(low: f32, high: f32) -> Range {
        Range { low, high }
    }
}

/// A struct within a struct.
#[kernel(helper)]
#[derive(Clone, Copy, Debug)]
pub struct Camera {
    /// Where it looks.
    pub at: Range,
    /// How near.
    pub zoom: f32,
    /// Whether left is right.
    pub mirrored: bool,
}

/// The nearest number within a range.
#[kernel(helper)]
pub fn clamped(range: Range, v: f32) -> f32 {
    let Range { low, high } = range;
    v.max(low).min(high)
}
