// The hyperbolic cosine, in the steps of the vector layer's sinh_cosh.rs.
// Largest error found where division is correctly rounded: 0.89 ulp, subnormal results aside, which devices may flush.
fn kernel_cosh(x: f32) -> f32 {
    let magnitude = bitcast<u32>(x) & 0x7fffffffu;
    if (magnitude >= 0x7f800000u) {
        return bitcast<f32>(magnitude);
    }
    let power = kernel_quarter_exp(bitcast<f32>(magnitude));
    let quarter = power.x + kernel_keep_f32(power.y + 0.0625f / power.x);
    return quarter + quarter;
}
