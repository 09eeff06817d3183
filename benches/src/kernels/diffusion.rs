//! Time steps that are short: what there is between them counts.

use kernel_runtime::kernel;

/// Some steps of diffusion along a line, whose ends stay as they are.
#[kernel]
pub fn diffusion(steps: usize, now: &mut [f32], next: &mut [f32]) {
    let (mut from, mut to) = (now, next);
    for _ in 0..steps {
        for i in 1..to.len() - 1 {
            to[i] = from[i] + 0.25 * (from[i - 1] - 2.0 * from[i] + from[i + 1]);
        }
        std::mem::swap(&mut from, &mut to);
    }
}
