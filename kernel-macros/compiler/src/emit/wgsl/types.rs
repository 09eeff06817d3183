//! Types and literals in WGSL.

use crate::ir::{Literal, Scalar};

use super::Width;

/// The type that computes values of a scalar type: 8- and 16-bit integers live in 32 bits, wrapped after every operation.
pub(super) fn name(ty: Scalar, width: Width) -> &'static str {
    match (ty, width) {
        (Scalar::Bool, _) => "bool",
        (Scalar::I8 | Scalar::I16 | Scalar::I32, _) | (Scalar::Isize, Width::Narrow) => "i32",
        (Scalar::U8 | Scalar::U16 | Scalar::U32, _) | (Scalar::Usize, Width::Narrow) => "u32",
        (Scalar::I64, _) | (Scalar::Isize, Width::Wide) => "i64",
        (Scalar::U64, _) | (Scalar::Usize, Width::Wide) => "u64",
        (Scalar::F32, _) => "f32",
        (Scalar::F64, _) => "f64",
    }
}

/// The type of a value in a buffer: `bool` is a word there.
pub(super) fn stored(ty: Scalar, width: Width) -> &'static str {
    match ty {
        Scalar::Bool => "u32",
        _ => name(ty, width),
    }
}

/// The bytes of a value in a uniform block or partial value.
pub(super) fn bytes(ty: Scalar, width: Width) -> u32 {
    match stored(ty, width) {
        "i64" | "u64" | "f64" => 8,
        _ => 4,
    }
}

/// The bits of an integer type as Rust sees it, with a narrow `usize` counted as 32.
pub(super) fn bits(ty: Scalar, width: Width) -> u32 {
    match (ty, width) {
        (Scalar::Usize | Scalar::Isize, Width::Narrow) => 32,
        _ => ty.bytes() as u32 * 8,
    }
}

/// The smallest and the largest value of an integer type.
pub(super) fn extremes(ty: Scalar, width: Width) -> (i128, i128) {
    let bits = bits(ty, width);
    if ty.is_signed() {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    }
}

/// An integer of that type.
pub(super) fn integer(value: i128, ty: Scalar, width: Width) -> String {
    let suffix = match name(ty, width) {
        "i32" => "i",
        "u32" => "u",
        "i64" => "li",
        _ => "lu",
    };
    let (low, _) = extremes(ty, width);
    if value == low && value < 0 {
        // The digits of the smallest number are out of range before the sign applies.
        format!("({}{suffix} - 1{suffix})", value + 1)
    } else if value < 0 {
        format!("({value}{suffix})")
    } else {
        format!("{value}{suffix}")
    }
}

/// A literal of that type.
pub(super) fn literal(literal: &Literal, ty: Scalar, width: Width) -> String {
    match literal {
        Literal::Bool(value) => value.to_string(),
        Literal::Int(value) => integer(*value, ty, width),
        Literal::Float(digits) => float(digits, ty),
    }
}

/// A float of that type. Infinity has no literal in WGSL: its bits come from the device.
fn float(digits: &str, ty: Scalar) -> String {
    if ty == Scalar::F64 {
        return match digits.parse::<f64>() {
            Ok(value) if value.is_finite() => format!("{value:?}lf"),
            _ => infinity(Scalar::F64).to_owned(),
        };
    }
    match digits.parse::<f32>() {
        Ok(value) if value.is_finite() => format!("{value:?}f"),
        _ => infinity(Scalar::F32).to_owned(),
    }
}

/// Positive infinity of a float type.
pub(super) fn infinity(ty: Scalar) -> &'static str {
    if ty == Scalar::F64 {
        "(1.0lf / f64(kernel_zero()))"
    } else {
        "bitcast<f32>(0x7f800000u ^ kernel_zero())"
    }
}

/// Wraps an integer that may have left its type: nothing for the native widths.
pub(super) fn wrap(value: String, ty: Scalar) -> String {
    match ty {
        Scalar::I8 => format!("(({value} << 24u) >> 24u)"),
        Scalar::I16 => format!("(({value} << 16u) >> 16u)"),
        Scalar::U8 => format!("({value} & 0xffu)"),
        Scalar::U16 => format!("({value} & 0xffffu)"),
        _ => value,
    }
}

/// An expression as it may stand where nothing else is around it: without brackets around the whole.
pub(super) fn bare(expression: &str) -> &str {
    let bytes = expression.as_bytes();
    if bytes.len() < 2 || bytes[0] != b'(' {
        return expression;
    }
    let (mut depth, mut at, last) = (0, 0, bytes.len() - 1);
    while at < last {
        match bytes[at] {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return expression;
        }
        at += 1;
    }
    &expression[1..last]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_around_the_whole_are_left_out() {
        for (text, wanted) in [
            ("(a + b)", "a + b"),
            ("((a) * (b))", "(a) * (b)"),
            ("(a) * (b)", "(a) * (b)"),
            ("f(a)", "f(a)"),
            ("(", "("),
            ("x", "x"),
        ] {
            assert_eq!(bare(text), wanted);
        }
    }

    #[test]
    fn literals_are_wgsl() {
        let narrow = Width::Narrow;
        let int = |value, ty| literal(&Literal::Int(value), ty, narrow);
        assert_eq!(int(7, Scalar::Usize), "7u");
        assert_eq!(int(-7, Scalar::I8), "(-7i)");
        assert_eq!(
            int(i128::from(i32::MIN), Scalar::I32),
            "(-2147483647i - 1i)"
        );
        assert_eq!(integer(7, Scalar::Usize, Width::Wide), "7lu");
        let float = |digits: &str, ty| literal(&Literal::Float(digits.to_owned()), ty, narrow);
        assert_eq!(float("0.1", Scalar::F32), "0.1f");
        assert_eq!(float("1e-3", Scalar::F64), "0.001lf");
        assert!(float("1e39", Scalar::F32).contains("0x7f800000u"));
    }
}
