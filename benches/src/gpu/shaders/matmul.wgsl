// Tiles of 64 x 64 in workgroup memory, 4 x 4 results an invocation. The size is a multiple of 64.
struct Params { n: u32, spare: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> a: array<f32>;
@group(0) @binding(2) var<storage, read> b: array<f32>;
@group(0) @binding(3) var<storage, read_write> c: array<f32>;

const DEPTH = 16u;
// A row more than there are, so that a column of `a` goes to as many banks.
const STRIDE = 65u;
var<workgroup> tile_a: array<f32, 1040>;
var<workgroup> tile_b: array<f32, 1024>;

@compute @workgroup_size(16, 16)
fn main(
    @builtin(workgroup_id) group: vec3<u32>,
    @builtin(local_invocation_id) local: vec3<u32>,
    @builtin(local_invocation_index) number: u32,
) {
    let row = group.y * 64u;
    let column = group.x * 64u;
    // Each holds a row of four results, 16 apart.
    var sums: array<vec4<f32>, 4>;
    for (var k = 0u; k < p.n; k += DEPTH) {
        for (var at = number; at < 1024u; at += 256u) {
            // Neighbours read neighbours, of `a` along the row and of `b` too.
            tile_a[at % 16u * STRIDE + at / 16u] = a[(row + at / 16u) * p.n + k + at % 16u];
            tile_b[at] = b[(k + at / 64u) * p.n + column + at % 64u];
        }
        workgroupBarrier();
        for (var i = 0u; i < DEPTH; i++) {
            let at_a = i * STRIDE + local.y * 4u;
            let at_b = i * 64u + local.x;
            let right = vec4<f32>(tile_b[at_b], tile_b[at_b + 16u], tile_b[at_b + 32u], tile_b[at_b + 48u]);
            sums[0] += tile_a[at_a] * right;
            sums[1] += tile_a[at_a + 1u] * right;
            sums[2] += tile_a[at_a + 2u] * right;
            sums[3] += tile_a[at_a + 3u] * right;
        }
        workgroupBarrier();
    }
    for (var r = 0u; r < 4u; r++) {
        let to = (row + local.y * 4u + r) * p.n + column + local.x;
        for (var s = 0u; s < 4u; s++) {
            c[to + s * 16u] = sums[r][s];
        }
    }
}
