struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_x_a0: u32,
    len_v_y_a1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_x_a0: array<f32>;
@group(0) @binding(2) var<storage, read_write> v_y_a1: array<f32>;
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
    let v_i_0: u64 = 0lu + u64(at0);
    let value_1 = 0.0f;
    var v_window_a2: array<f32, 5u>;
    for (var at = 0u; at < 5u; at++) { v_window_a2[at] = value_1; }
    let end_2 = 5lu;
    for (var v_k_1: u64 = 0lu; v_k_1 < end_2; v_k_1 += 1lu) {
        let value_3 = v_x_a0[u32((v_i_0 + v_k_1))];
        v_window_a2[u32(v_k_1)] = value_3;
    }
    let end_4 = 5lu;
    for (var v_a_2: u64 = 1lu; v_a_2 < end_4; v_a_2 += 1lu) {
        let v_value_3: f32 = v_window_a2[u32(v_a_2)];
        var v_b_4: u64 = v_a_2;
        loop {
            if (v_b_4 <= 0lu) {
                break;
            }
            let at_5 = v_b_4 - 1lu;
            if (at_5 >= u64(5u)) { kernel_fault_index64(3u, at_5, 5u); return; }
            if (!((v_window_a2[u32(at_5)] > v_value_3))) {
                break;
            }
            let at_6 = v_b_4 - 1lu;
            if (at_6 >= u64(5u)) { kernel_fault_index64(4u, at_6, 5u); return; }
            let value_7 = v_window_a2[u32(at_6)];
            let at_8 = v_b_4;
            if (at_8 >= u64(5u)) { kernel_fault_index64(5u, at_8, 5u); return; }
            v_window_a2[u32(at_8)] = value_7;
            v_b_4 = v_b_4 - 1lu;
        }
        let value_9 = v_value_3;
        let at_10 = v_b_4;
        if (at_10 >= u64(5u)) { kernel_fault_index64(6u, at_10, 5u); return; }
        v_window_a2[u32(at_10)] = value_9;
    }
    let at_11 = 2lu;
    let value_12 = v_window_a2[u32(at_11)];
    v_y_a1[u32(v_i_0)] = value_12;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
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
