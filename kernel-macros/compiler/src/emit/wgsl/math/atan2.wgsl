// The angle of the point (x, y).
// Largest error found where division is correctly rounded: 2.10 ulp, subnormal results aside, which devices may flush.
fn kernel_atan2(y: f32, x: f32) -> f32 {
    let y_magnitude = bitcast<u32>(y) & 0x7fffffffu;
    let x_magnitude = bitcast<u32>(x) & 0x7fffffffu;
    if (y_magnitude > 0x7f800000u || x_magnitude > 0x7f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    let left = bitcast<u32>(x) != x_magnitude;
    let steep = y_magnitude > x_magnitude;
    let low_bits = min(y_magnitude, x_magnitude);
    let high_bits = max(y_magnitude, x_magnitude);
    var low = bitcast<f32>(low_bits);
    var high = bitcast<f32>(high_bits);
    if (high_bits == 0x7f800000u) {
        // Infinity stands for 1 beside 0, and so do two of them for a diagonal.
        low = select(0.0f, 1.0f, low_bits == 0x7f800000u);
        high = 1.0f;
    } else if (high_bits == 0u) {
        high = 1.0f;
    } else if (high_bits >= 0x7b800000u) {
        // From 2^120 on the sum might overflow.
        low = low * 0.0009765625f;
        high = high * 0.0009765625f;
    } else if (high_bits < 0x0d800000u) {
        // Below 2^-100 the difference might be flushed.
        low = low * 1152921504606846976.0f;
        high = high * 1152921504606846976.0f;
    }
    let quarters = select(select(0.0f, 2.0f, left), 1.0f, steep);
    let sign = select(1.0f, -1.0f, left != steep);
    let angle = kernel_angle(low, high, quarters, sign);
    return bitcast<f32>(bitcast<u32>(angle) | (bitcast<u32>(y) ^ y_magnitude));
}
