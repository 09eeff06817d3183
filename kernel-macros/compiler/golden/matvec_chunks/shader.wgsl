struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_a_a0: u32,
    len_v_x_a1: u32,
    len_v_y_a2: u32,
    v_n_0: u32,
    v_i_rounds_2: u32,
    v_sum_rounds_5: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_a_a0: array<f32>;
@group(0) @binding(2) var<storage, read> v_x_a1: array<f32>;
@group(0) @binding(3) var<storage, read_write> v_y_a2: array<f32>;
@group(0) @binding(4) var<storage, read_write> kernel_record: KernelRecord;

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
    let v_n_0 = kernel_params.v_n_0;
    let v_sum_rounds_5 = kernel_params.v_sum_rounds_5;
    let v_i_3: u32 = 0u + at0;
    let v_row_start_4: u32 = v_i_3 * v_n_0;
    var v_sum_6: f32 = -0.0f;
    let end_1 = v_sum_rounds_5;
    for (var v_at_7: u32 = 0u; v_at_7 < end_1; v_at_7 += 1u) {
        let v_a_8: f32 = v_a_a0[v_row_start_4 + v_at_7];
        let v_x_9: f32 = v_x_a1[v_at_7];
        v_sum_6 = v_sum_6 + (v_a_8 * v_x_9);
    }
    let v_sum_10: f32 = v_sum_6;
    let dividend_2 = v_i_3;
    let divisor_3 = v_n_0;
    if (divisor_3 == 0u) { kernel_fault(1u, 4u, 0u, 0u, 0u, 0u); return; }
    let v_index_11: u32 = dividend_2 % divisor_3;
    let at_4 = v_index_11;
    let len_5 = v_n_0;
    if (at_4 >= len_5) { kernel_fault_index32(5u, at_4, 0u, len_5); return; }
    let value_6 = v_sum_10 * v_a_a0[v_row_start_4 + v_index_11];
    v_y_a2[v_i_3] = value_6;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}

// An index out of bounds, in a shader that counts in 32 bits; `negative` is 1 where the index lies below zero.
fn kernel_fault_index32(site: u32, index: u32, negative: u32, len: u32) {
    kernel_fault(0u, site, index, 0u - negative, negative, len);
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
