struct Params { n: u32, softening: f32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read> y: array<f32>;
@group(0) @binding(3) var<storage, read> z: array<f32>;
@group(0) @binding(4) var<storage, read> mass: array<f32>;
@group(0) @binding(5) var<storage, read_write> ax: array<f32>;
@group(0) @binding(6) var<storage, read_write> ay: array<f32>;
@group(0) @binding(7) var<storage, read_write> az: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let i = id.x;
    if (i >= p.n) { return; }
    let here = vec3<f32>(x[i], y[i], z[i]);
    var sum = vec3<f32>();
    for (var j = 0u; j < p.n; j++) {
        let d = vec3<f32>(x[j], y[j], z[j]) - here;
        let inverse = 1.0 / sqrt(dot(d, d) + p.softening);
        sum += d * (mass[j] * inverse * inverse * inverse);
    }
    ax[i] = sum.x;
    ay[i] = sum.y;
    az[i] = sum.z;
}
