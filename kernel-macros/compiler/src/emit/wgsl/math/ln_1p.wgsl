// The logarithm of 1 + x, in the steps of the vector layer's ln_1p.rs.
// Largest error found where division is correctly rounded: 0.95 ulp, subnormal results aside, which devices may flush.
fn kernel_ln_1p(x: f32) -> f32 {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    // Below 2^-25 it is x; and so it is for infinity and NaN.
    if (magnitude < 0x33000000u || bits == 0x7f800000u || magnitude > 0x7f800000u) {
        return x;
    }
    if (bits >= 0xbf800000u) {
        let pole = bits == 0xbf800000u;
        return bitcast<f32>(select(0x7fc00000u, 0xff800000u, pole) ^ kernel_zero());
    }
    return kernel_ln_1p_sum(x, 0.0f);
}

// ln(1 + head + tail)
fn kernel_ln_1p_sum(head: f32, tail: f32) -> f32 {
    let sum = kernel_two_sum(1.0f, head);
    return kernel_ln_sum(sum.x, sum.y + tail, 0.0f);
}

// ln(2^more * (u + c)), where u is positive and finite, and c small beside it.
fn kernel_ln_sum(u: f32, c: f32, more: f32) -> f32 {
    let split = kernel_log_split(u);
    let f = split.x;
    let e = split.y + more;
    let curve = f * f * (f * kernel_log_curve(f) - 0.5f);
    let small = kernel_keep_f32(curve + kernel_keep_f32(e * 1.4286068e-6f + c / u));
    return kernel_keep_f32(f + small) + e * 0.69314575f;
}

// a + b rounded, and what the rounding lost.
fn kernel_two_sum(a: f32, b: f32) -> vec2<f32> {
    let sum = kernel_keep_f32(a + b);
    let b_part = kernel_keep_f32(sum - a);
    let a_part = kernel_keep_f32(sum - b_part);
    return vec2<f32>(sum, kernel_keep_f32(a - a_part) + kernel_keep_f32(b - b_part));
}

// x^2 rounded, and what the rounding lost.
fn kernel_two_square(x: f32) -> vec2<f32> {
    let square = kernel_keep_f32(x * x);
    let head = kernel_short(x);
    let tail = kernel_keep_f32(x - head);
    let middle = kernel_keep_f32((head + head) * tail);
    let lost = kernel_keep_f32(kernel_keep_f32(kernel_keep_f32(head * head) - square) + middle);
    return vec2<f32>(square, lost + tail * tail);
}

// The root of a sum of a positive head and a tail, as such a sum.
fn kernel_root(square: vec2<f32>) -> vec2<f32> {
    let root = kernel_keep_f32(sqrt(square.x));
    let back = kernel_two_square(root);
    let rest = kernel_keep_f32(kernel_keep_f32(square.x - back.x) - back.y) + square.y;
    return vec2<f32>(root, rest / (root + root));
}
