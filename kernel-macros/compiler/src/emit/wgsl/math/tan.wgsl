// needs: kernel_trig kernel_sine kernel_cosine
// The tangent.
// Largest error found where division is correctly rounded: 2.17 ulp, subnormal results aside, which devices may flush.
fn kernel_tan(x: f32) -> f32 {
    // Below 2^-12, where devices may flush what follows, it is x.
    if ((bitcast<u32>(x) & 0x7fffffffu) < 0x39800000u) {
        return x;
    }
    let reduced = kernel_trig(x);
    let sine = kernel_sine(reduced.xy);
    let cosine = kernel_cosine(reduced.xy);
    let odd = (u32(reduced.z) & 1u) != 0u;
    return select(sine, -cosine, odd) / select(cosine, sine, odd);
}
