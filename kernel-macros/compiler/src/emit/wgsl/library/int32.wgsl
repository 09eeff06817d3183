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
