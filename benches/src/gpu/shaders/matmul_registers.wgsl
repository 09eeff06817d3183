// 4 x 4 results an invocation, without workgroup memory: what programs on a processor like best. The size is a multiple of 64.
struct Params { n: u32, spare: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
    let row = group.y * 64u + local.y * 4u;
    let column = group.x * 64u + local.x;
    var first = vec4<f32>();
    var second = vec4<f32>();
    var third = vec4<f32>();
    var fourth = vec4<f32>();
    let at = row * p.n;
    for (var k = 0u; k < p.n; k++) {
        let here = k * p.n + column;
        let right = vec4<f32>(b[here], b[here + 16u], b[here + 32u], b[here + 48u]);
        first += a[at + k] * right;
        second += a[at + p.n + k] * right;
        third += a[at + 2u * p.n + k] * right;
        fourth += a[at + 3u * p.n + k] * right;
    }
    for (var s = 0u; s < 4u; s++) {
        c[at + column + s * 16u] = first[s];
        c[at + p.n + column + s * 16u] = second[s];
        c[at + 2u * p.n + column + s * 16u] = third[s];
        c[at + 3u * p.n + column + s * 16u] = fourth[s];
    }
}
