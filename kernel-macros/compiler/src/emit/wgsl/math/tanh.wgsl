// needs: kernel_exp
// The hyperbolic tangent: a polynomial up to 5/8, beyond it 1 - 2 / (e^2x + 1).
// Largest error found where division is correctly rounded: 1.27 ulp, subnormal results aside, which devices may flush.
fn kernel_tanh(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x; and so it is for NaN.
    if (magnitude < 0x39800000u || magnitude > 0x7f800000u) {
        return x;
    }
    if (magnitude < 0x3f200000u) {
        let z = x * x;
        let p = (((-0.00566361f * z + 0.020603236f) * z - 0.05372913f) * z + 0.13331321f) * z - 0.33333278f;
        return x + x * z * p;
    }
    // From 9.02 on the nearest number is 1.
    if (magnitude > 0x411051ecu) {
        return bitcast<f32>(0x3f800000u | (bits ^ magnitude));
    }
    let y = 1.0f - 2.0f / (kernel_exp(2.0f * bitcast<f32>(magnitude)) + 1.0f);
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}
