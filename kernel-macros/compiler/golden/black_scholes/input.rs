/// European call prices.
pub fn black_scholes(spot: &[f32], strike: &[f32], years: &[f32], rate: f32, volatility: f32, call: &mut [f32]) {
    const A1: f32 = 0.319_381_53;
    const A2: f32 = -0.356_563_78;
    const A3: f32 = 1.781_477_9;
    const A4: f32 = -1.821_256;
    const A5: f32 = 1.330_274_4;
    const INV_SQRT_2PI: f32 = 0.398_942_3;
    for i in 0..call.len() {
        let root = years[i].sqrt();
        let spread = volatility * root;
        let d1 = ((spot[i] / strike[i]).ln() + (rate + 0.5 * volatility * volatility) * years[i]) / spread;
        let d2 = d1 - spread;

        let k1 = 1.0 / (1.0 + 0.231_641_9 * d1.abs());
        let tail1 = INV_SQRT_2PI * (-0.5 * d1 * d1).exp() * k1 * (A1 + k1 * (A2 + k1 * (A3 + k1 * (A4 + k1 * A5))));
        let n1 = if d1 < 0.0 { tail1 } else { 1.0 - tail1 };

        let k2 = 1.0 / (1.0 + 0.231_641_9 * d2.abs());
        let tail2 = INV_SQRT_2PI * (-0.5 * d2 * d2).exp() * k2 * (A1 + k2 * (A2 + k2 * (A3 + k2 * (A4 + k2 * A5))));
        let n2 = if d2 < 0.0 { tail2 } else { 1.0 - tail2 };

        call[i] = spot[i] * n1 - strike[i] * (-rate * years[i]).exp() * n2;
    }
}
