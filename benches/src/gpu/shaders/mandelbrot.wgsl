// A square picture of the whole set.
struct Params { side: u32, limit: u32 }
@group(0) @binding(0) var<uniform> p: Params;
@group(0) @binding(1) var<storage, read_write> rounds: array<i32>;

@compute @workgroup_size(16, 16)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (id.x >= p.side || id.y >= p.side) { return; }
    let step = 3.0 / f32(p.side);
    let c = vec2<f32>(-2.0 + f32(id.x) * step, -1.5 + f32(id.y) * step);
    var re = 0.0;
    var im = 0.0;
    var count = 0;
    while (count < i32(p.limit)) {
        let re2 = re * re;
        let im2 = im * im;
        if (re2 + im2 > 4.0) { break; }
        im = 2.0 * re * im + c.y;
        re = re2 - im2 + c.x;
        count++;
    }
    rounds[id.y * p.side + id.x] = count;
}
