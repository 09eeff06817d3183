struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_a_a0: u32,
    len_v_b_a1: u32,
    len_v_c_a2: u32,
    v_n_0: u32,
    v_m_1: u32,
    v_k_2: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_a_a0: array<f32>;
@group(0) @binding(2) var<storage, read> v_b_a1: array<f32>;
@group(0) @binding(3) var<storage, read_write> v_c_a2: array<f32>;
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

var<workgroup> kernel_tile_0: array<f32, 1040>;
var<workgroup> kernel_tile_1: array<f32, 1024>;
fn kernel_points(group: vec3<u32>, local: vec3<u32>) {
    let v_k_2 = kernel_params.v_k_2;
    let v_m_1 = kernel_params.v_m_1;
    let first0 = kernel_params.lo0 + group.y * 64u;
    let last0 = kernel_params.hi0 - 1u;
    let at_1 = first0 + local.y * 4u;
    let v_inside_18: bool = at_1 <= last0;
    let v_i_3: u32 = 0u + min(at_1, last0);
    let at_2 = first0 + local.y * 4u + 1u;
    let v_inside_19: bool = at_2 <= last0;
    let v_i_22: u32 = 0u + min(at_2, last0);
    let at_3 = first0 + local.y * 4u + 2u;
    let v_inside_20: bool = at_3 <= last0;
    let v_i_23: u32 = 0u + min(at_3, last0);
    let at_4 = first0 + local.y * 4u + 3u;
    let v_inside_21: bool = at_4 <= last0;
    let v_i_24: u32 = 0u + min(at_4, last0);
    let first1 = kernel_params.lo1 + group.x * 64u;
    let last1 = kernel_params.hi1 - 1u;
    let at_5 = first1 + local.x;
    let v_inside_7: bool = at_5 <= last1;
    let v_j_4: u32 = 0u + min(at_5, last1);
    let at_6 = first1 + local.x + 16u;
    let v_inside_8: bool = at_6 <= last1;
    let v_j_11: u32 = 0u + min(at_6, last1);
    let at_7 = first1 + local.x + 32u;
    let v_inside_9: bool = at_7 <= last1;
    let v_j_12: u32 = 0u + min(at_7, last1);
    let at_8 = first1 + local.x + 48u;
    let v_inside_10: bool = at_8 <= last1;
    let v_j_13: u32 = 0u + min(at_8, last1);
    var v_sum_5: f32 = 0.0f;
    var v_sum_25: f32 = 0.0f;
    var v_sum_26: f32 = 0.0f;
    var v_sum_27: f32 = 0.0f;
    var v_sum_14: f32 = 0.0f;
    var v_sum_28: f32 = 0.0f;
    var v_sum_29: f32 = 0.0f;
    var v_sum_30: f32 = 0.0f;
    var v_sum_15: f32 = 0.0f;
    var v_sum_31: f32 = 0.0f;
    var v_sum_32: f32 = 0.0f;
    var v_sum_33: f32 = 0.0f;
    var v_sum_16: f32 = 0.0f;
    var v_sum_34: f32 = 0.0f;
    var v_sum_35: f32 = 0.0f;
    var v_sum_36: f32 = 0.0f;
    let end_9 = v_k_2;
    for (var base_10: u32 = 0u; base_10 < end_9; ) {
        let rounds_11 = select(end_9 - base_10, min(16u, end_9 - base_10), kernel_staged);
        if (kernel_staged) {
            for (var to = local.y * 16u + local.x; to < 1024u; to += 256u) {
                let place = to / 16u;
                let round = to % 16u;
                let v_i_3: u32 = 0u + min(first0 + place, last0);
                let v_l_6: u32 = base_10 + min(round, rounds_11 - 1u);
                kernel_tile_0[round * 65u + place] = v_a_a0[v_k_2 * v_i_3 + v_l_6];
            }
            for (var to = local.y * 16u + local.x; to < 1024u; to += 256u) {
                let place = to % 64u;
                let round = to / 64u;
                let v_j_4: u32 = 0u + min(first1 + place, last1);
                let v_l_6: u32 = base_10 + min(round, rounds_11 - 1u);
                kernel_tile_1[round * 64u + place] = v_b_a1[v_m_1 * v_l_6 + v_j_4];
            }
            workgroupBarrier();
        }
        let stop_12 = select(base_10, base_10 + rounds_11, v_inside_7 && v_inside_18);
        for (var v_l_6: u32 = base_10; v_l_6 < stop_12; v_l_6 += 1u) {
            let v_shared_17: f32 = select(v_a_a0[(v_i_3 * v_k_2) + v_l_6], kernel_tile_0[(v_l_6 - base_10) * 65u + local.y * 4u], kernel_staged);
            let v_shared_37: f32 = select(v_a_a0[(v_i_22 * v_k_2) + v_l_6], kernel_tile_0[(v_l_6 - base_10) * 65u + local.y * 4u + 1u], kernel_staged);
            let v_shared_38: f32 = select(v_a_a0[(v_i_23 * v_k_2) + v_l_6], kernel_tile_0[(v_l_6 - base_10) * 65u + local.y * 4u + 2u], kernel_staged);
            let v_shared_39: f32 = select(v_a_a0[(v_i_24 * v_k_2) + v_l_6], kernel_tile_0[(v_l_6 - base_10) * 65u + local.y * 4u + 3u], kernel_staged);
            let v_shared_40: f32 = select(v_b_a1[(v_l_6 * v_m_1) + v_j_4], kernel_tile_1[(v_l_6 - base_10) * 64u + local.x], kernel_staged);
            v_sum_5 = v_sum_5 + (v_shared_17 * v_shared_40);
            v_sum_25 = v_sum_25 + (v_shared_37 * v_shared_40);
            v_sum_26 = v_sum_26 + (v_shared_38 * v_shared_40);
            v_sum_27 = v_sum_27 + (v_shared_39 * v_shared_40);
            let v_shared_41: f32 = select(v_b_a1[(v_l_6 * v_m_1) + v_j_11], kernel_tile_1[(v_l_6 - base_10) * 64u + local.x + 16u], kernel_staged);
            v_sum_14 = v_sum_14 + (v_shared_17 * v_shared_41);
            v_sum_28 = v_sum_28 + (v_shared_37 * v_shared_41);
            v_sum_29 = v_sum_29 + (v_shared_38 * v_shared_41);
            v_sum_30 = v_sum_30 + (v_shared_39 * v_shared_41);
            let v_shared_42: f32 = select(v_b_a1[(v_l_6 * v_m_1) + v_j_12], kernel_tile_1[(v_l_6 - base_10) * 64u + local.x + 32u], kernel_staged);
            v_sum_15 = v_sum_15 + (v_shared_17 * v_shared_42);
            v_sum_31 = v_sum_31 + (v_shared_37 * v_shared_42);
            v_sum_32 = v_sum_32 + (v_shared_38 * v_shared_42);
            v_sum_33 = v_sum_33 + (v_shared_39 * v_shared_42);
            let v_shared_43: f32 = select(v_b_a1[(v_l_6 * v_m_1) + v_j_13], kernel_tile_1[(v_l_6 - base_10) * 64u + local.x + 48u], kernel_staged);
            v_sum_16 = v_sum_16 + (v_shared_17 * v_shared_43);
            v_sum_34 = v_sum_34 + (v_shared_37 * v_shared_43);
            v_sum_35 = v_sum_35 + (v_shared_38 * v_shared_43);
            v_sum_36 = v_sum_36 + (v_shared_39 * v_shared_43);
        }
        if (kernel_staged) { workgroupBarrier(); }
        base_10 += rounds_11;
    }
    if (v_inside_7) {
        if (v_inside_18) {
            let value_13 = v_sum_5;
            v_c_a2[(v_i_3 * v_m_1) + v_j_4] = value_13;
        }
        if (v_inside_19) {
            let value_14 = v_sum_25;
            v_c_a2[(v_i_22 * v_m_1) + v_j_4] = value_14;
        }
        if (v_inside_20) {
            let value_15 = v_sum_26;
            v_c_a2[(v_i_23 * v_m_1) + v_j_4] = value_15;
        }
        if (v_inside_21) {
            let value_16 = v_sum_27;
            v_c_a2[(v_i_24 * v_m_1) + v_j_4] = value_16;
        }
    }
    if (v_inside_8) {
        if (v_inside_18) {
            let value_17 = v_sum_14;
            v_c_a2[(v_i_3 * v_m_1) + v_j_11] = value_17;
        }
        if (v_inside_19) {
            let value_18 = v_sum_28;
            v_c_a2[(v_i_22 * v_m_1) + v_j_11] = value_18;
        }
        if (v_inside_20) {
            let value_19 = v_sum_29;
            v_c_a2[(v_i_23 * v_m_1) + v_j_11] = value_19;
        }
        if (v_inside_21) {
            let value_20 = v_sum_30;
            v_c_a2[(v_i_24 * v_m_1) + v_j_11] = value_20;
        }
    }
    if (v_inside_9) {
        if (v_inside_18) {
            let value_21 = v_sum_15;
            v_c_a2[(v_i_3 * v_m_1) + v_j_12] = value_21;
        }
        if (v_inside_19) {
            let value_22 = v_sum_31;
            v_c_a2[(v_i_22 * v_m_1) + v_j_12] = value_22;
        }
        if (v_inside_20) {
            let value_23 = v_sum_32;
            v_c_a2[(v_i_23 * v_m_1) + v_j_12] = value_23;
        }
        if (v_inside_21) {
            let value_24 = v_sum_33;
            v_c_a2[(v_i_24 * v_m_1) + v_j_12] = value_24;
        }
    }
    if (v_inside_10) {
        if (v_inside_18) {
            let value_25 = v_sum_16;
            v_c_a2[(v_i_3 * v_m_1) + v_j_13] = value_25;
        }
        if (v_inside_19) {
            let value_26 = v_sum_34;
            v_c_a2[(v_i_22 * v_m_1) + v_j_13] = value_26;
        }
        if (v_inside_20) {
            let value_27 = v_sum_35;
            v_c_a2[(v_i_23 * v_m_1) + v_j_13] = value_27;
        }
        if (v_inside_21) {
            let value_28 = v_sum_36;
            v_c_a2[(v_i_24 * v_m_1) + v_j_13] = value_28;
        }
    }
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
    kernel_points(group, local);
}
