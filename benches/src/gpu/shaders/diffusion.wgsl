struct Params { n: u32, spare: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> now: array<f32>;
@group(0) @binding(2) var<storage, read_write> next: array<f32>;

@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let i = id.x + 1u;
    if (i + 1u >= p.n) { return; }
    next[i] = now[i] + 0.25 * (now[i - 1u] - 2.0 * now[i] + now[i + 1u]);
}
