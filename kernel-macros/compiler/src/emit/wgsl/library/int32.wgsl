fn kernel_rotate_u32(x: u32, count: u32, width: u32) -> u32 {
    let whole = 0xffffffffu >> (32u - width);
    let left = count & (width - 1u);
    let bits = x & whole;
    return ((bits << left) | (bits >> ((width - left) & 31u))) & whole;
}

fn kernel_saturating_add_u32(a: u32, b: u32) -> u32 {
    let sum = a + b;
    return select(sum, 0xffffffffu, sum < a);
}

fn kernel_saturating_sub_u32(a: u32, b: u32) -> u32 {
    return select(a - b, 0u, a < b);
}

fn kernel_saturating_add_i32(a: i32, b: i32) -> i32 {
    let sum = a + b;
    let limit = select(2147483647i, -2147483647i - 1i, a < 0i);
    return select(sum, limit, ((a ^ sum) & (b ^ sum)) < 0i);
}

fn kernel_saturating_sub_i32(a: i32, b: i32) -> i32 {
    let difference = a - b;
    let limit = select(2147483647i, -2147483647i - 1i, a < 0i);
    return select(difference, limit, ((a ^ b) & (a ^ difference)) < 0i);
}

fn kernel_pow_u32(x: u32, n: u32) -> u32 {
    var left = n;
    var power = x;
    var result = 1u;
    while (left != 0u) {
        if ((left & 1u) != 0u) {
            result *= power;
        }
        left >>= 1u;
        power *= power;
    }
    return result;
}

fn kernel_mul_high_u32(a: u32, b: u32) -> u32 {
    return kernel_multiply_wide(a, b).y;
}

// A negative number taken as unsigned is 2^32 more than it is.
fn kernel_mul_high_i32(a: i32, b: i32) -> i32 {
    let high = bitcast<i32>(kernel_multiply_wide(bitcast<u32>(a), bitcast<u32>(b)).y);
    return high - ((a >> 31u) & b) - ((b >> 31u) & a);
}

// The low and the high word of a product.
fn kernel_multiply_wide(a: u32, b: u32) -> vec2<u32> {
    let a_low = a & 0xffffu;
    let a_high = a >> 16u;
    let b_low = b & 0xffffu;
    let b_high = b >> 16u;
    let low = a_low * b_low;
    let middle = a_high * b_low + (low >> 16u);
    let other = a_low * b_high + (middle & 0xffffu);
    return vec2<u32>((other << 16u) | (low & 0xffffu), a_high * b_high + (middle >> 16u) + (other >> 16u));
}
