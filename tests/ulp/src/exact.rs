//! Values of the functions beyond the precision of `f64`, by `astro-float`.

use astro_float::{BigFloat, Consts, RoundingMode, Sign};

use crate::error::Exact;

/// The bits that are computed.
const PRECISION: usize = 192;
/// Below this power of two, the first terms of a series are exact enough.
const TINY: i32 = -60;
const ROUNDING: RoundingMode = RoundingMode::ToEven;

/// Computes exact values.
pub struct Reference {
    /// The constants known so far.
    consts: Consts,
}

impl Reference {
    /// Nothing computed yet.
    pub fn new() -> Result<Reference, astro_float::Error> {
        let consts = Consts::new()?;
        Ok(Reference { consts })
    }

    /// The value of the function of that name, or none if there is no such function. `std` is the standard library's function, which says what
    /// comes of zeros, infinities and NaN.
    pub fn value(
        &mut self,
        name: &str,
        std: fn(f64, f64) -> f64,
        [x, y]: [f64; 2],
    ) -> Option<Exact> {
        let special = |value: f64| value == 0.0 || !value.is_finite();
        let binary = matches!(name, "powf" | "atan2" | "hypot");
        if special(x) || (binary && special(y)) {
            return Some(Exact::of(std(x, y)));
        }
        let value = if name == "powf" && x < 0.0 {
            power_of_negative(y, self.big(name, big(-x), big(y))?)
        } else {
            self.big(name, big(x), big(y))?
        };
        Some(rounded(&value, std(x, y)))
    }

    fn big(&mut self, name: &str, x: BigFloat, y: BigFloat) -> Option<BigFloat> {
        let one = big(1.0);
        let consts = &mut self.consts;
        Some(match name {
            "exp" => x.exp(PRECISION, ROUNDING, consts),
            "exp2" => {
                let ln_2 = consts.ln_2(PRECISION, ROUNDING);
                let power = x.mul(&ln_2, PRECISION, ROUNDING);
                power.exp(PRECISION, ROUNDING, consts)
            }
            "exp_m1" if is_tiny(&x) => series(&x, [1.0, 2.0, 6.0]),
            // As many digits more as the difference may lose.
            "exp_m1" => sub(&x.exp(PRECISION + 64, ROUNDING, consts), &one),
            "ln" => x.ln(PRECISION, ROUNDING, consts),
            "log2" => x.log2(PRECISION, ROUNDING, consts),
            "log10" => x.log10(PRECISION, ROUNDING, consts),
            "ln_1p" if is_tiny(&x) => series(&x, [1.0, -2.0, 3.0]),
            "ln_1p" => add(&x, &one).ln(PRECISION, ROUNDING, consts),
            "sin" => x.sin(PRECISION, ROUNDING, consts),
            "cos" => x.cos(PRECISION, ROUNDING, consts),
            "tan" => x.tan(PRECISION, ROUNDING, consts),
            "asin" => x.asin(PRECISION, ROUNDING, consts),
            "acos" => x.acos(PRECISION, ROUNDING, consts),
            "atan" => x.atan(PRECISION, ROUNDING, consts),
            "sinh" => x.sinh(PRECISION, ROUNDING, consts),
            "cosh" => x.cosh(PRECISION, ROUNDING, consts),
            "tanh" => x.tanh(PRECISION, ROUNDING, consts),
            "asinh" => x.asinh(PRECISION, ROUNDING, consts),
            "acosh" => x.acosh(PRECISION, ROUNDING, consts),
            "atanh" => x.atanh(PRECISION, ROUNDING, consts),
            "cbrt" => x.cbrt(PRECISION, ROUNDING),
            "powf" => x.pow(&y, PRECISION, ROUNDING, consts),
            // `self` is the ordinate: `x` here.
            "atan2" => {
                let angle = x
                    .div(&y, PRECISION, ROUNDING)
                    .atan(PRECISION, ROUNDING, consts);
                let half_turn = consts.pi(PRECISION, ROUNDING);
                match (y.sign(), x.sign()) {
                    (Some(Sign::Pos), _) => angle,
                    (_, Some(Sign::Neg)) => sub(&angle, &half_turn),
                    _ => add(&angle, &half_turn),
                }
            }
            "hypot" => {
                let square = |x: &BigFloat| x.mul(x, PRECISION, ROUNDING);
                add(&square(&x), &square(&y)).sqrt(PRECISION, ROUNDING)
            }
            _ => return None,
        })
    }
}

/// `x^y` for a negative `x`, given `(-x)^y`.
fn power_of_negative(y: f64, power: BigFloat) -> BigFloat {
    if y.trunc() != y {
        return big(f64::NAN);
    }
    let odd = (y / 2.0).trunc() != y / 2.0;
    if odd { power.neg() } else { power }
}

fn big(x: f64) -> BigFloat {
    // `from_f64` takes subnormal numbers for others, so they come in as normal ones.
    const UP: i32 = 64;
    if x.is_subnormal() {
        let mut value = BigFloat::from_f64(x * 2.0_f64.powi(UP), PRECISION);
        if let Some(exponent) = value.exponent() {
            value.set_exponent(exponent - UP);
        }
        return value;
    }
    BigFloat::from_f64(x, PRECISION)
}

/// With digits enough for what is not tiny.
fn add(a: &BigFloat, b: &BigFloat) -> BigFloat {
    a.add(b, PRECISION + 64, ROUNDING)
}

fn sub(a: &BigFloat, b: &BigFloat) -> BigFloat {
    a.sub(b, PRECISION + 64, ROUNDING)
}

fn is_tiny(x: &BigFloat) -> bool {
    x.exponent().is_some_and(|exponent| exponent < TINY)
}

/// `x / a + x² / b + x³ / c`
fn series(x: &BigFloat, divisors: [f64; 3]) -> BigFloat {
    let mut power = x.clone();
    let mut sum = BigFloat::new(PRECISION);
    for divisor in divisors {
        sum = add(&sum, &power.div(&big(divisor), PRECISION, ROUNDING));
        power = power.mul(x, PRECISION, ROUNDING);
    }
    sum
}

/// The leading 106 bits. What is zero has the sign of the given value.
fn rounded(value: &BigFloat, sign_of_zero: f64) -> Exact {
    if value.is_zero() {
        return Exact::Special(0.0_f64.copysign(sign_of_zero));
    }
    let Some((words, _, sign, exponent, _)) = value.as_raw_parts() else {
        return Exact::Special(if value.is_inf_pos() {
            f64::INFINITY
        } else if value.is_inf_neg() {
            f64::NEG_INFINITY
        } else {
            f64::NAN
        });
    };
    let word = |place: usize| {
        let index = words.len().checked_sub(place);
        index.map_or(0, |index| words[index])
    };
    let bits = u128::from(word(1)) << 64 | u128::from(word(2));
    let unit = match sign {
        Sign::Pos => 2.0_f64.powi(-52),
        Sign::Neg => -(2.0_f64.powi(-52)),
    };
    Exact::Number {
        head: (bits >> 75) as f64 * unit,
        tail: (bits >> 22 & ((1 << 53) - 1)) as f64 * unit * 2.0_f64.powi(-53),
        exponent: exponent - 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::{Function, of_f64};

    /// The table is `mpmath`'s: function, arguments, and the value as the sum of two numbers.
    #[test]
    fn two_libraries_agree() {
        let mut reference = Reference::new().expect("there is memory");
        for line in include_str!("reference.csv").lines() {
            let (name, bits) = line.split_once(',').expect("the table has columns");
            let [x, y, head, tail] = std::array::from_fn(|column| {
                let column = bits.split(',').nth(column).expect("the table has columns");
                f64::from_bits(u64::from_str_radix(column, 16).expect("columns are hexadecimal"))
            });
            let known = |function: &&'static Function<f64>| function.name == name;
            let function = of_f64().find(known).expect("every row is a function's");
            let exact = reference.value(name, function.std, [x, y]);
            let exact = exact.expect("every function has a reference");
            let Exact::Number {
                head: leading,
                tail: rest,
                exponent,
            } = exact
            else {
                assert_eq!(head, 0.0, "{name}({x:e}, {y:e}) is not {exact:?}");
                continue;
            };
            let unscaled = |x: f64| {
                let half = exponent / 2;
                x * 2.0_f64.powi(-half) * 2.0_f64.powi(half - exponent)
            };
            let difference = (unscaled(head) - leading) + (unscaled(tail) - rest);
            // The table's tail may be subnormal.
            let least = unscaled(f64::from_bits(1));
            assert!(
                difference.abs() <= least.max(2.0_f64.powi(-100)),
                "{name}({x:e}, {y:e}) is {head:e} + {tail:e}, not {exact:?}"
            );
        }
    }
}
