struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_table_a0: u32,
    len_v_index_a1: u32,
    len_v_out_a2: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_table_a0: array<f32>;
@group(0) @binding(2) var<storage, read> v_index_a1: array<u32>;
@group(0) @binding(3) var<storage, read_write> v_out_a2: array<f32>;
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
    let len_v_table_a0 = kernel_params.len_v_table_a0;
    let v_i_0: u32 = 0u + at0;
    let at_1 = v_index_a1[v_i_0];
    if (at_1 >= len_v_table_a0) { kernel_fault_index32(1u, at_1, 0u, len_v_table_a0); return; }
    let value_2 = v_table_a0[at_1];
    v_out_a2[v_i_0] = value_2;
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
