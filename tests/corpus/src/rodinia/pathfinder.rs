//! Rodinia's `pathfinder`: the cheapest way down a grid, row by row.

use kernel_runtime::kernel;

/// The cost of the cheapest way from the first row to each cell of the last. The result stands in `src` for an odd number of rows.
#[kernel]
pub fn pathfinder(rows: usize, cols: usize, wall: &[i32], src: &mut [i32], dst: &mut [i32]) {
    let mut now = src;
    let mut next = dst;
    now.copy_from_slice(&wall[..cols]);
    for t in 1..rows {
        for n in 0..cols {
            let mut cheapest = now[n];
            if n > 0 {
                cheapest = cheapest.min(now[n - 1]);
            }
            if n + 1 < cols {
                cheapest = cheapest.min(now[n + 1]);
            }
            next[n] = wall[t * cols + n] + cheapest;
        }
        std::mem::swap(&mut now, &mut next);
    }
}
