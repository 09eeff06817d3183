// A square picture.
struct Params { side: u32, spare: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read> picture: array<f32>;
@group(0) @binding(2) var<storage, read_write> blurred: array<f32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let x = id.x + 1u;
    let y = id.y + 1u;
    if (x + 1u >= p.side || y + 1u >= p.side) { return; }
    var sum = 0.0;
    for (var dy = 0u; dy < 3u; dy++) {
        for (var dx = 0u; dx < 3u; dx++) {
            sum += picture[(y + dy - 1u) * p.side + x + dx - 1u];
        }
    }
    blurred[y * p.side + x] = sum / 9.0;
}
