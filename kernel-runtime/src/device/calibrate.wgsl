// Measures the device: each invocation does `rounds` rounds of one mix of operations, and writes what came of it so that nothing is
// optimised away. `mix` 0 streams, 1 adds and multiplies floats, 2 divides and takes roots, 3 works on integers, 4 reads what is near.

struct Params {
    lo0: u32, lo1: u32, lo2: u32, hi0: u32, hi1: u32, hi2: u32,
    zero: u32,
    len_source: u32, len_target: u32,
    mix: u32,
    rounds: u32,
}

@group(0) @binding(0) var<uniform> P: Params;
@group(0) @binding(1) var<storage, read> source: array<u32>;
@group(0) @binding(2) var<storage, read_write> target_: array<u32>;
@group(0) @binding(3) var<storage, read_write> fault: array<u32, 8>;

fn float_mix(start: f32) -> f32 {
    var a = vec4<f32>(start, start + 1.0, start + 2.0, start + 3.0);
    for (var round = 0u; round < P.rounds; round++) {
        a = a * 0.999 + vec4<f32>(0.25, 0.5, 0.75, 1.0);
    }
    return a.x + a.y + a.z + a.w;
}

fn divide_mix(start: f32) -> f32 {
    var a = vec4<f32>(start, start + 1.0, start + 2.0, start + 3.0);
    for (var round = 0u; round < P.rounds; round++) {
        a = sqrt(vec4<f32>(2.0, 3.0, 5.0, 7.0) / (abs(a) + 1.0));
    }
    return a.x + a.y + a.z + a.w;
}

fn integer_mix(start: u32) -> u32 {
    var a = vec4<u32>(start, start + 1u, start + 2u, start + 3u);
    for (var round = 0u; round < P.rounds; round++) {
        a = (a ^ (a << vec4<u32>(13u))) + vec4<u32>(1u, 3u, 5u, 7u);
    }
    return a.x ^ a.y ^ a.z ^ a.w;
}

fn near_mix(start: u32) -> u32 {
    var sum = vec4<u32>(0u);
    for (var round = 0u; round < P.rounds; round++) {
        let at = (start + 8u * round) & 1023u;
        sum += vec4<u32>(source[at], source[at + 1u], source[at + 2u], source[at + 3u]);
        sum ^= vec4<u32>(source[at + 4u], source[at + 5u], source[at + 6u], source[at + 7u]);
    }
    return sum.x ^ sum.y ^ sum.z ^ sum.w;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    if (P.zero != 0u) {
        fault[0] = 1u;
    }
    let i = id.x + P.lo0;
    if (i < P.hi0) {
        var value = source[i];
        switch (P.mix) {
            case 1u: { value = bitcast<u32>(float_mix(f32(value & 255u))); }
            case 2u: { value = bitcast<u32>(divide_mix(f32(value & 255u))); }
            case 3u: { value = integer_mix(value); }
            case 4u: { value = near_mix(value + i); }
            default: { value += 1u; }
        }
        target_[i] = value;
    }
}
