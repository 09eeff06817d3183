struct KernelParams {
    lo0: u32,
    lo1: u32,
    lo2: u32,
    hi0: u32,
    hi1: u32,
    hi2: u32,
    zero: u32,
    len_v_spot_a0: u32,
    len_v_strike_a1: u32,
    len_v_years_a2: u32,
    len_v_call_a3: u32,
    v_rate_0: f32,
    v_volatility_1: f32,
    v_a2_8: f32,
    v_a4_9: f32,
}

@group(0) @binding(0) var<uniform> kernel_params: KernelParams;
@group(0) @binding(1) var<storage, read> v_spot_a0: array<f32>;
@group(0) @binding(2) var<storage, read> v_strike_a1: array<f32>;
@group(0) @binding(3) var<storage, read> v_years_a2: array<f32>;
@group(0) @binding(4) var<storage, read_write> v_call_a3: array<f32>;
@group(0) @binding(5) var<storage, read_write> kernel_record: KernelRecord;

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
    let v_a2_8 = kernel_params.v_a2_8;
    let v_a4_9 = kernel_params.v_a4_9;
    let v_rate_0 = kernel_params.v_rate_0;
    let v_volatility_1 = kernel_params.v_volatility_1;
    let v_i_2: u32 = 0u + at0;
    let v_root_3: f32 = sqrt(v_years_a2[v_i_2]);
    let v_spread_4: f32 = v_volatility_1 * v_root_3;
    let v_d1_5: f32 = (kernel_ln((v_spot_a0[v_i_2] / v_strike_a1[v_i_2])) + ((v_rate_0 + ((0.5f * v_volatility_1) * v_volatility_1)) * v_years_a2[v_i_2])) / v_spread_4;
    let v_d2_6: f32 = kernel_keep_f32(v_d1_5) - v_spread_4;
    let v_k1_7: f32 = 1.0f / (1.0f + (0.2316419f * abs(v_d1_5)));
    let v_tail1_10: f32 = ((0.3989423f * kernel_exp((((-0.5f) * v_d1_5) * v_d1_5))) * v_k1_7) * (0.31938154f + (v_k1_7 * (v_a2_8 + (v_k1_7 * (1.7814779f + (v_k1_7 * (v_a4_9 + (v_k1_7 * 1.3302743f))))))));
    let v_n1_11: f32 = select((kernel_keep_f32(1.0f) - v_tail1_10), v_tail1_10, (v_d1_5 < 0.0f));
    let v_k2_12: f32 = 1.0f / (1.0f + (0.2316419f * abs(v_d2_6)));
    let v_tail2_13: f32 = ((0.3989423f * kernel_exp((((-0.5f) * v_d2_6) * v_d2_6))) * v_k2_12) * (0.31938154f + (v_k2_12 * (v_a2_8 + (v_k2_12 * (1.7814779f + (v_k2_12 * (v_a4_9 + (v_k2_12 * 1.3302743f))))))));
    let v_n2_14: f32 = select((kernel_keep_f32(1.0f) - v_tail2_13), v_tail2_13, (v_d2_6 < 0.0f));
    let value_1 = kernel_keep_f32((v_spot_a0[v_i_2] * v_n1_11)) - ((v_strike_a1[v_i_2] * kernel_exp(((-v_rate_0) * v_years_a2[v_i_2]))) * v_n2_14);
    v_call_a3[v_i_2] = value_1;
}

@compute @workgroup_size(256, 1, 1)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
    let at0 = kernel_params.lo0 + id.x;
    if (at0 < kernel_params.hi0) {
        kernel_point(at0, 0u, 0u);
    }
}

// (ln(1 + f) - f + f^2 / 2) / f^3
fn kernel_log_curve(f: f32) -> f32 {
    let upper = ((-0.07636686f * f + 0.1276225f) * f - 0.13159518f) * f + 0.14201559f;
    return (((upper * f - 0.16623415f) * f + 0.20001243f) * f - 0.2500082f) * f + 0.3333333f;
}

// A zero that the driver cannot see through.
fn kernel_zero() -> u32 {
    return kernel_params.zero;
}

// The logarithm, to any base, of zero, negative numbers, infinity and NaN.
fn kernel_log_special(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    if (magnitude == 0u) {
        return bitcast<f32>(0xff800000u ^ kernel_zero());
    }
    if (bits == 0x7f800000u || magnitude > 0x7f800000u) {
        return x;
    }
    return bitcast<f32>(0x7fc00000u ^ kernel_zero());
}

// The same value, of which the driver knows nothing.
fn kernel_keep_f32(x: f32) -> f32 {
    return bitcast<f32>(bitcast<u32>(x) ^ kernel_zero());
}

// f and e with x = 2^e * (1 + f), f between sqrt(1/2) - 1 and sqrt(2) - 1; subnormal numbers in integers, as devices may flush them.
fn kernel_log_split(x: f32) -> vec2<f32> {
    var bits = bitcast<u32>(x);
    let shift = select(0u, countLeadingZeros(bits) - 8u, bits < 0x00800000u);
    bits = (bits << shift) - 0x3f3504f3u;
    let e = (bitcast<i32>(bits) >> 23u) - i32(shift);
    let m = bitcast<f32>((bits & 0x007fffffu) + 0x3f3504f3u);
    return vec2<f32>(m - 1.0f, f32(e));
}

// needs: kernel_keep_f32
// y * 2^k in two steps, so that neither power overflows.
fn kernel_scale(y: f32, k: i32) -> f32 {
    let half = k >> 1u;
    let partly = kernel_keep_f32(y * bitcast<f32>((half + 127i) << 23u));
    return partly * bitcast<f32>((k - half + 127i) << 23u);
}

// needs: kernel_keep_f32 kernel_log_special kernel_log_split kernel_log_curve
// The natural logarithm, in the steps of the vector layer's ln.rs.
// Largest error found where division is correctly rounded: 0.90 ulp, subnormal results aside, which devices may flush.
fn kernel_ln(x: f32) -> f32 {
    if (bitcast<u32>(x) - 1u >= 0x7f7fffffu) {
        return kernel_log_special(x);
    }
    let split = kernel_log_split(x);
    let f = split.x;
    let e = split.y;
    let curve = f * f * (f * kernel_log_curve(f) - 0.5f);
    return kernel_keep_f32(f + (curve + e * 1.4286068e-6f)) + e * 0.69314575f;
}

// needs: kernel_keep_f32 kernel_scale
// e^x, in the steps of the vector layer's exp.rs.
// Largest error found where division is correctly rounded: 0.89 ulp, subnormal results aside, which devices may flush.
fn kernel_exp(x: f32) -> f32 {
    let magnitude = bitcast<u32>(x) & 0x7fffffffu;
    if (magnitude > 0x7f800000u) {
        return x;
    }
    // Beyond 104 the result is 0 or infinity.
    if (magnitude > 0x42d00000u) {
        return bitcast<f32>(select(0u, 0x7f800000u, bitcast<u32>(x) == magnitude) ^ kernel_zero());
    }
    let k = round(x * 1.442695f);
    let head = kernel_keep_f32(x - k * 0.69314575f);
    let tail = k * 1.4286068e-6f;
    let r = kernel_keep_f32(head - tail);
    let lost = kernel_keep_f32(head - r) - tail;
    let p = (((0.0013820948f * r + 0.008368684f) * r + 0.041668266f) * r + 0.16666521f) * r + 0.49999994f;
    return kernel_scale(kernel_keep_f32(r + (r * r * p + lost)) + 1.0f, i32(k));
}
