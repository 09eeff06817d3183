//! Distances on a globe.

use kernel_runtime::kernel;

/// Kilometres from (`lat0`, `lon0`) to each place, all in degrees.
#[kernel]
pub fn haversine(lat0: f64, lon0: f64, lat: &[f64], lon: &[f64], km: &mut [f64]) {
    const EARTH_RADIUS: f64 = 6371.0;
    let phi0 = lat0.to_radians();
    for i in 0..km.len() {
        let phi = lat[i].to_radians();
        let dphi = phi - phi0;
        let dlambda = (lon[i] - lon0).to_radians();
        let a = (dphi / 2.0).sin().powi(2) + phi0.cos() * phi.cos() * (dlambda / 2.0).sin().powi(2);
        km[i] = 2.0 * EARTH_RADIUS * a.sqrt().min(1.0).asin();
    }
}
