// The cube root, in the steps of the vector layer's cbrt.rs.
// Largest error found where division is correctly rounded: 0.90 ulp, subnormal results aside, which devices may flush.
fn kernel_cbrt(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    if (magnitude == 0u || magnitude >= 0x7f800000u) {
        return x;
    }
    let split = kernel_log_split(bitcast<f32>(magnitude));
    let f = split.x;
    // The exponent is 3q + 0, 1 or 2.
    let q = round((split.y - 1.0f) * 0.33333334f);
    let rest = split.y - q * 3.0f;
    let scale = select(select(1.0f, 2.0f, rest == 1.0f), 4.0f, rest == 2.0f);
    let scale_root = select(select(1.0f, 1.2599211f, rest == 1.0f), 1.587401f, rest == 2.0f);
    let p = ((-0.03811082f * f + 0.06566776f) * f - 0.11145333f) * f + 0.33322817f;
    // Its square is exact.
    let near = kernel_short((f * p + 1.0f) * scale_root);
    let r = kernel_keep_f32(((f + 1.0f) * scale) / kernel_keep_f32(near * near));
    let y = near + kernel_keep_f32(near * (kernel_keep_f32(r - near) / (near + near + r)));
    let root = y * bitcast<f32>((i32(q) + 127i) << 23u);
    return bitcast<f32>(bitcast<u32>(root) | (bits ^ magnitude));
}
