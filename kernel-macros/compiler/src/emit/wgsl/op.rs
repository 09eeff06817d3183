//! Operators, methods and functions, with Rust's meaning.

use crate::ir::{Expr, ExprKind, Scalar, SiteId};
use crate::ops::Op;

use super::stmt::Writer;
use super::types::{self, bits, wrap};
use super::{Refusal, Width};

impl Writer<'_> {
    /// The value of an operation on expressions.
    pub(super) fn op(
        &mut self,
        op: Op,
        args: &[Expr],
        site: Option<SiteId>,
    ) -> Result<String, Refusal> {
        let ty = args[0].ty;
        if matches!(ty, Scalar::Usize | Scalar::Isize) {
            self.require_op(op, args)?;
        }
        let mut values = Vec::new();
        for arg in args {
            values.push(self.expr(arg)?);
        }
        let literal = |arg: &Expr| matches!(arg.kind, ExprKind::Literal(_));
        if ty.is_integer() && args.iter().all(literal) {
            // A constant expression that overflows would be an error: make it one that is computed.
            values[0] = format!("({} + {}(kernel_zero()))", values[0], self.ty(ty));
        }
        if op.can_fail(ty) {
            return Ok(self.divide(op, args, values, site));
        }
        if op == Op::Sub && ty == Scalar::F32 && !(self.leaf(&args[0]) && self.leaf(&args[1])) {
            values[0] = format!("kernel_keep_f32({})", values[0]);
        }
        apply(op, ty, &values, self.width)
    }

    /// Integer division and remainder: the operands are checked unless the divisor is a harmless constant.
    fn divide(
        &mut self,
        op: Op,
        args: &[Expr],
        values: Vec<String>,
        site: Option<SiteId>,
    ) -> String {
        let ty = args[0].ty;
        let sign = if op == Op::Div { "/" } else { "%" };
        let harmless = matches!(
            &args[1].kind,
            ExprKind::Literal(crate::ir::Literal::Int(value)) if *value != 0 && *value != -1
        );
        if harmless {
            return format!("({} {sign} {})", values[0], values[1]);
        }
        let a = self.named("dividend", &values[0]);
        let b = self.named("divisor", &values[1]);
        let number = |value| types::integer(value, ty, self.width);
        let zero = format!("{b} == {}", number(0));
        let condition = if ty.is_signed() {
            let (least, _) = types::extremes(ty, self.width);
            let (least, minus) = (number(least), number(-1));
            format!("{zero} || ({a} == {least} && {b} == {minus})")
        } else {
            zero
        };
        // Each division has a site; a record without one would still stop the run.
        let site = site.map_or(u32::MAX, |site| site.0);
        self.fault_if(
            &condition,
            &format!("kernel_fault(1u, {site}u, 0u, 0u, 0u, 0u)"),
        );
        format!("({a} {sign} {b})")
    }
}

/// An operation that cannot fail, on values of one type.
pub(super) fn apply(
    op: Op,
    ty: Scalar,
    values: &[String],
    width: Width,
) -> Result<String, Refusal> {
    if ty == Scalar::Bool {
        return Ok(logic(op, values));
    }
    if ty.is_float() {
        return float(op, ty, values, width);
    }
    integer(op, ty, values, width)
}

fn logic(op: Op, values: &[String]) -> String {
    match (op, values) {
        (Op::Not, [a]) => format!("!({a})"),
        (Op::Xor | Op::Ne, [a, b]) => format!("({a} != {b})"),
        (Op::Or, [a, b]) => format!("({a} | {b})"),
        (Op::And, [a, b]) => format!("({a} & {b})"),
        (_, [a, b]) => format!("({a} == {b})"),
        _ => values.concat(),
    }
}

/// The sign of an operation that WGSL writes as Rust does.
fn sign(op: Op) -> Option<&'static str> {
    Some(match op {
        Op::Add => "+",
        Op::Sub => "-",
        Op::Mul => "*",
        Op::Div => "/",
        Op::Eq => "==",
        Op::Ne => "!=",
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        Op::And => "&",
        Op::Or => "|",
        Op::Xor => "^",
        _ => return None,
    })
}

fn float(op: Op, ty: Scalar, values: &[String], width: Width) -> Result<String, Refusal> {
    let args = values.join(", ");
    if let (Some(sign), [a, b]) = (sign(op), values) {
        return Ok(format!("({a} {sign} {b})"));
    }
    let name = types::name(ty, width);
    let one = types::literal(&crate::ir::Literal::Float("1.0".to_owned()), ty, width);
    let ours = |function: &str| format!("kernel_{function}_{name}({args})");
    Ok(match op {
        Op::Neg => format!("(-{args})"),
        Op::Abs => format!("abs({args})"),
        Op::Sqrt => format!("sqrt({args})"),
        Op::Floor => format!("floor({args})"),
        Op::Ceil => format!("ceil({args})"),
        Op::Trunc => format!("trunc({args})"),
        // WGSL's `round` has this meaning.
        Op::RoundTiesEven => format!("round({args})"),
        Op::MulAdd => format!("fma({args})"),
        Op::Recip => format!("({one} / {args})"),
        Op::Min => ours("min"),
        Op::Max => ours("max"),
        Op::Signum => ours("signum"),
        Op::Round => ours("round"),
        Op::Fract => ours("fract"),
        Op::CopySign => ours("copysign"),
        Op::IsNan => ours("is_nan"),
        Op::Powi => ours("powi"),
        // Rust's constants: a quotient rounded to `f32` there, the nearest `f64` here.
        Op::ToRadians if ty == Scalar::F64 => {
            format!("({args} * {:?}lf)", std::f64::consts::PI / 180.0)
        }
        Op::ToRadians => format!("({args} * {:?}f)", std::f32::consts::PI / 180.0),
        Op::ToDegrees if ty == Scalar::F64 => {
            format!("({args} * {:?}lf)", 180.0 / std::f64::consts::PI)
        }
        Op::ToDegrees => format!("({args} * {:?}f)", 180.0 / std::f64::consts::PI as f32),
        _ if ty == Scalar::F64 => {
            let name = op.row().name;
            let reason = format!("no GPU has `{name}` for `f64`");
            return Err(Refusal::Unsupported(reason));
        }
        Op::Rem => ours("rem"),
        Op::ToBits => format!("bitcast<u32>({args})"),
        _ => format!("kernel_{}({args})", op.row().name),
    })
}

fn integer(op: Op, ty: Scalar, values: &[String], width: Width) -> Result<String, Refusal> {
    let args = values.join(", ");
    let a = &values[0];
    let name = types::name(ty, width);
    let double = matches!(name, "i64" | "u64");
    if let (Some(sign), [a, b]) = (sign(op), values) {
        let value = format!("({a} {sign} {b})");
        let leaves = matches!(op, Op::Add | Op::Sub | Op::Mul);
        return Ok(if leaves { wrap(value, ty) } else { value });
    }
    let bits = bits(ty, width);
    let ours = |function: &str| format!("kernel_{function}_{name}({args})");
    let zero = types::integer(0, ty, width);
    Ok(match op {
        Op::Neg => wrap(format!("({zero} - {a})"), ty),
        Op::Not => wrap(format!("(~{a})"), ty),
        Op::Abs if double => ours("abs"),
        Op::Abs => wrap(format!("abs({a})"), ty),
        Op::Signum if double => ours("signum"),
        Op::Signum => format!("sign({a})"),
        Op::Min if double => ours("min"),
        Op::Max if double => ours("max"),
        Op::Min => format!("min({args})"),
        Op::Max => format!("max({args})"),
        Op::Shl => wrap(format!("({a} << ({} & {}u))", values[1], bits - 1), ty),
        Op::Shr => format!("({a} >> ({} & {}u))", values[1], bits - 1),
        Op::RotateLeft | Op::RotateRight => {
            // To the right is to the left by what is missing.
            let count = match op {
                Op::RotateLeft => values[1].clone(),
                _ => format!("({bits}u - ({} & {}u))", values[1], bits - 1),
            };
            let rotated = if double {
                format!("kernel_rotate_u64({}, {count})", unsigned(a, name))
            } else {
                format!("kernel_rotate_u32({}, {count}, {bits}u)", unsigned(a, name))
            };
            wrap(signed_as(rotated, name), ty)
        }
        Op::CountOnes | Op::LeadingZeros | Op::TrailingZeros => count(op, a, name, bits),
        Op::SaturatingAdd | Op::SaturatingSub => saturating(op, ty, values, width),
        Op::MulHigh if bits < 32 => wrap(format!("(({a} * {}) >> {bits}u)", values[1]), ty),
        Op::MulHigh => ours("mul_high"),
        Op::Pow => {
            let kind = if double { "u64" } else { "u32" };
            let power = format!("kernel_pow_{kind}({}, {})", unsigned(a, name), values[1]);
            wrap(signed_as(power, name), ty)
        }
        // A constant that is NaN would be an error: this one is computed.
        Op::FromBits if !double => format!("bitcast<f32>({a} ^ kernel_zero())"),
        _ => {
            let name = op.row().name;
            return Err(Refusal::Unsupported(format!(
                "`{name}` of an integer has no WGSL form"
            )));
        }
    })
}

/// Counts bits; 8- and 16-bit values without the copies of their sign.
fn count(op: Op, value: &str, name: &str, bits: u32) -> String {
    let value = unsigned(value, name);
    if bits == 64 {
        let function = op.row().name;
        return format!("kernel_{function}_u64({value})");
    }
    let whole = u32::MAX >> (32 - bits);
    let value = match bits {
        32 => value,
        _ => format!("({value} & {whole:#x}u)"),
    };
    match op {
        Op::CountOnes => format!("countOneBits({value})"),
        Op::LeadingZeros => format!("(countLeadingZeros({value}) - {}u)", 32 - bits),
        _ => format!("min(countTrailingZeros({value}), {bits}u)"),
    }
}

/// Narrow types have room to spare in 32 bits: the sum is clamped.
fn saturating(op: Op, ty: Scalar, values: &[String], width: Width) -> String {
    let (a, b) = (&values[0], &values[1]);
    let name = types::name(ty, width);
    if bits(ty, width) >= 32 {
        let function = op.row().name;
        return format!("kernel_{function}_{name}({a}, {b})");
    }
    let (low, high) = types::extremes(ty, width);
    let low = types::integer(low, ty, width);
    let high = types::integer(high, ty, width);
    match (op, ty.is_signed()) {
        (Op::SaturatingAdd, true) => format!("clamp({a} + {b}, {low}, {high})"),
        (Op::SaturatingAdd, false) => format!("min({a} + {b}, {high})"),
        (_, true) => format!("clamp({a} - {b}, {low}, {high})"),
        (_, false) => format!("kernel_saturating_sub_u32({a}, {b})"),
    }
}

fn unsigned(value: &str, name: &str) -> String {
    match name {
        "i32" => format!("bitcast<u32>({value})"),
        "i64" => format!("bitcast<u64>({value})"),
        _ => value.to_owned(),
    }
}

fn signed_as(value: String, name: &str) -> String {
    match name {
        "i32" | "i64" => format!("bitcast<{name}>({value})"),
        _ => value,
    }
}
