//! Rodinia's `hotspot`: the temperature of a chip over time.

use kernel_runtime::kernel;

/// `steps` steps on a grid of `rows` × `cols` cells. The result stands in `temp` after an even number of steps, else in `next`.
#[kernel]
pub fn hotspot(
    rows: usize,
    cols: usize,
    steps: usize,
    power: &[f32],
    temp: &mut [f32],
    next: &mut [f32],
) {
    const AMBIENT: f32 = 80.0;
    let (rx, ry, rz, cap) = (0.1, 0.2, 0.05, 0.5);
    let mut src = temp;
    let mut dst = next;
    for _ in 0..steps {
        for r in 0..rows {
            for c in 0..cols {
                let here = src[r * cols + c];
                let north = if r > 0 { src[(r - 1) * cols + c] } else { here };
                let south = if r + 1 < rows {
                    src[(r + 1) * cols + c]
                } else {
                    here
                };
                let west = if c > 0 { src[r * cols + c - 1] } else { here };
                let east = if c + 1 < cols {
                    src[r * cols + c + 1]
                } else {
                    here
                };
                let delta = cap
                    * (power[r * cols + c]
                        + (north + south - 2.0 * here) * ry
                        + (east + west - 2.0 * here) * rx
                        + (AMBIENT - here) * rz);
                dst[r * cols + c] = here + delta;
            }
        }
        std::mem::swap(&mut src, &mut dst);
    }
}
