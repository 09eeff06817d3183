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
    v_largest_1: f32,
}

var<private> v_largest_1: f32;
var<workgroup> tree_v_largest_1: array<f32, 256>;

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
    let v_i_2: u32 = 0u + at0;
    if (v_x_a0[v_i_2] > v_largest_1) {
        v_largest_1 = v_x_a0[v_i_2];
    }
}

@compute @workgroup_size(256, 1, 1)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
    @builtin(workgroup_id) group: vec3<u32>,
) {
    v_largest_1 = (-bitcast<f32>(0x7f800000u ^ kernel_zero()));
    for (var z = kernel_params.lo2 + id.z; z < kernel_params.hi2; z += groups.z * 1u) {
        for (var y = kernel_params.lo1 + id.y; y < kernel_params.hi1; y += groups.y * 1u) {
            for (var x = kernel_params.lo0 + id.x; x < kernel_params.hi0; x += groups.x * 256u) {
                kernel_point(x, y, z);
            }
        }
    }
    tree_v_largest_1[local] = v_largest_1;
    workgroupBarrier();
    for (var half = 128u; half > 0u; half /= 2u) {
        if (local < half) {
            tree_v_largest_1[local] = kernel_max_f32(tree_v_largest_1[local], tree_v_largest_1[local + half]);
        }
        workgroupBarrier();
    }
    if (local == 0u) {
        let at = group.x + groups.x * (group.y + groups.y * group.z);
        kernel_partials[at].v_largest_1 = tree_v_largest_1[0];
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
