struct Params { n: u32, rate: f32, volatility: f32, spare: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> price: array<f32>;
@group(0) @binding(2) var<storage, read> strike: array<f32>;
@group(0) @binding(3) var<storage, read> years: array<f32>;
@group(0) @binding(4) var<storage, read_write> call: array<f32>;
@group(0) @binding(5) var<storage, read_write> put: array<f32>;

fn normal(d: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.2316419 * abs(d));
    let curve = t * (-0.35656378 + t * (1.7814779 + t * (-1.8212559 + t * 1.3302745)));
    let tail = 0.3989423 * exp(-0.5 * d * d) * t * (0.31938154 + curve);
    return select(1.0 - tail, tail, d < 0.0);
}

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>, @builtin(num_workgroups) groups: vec3<u32>) {
    for (var i = id.x; i < p.n; i += groups.x * 256u) {
        let s = price[i];
        let k = strike[i];
        let t = years[i];
        let deviation = p.volatility * sqrt(t);
        let d1 = (log(s / k) + (p.rate + 0.5 * p.volatility * p.volatility) * t) / deviation;
        let n1 = normal(d1);
        let n2 = normal(d1 - deviation);
        let discounted = k * exp(-p.rate * t);
        call[i] = s * n1 - discounted * n2;
        put[i] = discounted * (1.0 - n2) - s * (1.0 - n1);
    }
}
