// An index out of bounds, in a shader that counts in 64 bits. What lies beyond any length is a number below zero that has wrapped.
fn kernel_fault_index64(site: u32, index: u64, len: u32) {
    let high = u32(index >> 32u);
    kernel_fault(0u, site, u32(index & 0xfffffffflu), high, high >> 31u, len);
}

fn kernel_rotate_u64(x: u64, count: u32) -> u64 {
    let left = count & 63u;
    return (x << left) | (x >> ((64u - left) & 63u));
}

fn kernel_count_ones_u64(x: u64) -> u32 {
    return countOneBits(u32(x & 0xfffffffflu)) + countOneBits(u32(x >> 32u));
}

fn kernel_leading_zeros_u64(x: u64) -> u32 {
    let high = u32(x >> 32u);
    let low = u32(x & 0xfffffffflu);
    return select(countLeadingZeros(high), 32u + countLeadingZeros(low), high == 0u);
}

fn kernel_trailing_zeros_u64(x: u64) -> u32 {
    let high = u32(x >> 32u);
    let low = u32(x & 0xfffffffflu);
    return select(countTrailingZeros(low), 32u + countTrailingZeros(high), low == 0u);
}

fn kernel_saturating_add_u64(a: u64, b: u64) -> u64 {
    let sum = a + b;
    return select(sum, 0xfffffffffffffffflu, sum < a);
}

fn kernel_saturating_sub_u64(a: u64, b: u64) -> u64 {
    return select(a - b, 0lu, a < b);
}

fn kernel_saturating_add_i64(a: i64, b: i64) -> i64 {
    let sum = a + b;
    let limit = select(9223372036854775807li, -9223372036854775807li - 1li, a < 0li);
    return select(sum, limit, ((a ^ sum) & (b ^ sum)) < 0li);
}

fn kernel_saturating_sub_i64(a: i64, b: i64) -> i64 {
    let difference = a - b;
    let limit = select(9223372036854775807li, -9223372036854775807li - 1li, a < 0li);
    return select(difference, limit, ((a ^ b) & (a ^ difference)) < 0li);
}

fn kernel_abs_i64(x: i64) -> i64 {
    return select(x, -x, x < 0li);
}

fn kernel_signum_i64(x: i64) -> i64 {
    return select(select(0li, 1li, x > 0li), -1li, x < 0li);
}

fn kernel_min_i64(a: i64, b: i64) -> i64 {
    return select(a, b, b < a);
}

fn kernel_max_i64(a: i64, b: i64) -> i64 {
    return select(a, b, a < b);
}

fn kernel_min_u64(a: u64, b: u64) -> u64 {
    return select(a, b, b < a);
}

fn kernel_max_u64(a: u64, b: u64) -> u64 {
    return select(a, b, a < b);
}

fn kernel_f32_to_i64(x: f32) -> i64 {
    if (kernel_is_nan_f32(x)) {
        return 0li;
    }
    if (x >= 9223372036854775808.0f) {
        return 9223372036854775807li;
    }
    if (x <= -9223372036854775808.0f) {
        return -9223372036854775807li - 1li;
    }
    return i64(x);
}

fn kernel_f32_to_u64(x: f32) -> u64 {
    if (kernel_is_nan_f32(x) || x <= 0.0f) {
        return 0lu;
    }
    if (x >= 18446744073709551616.0f) {
        return 0xfffffffffffffffflu;
    }
    return u64(x);
}

fn kernel_f64_to_i64(x: f64) -> i64 {
    if (kernel_is_nan_f64(x)) {
        return 0li;
    }
    if (x >= 9223372036854775808.0lf) {
        return 9223372036854775807li;
    }
    if (x <= -9223372036854775808.0lf) {
        return -9223372036854775807li - 1li;
    }
    return i64(x);
}

fn kernel_f64_to_u64(x: f64) -> u64 {
    if (kernel_is_nan_f64(x) || x <= 0.0lf) {
        return 0lu;
    }
    if (x >= 18446744073709551616.0lf) {
        return 0xfffffffffffffffflu;
    }
    return u64(x);
}

fn kernel_pow_u64(x: u64, n: u32) -> u64 {
    var left = n;
    var power = x;
    var result = 1lu;
    while (left != 0u) {
        if ((left & 1u) != 0u) {
            result *= power;
        }
        left >>= 1u;
        power *= power;
    }
    return result;
}

fn kernel_mul_high_u64(a: u64, b: u64) -> u64 {
    let a_low = a & 0xfffffffflu;
    let a_high = a >> 32u;
    let b_low = b & 0xfffffffflu;
    let b_high = b >> 32u;
    let middle = a_high * b_low + ((a_low * b_low) >> 32u);
    let other = a_low * b_high + (middle & 0xfffffffflu);
    return a_high * b_high + (middle >> 32u) + (other >> 32u);
}

// A negative number taken as unsigned is 2^64 more than it is.
fn kernel_mul_high_i64(a: i64, b: i64) -> i64 {
    let high = bitcast<i64>(kernel_mul_high_u64(bitcast<u64>(a), bitcast<u64>(b)));
    return high - ((a >> 63u) & b) - ((b >> 63u) & a);
}
