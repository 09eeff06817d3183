struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_keys_a0: u32,
    len_v_out_a1: u32,
    v_seed_0: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_keys_a0: array<u32>;
@group(0) @binding(2) var<storage, read_write> v_out_a1: array<u32>;
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
    let v_seed_0 = kernel_params.v_seed_0;
    let v_i_1: u32 = 0u + at0;
    var v_h_2: u32 = v_keys_a0[v_i_1] ^ v_seed_0;
    v_h_2 = v_h_2 ^ (v_h_2 >> (16u & 31u));
    v_h_2 = v_h_2 * 2246822507u;
    v_h_2 = v_h_2 ^ (v_h_2 >> (13u & 31u));
    v_h_2 = v_h_2 * 3266489909u;
    let value_1 = v_h_2 ^ (v_h_2 >> (16u & 31u));
    v_out_a1[v_i_1] = value_1;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}
