struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_path_a0: u32,
    v_n_0: u32,
    v_k_1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read_write> v_path_a0: array<i32>;
@group(0) @binding(2) var<storage, read_write> kernel_record: KernelRecord;

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
    let len_v_path_a0 = kernel_params.len_v_path_a0;
    let v_k_1 = kernel_params.v_k_1;
    let v_n_0 = kernel_params.v_n_0;
    let v_i_2: u32 = 0u + at0;
    let end_1 = v_k_1;
    for (var v_j_3: u32 = 0u; v_j_3 < end_1; v_j_3 += 1u) {
        let v_through_4: i32 = v_path_a0[(v_i_2 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_3];
        if (v_through_4 < v_path_a0[(v_i_2 * v_n_0) + v_j_3]) {
            let value_2 = v_through_4;
            let at_3 = (v_i_2 * v_n_0) + v_j_3;
            if (at_3 >= len_v_path_a0) { kernel_fault_index32(3u, at_3, at_3 >> 31u, len_v_path_a0); return; }
            v_path_a0[at_3] = value_2;
        }
    }
    let v_j_13: u32 = v_k_1;
    let v_through_14: i32 = v_path_a0[(v_i_2 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_13];
    if (v_through_14 < v_path_a0[(v_i_2 * v_n_0) + v_j_13]) {
        let value_4 = v_through_14;
        let at_5 = (v_i_2 * v_n_0) + v_j_13;
        if (at_5 >= len_v_path_a0) { kernel_fault_index32(19u, at_5, at_5 >> 31u, len_v_path_a0); return; }
        v_path_a0[at_5] = value_4;
    }
    let end_6 = v_n_0;
    for (var v_j_11: u32 = (v_k_1 + 1u); v_j_11 < end_6; v_j_11 += 1u) {
        let v_through_12: i32 = v_path_a0[(v_i_2 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_11];
        if (v_through_12 < v_path_a0[(v_i_2 * v_n_0) + v_j_11]) {
            let value_7 = v_through_12;
            let at_8 = (v_i_2 * v_n_0) + v_j_11;
            if (at_8 >= len_v_path_a0) { kernel_fault_index32(15u, at_8, at_8 >> 31u, len_v_path_a0); return; }
            v_path_a0[at_8] = value_7;
        }
    }
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

struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_path_a0: u32,
    v_n_0: u32,
    v_k_1: u32,
    v_i_8: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read_write> v_path_a0: array<i32>;
@group(0) @binding(2) var<storage, read_write> kernel_record: KernelRecord;

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
    let len_v_path_a0 = kernel_params.len_v_path_a0;
    let v_i_8 = kernel_params.v_i_8;
    let v_k_1 = kernel_params.v_k_1;
    let v_n_0 = kernel_params.v_n_0;
    let v_j_9: u32 = 0u + at0;
    let v_through_10: i32 = v_path_a0[(v_i_8 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_9];
    if (v_through_10 < v_path_a0[(v_i_8 * v_n_0) + v_j_9]) {
        let value_1 = v_through_10;
        let at_2 = (v_i_8 * v_n_0) + v_j_9;
        if (at_2 >= len_v_path_a0) { kernel_fault_index32(11u, at_2, at_2 >> 31u, len_v_path_a0); return; }
        v_path_a0[at_2] = value_1;
    }
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

struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_path_a0: u32,
    v_n_0: u32,
    v_k_1: u32,
    v_i_8: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read_write> v_path_a0: array<i32>;
@group(0) @binding(2) var<storage, read_write> kernel_record: KernelRecord;

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
    let len_v_path_a0 = kernel_params.len_v_path_a0;
    let v_i_8 = kernel_params.v_i_8;
    let v_k_1 = kernel_params.v_k_1;
    let v_n_0 = kernel_params.v_n_0;
    let v_j_15: u32 = (v_k_1 + 1u) + at0;
    let v_through_16: i32 = v_path_a0[(v_i_8 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_15];
    if (v_through_16 < v_path_a0[(v_i_8 * v_n_0) + v_j_15]) {
        let value_1 = v_through_16;
        let at_2 = (v_i_8 * v_n_0) + v_j_15;
        if (at_2 >= len_v_path_a0) { kernel_fault_index32(23u, at_2, at_2 >> 31u, len_v_path_a0); return; }
        v_path_a0[at_2] = value_1;
    }
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

struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_path_a0: u32,
    v_n_0: u32,
    v_k_1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read_write> v_path_a0: array<i32>;
@group(0) @binding(2) var<storage, read_write> kernel_record: KernelRecord;

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
    let len_v_path_a0 = kernel_params.len_v_path_a0;
    let v_k_1 = kernel_params.v_k_1;
    let v_n_0 = kernel_params.v_n_0;
    let v_i_5: u32 = (v_k_1 + 1u) + at0;
    let end_1 = v_k_1;
    for (var v_j_6: u32 = 0u; v_j_6 < end_1; v_j_6 += 1u) {
        let v_through_7: i32 = v_path_a0[(v_i_5 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_6];
        if (v_through_7 < v_path_a0[(v_i_5 * v_n_0) + v_j_6]) {
            let value_2 = v_through_7;
            let at_3 = (v_i_5 * v_n_0) + v_j_6;
            if (at_3 >= len_v_path_a0) { kernel_fault_index32(7u, at_3, at_3 >> 31u, len_v_path_a0); return; }
            v_path_a0[at_3] = value_2;
        }
    }
    let v_j_21: u32 = v_k_1;
    let v_through_22: i32 = v_path_a0[(v_i_5 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_21];
    if (v_through_22 < v_path_a0[(v_i_5 * v_n_0) + v_j_21]) {
        let value_4 = v_through_22;
        let at_5 = (v_i_5 * v_n_0) + v_j_21;
        if (at_5 >= len_v_path_a0) { kernel_fault_index32(35u, at_5, at_5 >> 31u, len_v_path_a0); return; }
        v_path_a0[at_5] = value_4;
    }
    let end_6 = v_n_0;
    for (var v_j_19: u32 = (v_k_1 + 1u); v_j_19 < end_6; v_j_19 += 1u) {
        let v_through_20: i32 = v_path_a0[(v_i_5 * v_n_0) + v_k_1] + v_path_a0[(v_k_1 * v_n_0) + v_j_19];
        if (v_through_20 < v_path_a0[(v_i_5 * v_n_0) + v_j_19]) {
            let value_7 = v_through_20;
            let at_8 = (v_i_5 * v_n_0) + v_j_19;
            if (at_8 >= len_v_path_a0) { kernel_fault_index32(31u, at_8, at_8 >> 31u, len_v_path_a0); return; }
            v_path_a0[at_8] = value_7;
        }
    }
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
