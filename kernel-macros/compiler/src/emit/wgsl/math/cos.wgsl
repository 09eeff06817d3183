// needs: kernel_trig kernel_sine kernel_cosine
// The cosine.
// Largest error found where division is correctly rounded: 0.79 ulp, subnormal results aside, which devices may flush.
fn kernel_cos(x: f32) -> f32 {
    let reduced = kernel_trig(x);
    let quadrant = u32(reduced.z);
    let y = select(kernel_cosine(reduced.xy), kernel_sine(reduced.xy), (quadrant & 1u) != 0u);
    return bitcast<f32>(bitcast<u32>(y) ^ (((quadrant + 1u) & 2u) << 30u));
}
