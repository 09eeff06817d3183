//! Pi by chance.

use kernel_runtime::kernel;

/// One round of a xorshift generator, as a number of `0..1`.
#[kernel(helper)]
fn next_random(state: &mut u32) -> f32 {
    let mut x = *state;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    *state = x;
    (x >> 8) as f32 * (1.0 / 16_777_216.0)
}

/// Throws `throws` darts on each of `paths` boards, each with a generator of its own.
#[kernel]
pub fn monte_carlo_pi(seed: u32, paths: u32, throws: u32) -> f64 {
    let mut hits = 0u64;
    for path in 0..paths {
        let mut state = seed ^ path.wrapping_mul(0x9e37_79b9) | 1;
        for _ in 0..throws {
            let x = next_random(&mut state);
            let y = next_random(&mut state);
            if x * x + y * y <= 1.0 {
                hits += 1;
            }
        }
    }
    4.0 * hits as f64 / (paths as f64 * throws as f64)
}
