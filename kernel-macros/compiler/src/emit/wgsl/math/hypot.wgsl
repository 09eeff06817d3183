// The root of the sum of squares, in the steps of the vector layer's hypot.rs.
// Largest error found where division is correctly rounded: 0.51 ulp, subnormal results aside, which devices may flush.
fn kernel_hypot(x: f32, y: f32) -> f32 {
    let x_magnitude = bitcast<u32>(x) & 0x7fffffffu;
    let y_magnitude = bitcast<u32>(y) & 0x7fffffffu;
    let high_bits = max(x_magnitude, y_magnitude);
    if (x_magnitude == 0x7f800000u || y_magnitude == 0x7f800000u) {
        return bitcast<f32>(0x7f800000u ^ kernel_zero());
    }
    // NaN, and zero.
    if (high_bits > 0x7f800000u || high_bits == 0u) {
        return bitcast<f32>(high_bits ^ kernel_zero());
    }
    // From 2^60 on the square might overflow, and below 2^-40 its tail might be flushed.
    var scale = 1.0f;
    var back = 1.0f;
    if (high_bits >= 0x5d800000u) {
        scale = 8.470329472543003e-22f;
        back = 1180591620717411303424.0f;
    } else if (high_bits < 0x2b800000u) {
        scale = 1237940039285380274899124224.0f;
        back = 8.077935669463161e-28f;
    }
    let high = kernel_two_square(bitcast<f32>(high_bits) * scale);
    let low = kernel_two_square(bitcast<f32>(min(x_magnitude, y_magnitude)) * scale);
    let sum = kernel_two_sum(high.x, low.x);
    let root = kernel_root(vec2<f32>(sum.x, sum.y + kernel_keep_f32(high.y + low.y)));
    return (root.x + root.y) * back;
}
