struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_rgb_a0: u32,
    len_v_gray_a1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_rgb_a0: array<u32>;
@group(0) @binding(2) var<storage, read_write> v_gray_a1: array<atomic<u32>>;
@group(0) @binding(3) var<storage, read_write> kernel_record: KernelRecord;

// The first invocation that fails claims the record.
struct KernelRecord {
    claimed: atomic<u32>,
    kind: u32,
    site: u32,
    spare: u32,
    low: u32,
    high: u32,
    negative: u32,
    len: u32,
}

fn kernel_point(at0: u32, at1: u32, at2: u32) {
    let v_i_0: u32 = 0u + at0;
    let at_1 = 3u * v_i_0;
    let v_r_1: u32 = extractBits(v_rgb_a0[at_1 >> 2u], ((at_1 & 3u) * 8u), 8u);
    let at_2 = (3u * v_i_0) + 1u;
    let v_g_2: u32 = extractBits(v_rgb_a0[at_2 >> 2u], ((at_2 & 3u) * 8u), 8u);
    let at_3 = (3u * v_i_0) + 2u;
    let v_b_3: u32 = extractBits(v_rgb_a0[at_3 >> 2u], ((at_3 & 3u) * 8u), 8u);
    let value_4 = (((((77u * v_r_1) + (150u * v_g_2)) + (29u * v_b_3)) + 128u) >> (8u & 31u)) & 0xffu;
    let at_5 = v_i_0;
    atomicAnd(&v_gray_a1[at_5 >> 2u], ~(0xffu << ((at_5 & 3u) * 8u)));
    atomicOr(&v_gray_a1[at_5 >> 2u], value_4 << ((at_5 & 3u) * 8u));
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}
