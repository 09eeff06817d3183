//! Rodinia's `nn`: distances of places.

use kernel_runtime::kernel;

/// The distance of each (latitude, longitude) from the target.
#[kernel]
pub fn nearest_neighbor(locations: &[f32], lat: f32, lng: f32, distances: &mut [f32]) {
    for (place, distance) in locations.chunks_exact(2).zip(distances.iter_mut()) {
        *distance = ((lat - place[0]).powi(2) + (lng - place[1]).powi(2)).sqrt();
    }
}
