// needs: kernel_trig kernel_sine kernel_cosine
// The sine.
// Largest error found where division is correctly rounded: 0.81 ulp, subnormal results aside, which devices may flush.
fn kernel_sin(x: f32) -> f32 {
    // Below 2^-12, where devices may flush what follows, it is x.
    if ((bitcast<u32>(x) & 0x7fffffffu) < 0x39800000u) {
        return x;
    }
    let reduced = kernel_trig(x);
    let quadrant = u32(reduced.z);
    let y = select(kernel_sine(reduced.xy), kernel_cosine(reduced.xy), (quadrant & 1u) != 0u);
    return bitcast<f32>(bitcast<u32>(y) ^ ((quadrant & 2u) << 30u));
}

// needs: kernel_keep_f32
// The sine of a head and a tail within pi/4.
fn kernel_sine(r: vec2<f32>) -> f32 {
    let z = r.x * r.x;
    let p = (-0.00019518094f * z + 0.008332188f) * z - 0.16666655f;
    return r.x + kernel_keep_f32(r.x * z * p + r.y * (1.0f - 0.5f * z));
}

// needs: kernel_keep_f32
// The cosine of a head and a tail within pi/4.
fn kernel_cosine(r: vec2<f32>) -> f32 {
    let z = kernel_keep_f32(r.x * r.x);
    let half = 0.5f * z;
    let near = kernel_keep_f32(1.0f - half);
    let lost = kernel_keep_f32(1.0f - near) - half;
    let p = (2.4432327e-5f * z - 0.001388731f) * z + 0.041666646f;
    return near + kernel_keep_f32(lost + (z * z * p - r.x * r.y));
}

// needs: kernel_keep_f32 kernel_trig_exact
// x modulo pi/2: head, tail and quadrant. Cody and Waite's method where its three parts of pi/2 have bits enough.
fn kernel_trig(x: f32) -> vec3<f32> {
    let magnitude = bitcast<u32>(x) & 0x7fffffffu;
    if (magnitude < 0x3f490fdau) {
        return vec3<f32>(x, 0.0f, 0.0f);
    }
    // Up to 512, where k has at most nine bits.
    if (magnitude < 0x44000000u) {
        let k = round(x * 0.63661975f);
        let first = kernel_keep_f32(x - k * 1.5707397f);
        let second = kernel_keep_f32(k * 5.657971e-5f);
        let middle = kernel_keep_f32(first - second);
        let third = kernel_keep_f32(k * 9.920936e-10f - kernel_keep_f32(kernel_keep_f32(first - middle) - second));
        let head = kernel_keep_f32(middle - third);
        // Closer to a multiple of pi/2, the rest of pi/2 has too few bits.
        if (abs(head) >= 0.00024414063f) {
            return vec3<f32>(head, kernel_keep_f32(middle - head) - third, f32(bitcast<u32>(i32(k)) & 3u));
        }
    }
    return kernel_trig_exact(x);
}

// needs: kernel_keep_f32 kernel_multiply_wide kernel_trig_bits
// x modulo pi/2 for any x of at least 1/2, by Payne and Hanek's method, all in integers: see the vector layer's payne_hanek.rs.
fn kernel_trig_exact(x: f32) -> vec3<f32> {
    let bits = bitcast<u32>(x);
    let magnitude = bits & 0x7fffffffu;
    if (magnitude >= 0x7f800000u) {
        return vec3<f32>(bitcast<f32>(0x7fc00000u ^ kernel_zero()), 0.0f, 0.0f);
    }
    let mantissa = (bits & 0x007fffffu) | 0x00800000u;
    // A zero word comes first; the window's first bit has the weight 2.
    let start = (magnitude >> 23u) - 120u;
    let low = kernel_multiply_wide(mantissa, kernel_trig_bits(start + 64u));
    let middle = kernel_multiply_wide(mantissa, kernel_trig_bits(start + 32u));
    let centre = middle.x + low.y;
    let upper = mantissa * kernel_trig_bits(start) + middle.y + select(0u, 1u, centre < low.y);
    // Two bits of quadrant, then the fraction, which is rounded to nearest.
    var quadrant = upper >> 30u;
    var fraction = vec2<u32>((centre << 2u) | (low.x >> 30u), (upper << 2u) | (centre >> 30u));
    let round_up = fraction.y >> 31u;
    quadrant += round_up;
    if (round_up != 0u) {
        fraction = vec2<u32>(0u - fraction.x, ~fraction.y + select(0u, 1u, fraction.x == 0u));
    }
    // Its upper 32 bits from the first set one on, times pi/2.
    var zeros = countLeadingZeros(fraction.y);
    if (zeros == 32u) {
        fraction = vec2<u32>(0u, fraction.x);
        zeros = countLeadingZeros(fraction.y) + 32u;
    }
    let shift = zeros & 31u;
    let leading = (fraction.y << shift) | select(fraction.x >> (32u - shift), 0u, shift == 0u);
    let product = kernel_multiply_wide(leading, 0xc90fdaa2u).y;
    let negative = (bits >> 31u) ^ round_up;
    let unit = bitcast<f32>(((96u - zeros) << 23u) | (negative << 31u));
    let head = f32(product & 0xffffff00u) * unit;
    let tail = f32(product & 0xffu) * unit;
    let turns = select(quadrant, 0u - quadrant, bits != magnitude);
    return vec3<f32>(head, tail, f32(turns & 3u));
}

// 32 bits of 2/pi, from bit `start` on; 32 zeros come first.
fn kernel_trig_bits(start: u32) -> u32 {
    var words = array<u32, 8>(0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu);
    let word = start >> 5u;
    let shift = start & 31u;
    return (words[word] << shift) | select(words[word + 1u] >> (32u - shift), 0u, shift == 0u);
}
