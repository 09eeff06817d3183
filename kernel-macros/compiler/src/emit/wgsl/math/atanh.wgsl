// The inverse hyperbolic tangent, in the steps of the vector layer's area.rs.
// Largest error found where division is correctly rounded: 0.90 ulp, subnormal results aside, which devices may flush.
fn kernel_atanh(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x.
    if (magnitude < 0x39800000u) {
        return x;
    }
    if (magnitude >= 0x3f800000u) {
        let pole = magnitude == 0x3f800000u;
        return bitcast<f32>(select(0x7fc00000u, 0x7f800000u | (bits ^ magnitude), pole) ^ kernel_zero());
    }
    // Below 0.171 by the series of the logarithm.
    if (magnitude < 0x3e2f1aa0u) {
        let z = x * x;
        let p = (0.29871234f * z + 0.39977574f) * z + 0.66666776f;
        return x + kernel_keep_f32(x * z * p * 0.5f);
    }
    // 2x / (1 - x) as a short head and a tail from the exact remainder.
    let size = bitcast<f32>(magnitude);
    let below = kernel_keep_f32(1.0f - size);
    let below_tail = kernel_keep_f32(1.0f - below) - size;
    let inverse = 1.0f / below;
    let q = kernel_short((size + size) * inverse);
    let below_short = kernel_short(below);
    let first = kernel_keep_f32((size + size) - kernel_keep_f32(q * below_short));
    let rest = kernel_keep_f32(first - kernel_keep_f32(q * kernel_keep_f32(below - below_short)));
    let t = kernel_two_sum(q, kernel_keep_f32(rest - q * below_tail) * inverse);
    let y = kernel_ln_1p_sum(t.x, t.y) * 0.5f;
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}
