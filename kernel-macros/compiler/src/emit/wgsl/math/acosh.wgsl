// The inverse hyperbolic cosine, in the steps of the vector layer's area.rs.
// Largest error found where division is correctly rounded: 0.90 ulp, subnormal results aside, which devices may flush.
fn kernel_acosh(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    // Negative numbers have larger bits than all others.
    if (bits < 0x3f800000u || bits > 0x7f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    if (bits == 0x7f800000u) {
        return x;
    }
    if (bits == 0x3f800000u) {
        return 0.0f;
    }
    // Beyond 2^15 the root is x.
    if (bits > 0x47000000u) {
        return kernel_ln_sum(x, 0.0f, 1.0f);
    }
    let square = kernel_two_square(x);
    let difference = kernel_two_sum(square.x, -1.0f);
    let root = kernel_root(vec2<f32>(difference.x, difference.y + square.y));
    let w = kernel_two_sum(kernel_keep_f32(x - 1.0f), root.x);
    return kernel_ln_1p_sum(w.x, w.y + root.y);
}
