//! A step of the heat equation in three dimensions.

use kernel_runtime::kernel;

/// One step in a box of so many elements along each dimension. Its faces stay as they are.
#[kernel]
pub fn heat(wide: usize, high: usize, deep: usize, now: &[f64], next: &mut [f64]) {
    for z in 1..deep - 1 {
        for y in 1..high - 1 {
            for x in 1..wide - 1 {
                let i = (z * high + y) * wide + x;
                let along_x = now[i - 1] + now[i + 1];
                let along_y = now[i - wide] + now[i + wide];
                let along_z = now[i - wide * high] + now[i + wide * high];
                next[i] = now[i] + 0.1 * (along_x + along_y + along_z - 6.0 * now[i]);
            }
        }
    }
}
