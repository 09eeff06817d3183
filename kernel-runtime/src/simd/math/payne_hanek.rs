//! Argument reduction of any `f64` modulo π/2, for the arguments that the common path of sine and cosine cannot take.
//!
//! Method: M. Payne and R. Hanek, "Radian reduction for trigonometric functions" (1983). Of the bits of 2/π only those matter that give neither
//! multiples of four quadrants nor digits past the precision: a window of 192 bits, times the argument's 53, in integers. Slow, exact, and
//! run lane by lane: arguments beyond a million are rare.

/// The bits of 2/π after the point, first a word of zeros: `2/π` of `fit.py`.
const TWO_OVER_PI: [u64; 20] = [
    0,
    0xa2f9_836e_4e44_1529,
    0xfc27_57d1_f534_ddc0,
    0xdb62_9599_3c43_9041,
    0xfe51_63ab_debb_c561,
    0xb724_6e3a_424d_d2e0,
    0x0649_2eea_09d1_921c,
    0xfe1d_eb1c_b129_a73e,
    0xe882_35f5_2ebb_4484,
    0xe99c_7026_b45f_7e41,
    0x3991_d639_8353_39f4,
    0x9c84_5f8b_bdf9_283b,
    0x1ff8_97ff_de05_980f,
    0xef2f_118b_5a0a_6d1f,
    0x6d36_7ecf_27cb_09b7,
    0x4f46_3f66_9e5f_ea2d,
    0x7527_bac7_ebe5_f17b,
    0x3d07_39f7_8a52_92ea,
    0x6bfb_5fb1_1f8d_5d08,
    0x5603_3046_fc7b_6bab,
];

/// π/2 with 127 bits after the point: `π/2` of `fit.py`.
const HALF_PI: u128 = 0xc90f_daa2_2168_c234_c4c6_628b_80dc_1cd1;

/// The quadrant modulo 4 and what is left, at most π/4 in magnitude, as a sum of two numbers; NaN if `x` is not finite.
///
/// `x` is 1 at least in magnitude, or not finite.
pub(super) fn reduce(x: f64) -> (u64, f64, f64) {
    if !x.is_finite() {
        return (0, f64::NAN, f64::NAN);
    }
    let bits = x.to_bits();
    let mantissa = u128::from(bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000);
    // x = mantissa · 2^exponent, so the window begins where the bit's weight times 2^exponent is 2. The zero word comes first.
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1075;
    let start = (exponent + 62) as usize;

    let low = mantissa * window(start + 128);
    let middle = mantissa * window(start + 64) + (low >> 64);
    let high = mantissa * window(start) + (middle >> 64);

    // The product's upper two bits are the quadrant; the next 128 are the fraction, which is rounded to nearest.
    let upper = high << 64 | u128::from(middle as u64);
    let fraction = (upper << 2 | u128::from(low as u64 >> 62)) as i128;
    let quadrant = (upper >> 126) as u64 + u64::from(fraction < 0);

    let magnitude = fraction.unsigned_abs();
    let zeros = magnitude.leading_zeros();
    let product = multiply_high(magnitude.checked_shl(zeros).unwrap_or(0), HALF_PI);
    let scale = power_of_two(-127 - zeros as i32);
    let (head, tail) = (
        (product >> 75 << 75) as f64,
        (product & ((1 << 75) - 1)) as f64,
    );
    let sum = head + tail;
    let rest = (head - sum) + tail;

    let negative = x.is_sign_negative();
    let scale = if (fraction < 0) == negative {
        scale
    } else {
        -scale
    };
    let quadrant = if negative {
        quadrant.wrapping_neg()
    } else {
        quadrant
    };
    (quadrant & 3, sum * scale, rest * scale)
}

/// 64 bits of 2/π.
fn window(start: usize) -> u128 {
    let (word, shift) = (start / 64, start % 64);
    let pair = u128::from(TWO_OVER_PI[word]) << 64 | u128::from(TWO_OVER_PI[word + 1]);
    pair << shift >> 64
}

/// The upper half of a product.
fn multiply_high(a: u128, b: u128) -> u128 {
    let (a_high, a_low) = (a >> 64, a & u128::from(u64::MAX));
    let (b_high, b_low) = (b >> 64, b & u128::from(u64::MAX));
    let low = (a_low * b_low) >> 64;
    let (one, other) = (a_high * b_low, a_low * b_high);
    let carry = (low + (one & u128::from(u64::MAX)) + (other & u128::from(u64::MAX))) >> 64;
    a_high * b_high + (one >> 64) + (other >> 64) + carry
}

/// `2^exponent`, a normal number.
fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}
