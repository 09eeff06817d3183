// The inverse hyperbolic sine, in the steps of the vector layer's area.rs.
// Largest error found where division is correctly rounded: 0.85 ulp, subnormal results aside, which devices may flush.
fn kernel_asinh(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x; and so it is for infinities and NaN.
    if (magnitude < 0x39800000u || magnitude >= 0x7f800000u) {
        return x;
    }
    let size = bitcast<f32>(magnitude);
    if (magnitude < 0x3f000000u) {
        let z = x * x;
        let p = (((-0.013220085f * z + 0.028159648f) * z - 0.044382773f) * z + 0.0749864f) * z - 0.16666643f;
        return x + kernel_keep_f32(x * z * p);
    }
    var y = 0.0f;
    if (magnitude > 0x47000000u) {
        // Beyond 2^15 the root is x.
        y = kernel_ln_sum(size, 0.0f, 1.0f);
    } else {
        let square = kernel_two_square(size);
        let sum = kernel_two_sum(square.x, 1.0f);
        let root = kernel_root(vec2<f32>(sum.x, sum.y + square.y));
        let u = kernel_two_sum(root.x, size);
        y = kernel_ln_sum(u.x, u.y + root.y, 0.0f);
    }
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}
