// The inverse cosine, in the steps of the vector layer's asin_acos.rs.
// Largest error found where division is correctly rounded: 0.89 ulp, subnormal results aside, which devices may flush.
fn kernel_acos(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    if (magnitude > 0x3f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    if (magnitude <= 0x3f000000u) {
        let rest = kernel_keep_f32(-4.371139e-8f - x * kernel_asin_curve(x * x));
        return 1.5707964f - kernel_keep_f32(x - rest);
    }
    let negative = bits != magnitude;
    if (magnitude == 0x3f800000u) {
        return select(0.0f, 3.1415927f, negative);
    }
    let root = kernel_asin_root(bitcast<f32>(magnitude));
    let curve = root.x * kernel_asin_curve(root.z);
    if (negative) {
        return 3.1415927f - 2.0f * kernel_keep_f32(root.x + kernel_keep_f32(curve + 4.371139e-8f));
    }
    return 2.0f * kernel_keep_f32(root.y + kernel_keep_f32(curve + root.w));
}
