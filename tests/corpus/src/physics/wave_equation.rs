//! A vibrating membrane.

use kernel_runtime::kernel;

/// `steps` steps of the wave equation with a fixed border. Each step overwrites the older of the two states.
#[kernel]
pub fn wave_equation<'a>(
    n: usize,
    steps: usize,
    c2: f32,
    mut now: &'a mut [f32],
    mut before: &'a mut [f32],
) {
    for _ in 0..steps {
        for y in 1..n - 1 {
            for x in 1..n - 1 {
                let i = y * n + x;
                let laplace = now[i - 1] + now[i + 1] + now[i - n] + now[i + n] - 4.0 * now[i];
                before[i] = 2.0 * now[i] - before[i] + c2 * laplace;
            }
        }
        std::mem::swap(&mut now, &mut before);
    }
}
