struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_x_a0: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_x_a0: array<f32>;
@group(0) @binding(2) var<storage, read_write> kernel_record: KernelRecord;
@group(0) @binding(3) var<storage, read_write> kernel_partials: array<KernelPartial>;

struct KernelPartial {
    v_low_1: f32,
    v_high_3: f32,
    v_negative_4: u64,
}

var<private> v_low_1: f32;
var<workgroup> tree_v_low_1: array<f32, 256>;
var<private> v_high_3: f32;
var<workgroup> tree_v_high_3: array<f32, 256>;
var<private> v_negative_4: u64;
var<workgroup> tree_v_negative_4: array<u64, 256>;

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
    let v_v_index_5: u64 = 0lu + u64(at0);
    let v_v_6: f32 = v_x_a0[u32(v_v_index_5)];
    v_low_1 = kernel_min_f32(v_low_1, v_v_6);
    v_high_3 = kernel_max_f32(v_high_3, v_v_6);
    if (v_v_6 < 0.0f) {
        v_negative_4 = v_negative_4 + 1lu;
    }
}

@compute @workgroup_size(256, 1, 1)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
    @builtin(workgroup_id) group: vec3<u32>,
) {
    v_low_1 = bitcast<f32>(0x7f800000u ^ kernel_zero());
    v_high_3 = (-bitcast<f32>(0x7f800000u ^ kernel_zero()));
    v_negative_4 = 0lu;
    for (var z = kernel_params.lo2 + id.z; z < kernel_params.hi2; z += groups.z * 1u) {
        for (var y = kernel_params.lo1 + id.y; y < kernel_params.hi1; y += groups.y * 1u) {
            for (var x = kernel_params.lo0 + id.x; x < kernel_params.hi0; x += groups.x * 256u) {
                kernel_point(x, y, z);
            }
        }
    }
    tree_v_low_1[local] = v_low_1;
    tree_v_high_3[local] = v_high_3;
    tree_v_negative_4[local] = v_negative_4;
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (local < half) {
            tree_v_low_1[local] = kernel_min_f32(tree_v_low_1[local], tree_v_low_1[local + half]);
            tree_v_high_3[local] = kernel_max_f32(tree_v_high_3[local], tree_v_high_3[local + half]);
            tree_v_negative_4[local] = (tree_v_negative_4[local] + tree_v_negative_4[local + half]);
        }
        workgroupBarrier();
    }
    if (local == 0u) {
        let at = group.x + groups.x * (group.y + groups.y * group.z);
        kernel_partials[at].v_low_1 = tree_v_low_1[0];
        kernel_partials[at].v_high_3 = tree_v_high_3[0];
        kernel_partials[at].v_negative_4 = tree_v_negative_4[0];
    }
}

// A zero that the driver cannot see through.
fn kernel_zero() -> u32 {
    return kernel_params.zero;
}

fn kernel_is_nan_f32(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

fn kernel_max_f32(a: f32, b: f32) -> f32 {
    return select(select(b, a, a > b), a, kernel_is_nan_f32(b));
}

fn kernel_min_f32(a: f32, b: f32) -> f32 {
    return select(select(b, a, a < b), a, kernel_is_nan_f32(b));
}
