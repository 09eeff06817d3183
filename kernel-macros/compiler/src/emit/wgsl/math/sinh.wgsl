// The hyperbolic sine, in the steps of the vector layer's sinh_cosh.rs.
// Largest error found where division is correctly rounded: 0.80 ulp, subnormal results aside, which devices may flush.
fn kernel_sinh(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-12, where devices may flush what follows, it is x; and so it is for infinities and NaN.
    if (magnitude < 0x39800000u || magnitude >= 0x7f800000u) {
        return x;
    }
    if (magnitude < 0x3f800000u) {
        let z = x * x;
        let p = ((2.782267e-6f * z + 0.00019842891f) * z + 0.0083333105f) * z + 0.16666667f;
        return x + kernel_keep_f32(x * z * p);
    }
    let power = kernel_quarter_exp(bitcast<f32>(magnitude));
    let quarter = power.x + kernel_keep_f32(power.y - 0.0625f / power.x);
    let y = quarter + quarter;
    return bitcast<f32>(bitcast<u32>(y) | (bits ^ magnitude));
}

// e^x / 4 as head and tail, for x that is not negative; from 89.5 on, where a half of it would be infinite, that of 89.5.
fn kernel_quarter_exp(x: f32) -> vec2<f32> {
    let a = min(x, 89.5f);
    let k = round(a * 1.442695f);
    let head = kernel_keep_f32(a - k * 0.69314575f);
    let tail = k * 1.4286068e-6f;
    let r = kernel_keep_f32(head - tail);
    let lost = kernel_keep_f32(head - r) - tail;
    let p = (((0.0013870652f * r + 0.008366262f) * r + 0.041667435f) * r + 0.16666546f) * r + 0.49999997f;
    let curve = kernel_keep_f32(r * r * p + lost);
    let rise = kernel_keep_f32(r + curve);
    let rise_tail = kernel_keep_f32(r - rise) + curve;
    let y = kernel_keep_f32(1.0f + rise);
    let y_tail = kernel_keep_f32(kernel_keep_f32(1.0f - y) + rise) + rise_tail;
    let power = bitcast<f32>((i32(k) + 125i) << 23u);
    return vec2<f32>(kernel_keep_f32(y * power), y_tail * power);
}
