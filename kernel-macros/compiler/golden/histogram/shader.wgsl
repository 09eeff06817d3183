struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_p_a0: u32,
    len_v_bins_a1: u32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_p_a0: array<u32>;
@group(0) @binding(2) var<storage, read_write> v_bins_a1: array<atomic<u32>>;
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

var<workgroup> copy_v_bins_a1: array<atomic<u32>, 1024>;

fn kernel_copied() -> bool { return kernel_staged && kernel_params.len_v_bins_a1 <= 1024u; }

fn kernel_point(at0: u32, at1: u32, at2: u32) {
    let len_v_bins_a1 = kernel_params.len_v_bins_a1;
    let v_i_0: u32 = 0u + at0;
    let v_index_1: u32 = v_p_a0[v_i_0];
    let value_1 = 1u;
    let at_2 = v_index_1;
    if (at_2 >= len_v_bins_a1) { kernel_fault_index32(2u, at_2, 0u, len_v_bins_a1); return; }
    if (kernel_copied()) { atomicAdd(&copy_v_bins_a1[at_2], value_1); } else { atomicAdd(&v_bins_a1[at_2], value_1); }
}

@compute @workgroup_size(256, 1, 1)
fn main(
    @builtin(global_invocation_id) id: vec3<u32>,
    @builtin(num_workgroups) groups: vec3<u32>,
    @builtin(local_invocation_index) local: u32,
) {
    if (kernel_staged) {
        if (kernel_copied()) {
            for (var at = local; at < kernel_params.len_v_bins_a1; at += 256u) { atomicStore(&copy_v_bins_a1[at], 0u); }
            workgroupBarrier();
        }
        for (var z = kernel_params.lo2 + id.z; z < kernel_params.hi2; z += groups.z * 1u) {
            for (var y = kernel_params.lo1 + id.y; y < kernel_params.hi1; y += groups.y * 1u) {
                for (var x = kernel_params.lo0 + id.x; x < kernel_params.hi0; x += groups.x * 256u) {
                    kernel_point(x, y, z);
                }
            }
        }
        if (kernel_copied()) {
            workgroupBarrier();
            for (var at = local; at < kernel_params.len_v_bins_a1; at += 256u) {
                let value = atomicLoad(&copy_v_bins_a1[at]);
                if (value != 0u) { atomicAdd(&v_bins_a1[at], value); }
            }
        }
    } else {
        let at0 = kernel_params.lo0 + id.x;
        if (at0 < kernel_params.hi0) {
            kernel_point(at0, 0u, 0u);
        }
    }
}

// An index out of bounds, in a shader that counts in 32 bits; `negative` is 1 where the index lies below zero.
fn kernel_fault_index32(site: u32, index: u32, negative: u32, len: u32) {
    kernel_fault(0u, site, index, 0u - negative, negative, len);
}

// Claims the record, or leaves it to whoever was first.
fn kernel_fault(kind: u32, site: u32, low: u32, high: u32, negative: u32, len: u32) {
    if (atomicExchange(&kernel_record.claimed, 1u) == 0u) {
        kernel_record.kind = kind;
        kernel_record.site = site;
        kernel_record.low = low;
        kernel_record.high = high;
        kernel_record.negative = negative;
        kernel_record.len = len;
    }
}
