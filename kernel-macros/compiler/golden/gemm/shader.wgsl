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
    v_m_0: u32,
    v_n_1: u32,
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

var<workgroup> kernel_tile_0: array<f32, 1024>;
var<workgroup> kernel_tile_1: array<f32, 1040>;
fn kernel_points(group: vec3<u32>, local: vec3<u32>) {
    let v_k_2 = kernel_params.v_k_2;
    let v_m_0 = kernel_params.v_m_0;
    let v_n_1 = kernel_params.v_n_1;
    let first0 = kernel_params.lo0 + group.x * 64u;
    let last0 = kernel_params.hi0 - 1u;
    let at_1 = first0 + local.x;
    let v_inside_8: bool = at_1 <= last0;
    let v_i_4: u32 = 0u + min(at_1, last0);
    let at_2 = first0 + local.x + 16u;
    let v_inside_9: bool = at_2 <= last0;
    let v_i_12: u32 = 0u + min(at_2, last0);
    let at_3 = first0 + local.x + 32u;
    let v_inside_10: bool = at_3 <= last0;
    let v_i_13: u32 = 0u + min(at_3, last0);
    let at_4 = first0 + local.x + 48u;
    let v_inside_11: bool = at_4 <= last0;
    let v_i_14: u32 = 0u + min(at_4, last0);
    let first1 = kernel_params.lo1 + group.y * 64u;
    let last1 = kernel_params.hi1 - 1u;
    let at_5 = first1 + local.y * 4u;
    let v_inside_22: bool = at_5 <= last1;
    let v_j_5: u32 = 0u + min(at_5, last1);
    let at_6 = first1 + local.y * 4u + 1u;
    let v_inside_23: bool = at_6 <= last1;
    let v_j_26: u32 = 0u + min(at_6, last1);
    let at_7 = first1 + local.y * 4u + 2u;
    let v_inside_24: bool = at_7 <= last1;
    let v_j_27: u32 = 0u + min(at_7, last1);
    let at_8 = first1 + local.y * 4u + 3u;
    let v_inside_25: bool = at_8 <= last1;
    let v_j_28: u32 = 0u + min(at_8, last1);
    if (0u < v_k_2) {
        var v_c_element_7: f32 = v_c_a2[(v_i_4 * v_n_1) + v_j_5];
        var v_c_element_29: f32 = v_c_a2[(v_i_4 * v_n_1) + v_j_26];
        var v_c_element_30: f32 = v_c_a2[(v_i_4 * v_n_1) + v_j_27];
        var v_c_element_31: f32 = v_c_a2[(v_i_4 * v_n_1) + v_j_28];
        var v_c_element_15: f32 = v_c_a2[(v_i_12 * v_n_1) + v_j_5];
        var v_c_element_32: f32 = v_c_a2[(v_i_12 * v_n_1) + v_j_26];
        var v_c_element_33: f32 = v_c_a2[(v_i_12 * v_n_1) + v_j_27];
        var v_c_element_34: f32 = v_c_a2[(v_i_12 * v_n_1) + v_j_28];
        var v_c_element_16: f32 = v_c_a2[(v_i_13 * v_n_1) + v_j_5];
        var v_c_element_35: f32 = v_c_a2[(v_i_13 * v_n_1) + v_j_26];
        var v_c_element_36: f32 = v_c_a2[(v_i_13 * v_n_1) + v_j_27];
        var v_c_element_37: f32 = v_c_a2[(v_i_13 * v_n_1) + v_j_28];
        var v_c_element_17: f32 = v_c_a2[(v_i_14 * v_n_1) + v_j_5];
        var v_c_element_38: f32 = v_c_a2[(v_i_14 * v_n_1) + v_j_26];
        var v_c_element_39: f32 = v_c_a2[(v_i_14 * v_n_1) + v_j_27];
        var v_c_element_40: f32 = v_c_a2[(v_i_14 * v_n_1) + v_j_28];
        let end_9 = v_k_2;
        for (var base_10: u32 = 0u; base_10 < end_9; ) {
            let rounds_11 = select(end_9 - base_10, min(16u, end_9 - base_10), kernel_staged);
            if (kernel_staged) {
                for (var to = local.y * 16u + local.x; to < 1024u; to += 256u) {
                    let place = to % 64u;
                    let round = to / 64u;
                    let v_i_4: u32 = 0u + min(first0 + place, last0);
                    let v_l_3: u32 = base_10 + min(round, rounds_11 - 1u);
                    kernel_tile_0[round * 64u + place] = v_a_a0[v_m_0 * v_l_3 + v_i_4];
                }
                for (var to = local.y * 16u + local.x; to < 1024u; to += 256u) {
                    let place = to / 16u;
                    let round = to % 16u;
                    let v_j_5: u32 = 0u + min(first1 + place, last1);
                    let v_l_3: u32 = base_10 + min(round, rounds_11 - 1u);
                    kernel_tile_1[round * 65u + place] = v_b_a1[v_k_2 * v_j_5 + v_l_3];
                }
                workgroupBarrier();
            }
            let stop_12 = select(base_10, base_10 + rounds_11, v_inside_8 && v_inside_22);
            for (var v_l_3: u32 = base_10; v_l_3 < stop_12; v_l_3 += 1u) {
                let v_index_6: u32 = (v_i_4 * v_n_1) + v_j_5;
                let v_index_41: u32 = (v_i_4 * v_n_1) + v_j_26;
                let v_index_42: u32 = (v_i_4 * v_n_1) + v_j_27;
                let v_index_43: u32 = (v_i_4 * v_n_1) + v_j_28;
                let v_index_18: u32 = (v_i_12 * v_n_1) + v_j_5;
                let v_index_44: u32 = (v_i_12 * v_n_1) + v_j_26;
                let v_index_45: u32 = (v_i_12 * v_n_1) + v_j_27;
                let v_index_46: u32 = (v_i_12 * v_n_1) + v_j_28;
                let v_index_19: u32 = (v_i_13 * v_n_1) + v_j_5;
                let v_index_47: u32 = (v_i_13 * v_n_1) + v_j_26;
                let v_index_48: u32 = (v_i_13 * v_n_1) + v_j_27;
                let v_index_49: u32 = (v_i_13 * v_n_1) + v_j_28;
                let v_index_20: u32 = (v_i_14 * v_n_1) + v_j_5;
                let v_index_50: u32 = (v_i_14 * v_n_1) + v_j_26;
                let v_index_51: u32 = (v_i_14 * v_n_1) + v_j_27;
                let v_index_52: u32 = (v_i_14 * v_n_1) + v_j_28;
                let v_shared_21: f32 = select(v_b_a1[(v_j_5 * v_k_2) + v_l_3], kernel_tile_1[(v_l_3 - base_10) * 65u + local.y * 4u], kernel_staged);
                let v_shared_53: f32 = select(v_b_a1[(v_j_26 * v_k_2) + v_l_3], kernel_tile_1[(v_l_3 - base_10) * 65u + local.y * 4u + 1u], kernel_staged);
                let v_shared_54: f32 = select(v_b_a1[(v_j_27 * v_k_2) + v_l_3], kernel_tile_1[(v_l_3 - base_10) * 65u + local.y * 4u + 2u], kernel_staged);
                let v_shared_55: f32 = select(v_b_a1[(v_j_28 * v_k_2) + v_l_3], kernel_tile_1[(v_l_3 - base_10) * 65u + local.y * 4u + 3u], kernel_staged);
                let v_shared_56: f32 = select(v_a_a0[(v_l_3 * v_m_0) + v_i_4], kernel_tile_0[(v_l_3 - base_10) * 64u + local.x], kernel_staged);
                v_c_element_7 = v_c_element_7 + (v_shared_56 * v_shared_21);
                v_c_element_29 = v_c_element_29 + (v_shared_56 * v_shared_53);
                v_c_element_30 = v_c_element_30 + (v_shared_56 * v_shared_54);
                v_c_element_31 = v_c_element_31 + (v_shared_56 * v_shared_55);
                let v_shared_57: f32 = select(v_a_a0[(v_l_3 * v_m_0) + v_i_12], kernel_tile_0[(v_l_3 - base_10) * 64u + local.x + 16u], kernel_staged);
                v_c_element_15 = v_c_element_15 + (v_shared_57 * v_shared_21);
                v_c_element_32 = v_c_element_32 + (v_shared_57 * v_shared_53);
                v_c_element_33 = v_c_element_33 + (v_shared_57 * v_shared_54);
                v_c_element_34 = v_c_element_34 + (v_shared_57 * v_shared_55);
                let v_shared_58: f32 = select(v_a_a0[(v_l_3 * v_m_0) + v_i_13], kernel_tile_0[(v_l_3 - base_10) * 64u + local.x + 32u], kernel_staged);
                v_c_element_16 = v_c_element_16 + (v_shared_58 * v_shared_21);
                v_c_element_35 = v_c_element_35 + (v_shared_58 * v_shared_53);
                v_c_element_36 = v_c_element_36 + (v_shared_58 * v_shared_54);
                v_c_element_37 = v_c_element_37 + (v_shared_58 * v_shared_55);
                let v_shared_59: f32 = select(v_a_a0[(v_l_3 * v_m_0) + v_i_14], kernel_tile_0[(v_l_3 - base_10) * 64u + local.x + 48u], kernel_staged);
                v_c_element_17 = v_c_element_17 + (v_shared_59 * v_shared_21);
                v_c_element_38 = v_c_element_38 + (v_shared_59 * v_shared_53);
                v_c_element_39 = v_c_element_39 + (v_shared_59 * v_shared_54);
                v_c_element_40 = v_c_element_40 + (v_shared_59 * v_shared_55);
            }
            if (kernel_staged) { workgroupBarrier(); }
            base_10 += rounds_11;
        }
        if (v_inside_8) {
            if (v_inside_22) {
                let value_13 = v_c_element_7;
                v_c_a2[(v_i_4 * v_n_1) + v_j_5] = value_13;
            }
            if (v_inside_23) {
                let value_14 = v_c_element_29;
                v_c_a2[(v_i_4 * v_n_1) + v_j_26] = value_14;
            }
            if (v_inside_24) {
                let value_15 = v_c_element_30;
                v_c_a2[(v_i_4 * v_n_1) + v_j_27] = value_15;
            }
            if (v_inside_25) {
                let value_16 = v_c_element_31;
                v_c_a2[(v_i_4 * v_n_1) + v_j_28] = value_16;
            }
        }
        if (v_inside_9) {
            if (v_inside_22) {
                let value_17 = v_c_element_15;
                v_c_a2[(v_i_12 * v_n_1) + v_j_5] = value_17;
            }
            if (v_inside_23) {
                let value_18 = v_c_element_32;
                v_c_a2[(v_i_12 * v_n_1) + v_j_26] = value_18;
            }
            if (v_inside_24) {
                let value_19 = v_c_element_33;
                v_c_a2[(v_i_12 * v_n_1) + v_j_27] = value_19;
            }
            if (v_inside_25) {
                let value_20 = v_c_element_34;
                v_c_a2[(v_i_12 * v_n_1) + v_j_28] = value_20;
            }
        }
        if (v_inside_10) {
            if (v_inside_22) {
                let value_21 = v_c_element_16;
                v_c_a2[(v_i_13 * v_n_1) + v_j_5] = value_21;
            }
            if (v_inside_23) {
                let value_22 = v_c_element_35;
                v_c_a2[(v_i_13 * v_n_1) + v_j_26] = value_22;
            }
            if (v_inside_24) {
                let value_23 = v_c_element_36;
                v_c_a2[(v_i_13 * v_n_1) + v_j_27] = value_23;
            }
            if (v_inside_25) {
                let value_24 = v_c_element_37;
                v_c_a2[(v_i_13 * v_n_1) + v_j_28] = value_24;
            }
        }
        if (v_inside_11) {
            if (v_inside_22) {
                let value_25 = v_c_element_17;
                v_c_a2[(v_i_14 * v_n_1) + v_j_5] = value_25;
            }
            if (v_inside_23) {
                let value_26 = v_c_element_38;
                v_c_a2[(v_i_14 * v_n_1) + v_j_26] = value_26;
            }
            if (v_inside_24) {
                let value_27 = v_c_element_39;
                v_c_a2[(v_i_14 * v_n_1) + v_j_27] = value_27;
            }
            if (v_inside_25) {
                let value_28 = v_c_element_40;
                v_c_a2[(v_i_14 * v_n_1) + v_j_28] = value_28;
            }
        }
    }
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_id) local: vec3<u32>) {
    kernel_points(group, local);
}
