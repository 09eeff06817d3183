//! Calls that are more than one op.

use super::builder::{cast, integer, select};
use super::methods::zero;
use super::{Lowerer, Tree, Value};
use crate::check::{Callee, unsigned};
use crate::ir::{Expr, ExprKind as IrKind, Literal, Scalar};
use crate::ops::Op;
use crate::parse::ast;

impl Lowerer<'_> {
    /// A call on its operands, the receiver first.
    pub(super) fn call(&mut self, whole: &ast::Expr, operands: &[&ast::Expr]) -> Option<Value> {
        let span = whole.place.start;
        let callee = self.types.callee(whole.id);
        let scalar = match callee {
            // The receiver is the array itself, which has no value.
            Callee::Len(array) => self.length(array, span),
            Callee::IsEmpty(array) => {
                let len = self.length(array, span);
                self.binary(Op::Eq, len, integer(0, Scalar::Usize, span))
            }
            _ => {
                let mut args = self.operands(operands)?.into_iter();
                let first = args.next()?;
                match (callee, args.next(), args.next()) {
                    (Callee::Op(op), second, third) => {
                        let args = [Some(first), second, third].into_iter().flatten().collect();
                        let args = super::exprs::shift_count(op, args);
                        self.op(op, args, span)
                    }
                    // `as` takes `bool` to floats by way of an integer only.
                    (Callee::Convert(to), ..) if first.ty == Scalar::Bool && to.is_float() => {
                        cast(cast(first, Scalar::U8), to)
                    }
                    (Callee::Convert(to), ..) => cast(first, to),
                    (Callee::SinCos, ..) => {
                        let angle = self.named("angle", first);
                        let sin = self.op(Op::Sin, vec![angle.clone()], span);
                        let cos = self.op(Op::Cos, vec![angle], span);
                        return Some(Tree::Many(vec![Tree::One(sin), Tree::One(cos)]));
                    }
                    (Callee::Method(method), other, _) => {
                        return self.method_of_numbers(whole, method, first, other);
                    }
                    (Callee::IsFinite, ..) => self.compare_to_largest(Op::Le, first),
                    (Callee::IsInfinite, ..) => self.compare_to_largest(Op::Gt, first),
                    (Callee::WrappingNeg, ..) => {
                        let zero = integer(0, first.ty, span);
                        self.binary(Op::Sub, zero, first)
                    }
                    (Callee::Pow(exponent), ..) => self.power(first, exponent),
                    (Callee::AbsDiff, Some(second), _) => self.abs_diff(first, second),
                    (Callee::RemEuclid, Some(second), _) => self.rem_euclid(first, second),
                    (Callee::Clamp, Some(low), Some(high)) => self.clamp(whole, first, low, high),
                    _ => return None,
                }
            }
        };
        Some(Tree::One(scalar))
    }

    /// `|x| <= MAX` is false for infinities and NaN, `|x| > MAX` is true for infinities alone.
    fn compare_to_largest(&mut self, op: Op, value: Expr) -> Expr {
        let span = value.span;
        let digits = match value.ty {
            Scalar::F32 => format!("{:e}", f32::MAX),
            _ => format!("{:e}", f64::MAX),
        };
        let largest = Expr {
            kind: IrKind::Literal(Literal::Float(digits)),
            ty: value.ty,
            span,
        };
        let magnitude = self.op(Op::Abs, vec![value], span);
        self.binary(op, magnitude, largest)
    }

    /// A power of an integer, by squaring.
    fn power(&mut self, base: Expr, exponent: u32) -> Expr {
        let mut result: Option<Expr> = None;
        let mut square = base;
        let one = integer(1, square.ty, square.span);
        let mut left = exponent;
        while left > 0 {
            square = self.named("power", square);
            if left & 1 == 1 {
                result = Some(match result {
                    Some(result) => self.binary(Op::Mul, result, square.clone()),
                    None => square.clone(),
                });
            }
            left >>= 1;
            if left > 0 {
                square = self.binary(Op::Mul, square.clone(), square);
            }
        }
        result.unwrap_or(one)
    }

    /// In the unsigned type the difference of any two values is right.
    fn abs_diff(&mut self, a: Expr, b: Expr) -> Expr {
        let wide = unsigned(a.ty);
        let a = self.named("a", a);
        let b = self.named("b", b);
        let larger = self.binary(Op::Gt, a.clone(), b.clone());
        let (a, b) = (cast(a, wide), cast(b, wide));
        let down = self.binary(Op::Sub, a.clone(), b.clone());
        let up = self.binary(Op::Sub, b, a);
        select(larger, down, up)
    }

    fn rem_euclid(&mut self, a: Expr, b: Expr) -> Expr {
        let ty = a.ty;
        let span = a.span;
        if !ty.is_signed() {
            return self.binary(Op::Rem, a, b);
        }
        let b = self.named("divisor", b);
        let rest = self.binary(Op::Rem, a, b.clone());
        let rest = self.named("rest", rest);
        let zero = zero(&rest);
        let negative = self.binary(Op::Lt, rest.clone(), zero);
        let size = self.op(Op::Abs, vec![b], span);
        let raised = self.binary(Op::Add, rest.clone(), size);
        select(negative, raised, rest)
    }

    /// As Rust has it: NaN passes, and bounds in the wrong order fail.
    fn clamp(&mut self, whole: &ast::Expr, value: Expr, low: Expr, high: Expr) -> Expr {
        let proved = in_order(&low, &high);
        let value = self.named("value", value);
        let low = self.named("low", low);
        let high = self.named("high", high);
        if !proved {
            let cond = self.binary(Op::Le, low.clone(), high.clone());
            self.fail_unless(
                cond,
                format!("low <= high in {}", whole.text),
                whole.place.start,
            );
        }
        let above = self.binary(Op::Gt, value.clone(), high.clone());
        let below = self.binary(Op::Lt, value.clone(), low.clone());
        let capped = select(above, high, value);
        select(below, low, capped)
    }
}

/// Whether both are literals, the lower first.
fn in_order(low: &Expr, high: &Expr) -> bool {
    match (literal(low), literal(high)) {
        (Some(low), Some(high)) => low <= high,
        _ => false,
    }
}

/// The number that a literal, or a negated one, stands for.
fn literal(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        IrKind::Literal(Literal::Float(digits)) => digits.parse().ok(),
        IrKind::Literal(Literal::Int(value)) => Some(*value as f64),
        IrKind::Op {
            op: Op::Neg, args, ..
        } => args.first().and_then(literal).map(|value| -value),
        _ => None,
    }
}
