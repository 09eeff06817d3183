struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_out_a0: u32,
    v_width_0: u32,
    v_height_1: u32,
    v_limit_2: i32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read_write> v_out_a0: array<i32>;
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
    let v_height_1 = kernel_params.v_height_1;
    let v_limit_2 = kernel_params.v_limit_2;
    let v_width_0 = kernel_params.v_width_0;
    let v_row_3: u32 = 0u + at0;
    let v_column_4: u32 = 0u + at1;
    let v_cx_5: f32 = kernel_keep_f32(((f32(v_column_4) / f32(v_width_0)) * 3.0f)) - 2.0f;
    let v_cy_6: f32 = kernel_keep_f32(((f32(v_row_3) / f32(v_height_1)) * 2.0f)) - 1.0f;
    var v_x_7: f32 = 0.0f;
    var v_y_8: f32 = 0.0f;
    var v_n_9: i32 = 0i;
    loop {
        if (v_n_9 >= v_limit_2) {
            break;
        }
        let v_x2_10: f32 = v_x_7 * v_x_7;
        let v_y2_11: f32 = v_y_8 * v_y_8;
        if ((v_x2_10 + v_y2_11) > 4.0f) {
            break;
        }
        v_y_8 = ((2.0f * v_x_7) * v_y_8) + v_cy_6;
        v_x_7 = (kernel_keep_f32(v_x2_10) - v_y2_11) + v_cx_5;
        v_n_9 = v_n_9 + 1i;
    }
    let value_1 = v_n_9;
    v_out_a0[(v_row_3 * v_width_0) + v_column_4] = value_1;
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at1 = kernel_params.lo1 + id.x;
    let at0 = kernel_params.lo0 + id.y;
    if (at1 < kernel_params.hi1 && at0 < kernel_params.hi0) {
        kernel_point(at0, at1, 0u);
    }
}

// A zero that the driver cannot see through.
fn kernel_zero() -> u32 {
    return kernel_params.zero;
}

// The same value, of which the driver knows nothing.
fn kernel_keep_f32(x: f32) -> f32 {
    return bitcast<f32>(bitcast<u32>(x) ^ kernel_zero());
}
