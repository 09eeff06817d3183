//! Errors in units in the last place.

/// A float format by its exponents.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// The digits after the point.
    digits: i32,
    /// The exponent of the smallest normal number.
    least: i32,
    /// The exponent of the largest number.
    largest: i32,
}

/// `f32`
pub const F32: Format = Format {
    digits: 23,
    least: -126,
    largest: 127,
};
/// `f64`
pub const F64: Format = Format {
    digits: 52,
    least: -1022,
    largest: 1023,
};

/// What a result should be.
#[derive(Clone, Copy, Debug)]
pub enum Exact {
    /// NaN, infinity or a zero with its sign: nothing else will do.
    Special(f64),
    /// `(head + tail) · 2^exponent`, where the head's magnitude is from 1 up to 2.
    Number {
        /// The leading 53 bits.
        head: f64,
        /// What comes after.
        tail: f64,
        /// The power of two.
        exponent: i32,
    },
}

impl Exact {
    /// The value of an `f64`.
    pub fn of(value: f64) -> Exact {
        let magnitude = value.abs();
        if value == 0.0 || !value.is_finite() {
            return Exact::Special(value);
        }
        // A subnormal number is made normal first.
        let (normal, shift) = if magnitude < f64::MIN_POSITIVE {
            (value * power_of_two(64), -64)
        } else {
            (value, 0)
        };
        let exponent = (normal.to_bits() >> 52 & 0x7ff) as i32 - 1023;
        Exact::Number {
            head: scaled(normal, -exponent),
            tail: 0.0,
            exponent: exponent + shift,
        }
    }
}

impl Format {
    /// As [`Format::error`] of an `f32`, given the value in `f64`; in a few operations where both are usual numbers.
    pub fn error_f32(result: f32, exact: f64) -> f64 {
        const LEAST: u64 = (f32::MIN_POSITIVE as f64).to_bits();
        const EXPONENT: u64 = 0x7ff0_0000_0000_0000;
        const DIGITS: f64 = (1 << F32.digits) as f64;
        let size = exact.abs();
        if size > 0.0 && size <= f64::from(f32::MAX) && result.abs() < f32::INFINITY {
            let place = f64::from_bits((size.to_bits() & EXPONENT).max(LEAST));
            return (f64::from(result) - exact).abs() / place * DIGITS;
        }
        F32.error(f64::from(result), Exact::of(exact))
    }

    /// The distance between a result and the exact value in units of the exact value's last place; infinite where one is special and the
    /// other is not. The infinity beyond the largest number counts as the next number.
    pub fn error(self, result: f64, exact: Exact) -> f64 {
        let (mut head, mut tail, exponent) = match exact {
            Exact::Special(value) => {
                let same = result.to_bits() == value.to_bits();
                let met = same || (result.is_nan() && value.is_nan());
                return if met { 0.0 } else { f64::INFINITY };
            }
            Exact::Number {
                head,
                tail,
                exponent,
            } => (head, tail, exponent),
        };
        if result.is_nan() {
            return f64::INFINITY;
        }
        let place = exponent.min(self.largest + 1);
        if exponent > self.largest {
            (head, tail) = (1.0_f64.copysign(head), 0.0);
        }
        let result = if result.is_infinite() {
            scaled(1.0_f64.copysign(result), self.largest + 1 - place)
        } else {
            scaled(result, -place)
        };
        let unit = place.clamp(self.least, self.largest) - self.digits;
        scaled(((result - head) - tail).abs(), place - unit)
    }
}

/// `x · 2^n`, rounded once at most.
fn scaled(x: f64, n: i32) -> f64 {
    // In two steps, as the factor may lie outside of the format.
    let half = n / 2;
    x * power_of_two(half) * power_of_two(n - half)
}

/// `2^n`, or infinity or zero where that is no normal number.
fn power_of_two(n: i32) -> f64 {
    match n {
        ..-1022 => 0.0,
        -1022..=1023 => f64::from_bits(((1023 + n) as u64) << 52),
        1024.. => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_the_exact_value() {
        let third = Exact::Number {
            head: 1.25,
            tail: 0.0,
            exponent: 3,
        };
        assert_eq!(F32.error(10.0, third), 0.0);
        let next = f64::from(10.0_f32.next_up());
        assert_eq!(F32.error(next, third), 1.0);
        assert_eq!(F64.error(10.0_f64.next_down(), third), 1.0);
        let least = f64::from(f32::from_bits(1));
        assert_eq!(F32.error(3.0 * least, Exact::of(least)), 2.0);
        assert_eq!(F32.error(0.0, Exact::of(1e-50)), 1e-50 / least);
        assert_eq!(F64.error(5e-324, Exact::of(1.5e-323)), 2.0);
    }

    #[test]
    fn the_short_way_is_the_long_way() {
        let mut bits = 1_u64;
        for _ in 0..100_000 {
            bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            let result = f32::from_bits((bits >> 32) as u32);
            for exact in [
                f64::from(result) * (1.0 + 1e-7),
                f64::from_bits(bits),
                f64::from(result),
            ] {
                let long = F32.error(f64::from(result), Exact::of(exact));
                assert_eq!(
                    Format::error_f32(result, exact),
                    long,
                    "{result:e} for {exact:e}"
                );
            }
        }
    }

    #[test]
    fn infinity_is_the_number_after_the_largest() {
        let largest = f64::from(f32::MAX);
        assert_eq!(F32.error(f64::INFINITY, Exact::of(largest)), 1.0);
        assert_eq!(F32.error(f64::INFINITY, Exact::of(1e60)), 0.0);
        assert_eq!(F32.error(largest, Exact::of(1e60)), 1.0);
        assert_eq!(F64.error(f64::INFINITY, Exact::of(f64::MAX)), 1.0);
        assert!(F32.error(f64::NEG_INFINITY, Exact::of(1e60)) > 1e6);
    }

    #[test]
    fn special_values_must_be_met() {
        assert_eq!(F32.error(-0.0, Exact::of(-0.0)), 0.0);
        assert_eq!(F32.error(0.0, Exact::of(-0.0)), f64::INFINITY);
        assert_eq!(F32.error(f64::NAN, Exact::of(f64::NAN)), 0.0);
        assert_eq!(F32.error(1.0, Exact::of(f64::NAN)), f64::INFINITY);
        assert_eq!(F32.error(f64::NAN, Exact::of(1.0)), f64::INFINITY);
        assert_eq!(F32.error(1e38, Exact::of(f64::INFINITY)), f64::INFINITY);
    }
}
