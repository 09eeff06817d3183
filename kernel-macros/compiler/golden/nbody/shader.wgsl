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
    len_v_z_a2: u32,
    len_v_mass_a3: u32,
    len_v_ax_a4: u32,
    len_v_ay_a5: u32,
    len_v_az_a6: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_x_a0: array<f32>;
@group(0) @binding(2) var<storage, read> v_y_a1: array<f32>;
@group(0) @binding(3) var<storage, read> v_z_a2: array<f32>;
@group(0) @binding(4) var<storage, read> v_mass_a3: array<f32>;
@group(0) @binding(5) var<storage, read_write> v_ax_a4: array<f32>;
@group(0) @binding(6) var<storage, read_write> v_ay_a5: array<f32>;
@group(0) @binding(7) var<storage, read_write> v_az_a6: array<f32>;
@group(0) @binding(8) var<storage, read_write> kernel_record: KernelRecord;

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
    let len_v_mass_a3 = kernel_params.len_v_mass_a3;
    let v_i_0: u32 = 0u + at0;
    var v_fx_1: f32 = 0.0f;
    var v_fy_2: f32 = 0.0f;
    var v_fz_3: f32 = 0.0f;
    let end_1 = len_v_mass_a3;
    var held_2: f32;
    var held_3: f32;
    var held_4: f32;
    if (0u < end_1) { held_2 = v_x_a0[v_i_0]; held_3 = v_y_a1[v_i_0]; held_4 = v_z_a2[v_i_0]; }
    for (var v_j_4: u32 = 0u; v_j_4 < end_1; v_j_4 += 1u) {
        let v_dx_5: f32 = v_x_a0[v_j_4] - held_2;
        let v_dy_6: f32 = v_y_a1[v_j_4] - held_3;
        let v_dz_7: f32 = v_z_a2[v_j_4] - held_4;
        let v_d2_8: f32 = (((v_dx_5 * v_dx_5) + (v_dy_6 * v_dy_6)) + (v_dz_7 * v_dz_7)) + 1e-6f;
        let v_inverse_9: f32 = 1.0f / sqrt(v_d2_8);
        let v_strength_10: f32 = ((v_mass_a3[v_j_4] * v_inverse_9) * v_inverse_9) * v_inverse_9;
        v_fx_1 = v_fx_1 + (v_dx_5 * v_strength_10);
        v_fy_2 = v_fy_2 + (v_dy_6 * v_strength_10);
        v_fz_3 = v_fz_3 + (v_dz_7 * v_strength_10);
    }
    let value_5 = v_fx_1;
    v_ax_a4[v_i_0] = value_5;
    let value_6 = v_fy_2;
    v_ay_a5[v_i_0] = value_6;
    let value_7 = v_fz_3;
    v_az_a6[v_i_0] = value_7;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}
