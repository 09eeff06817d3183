// The inverse tangent.
// Largest error found where division is correctly rounded: 2.05 ulp, subnormal results aside, which devices may flush.
fn kernel_atan(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x; and so it is for NaN.
    if (magnitude < 0x39800000u || magnitude > 0x7f800000u) {
        return x;
    }
    var y = 0.0f;
    if (magnitude == 0x7f800000u) {
        y = 1.5707964f;
    } else if (magnitude > 0x3f800000u) {
        y = kernel_angle(1.0f, bitcast<f32>(magnitude), 1.0f, -1.0f);
    } else {
        y = kernel_angle(bitcast<f32>(magnitude), 1.0f, 0.0f, 1.0f);
    }
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}

// quarters * pi/2 + sign * atan(low / high), for low from 0 to high: beyond tan(pi/8) by way of pi/4, as in the vector layer's atan.rs.
fn kernel_angle(low: f32, high: f32, quarters: f32, sign: f32) -> f32 {
    let far = low > high * 0.41421357f;
    let above = kernel_keep_f32(low - select(0.0f, high, far));
    let below = kernel_keep_f32(high + select(0.0f, low, far));
    let q = kernel_keep_f32(above / below);
    let z = q * q;
    let curve = kernel_keep_f32(q * z * (((0.08049794f * z - 0.1387655f) * z + 0.19977614f) * z - 0.33332947f));
    // Up to four eighths of the circle: the head of pi/4 has two bits to spare.
    let eighths = quarters * 2.0f + select(0.0f, sign, far);
    let base = kernel_keep_f32(eighths * 0.785398f);
    let lost = kernel_keep_f32(eighths * 1.5695824e-7f);
    let rest = kernel_keep_f32(lost + sign * curve);
    return base + kernel_keep_f32(sign * q + rest);
}
