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

// needs: kernel_keep_f32
// y * 2^k in two steps, so that neither power overflows.
fn kernel_scale(y: f32, k: i32) -> f32 {
    let half = k >> 1u;
    let partly = kernel_keep_f32(y * bitcast<f32>((half + 127i) << 23u));
    return partly * bitcast<f32>((k - half + 127i) << 23u);
}
