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

fn kernel_point(at0: u32, at1: u32, at2: u32) {
    let v_k_2 = kernel_params.v_k_2;
    let v_m_0 = kernel_params.v_m_0;
    let v_n_1 = kernel_params.v_n_1;
    let v_i_4: u32 = 0u + at0;
    let v_j_5: u32 = 0u + at1;
    if (0u < v_k_2) {
        var v_c_element_7: f32 = v_c_a2[(v_i_4 * v_n_1) + v_j_5];
        let end_1 = v_k_2;
        for (var v_l_3: u32 = 0u; v_l_3 < end_1; v_l_3 += 1u) {
            let v_index_6: u32 = (v_i_4 * v_n_1) + v_j_5;
            v_c_element_7 = v_c_element_7 + (v_a_a0[(v_l_3 * v_m_0) + v_i_4] * v_b_a1[(v_j_5 * v_k_2) + v_l_3]);
        }
        let value_2 = v_c_element_7;
        v_c_a2[(v_i_4 * v_n_1) + v_j_5] = value_2;
    }
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    let at1 = kernel_params.lo1 + id.y;
    if (at0 < kernel_params.hi0 && at1 < kernel_params.hi1) {
        kernel_point(at0, at1, 0u);
    }
}
