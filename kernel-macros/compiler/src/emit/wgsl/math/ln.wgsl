// needs: kernel_keep_f32 kernel_log_special kernel_log_split kernel_log_curve
// The natural logarithm, in the steps of the vector layer's ln.rs.
// Largest error found where division is correctly rounded: 0.90 ulp, subnormal results aside, which devices may flush.
fn kernel_ln(x: f32) -> f32 {
    if (bitcast<u32>(x) - 1u >= 0x7f7fffffu) {
        return kernel_log_special(x);
    }
    let split = kernel_log_split(x);
    let f = split.x;
    let e = split.y;
    let curve = f * f * (f * kernel_log_curve(f) - 0.5f);
    return kernel_keep_f32(f + (curve + e * 1.4286068e-6f)) + e * 0.69314575f;
}

// The logarithm, to any base, of zero, negative numbers, infinity and NaN.
fn kernel_log_special(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    if (magnitude == 0u) {
        return bitcast<f32>(0xff800000u ^ kernel_zero());
    }
    if (bits == 0x7f800000u || magnitude > 0x7f800000u) {
        return x;
    }
    return bitcast<f32>(0x7fc00000u ^ kernel_zero());
}

// f and e with x = 2^e * (1 + f), f between sqrt(1/2) - 1 and sqrt(2) - 1; subnormal numbers in integers, as devices may flush them.
fn kernel_log_split(x: f32) -> vec2<f32> {
    var bits = bitcast<u32>(x);
    let shift = select(0u, countLeadingZeros(bits) - 8u, bits < 0x00800000u);
    bits = (bits << shift) - 0x3f3504f3u;
    let e = (bitcast<i32>(bits) >> 23u) - i32(shift);
    let m = bitcast<f32>((bits & 0x007fffffu) + 0x3f3504f3u);
    return vec2<f32>(m - 1.0f, f32(e));
}

// (ln(1 + f) - f + f^2 / 2) / f^3
fn kernel_log_curve(f: f32) -> f32 {
    let upper = ((-0.07636686f * f + 0.1276225f) * f - 0.13159518f) * f + 0.14201559f;
    return (((upper * f - 0.16623415f) * f + 0.20001243f) * f - 0.2500082f) * f + 0.3333333f;
}
