struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_from_a0: u32,
    len_v_to_a1: u32,
    v_w_0: u64,
    v_h_1: u64,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_from_a0: array<f32>;
@group(0) @binding(2) var<storage, read_write> v_to_a1: array<f32>;
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
    let len_v_from_a0 = kernel_params.len_v_from_a0;
    let v_w_0 = kernel_params.v_w_0;
    let v_y_2: u64 = 0lu + u64(at0);
    let v_x_3: u64 = 0lu + u64(at1);
    let v_left_4: u64 = kernel_saturating_sub_u64(v_x_3, 1lu);
    let v_right_5: u64 = kernel_min_u64((v_x_3 + 1lu), (v_w_0 - 1lu));
    let at_1 = (v_y_2 * v_w_0) + v_left_4;
    if (at_1 >= u64(len_v_from_a0)) { kernel_fault_index64(0u, at_1, len_v_from_a0); return; }
    let at_2 = (v_y_2 * v_w_0) + v_right_5;
    if (at_2 >= u64(len_v_from_a0)) { kernel_fault_index64(1u, at_2, len_v_from_a0); return; }
    let value_3 = v_from_a0[u32(at_1)] + v_from_a0[u32(at_2)];
    v_to_a1[u32(((v_y_2 * v_w_0) + v_x_3))] = value_3;
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at1 = kernel_params.lo1 + id.x;
    let at0 = kernel_params.lo0 + id.y;
    if (at1 < kernel_params.hi1 && at0 < kernel_params.hi0) {
        kernel_point(at0, at1, 0u);
    }
}

// An index out of bounds, in a shader that counts in 64 bits. What lies beyond any length is a number below zero that has wrapped.
fn kernel_fault_index64(site: u32, index: u64, len: u32) {
    let high = u32(index >> 32u);
    kernel_fault(0u, site, u32(index & 0xfffffffflu), high, high >> 31u, len);
}

// Claims the record, or leaves it to whoever was first.
fn kernel_fault(kind: u32, site: u32, low: u32, high: u32, negative: u32, len: u32) {
    if (atomicExchange(&kernel_record.claimed, 1u) == 0u) {
        kernel_record.kind = kind;
        kernel_record.site = site;
        kernel_record.low = low;
        kernel_record.high = high;
        kernel_record.negative = negative;
        kernel_record.len = len;
    }
}

fn kernel_min_u64(a: u64, b: u64) -> u64 {
    return select(a, b, b < a);
}

fn kernel_saturating_sub_u64(a: u64, b: u64) -> u64 {
    return select(a - b, 0lu, a < b);
}
