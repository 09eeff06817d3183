//! ISPC's `options`: the binomial tree.

use kernel_runtime::kernel;

const STEPS: usize = 64;

/// The prices of European calls by a tree of `STEPS` steps.
#[kernel]
pub fn binomial_options(
    spot: &[f32],
    strike: &[f32],
    years: &[f32],
    rate: f32,
    volatility: f32,
    price: &mut [f32],
) {
    for i in 0..price.len() {
        let mut v = [0.0f32; STEPS];
        let dt = years[i] / STEPS as f32;
        let u = (volatility * dt.sqrt()).exp();
        let discount = (rate * dt).exp();
        let d = 1.0 / u;
        let pu = (discount - d) / (u - d);
        for j in 0..STEPS {
            let upow = u.powi(2 * j as i32 - STEPS as i32);
            v[j] = (spot[i] * upow - strike[i]).max(0.0);
        }
        for j in (0..STEPS - 1).rev() {
            for k in 0..=j {
                v[k] = ((1.0 - pu) * v[k] + pu * v[k + 1]) / discount;
            }
        }
        price[i] = v[0];
    }
}
