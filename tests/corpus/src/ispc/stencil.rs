//! ISPC's `stencil`: a wave in three dimensions over time.

use kernel_runtime::kernel;

/// `steps` steps on a cube of `n`³ points; the border of four points stays as it is. The result stands in `a` after an even number of steps.
#[kernel]
pub fn stencil(n: usize, steps: usize, coef: &[f32; 4], vsq: &[f32], a: &mut [f32], b: &mut [f32]) {
    let (mut now, mut next) = (a, b);
    let nxy = n * n;
    for _ in 0..steps {
        for z in 4..n - 4 {
            for y in 4..n - 4 {
                for x in 4..n - 4 {
                    let at = z * nxy + y * n + x;
                    let mut div = coef[0] * now[at];
                    for r in 1..4 {
                        div += coef[r]
                            * (now[at + r]
                                + now[at - r]
                                + now[at + r * n]
                                + now[at - r * n]
                                + now[at + r * nxy]
                                + now[at - r * nxy]);
                    }
                    next[at] = 2.0 * now[at] - next[at] + vsq[at] * div;
                }
            }
        }
        std::mem::swap(&mut now, &mut next);
    }
}
