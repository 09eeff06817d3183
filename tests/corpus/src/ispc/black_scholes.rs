//! ISPC's `options`: the closed form.

use kernel_runtime::kernel;

/// The cumulative normal distribution, by the polynomial of Abramowitz and Stegun, 26.2.17.
#[kernel(helper)]
fn cumulative_normal(x: f32) -> f32 {
    const INV_SQRT_2PI: f32 = 0.398_942_3;
    let l = x.abs();
    let k = 1.0 / (1.0 + 0.231_641_9 * l);
    let k2 = k * k;
    let k3 = k2 * k;
    let k4 = k2 * k2;
    let k5 = k3 * k2;
    let w = INV_SQRT_2PI
        * (-l * l * 0.5).exp()
        * (0.319_381_53 * k - 0.356_563_78 * k2 + 1.781_477_9 * k3 - 1.821_256 * k4
            + 1.330_274_5 * k5);
    if x > 0.0 { 1.0 - w } else { w }
}

/// The prices of European calls.
#[kernel]
pub fn black_scholes(
    spot: &[f32],
    strike: &[f32],
    years: &[f32],
    rate: &[f32],
    volatility: &[f32],
    price: &mut [f32],
) {
    for i in 0..price.len() {
        let (s, x, t, r, v) = (spot[i], strike[i], years[i], rate[i], volatility[i]);
        let d1 = ((s / x).ln() + (r + v * v * 0.5) * t) / (v * t.sqrt());
        let d2 = d1 - v * t.sqrt();
        price[i] = s * cumulative_normal(d1) - x * (-r * t).exp() * cumulative_normal(d2);
    }
}
