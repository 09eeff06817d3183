// The inverse sine, in the steps of the vector layer's asin_acos.rs.
// Largest error found where division is correctly rounded: 0.82 ulp, subnormal results aside, which devices may flush.
fn kernel_asin(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x.
    if (magnitude < 0x39800000u) {
        return x;
    }
    if (magnitude > 0x3f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    if (magnitude <= 0x3f000000u) {
        return x + kernel_keep_f32(x * kernel_asin_curve(x * x));
    }
    var y = 1.5707964f;
    if (magnitude < 0x3f800000u) {
        let root = kernel_asin_root(bitcast<f32>(magnitude));
        let small = kernel_keep_f32((root.x + root.x) * kernel_asin_curve(root.z) - (-4.371139e-8f - 2.0f * root.w));
        let head = kernel_keep_f32(0.7853982f - (root.y + root.y));
        y = 0.7853982f - kernel_keep_f32(small - head);
    }
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}

// (asin s - s) / s, given the square of s
fn kernel_asin_curve(z: f32) -> f32 {
    return z * ((((0.042233188f * z + 0.024142722f) * z + 0.045477267f) * z + 0.074952476f) * z + 0.16666754f);
}

// s = sqrt((1 - x) / 2), its short head, its square, and what the head leaves of it.
fn kernel_asin_root(x: f32) -> vec4<f32> {
    let z = kernel_keep_f32(1.0f - x) * 0.5f;
    let s = kernel_keep_f32(sqrt(z));
    let head = kernel_short(s);
    let tail = kernel_keep_f32(z - kernel_keep_f32(head * head)) / (s + head);
    return vec4<f32>(s, head, z, tail);
}
