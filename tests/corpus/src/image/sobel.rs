//! Edges.

use kernel_runtime::kernel;

/// The size of the gradient at each inner pixel; the border is zero.
#[kernel]
pub fn sobel(width: usize, height: usize, gray: &[u8], edges: &mut [u8]) {
    for y in 0..height {
        for x in 0..width {
            let out = &mut edges[y * width + x];
            if x == 0 || y == 0 || x == width - 1 || y == height - 1 {
                *out = 0;
                continue;
            }
            let at = |dx: usize, dy: usize| gray[(y + dy - 1) * width + x + dx - 1] as i32;
            let gx = at(2, 0) + 2 * at(2, 1) + at(2, 2) - at(0, 0) - 2 * at(0, 1) - at(0, 2);
            let gy = at(0, 2) + 2 * at(1, 2) + at(2, 2) - at(0, 0) - 2 * at(1, 0) - at(2, 0);
            *out = (gx.abs() + gy.abs()).min(255) as u8;
        }
    }
}
