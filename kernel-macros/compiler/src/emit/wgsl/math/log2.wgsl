// needs: kernel_log_base
// The logarithm to base 2.
// Largest error found where division is correctly rounded: 0.84 ulp, subnormal results aside, which devices may flush.
fn kernel_log2(x: f32) -> f32 {
    return kernel_log_base(x, vec2<f32>(1.4423828f, 0.0003122284f), vec2<f32>(1.0f, 0.0f));
}

// needs: kernel_keep_f32 kernel_log_special kernel_log_split kernel_log_curve
// The logarithm to the base whose logarithms of e and of 2 are given as head and tail, in the steps of the vector layer's ln.rs.
fn kernel_log_base(x: f32, of_e: vec2<f32>, of_2: vec2<f32>) -> f32 {
    if (bitcast<u32>(x) - 1u >= 0x7f7fffffu) {
        return kernel_log_special(x);
    }
    let split = kernel_log_split(x);
    let f = split.x;
    let half_square = kernel_keep_f32(f * f * 0.5f);
    let rest = f * f * f * kernel_log_curve(f);
    let head = bitcast<f32>(bitcast<u32>(f - half_square) & 0xfffff000u);
    let tail = kernel_keep_f32(kernel_keep_f32(f - head) - half_square) + rest;
    let product = kernel_keep_f32(head * of_e.x);
    let exponent = kernel_keep_f32(split.y * of_2.x);
    let sum = kernel_keep_f32(exponent + product);
    let lost = kernel_keep_f32(exponent - sum) + product;
    let low = split.y * of_2.y + (tail + head) * of_e.y + tail * of_e.x;
    return sum + kernel_keep_f32(low + lost);
}
