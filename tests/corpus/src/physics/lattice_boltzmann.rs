//! A fluid as nine populations on each point of a grid: D2Q9.

use kernel_runtime::kernel;

const CX: [i32; 9] = [0, 1, 0, -1, 0, 1, -1, -1, 1];
const CY: [i32; 9] = [0, 0, 1, 0, -1, 1, 1, -1, -1];
const WEIGHT: [f32; 9] = [
    4.0 / 9.0,
    1.0 / 9.0,
    1.0 / 9.0,
    1.0 / 9.0,
    1.0 / 9.0,
    1.0 / 36.0,
    1.0 / 36.0,
    1.0 / 36.0,
    1.0 / 36.0,
];

/// Pulls the populations from the neighbours (periodic) and relaxes them towards equilibrium.
#[kernel]
pub fn lattice_boltzmann(width: usize, height: usize, omega: f32, f: &[f32], out: &mut [f32]) {
    let size = width * height;
    let (w, h) = (width as i32, height as i32);
    for y in 0..height {
        for x in 0..width {
            let mut local = [0.0f32; 9];
            let (mut rho, mut ux, mut uy) = (0.0, 0.0, 0.0);
            for q in 0..9 {
                let from_x = (x as i32 - CX[q] + w) % w;
                let from_y = (y as i32 - CY[q] + h) % h;
                let v = f[q * size + from_y as usize * width + from_x as usize];
                local[q] = v;
                rho += v;
                ux += CX[q] as f32 * v;
                uy += CY[q] as f32 * v;
            }
            ux /= rho;
            uy /= rho;
            let u2 = 1.5 * (ux * ux + uy * uy);
            for q in 0..9 {
                let cu = 3.0 * (CX[q] as f32 * ux + CY[q] as f32 * uy);
                let equilibrium = WEIGHT[q] * rho * (1.0 + cu + 0.5 * cu * cu - u2);
                out[q * size + y * width + x] = local[q] + omega * (equilibrium - local[q]);
            }
        }
    }
}
