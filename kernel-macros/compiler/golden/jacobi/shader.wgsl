struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_from_a0: u32,
    len_v_to_a1: u32,
    v_w_0: u32,
    v_h_1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_from_a0: array<f64>;
@group(0) @binding(2) var<storage, read_write> v_to_a1: array<f64>;
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
    let v_w_0 = kernel_params.v_w_0;
    let v_y_2: u32 = 1u + at0;
    let v_x_3: u32 = 1u + at1;
    let v_i_4: u32 = (v_y_2 * v_w_0) + v_x_3;
    let value_1 = 0.25lf * (((v_from_a0[v_i_4 - 1u] + v_from_a0[v_i_4 + 1u]) + v_from_a0[v_i_4 - v_w_0]) + v_from_a0[v_i_4 + v_w_0]);
    v_to_a1[v_i_4] = value_1;
}

@compute @workgroup_size(16, 16, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at1 = kernel_params.lo1 + id.x;
    let at0 = kernel_params.lo0 + id.y;
    if (at1 < kernel_params.hi1 && at0 < kernel_params.hi0) {
        kernel_point(at0, at1, 0u);
    }
}
