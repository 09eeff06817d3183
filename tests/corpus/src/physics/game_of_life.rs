//! A cellular automaton on a torus.

use kernel_runtime::kernel;

/// The next generation.
#[kernel]
pub fn game_of_life(width: usize, height: usize, cells: &[u8], next: &mut [u8]) {
    for y in 0..height {
        let above = (y + height - 1) % height * width;
        let here = y * width;
        let below = (y + 1) % height * width;
        for x in 0..width {
            let left = if x == 0 { width - 1 } else { x - 1 };
            let right = if x + 1 == width { 0 } else { x + 1 };
            let neighbors = cells[above + left]
                + cells[above + x]
                + cells[above + right]
                + cells[here + left]
                + cells[here + right]
                + cells[below + left]
                + cells[below + x]
                + cells[below + right];
            next[here + x] = match (cells[here + x], neighbors) {
                (1, 2) | (1, 3) | (0, 3) => 1,
                _ => 0,
            };
        }
    }
}
