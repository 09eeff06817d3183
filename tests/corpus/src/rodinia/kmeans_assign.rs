//! Rodinia's `kmeans`: which centre is nearest.

use kernel_runtime::kernel;

/// For each point of `dims` features the nearest of the centres, and how many points changed theirs.
#[kernel]
pub fn kmeans_assign(dims: usize, points: &[f32], centers: &[f32], membership: &mut [u32]) -> u32 {
    let mut changed = 0;
    for (point, member) in points.chunks_exact(dims).zip(membership.iter_mut()) {
        let mut best = 0;
        let mut best_distance = f32::MAX;
        for (c, center) in centers.chunks_exact(dims).enumerate() {
            let mut distance = 0.0;
            for (p, q) in point.iter().zip(center) {
                distance += (p - q) * (p - q);
            }
            if distance < best_distance {
                best_distance = distance;
                best = c as u32;
            }
        }
        if *member != best {
            changed += 1;
        }
        *member = best;
    }
    changed
}
