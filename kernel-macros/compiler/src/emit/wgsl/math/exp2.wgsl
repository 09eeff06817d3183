// needs: kernel_keep_f32 kernel_scale
// 2^x, in the steps of the vector layer's exp.rs.
// Largest error found where division is correctly rounded: 0.84 ulp, subnormal results aside, which devices may flush.
fn kernel_exp2(x: f32) -> f32 {
    let magnitude = bitcast<u32>(x) & 0x7fffffffu;
    if (magnitude > 0x7f800000u) {
        return x;
    }
    // Beyond 151 the result is 0 or infinity.
    if (magnitude > 0x43170000u) {
        return bitcast<f32>(select(0u, 0x7f800000u, bitcast<u32>(x) == magnitude) ^ kernel_zero());
    }
    let k = round(x);
    let r = kernel_keep_f32(x - k);
    let linear = kernel_keep_f32(r * 0.6931472f);
    let near = kernel_keep_f32(linear + 1.0f);
    let lost = linear - kernel_keep_f32(near - 1.0f);
    let p = (((0.00015328842f * r + 0.0013390998f) * r + 0.009618501f) * r + 0.055503596f) * r + 0.24022648f;
    return kernel_scale(near + kernel_keep_f32(lost + r * r * p), i32(k));
}
