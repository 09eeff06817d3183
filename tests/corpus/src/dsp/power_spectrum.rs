//! Loudness of a spectrum.

use kernel_runtime::kernel;

/// Decibels of each interleaved complex number, at least `floor`.
#[kernel]
pub fn power_spectrum(spectrum: &[f32], floor: f32, decibels: &mut [f32]) {
    decibels
        .iter_mut()
        .zip(spectrum.chunks_exact(2))
        .for_each(|(db, z)| {
            let power = z[0] * z[0] + z[1] * z[1];
            *db = if power > 0.0 {
                (10.0 * power.log10()).max(floor)
            } else {
                floor
            };
        });
}
