// The same value, of which the driver knows nothing.
fn kernel_keep_f32(x: f32) -> f32 {
    return bitcast<f32>(bitcast<u32>(x) ^ kernel_zero());
}

fn kernel_is_nan_f32(x: f32) -> bool {
    return (bitcast<u32>(x) & 0x7fffffffu) > 0x7f800000u;
}

fn kernel_min_f32(a: f32, b: f32) -> f32 {
    return select(select(b, a, a < b), a, kernel_is_nan_f32(b));
}

fn kernel_max_f32(a: f32, b: f32) -> f32 {
    return select(select(b, a, a > b), a, kernel_is_nan_f32(b));
}

fn kernel_copysign_f32(x: f32, sign: f32) -> f32 {
    return bitcast<f32>((bitcast<u32>(x) & 0x7fffffffu) | (bitcast<u32>(sign) & 0x80000000u));
}

fn kernel_signum_f32(x: f32) -> f32 {
    return select(kernel_copysign_f32(1.0f, x), x, kernel_is_nan_f32(x));
}

// Half away from zero. `x - trunc(x)` is exact.
fn kernel_round_f32(x: f32) -> f32 {
    let whole = trunc(x);
    let away = kernel_copysign_f32(1.0f, x);
    return select(whole, whole + away, abs(x - whole) >= 0.5f);
}

fn kernel_fract_f32(x: f32) -> f32 {
    return x - trunc(x);
}

fn kernel_powi_f32(x: f32, n: i32) -> f32 {
    var left = u32(abs(n));
    var power = x;
    var result = 1.0f;
    loop {
        if ((left & 1u) != 0u) {
            result *= power;
        }
        left >>= 1u;
        if (left == 0u) {
            break;
        }
        power *= power;
    }
    return select(result, 1.0f / result, n < 0i);
}

// The exact remainder of a truncating division: long division on the significands.
fn kernel_rem_f32(x: f32, y: f32) -> f32 {
    let sign = bitcast<u32>(x) & 0x80000000u;
    let a = bitcast<u32>(x) & 0x7fffffffu;
    let b = bitcast<u32>(y) & 0x7fffffffu;
    if (b == 0u || b > 0x7f800000u || a >= 0x7f800000u) {
        return bitcast<f32>(0x7fc00000u ^ kernel_zero());
    }
    if (a < b) {
        return x;
    }
    var rest = select((a & 0x7fffffu) | 0x800000u, a, a < 0x800000u);
    var divisor = select((b & 0x7fffffu) | 0x800000u, b, b < 0x800000u);
    let rest_shift = countLeadingZeros(rest) - 8u;
    let divisor_shift = countLeadingZeros(divisor) - 8u;
    rest <<= rest_shift;
    divisor <<= divisor_shift;
    let low = max(b >> 23u, 1u);
    let quotient_bits = i32(max(a >> 23u, 1u) - rest_shift) - i32(low - divisor_shift);
    for (var left = quotient_bits; left > 0i; left--) {
        rest = select(rest, rest - divisor, rest >= divisor) << 1u;
    }
    rest = select(rest, rest - divisor, rest >= divisor) >> divisor_shift;
    if (rest == 0u) {
        return bitcast<f32>(sign);
    }
    let up = min(countLeadingZeros(rest) - 8u, low - 1u);
    let significand = rest << up;
    let exponent = select(low - up, 0u, significand < 0x800000u);
    return bitcast<f32>(sign | (exponent << 23u) | (significand & 0x7fffffu));
}

fn kernel_f32_to_i32(x: f32) -> i32 {
    if (kernel_is_nan_f32(x)) {
        return 0i;
    }
    if (x >= 2147483648.0f) {
        return 2147483647i;
    }
    if (x <= -2147483648.0f) {
        return -2147483647i - 1i;
    }
    return i32(x);
}

fn kernel_f32_to_u32(x: f32) -> u32 {
    if (kernel_is_nan_f32(x) || x <= 0.0f) {
        return 0u;
    }
    if (x >= 4294967296.0f) {
        return 0xffffffffu;
    }
    return u32(x);
}
