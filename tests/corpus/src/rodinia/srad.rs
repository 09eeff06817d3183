//! Rodinia's `srad`: speckle reducing anisotropic diffusion, one round.

use kernel_runtime::kernel;

/// Smooths `image` where it is homogeneous; `c` holds the diffusion coefficients.
#[kernel]
pub fn srad(
    rows: usize,
    cols: usize,
    lambda: f32,
    image: &mut [f32],
    c: &mut [f32],
    out: &mut [f32],
) {
    let mut sum = 0.0;
    let mut sum2 = 0.0;
    for &pixel in image.iter() {
        sum += pixel;
        sum2 += pixel * pixel;
    }
    let size = (rows * cols) as f32;
    let mean = sum / size;
    let variance = sum2 / size - mean * mean;
    let q0sqr = variance / (mean * mean);

    for i in 0..rows {
        for j in 0..cols {
            let north = i.saturating_sub(1);
            let south = (i + 1).min(rows - 1);
            let west = j.saturating_sub(1);
            let east = (j + 1).min(cols - 1);
            let jc = image[i * cols + j];
            let dn = image[north * cols + j] - jc;
            let ds = image[south * cols + j] - jc;
            let dw = image[i * cols + west] - jc;
            let de = image[i * cols + east] - jc;
            let g2 = (dn * dn + ds * ds + dw * dw + de * de) / (jc * jc);
            let l = (dn + ds + dw + de) / jc;
            let num = 0.5 * g2 - 1.0 / 16.0 * (l * l);
            let den = 1.0 + 0.25 * l;
            let qsqr = num / (den * den);
            let den = (qsqr - q0sqr) / (q0sqr * (1.0 + q0sqr));
            c[i * cols + j] = (1.0 / (1.0 + den)).clamp(0.0, 1.0);
        }
    }

    for i in 0..rows {
        for j in 0..cols {
            let north = i.saturating_sub(1);
            let south = (i + 1).min(rows - 1);
            let west = j.saturating_sub(1);
            let east = (j + 1).min(cols - 1);
            let jc = image[i * cols + j];
            let cc = c[i * cols + j];
            let d = cc * (image[north * cols + j] - jc)
                + c[south * cols + j] * (image[south * cols + j] - jc)
                + cc * (image[i * cols + west] - jc)
                + c[i * cols + east] * (image[i * cols + east] - jc);
            out[i * cols + j] = jc + 0.25 * lambda * d;
        }
    }
}
