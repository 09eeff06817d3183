// needs: kernel_pow_special kernel_pow_magnitude
// x^y.
// Largest error found where division is correctly rounded: 0.84 ulp, subnormal results aside, which devices may flush.
fn kernel_powf(x: f32, y: f32) -> f32 {
    let x_bits = bitcast<u32>(x);
    let y_magnitude = bitcast<u32>(y) & 0x7fffffffu;
    // A positive finite number to a finite power.
    if (x_bits - 1u < 0x7f7fffffu && y_magnitude < 0x7f800000u) {
        return kernel_pow_magnitude(x, y);
    }
    return kernel_pow_special(x, y);
}

// needs: kernel_pow_magnitude
// x^y for all the other x and y.
fn kernel_pow_special(x: f32, y: f32) -> f32 {
    let x_bits = bitcast<u32>(x);
    let y_bits = bitcast<u32>(y);
    let x_magnitude = x_bits & 0x7fffffffu;
    let y_magnitude = y_bits & 0x7fffffffu;
    if (y_magnitude == 0u || x_bits == 0x3f800000u || (x_magnitude == 0x3f800000u && y_magnitude == 0x7f800000u)) {
        return 1.0f;
    }
    if (x_magnitude > 0x7f800000u || y_magnitude > 0x7f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    // The place of the exponent's lowest set bit says whether it is an integer, and whether an odd one: bit 23 is the leading one.
    let significand = (y_magnitude & 0x007fffffu) | 0x00800000u;
    let lowest = i32(y_magnitude >> 23u) - 150i + i32(countTrailingZeros(significand));
    let integer = lowest >= 0i || y_magnitude == 0x7f800000u;
    let odd = lowest == 0i;
    let sign = select(0u, x_bits ^ x_magnitude, odd);
    if (x_magnitude == 0u || x_magnitude == 0x7f800000u || y_magnitude == 0x7f800000u) {
        let grows = (x_magnitude > 0x3f800000u) == (y_bits == y_magnitude);
        return bitcast<f32>((select(0u, 0x7f800000u, grows) | sign) ^ kernel_zero());
    }
    if (!integer) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    let power = kernel_pow_magnitude(bitcast<f32>(x_magnitude), y);
    return bitcast<f32>(bitcast<u32>(power) | sign);
}

// needs: kernel_keep_f32 kernel_short kernel_log_split kernel_scale
// x^y for positive finite x and finite y: 2^(y * log2 x), with the logarithm as a sum of two numbers, in the steps of powf_f64 in the vector layer's powf.rs.
fn kernel_pow_magnitude(x: f32, y: f32) -> f32 {
    let split = kernel_log_split(x);
    let f = split.x;
    let e = split.y;
    // s = f / (2 + f), its head short, its tail from the exact remainder.
    let m = kernel_keep_f32(f + 1.0f);
    let sum = kernel_keep_f32(m + 1.0f);
    let inverse = 1.0f / sum;
    let s = kernel_keep_f32(f * inverse);
    let s_head = kernel_short(s);
    let sum_head = kernel_short(sum);
    let sum_tail = kernel_keep_f32(m - kernel_keep_f32(sum_head - 1.0f));
    let s_tail = inverse * (kernel_keep_f32(f - kernel_keep_f32(s_head * sum_head)) - kernel_keep_f32(s_head * sum_tail));
    // 3 * atanh(s) / s = 3 + s^2 + ...
    let z = s * s;
    let p = (0.35129726f * z + 0.4282063f) * z + 0.6000023f;
    let rest = kernel_keep_f32(z * z * p + s_tail * (s_head + s));
    let square = kernel_keep_f32(s_head * s_head);
    let series_head = kernel_short(kernel_keep_f32(square + 3.0f) + rest);
    let series_tail = rest - kernel_keep_f32(kernel_keep_f32(series_head - 3.0f) - square);
    let product = kernel_keep_f32(s_head * series_head);
    let correction = kernel_keep_f32(s_tail * series_head + series_tail * s);
    let head = kernel_short(product + correction);
    let tail = correction - kernel_keep_f32(head - product);
    let scaled = kernel_keep_f32(head * 0.9616699f);
    let scaled_tail = kernel_keep_f32(head * 0.00012677205f + tail * 0.9617967f);
    let log_head = kernel_short(kernel_keep_f32(scaled + scaled_tail) + e);
    let log_tail = scaled_tail - kernel_keep_f32(kernel_keep_f32(log_head - e) - scaled);
    // Beyond 2^33 the result is 0, 1 or infinity.
    let finite = clamp(y, -8589934592.0f, 8589934592.0f);
    let y_head = kernel_short(finite);
    let t_tail = clamp(kernel_keep_f32(finite - y_head) * log_head + finite * log_tail, -1.0f, 1.0f);
    let t_head = clamp(kernel_keep_f32(y_head * log_head), -200.0f, 200.0f);
    // 2^(t_head + t_tail) = 2^k * e^(w + lost)
    let k = round(t_head + t_tail);
    let r = kernel_keep_f32(t_head - k);
    let both = kernel_short(r + t_tail);
    let large = kernel_keep_f32(both * 0.69311523f);
    let small = kernel_keep_f32(kernel_keep_f32(t_tail - kernel_keep_f32(both - r)) * 0.6931472f + both * 3.1946183e-5f);
    let w = kernel_keep_f32(large + small);
    let lost = small - kernel_keep_f32(w - large);
    let q = (((0.0013820948f * w + 0.008368684f) * w + 0.041668266f) * w + 0.16666521f) * w + 0.49999994f;
    return kernel_scale(kernel_keep_f32(w + (w * w * q + (lost + lost * w))) + 1.0f, i32(k));
}

// The upper 12 bits of the significand: the product of two such numbers is exact.
fn kernel_short(x: f32) -> f32 {
    return bitcast<f32>(bitcast<u32>(x) & 0xfffff000u);
}
