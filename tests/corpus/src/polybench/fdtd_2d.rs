//! PolyBench's `fdtd-2d`.

use kernel_runtime::kernel;

/// A step of Maxwell's equations for each element of `fict`.
#[kernel]
pub fn fdtd_2d(nx: usize, ny: usize, ex: &mut [f64], ey: &mut [f64], hz: &mut [f64], fict: &[f64]) {
    for t in 0..fict.len() {
        for j in 0..ny {
            ey[j] = fict[t];
        }
        for i in 1..nx {
            for j in 0..ny {
                ey[i * ny + j] -= 0.5 * (hz[i * ny + j] - hz[(i - 1) * ny + j]);
            }
        }
        for i in 0..nx {
            for j in 1..ny {
                ex[i * ny + j] -= 0.5 * (hz[i * ny + j] - hz[i * ny + j - 1]);
            }
        }
        for i in 0..nx - 1 {
            for j in 0..ny - 1 {
                hz[i * ny + j] -= 0.7
                    * (ex[i * ny + j + 1] - ex[i * ny + j] + ey[(i + 1) * ny + j] - ey[i * ny + j]);
            }
        }
    }
}
