//! A window before a transform.

use kernel_runtime::kernel;

/// Multiplies the signal by a Hann window, in place.
#[kernel]
pub fn hann_window(signal: &mut [f32]) {
    let step = std::f32::consts::TAU / (signal.len() - 1) as f32;
    for (i, s) in signal.iter_mut().enumerate() {
        *s *= 0.5 - 0.5 * (i as f32 * step).cos();
    }
}
