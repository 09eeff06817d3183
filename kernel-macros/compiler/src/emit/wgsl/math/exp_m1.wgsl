// e^x - 1, in the steps of the vector layer's exp_m1.rs.
// Largest error found where division is correctly rounded: 1.25 ulp, subnormal results aside, which devices may flush.
fn kernel_exp_m1(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-25 it is x; and so it is for NaN.
    if (magnitude < 0x33000000u || magnitude > 0x7f800000u) {
        return x;
    }
    if (bits == magnitude && magnitude > 0x42b20000u) {
        // Beyond 89 it is infinite,
        return bitcast<f32>(0x7f800000u ^ kernel_zero());
    }
    if (bits != magnitude && magnitude > 0x41900000u) {
        // and below -18 it is -1.
        return -1.0f;
    }
    let k = round(x * 1.442695f);
    let head = kernel_keep_f32(x - k * 0.69314575f);
    let tail = k * 1.4286068e-6f;
    let r = kernel_keep_f32(head - tail);
    let lost = kernel_keep_f32(head - r) - tail;
    let p = (((0.0013870652f * r + 0.008366262f) * r + 0.041667435f) * r + 0.16666546f) * r + 0.49999997f;
    // Half of it, whose power of two does not overflow.
    let power = bitcast<f32>((i32(k) + 126i) << 23u);
    let large = kernel_keep_f32(power - 0.5f);
    let small = kernel_keep_f32(power * r);
    let sum = kernel_keep_f32(large + small);
    let rounding = kernel_keep_f32(kernel_keep_f32(large - sum) + small) + kernel_keep_f32(power - kernel_keep_f32(large + 0.5f));
    let half = kernel_keep_f32(sum + kernel_keep_f32(rounding + power * (r * r * p + lost)));
    return half + half;
}
