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
    v_band_low_0: f32,
    v_band_high_1: f32,
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
    let v_band_high_1 = kernel_params.v_band_high_1;
    let v_band_low_0 = kernel_params.v_band_low_0;
    let v_i_2: u32 = 0u + at0;
    let v_band_0_3: f32 = v_band_low_0;
    let v_band_1_4: f32 = v_band_high_1;
    let v_v_5: f32 = v_x_a0[v_i_2];
    var v_result_6: f32;
    if (v_v_5 < v_band_0_3) {
        v_result_6 = 0.0f;
    } else {
        let v_band_0_7: f32 = v_band_0_3;
        let v_band_1_8: f32 = v_band_1_4;
        let v_t_9: f32 = (v_v_5 - v_band_0_3) / (v_band_1_8 - v_band_0_7);
        if (v_t_9 > 1.0f) {
            v_result_6 = 1.0f;
        } else {
            v_result_6 = v_t_9 * v_t_9;
        }
    }
    let value_1 = v_result_6;
    v_y_a1[v_i_2] = value_1;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}
