struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_input_a0: u32,
    len_v_output_a1: u32,
    v_width_0: u32,
    v_height_1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_input_a0: array<f32>;
@group(0) @binding(2) var<storage, read_write> v_output_a1: array<f32>;
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
    let v_width_0 = kernel_params.v_width_0;
    let v_y_2: u32 = 1u + at0;
    let v_x_3: u32 = 1u + at1;
    var v_sum_4: f32 = 0.0f;
    let end_1 = 3u;
    for (var v_dy_5: u32 = 0u; v_dy_5 < end_1; v_dy_5 += 1u) {
        let end_2 = 3u;
        for (var v_dx_6: u32 = 0u; v_dx_6 < end_2; v_dx_6 += 1u) {
            v_sum_4 = v_sum_4 + v_input_a0[(((((v_y_2 + v_dy_5) - 1u) * v_width_0) + v_x_3) + v_dx_6) - 1u];
        }
    }
    let value_3 = v_sum_4 / 9.0f;
    v_output_a1[(v_y_2 * v_width_0) + v_x_3] = value_3;
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at1 = kernel_params.lo1 + id.x;
    let at0 = kernel_params.lo0 + id.y;
    if (at1 < kernel_params.hi1 && at0 < kernel_params.hi0) {
        kernel_point(at0, at1, 0u);
    }
}
