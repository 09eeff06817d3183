//! What each op of the table computes, by the standard library alone: one arm an op.

use kernel_compiler::ops::Op;

use super::value::Value;

/// What an op gives.
#[derive(Clone, Copy, Debug)]
pub enum Outcome {
    /// A value.
    Gives(Value),
    /// An integer division by zero, or `MIN / -1`.
    CannotDivide,
    /// Operands that the table does not admit, or an op that has no arm here.
    Unknown,
}

/// The op on its operands.
pub fn apply(op: Op, args: &[Value]) -> Outcome {
    let Some(&first) = args.first() else {
        return Outcome::Unknown;
    };
    match (op, first) {
        (Op::ToBits, Value::F32(a)) => return Outcome::Gives(Value::U32(a.to_bits())),
        (Op::ToBits, Value::F64(a)) => return Outcome::Gives(Value::U64(a.to_bits())),
        (Op::FromBits, Value::U32(a)) => return Outcome::Gives(Value::F32(f32::from_bits(a))),
        (Op::FromBits, Value::U64(a)) => return Outcome::Gives(Value::F64(f64::from_bits(a))),
        _ => {}
    }
    match first {
        Value::Bool(a) => boolean(op, a, args),
        Value::I8(a) => i8(op, a, args),
        Value::I16(a) => i16(op, a, args),
        Value::I32(a) => i32(op, a, args),
        Value::I64(a) => i64(op, a, args),
        Value::Isize(a) => isize(op, a, args),
        Value::U8(a) => u8(op, a, args),
        Value::U16(a) => u16(op, a, args),
        Value::U32(a) => u32(op, a, args),
        Value::U64(a) => u64(op, a, args),
        Value::Usize(a) => usize(op, a, args),
        Value::F32(a) => f32(op, a, args),
        Value::F64(a) => f64(op, a, args),
    }
}

/// Whether integer arithmetic leaves the type: a debug build would panic.
pub fn overflows(op: Op, args: &[Value]) -> bool {
    let Some(a) = args.first().and_then(|value| value.exact()) else {
        return false;
    };
    let exact = match (op, args.get(1).and_then(|value| value.exact())) {
        (Op::Add, Some(b)) => a.checked_add(b),
        (Op::Sub, Some(b)) => a.checked_sub(b),
        (Op::Mul, Some(b)) => a.checked_mul(b),
        (Op::Neg, _) => a.checked_neg(),
        _ => return false,
    };
    let fits =
        |exact: i128| Value::integer(exact, args[0].ty()).and_then(Value::exact) == Some(exact);
    !exact.is_some_and(fits)
}

fn boolean(op: Op, a: bool, args: &[Value]) -> Outcome {
    let b = match args.get(1) {
        Some(&Value::Bool(b)) => b,
        None => a,
        Some(_) => return Outcome::Unknown,
    };
    Outcome::Gives(Value::Bool(match op {
        Op::Eq => a == b,
        Op::Ne => a != b,
        Op::Not => !a,
        Op::And => a & b,
        Op::Or => a | b,
        Op::Xor => a ^ b,
        _ => return Outcome::Unknown,
    }))
}

/// The operand at a position, of that type; without one, a stand-in that no op of fewer operands looks at.
macro_rules! operand {
    ($args:expr, $at:literal, $variant:ident, $standin:expr) => {
        match $args.get($at) {
            Some(&Value::$variant(value)) => value,
            None => $standin,
            Some(_) => return Outcome::Unknown,
        }
    };
}

macro_rules! integers {
    ($($variant:ident $ty:ident $negative:ident;)*) => {$(
        fn $ty(op: Op, a: $ty, args: &[Value]) -> Outcome {
            // A shift, rotation or power has a count of another type.
            if let (Op::Shl | Op::Shr | Op::RotateLeft | Op::RotateRight | Op::Pow, Some(&Value::U32(count))) = (op, args.get(1)) {
                return Outcome::Gives(Value::$variant(match op {
                    Op::Shl => a.wrapping_shl(count),
                    Op::Shr => a.wrapping_shr(count),
                    Op::RotateLeft => a.rotate_left(count),
                    Op::Pow => a.wrapping_pow(count),
                    _ => a.rotate_right(count),
                }));
            }
            let b = operand!(args, 1, $variant, a);
            if matches!(op, Op::Div | Op::Rem) && a.checked_div(b).is_none() {
                return Outcome::CannotDivide;
            }
            let same = |value: $ty| Outcome::Gives(Value::$variant(value));
            let truth = |value: bool| Outcome::Gives(Value::Bool(value));
            let count = |value: u32| Outcome::Gives(Value::U32(value));
            match op {
                Op::Add => same(a.wrapping_add(b)),
                Op::Sub => same(a.wrapping_sub(b)),
                Op::Mul => same(a.wrapping_mul(b)),
                Op::Div => same(a / b),
                Op::Rem => same(a % b),
                Op::Min => same(a.min(b)),
                Op::Max => same(a.max(b)),
                Op::Eq => truth(a == b),
                Op::Ne => truth(a != b),
                Op::Lt => truth(a < b),
                Op::Le => truth(a <= b),
                Op::Gt => truth(a > b),
                Op::Ge => truth(a >= b),
                Op::Not => same(!a),
                Op::And => same(a & b),
                Op::Or => same(a | b),
                Op::Xor => same(a ^ b),
                Op::CountOnes => count(a.count_ones()),
                Op::LeadingZeros => count(a.leading_zeros()),
                Op::TrailingZeros => count(a.trailing_zeros()),
                Op::SaturatingAdd => same(a.saturating_add(b)),
                Op::SaturatingSub => same(a.saturating_sub(b)),
                // 128 bits hold the product of any two.
                Op::MulHigh => same(((a as i128).wrapping_mul(b as i128) >> <$ty>::BITS) as $ty),
                _ => integers!(@$negative op a $variant),
            }
        }
    )*};
    (@signed $op:ident $a:ident $variant:ident) => {
        match $op {
            Op::Neg => Outcome::Gives(Value::$variant($a.wrapping_neg())),
            Op::Abs => Outcome::Gives(Value::$variant($a.wrapping_abs())),
            Op::Signum => Outcome::Gives(Value::$variant($a.signum())),
            _ => Outcome::Unknown,
        }
    };
    (@unsigned $op:ident $a:ident $variant:ident) => {
        Outcome::Unknown
    };
}

integers! {
    I8 i8 signed;
    I16 i16 signed;
    I32 i32 signed;
    I64 i64 signed;
    Isize isize signed;
    U8 u8 unsigned;
    U16 u16 unsigned;
    U32 u32 unsigned;
    U64 u64 unsigned;
    Usize usize unsigned;
}

macro_rules! floats {
    ($($variant:ident $ty:ident;)*) => {$(
        fn $ty(op: Op, a: $ty, args: &[Value]) -> Outcome {
            if let (Op::Powi, Some(&Value::I32(power))) = (op, args.get(1)) {
                return Outcome::Gives(Value::$variant(a.powi(power)));
            }
            let b = operand!(args, 1, $variant, a);
            let c = operand!(args, 2, $variant, a);
            let same = |value: $ty| Outcome::Gives(Value::$variant(value));
            let truth = |value: bool| Outcome::Gives(Value::Bool(value));
            match op {
                Op::Add => same(a + b),
                Op::Sub => same(a - b),
                Op::Mul => same(a * b),
                Op::Div => same(a / b),
                Op::Rem => same(a % b),
                Op::Neg => same(-a),
                Op::Abs => same(a.abs()),
                Op::Min => same(a.min(b)),
                Op::Max => same(a.max(b)),
                Op::Signum => same(a.signum()),
                Op::Eq => truth(a == b),
                Op::Ne => truth(a != b),
                Op::Lt => truth(a < b),
                Op::Le => truth(a <= b),
                Op::Gt => truth(a > b),
                Op::Ge => truth(a >= b),
                Op::MulAdd => same(a.mul_add(b, c)),
                Op::Sqrt => same(a.sqrt()),
                Op::Recip => same(a.recip()),
                Op::Floor => same(a.floor()),
                Op::Ceil => same(a.ceil()),
                Op::Round => same(a.round()),
                Op::RoundTiesEven => same(a.round_ties_even()),
                Op::Trunc => same(a.trunc()),
                Op::Fract => same(a.fract()),
                Op::CopySign => same(a.copysign(b)),
                Op::IsNan => truth(a.is_nan()),
                Op::ToRadians => same(a.to_radians()),
                Op::ToDegrees => same(a.to_degrees()),
                Op::Exp => same(a.exp()),
                Op::Exp2 => same(a.exp2()),
                Op::Ln => same(a.ln()),
                Op::Log2 => same(a.log2()),
                Op::Log10 => same(a.log10()),
                Op::Powf => same(a.powf(b)),
                Op::Sin => same(a.sin()),
                Op::Cos => same(a.cos()),
                Op::Tan => same(a.tan()),
                Op::Asin => same(a.asin()),
                Op::Acos => same(a.acos()),
                Op::Atan => same(a.atan()),
                Op::Atan2 => same(a.atan2(b)),
                Op::Sinh => same(a.sinh()),
                Op::Cosh => same(a.cosh()),
                Op::Tanh => same(a.tanh()),
                Op::Asinh => same(a.asinh()),
                Op::Acosh => same(a.acosh()),
                Op::Atanh => same(a.atanh()),
                Op::Cbrt => same(a.cbrt()),
                Op::Hypot => same(a.hypot(b)),
                Op::ExpM1 => same(a.exp_m1()),
                Op::Ln1p => same(a.ln_1p()),
                _ => Outcome::Unknown,
            }
        }
    )*};
}

floats! {
    F32 f32;
    F64 f64;
}

#[cfg(test)]
mod tests {
    use kernel_compiler::ir::Scalar;
    use kernel_compiler::ops::{Second, TABLE};

    use super::*;

    /// Every op of the table has an arm for every type that it admits, and gives the type that the table says.
    #[test]
    fn every_op_is_known() {
        let mut unknown = Vec::new();
        for row in TABLE {
            for ty in Scalar::ALL.into_iter().filter(|ty| row.operand.admits(*ty)) {
                let second = match row.second {
                    Second::Same => ty,
                    Second::U32 => Scalar::U32,
                    Second::I32 => Scalar::I32,
                };
                let types = [ty, second, ty];
                let args: Vec<Value> = types[..row.arity]
                    .iter()
                    .map(|&ty| Value::integer(3, ty).unwrap_or(Value::Bool(true)))
                    .collect();
                let wanted = row.gives.of(ty);
                match apply(row.op, &args) {
                    Outcome::Gives(value) if value.ty() == wanted => {}
                    other => unknown.push(format!("`{}` on {}: {other:?}", row.name, ty.name())),
                }
            }
        }
        assert!(
            unknown.is_empty(),
            "give each an arm in interp/ops.rs:\n{}",
            unknown.join("\n")
        );
    }

    #[test]
    fn integers_wrap_and_divide_as_rust_does() {
        let gives = |op, args: &[Value]| match apply(op, args) {
            Outcome::Gives(value) => value.bits(),
            other => panic!("{other:?}"),
        };
        assert_eq!(gives(Op::Add, &[Value::U8(250), Value::U8(10)]), 4);
        assert_eq!(gives(Op::Abs, &[Value::I8(-128)]), -128i64 as u64);
        assert_eq!(gives(Op::Shl, &[Value::I32(1), Value::U32(33)]), 2);
        assert_eq!(
            gives(Op::Rem, &[Value::I32(-7), Value::I32(4)]),
            -3i64 as u64
        );
        for args in [
            [Value::I16(i16::MIN), Value::I16(-1)],
            [Value::I16(5), Value::I16(0)],
        ] {
            assert!(matches!(apply(Op::Rem, &args), Outcome::CannotDivide));
        }
    }

    #[test]
    fn casts_saturate_from_floats_and_wrap_from_integers() {
        let cast = |value: Value, ty| value.cast(ty).expect("Rust has that cast").bits();
        assert_eq!(cast(Value::F32(-1.5), Scalar::U8), 0);
        assert_eq!(cast(Value::F32(1e9), Scalar::U8), 255);
        assert_eq!(cast(Value::F64(f64::NAN), Scalar::I32), 0);
        assert_eq!(cast(Value::I32(-1), Scalar::Usize), u64::MAX);
        assert_eq!(cast(Value::U32(300), Scalar::U8), 44);
        assert!(Value::Bool(true).cast(Scalar::F32).is_none());
    }
}
