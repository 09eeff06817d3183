//! Prices of European options, with `fast_math`.

use kernel_runtime::kernel;

/// The price of a call and of a put on each asset, by the formula of Black and Scholes. The normal distribution is the
/// polynomial 26.2.17 of Abramowitz and Stegun, good to 7.5e-8.
#[kernel(fast_math)]
pub fn black_scholes_fast(
    rate: f32,
    volatility: f32,
    price: &[f32],
    strike: &[f32],
    years: &[f32],
    call: &mut [f32],
    put: &mut [f32],
) {
    for i in 0..call.len() {
        let s = price[i];
        let k = strike[i];
        let t = years[i];
        let deviation = volatility * t.sqrt();
        let d1 = ((s / k).ln() + (rate + 0.5 * volatility * volatility) * t) / deviation;
        let d2 = d1 - deviation;

        let t1 = 1.0 / (1.0 + 0.2316419 * d1.abs());
        let p1 = t1 * (-0.356_563_78 + t1 * (1.781_477_9 + t1 * (-1.821_255_9 + t1 * 1.330_274_5)));
        let tail1 = 0.398_942_3 * (-0.5 * d1 * d1).exp() * t1 * (0.319_381_54 + p1);
        let n1 = if d1 < 0.0 { tail1 } else { 1.0 - tail1 };

        let t2 = 1.0 / (1.0 + 0.2316419 * d2.abs());
        let p2 = t2 * (-0.356_563_78 + t2 * (1.781_477_9 + t2 * (-1.821_255_9 + t2 * 1.330_274_5)));
        let tail2 = 0.398_942_3 * (-0.5 * d2 * d2).exp() * t2 * (0.319_381_54 + p2);
        let n2 = if d2 < 0.0 { tail2 } else { 1.0 - tail2 };

        let discounted = k * (-rate * t).exp();
        call[i] = s * n1 - discounted * n2;
        put[i] = discounted * (1.0 - n2) - s * (1.0 - n1);
    }
}
