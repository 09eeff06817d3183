//! Arguments to try: all of `f32`, and for `f64` and pairs many from where each function has something to do.

use std::f64::consts::PI;

/// Arguments that every function is asked about, in both formats and in all pairs.
pub const SPECIAL: [f64; 34] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    2.0,
    -2.0,
    3.0,
    -3.0,
    0.5,
    -0.5,
    8.0,
    -27.0,
    1e-5,
    1e-40,
    -1e-40,
    5e-324,
    -5e-324,
    1e-310,
    -1e-310,
    f64::MIN_POSITIVE,
    -f64::MIN_POSITIVE,
    1e-45,
    -1e-45,
    f32::MIN_POSITIVE as f64,
    f32::MAX as f64,
    f32::MIN as f64,
    16_777_215.0,
    -9_007_199_254_740_991.0,
    f64::MAX,
    f64::MIN,
    1e300,
    f64::INFINITY,
    f64::NEG_INFINITY,
    f64::NAN,
];

/// Numbers that look random: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators" (2014).
pub struct Draw {
    state: u64,
}

impl Draw {
    /// The numbers of that seed.
    pub fn new(seed: u64) -> Draw {
        Draw {
            state: seed.wrapping_mul(0xd134_2543_de82_ef95),
        }
    }

    /// Any bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number between two.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn sign(&mut self) -> f64 {
        1.0_f64.copysign(self.bits() as i64 as f64)
    }

    /// Of either sign, with a magnitude between two powers of two.
    fn scale(&mut self, low: f64, high: f64) -> f64 {
        self.sign() * self.between(low, high).exp2()
    }
}

/// Arguments of the function of that name: from where its work differs, from the ends of what it takes and gives, and of any bits.
pub fn arguments(name: &str, draw: &mut Draw) -> [f64; 2] {
    let kind = draw.bits() % 8;
    if kind == 0 {
        return [f64::from_bits(draw.bits()), f64::from_bits(draw.bits())];
    }
    let x = match (name, kind) {
        ("exp" | "exp_m1" | "sinh" | "cosh", 1) => draw.sign() * draw.between(708.0, 746.0),
        ("exp" | "exp_m1", 2..=4) => draw.between(-700.0, 709.0),
        ("exp2", 1) => draw.sign() * draw.between(1021.0, 1076.0),
        ("exp2", 2..=4) => draw.between(-1000.0, 1000.0),
        ("sinh" | "cosh", 2) => draw.between(-709.0, 709.0),
        ("tanh", 1 | 2) => draw.between(-23.0, 23.0),
        ("exp" | "exp2" | "exp_m1" | "sinh" | "cosh" | "tanh", 5) => draw.scale(-60.0, 4.0),
        ("exp" | "exp2" | "exp_m1" | "sinh" | "cosh" | "tanh", _) => draw.between(-2.0, 2.0),

        ("ln" | "log2" | "log10", 1) => draw.between(-1074.0, 1024.0).exp2(),
        ("ln" | "log2" | "log10", 2) => 1.0 + draw.scale(-52.0, -1.1),
        ("ln" | "log2" | "log10" | "powf", 3..=5) => draw.between(0.5, 2.0),
        ("ln" | "log2" | "log10" | "powf", _) => draw.between(0.0, 30.0),

        ("ln_1p", 1) => draw.scale(-60.0, 1023.0).abs(),
        ("ln_1p", 2) => draw.between(-50.0, 0.0).exp2() - 1.0,
        ("ln_1p", _) => draw.between(-1.0, 2.0),

        // Next to multiples of a quarter turn as well.
        ("sin" | "cos" | "tan", 1) => (draw.scale(0.0, 30.0)).round() * (PI / 2.0),
        ("sin" | "cos" | "tan", 2) => draw.scale(-30.0, 1023.0),
        ("sin" | "cos" | "tan", 3) => draw.between(-1e6, 1e6),
        ("sin" | "cos" | "tan", 4) => draw.between(-100.0, 100.0),
        ("sin" | "cos" | "tan", _) => draw.between(-4.0, 4.0),

        ("asin" | "acos" | "atanh", 1) => draw.sign() * (1.0 - draw.between(-53.0, 0.0).exp2()),
        ("asin" | "acos" | "atanh", 2) => draw.scale(-60.0, 0.0),
        ("asin" | "acos" | "atanh", _) => draw.between(-1.0, 1.0),
        ("acosh", 1) => 1.0 + draw.between(-52.0, 0.0).exp2(),
        ("acosh", 2) => draw.between(0.0, 1023.0).exp2(),
        ("acosh", _) => draw.between(1.0, 4.0),
        ("asinh" | "atan", 1) => draw.scale(-1000.0, 1023.0),
        ("asinh" | "atan", 2) => draw.scale(-30.0, 30.0),
        ("cbrt", 1) => draw.scale(-1074.0, 1023.0),
        (_, 3) => draw.scale(-20.0, 20.0),
        _ => draw.between(-4.0, 4.0),
    };
    let y = match (name, draw.bits() % 4) {
        // An exponent that makes the result span the format, and beyond.
        ("powf", 0..=2) => draw.between(-1080.0, 1080.0) / x.log2().abs().max(1e-3),
        (_, 0) => draw.scale(-1074.0, 1023.0),
        (_, 1) => x * draw.scale(-30.0, 30.0),
        _ => x * draw.between(-4.0, 4.0),
    };
    [x, y]
}

/// Pairs of `f32`: each kind of first argument with one of any bits, one of its size, and one that makes a power span the format.
pub fn pair(number: u64) -> [f32; 2] {
    let mut draw = Draw::new(number);
    let bits = draw.bits();
    let x = f32::from_bits(bits as u32);
    // Half of the first arguments within the range of a few units.
    let x = if bits >> 32 & 1 == 0 {
        x
    } else {
        draw.between(-8.0, 8.0) as f32
    };
    let y = match bits >> 33 & 3 {
        0 => f32::from_bits((bits >> 35) as u32 ^ draw.bits() as u32),
        1 => x * draw.between(-4.0, 4.0) as f32,
        _ => {
            let size = f64::from(x.abs()).log2().abs().max(1e-3);
            (draw.between(-160.0, 140.0) / size) as f32
        }
    };
    [x, y]
}
