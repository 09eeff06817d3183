//! Constants that belong to a scalar type, such as `u32::MAX` and `std::f32::consts::PI`: their types, and their values where every machine
//! has the same and a literal can say it.

use crate::ir::Scalar;
use crate::parse::ast::{Literal, Path};

/// The type of a constant that belongs to a scalar type, and its value where that is known.
pub(super) fn of_scalar(path: &Path) -> Option<(Scalar, Option<Literal>)> {
    let scalar = path.scalar()?;
    let name = path.last();
    if scalar.is_float() {
        let mathematical =
            matches!(path.segments.as_slice(), [.., module, _] if module == "consts");
        return Some(of_float(scalar, name, mathematical));
    }
    Some(of_integer(scalar, name))
}

fn of_integer(scalar: Scalar, name: &str) -> (Scalar, Option<Literal>) {
    // The widths of `usize` and `isize` differ among machines.
    let fixed = scalar.is_integer() && !matches!(scalar, Scalar::Usize | Scalar::Isize);
    let bits = 8 * scalar.bytes();
    let int = |value| Some(Literal::Int(value, None));
    match name {
        "BITS" => (Scalar::U32, int(bits as i128).filter(|_| fixed)),
        "MAX" if fixed => {
            let magnitude = if scalar.is_signed() { bits - 1 } else { bits };
            (scalar, int((1 << magnitude) - 1))
        }
        "MIN" if fixed && scalar.is_signed() => (scalar, int(-(1 << (bits - 1)))),
        "MIN" if scalar.is_integer() && !scalar.is_signed() => (scalar, int(0)),
        _ => (scalar, None),
    }
}

/// `f32::MIN` and what is not finite have no literal.
fn of_float(scalar: Scalar, name: &str, mathematical: bool) -> (Scalar, Option<Literal>) {
    let digits = match (scalar, mathematical) {
        (Scalar::F32, true) => mathematical_f32(name).map(|value| format!("{value:?}")),
        (Scalar::F32, false) => limit_f32(name).map(|value| format!("{value:?}")),
        (_, true) => mathematical_f64(name).map(|value| format!("{value:?}")),
        (_, false) => limit_f64(name).map(|value| format!("{value:?}")),
    };
    if let Some(digits) = digits {
        return (scalar, Some(Literal::Float(digits, None)));
    }
    let int = |value: i128| Some(Literal::Int(value, None));
    let double = scalar == Scalar::F64;
    match name {
        "RADIX" => (Scalar::U32, int(2)),
        "DIGITS" => (Scalar::U32, int(if double { 15 } else { 6 })),
        "MANTISSA_DIGITS" => (Scalar::U32, int(if double { 53 } else { 24 })),
        "MAX_EXP" => (Scalar::I32, int(if double { 1024 } else { 128 })),
        "MIN_EXP" => (Scalar::I32, int(if double { -1021 } else { -125 })),
        "MAX_10_EXP" => (Scalar::I32, int(if double { 308 } else { 38 })),
        "MIN_10_EXP" => (Scalar::I32, int(if double { -307 } else { -37 })),
        _ => (scalar, None),
    }
}

macro_rules! constants {
    ($($limit:ident $mathematical:ident $float:ident;)*) => {$(
        fn $limit(name: &str) -> Option<$float> {
            match name {
                "EPSILON" => Some($float::EPSILON),
                "MAX" => Some($float::MAX),
                "MIN_POSITIVE" => Some($float::MIN_POSITIVE),
                _ => None,
            }
        }

        constants! {
            @of $mathematical $float: E FRAC_1_PI FRAC_1_SQRT_2 FRAC_2_PI FRAC_2_SQRT_PI FRAC_PI_2 FRAC_PI_3 FRAC_PI_4 FRAC_PI_6 FRAC_PI_8
                LN_10 LN_2 LOG10_2 LOG10_E LOG2_10 LOG2_E PI SQRT_2 TAU
        }
    )*};
    (@of $function:ident $float:ident: $($name:ident)*) => {
        fn $function(name: &str) -> Option<$float> {
            use std::$float::consts;
            match name {
                $(stringify!($name) => Some(consts::$name),)*
                _ => None,
            }
        }
    };
}

constants! {
    limit_f32 mathematical_f32 f32;
    limit_f64 mathematical_f64 f64;
}
