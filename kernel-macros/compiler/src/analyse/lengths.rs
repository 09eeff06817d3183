//! What is known of a number that is no polynomial, such as the length that `zip`, `skip` or `chunks` makes of others.

use super::affine::Values;
use super::{Facts, Poly};
use crate::ir::{Expr, ExprKind, Kernel, Literal, Scalar, VarId};
use crate::ops::Op;

/// Polynomials that are not negative, given that the variable has that value.
pub(super) fn facts(
    kernel: &Kernel,
    values: &Values,
    known: &Facts,
    var: VarId,
    value: &Expr,
) -> Vec<Poly> {
    if kernel.var(var).mutable || value.ty != Scalar::Usize {
        return Vec::new();
    }
    let number = |expr: &Expr| exact(kernel, values, known, expr);
    let itself = Poly::var(var);
    if kernel.sizes.contains(&var) {
        return number(value)
            .map(|known| vec![&itself - &known, &known - &itself])
            .unwrap_or_default();
    }
    match &value.kind {
        ExprKind::Op {
            op: Op::Min, args, ..
        } => args
            .iter()
            .filter_map(number)
            .map(|part| &part - &itself)
            .collect(),
        ExprKind::Op {
            op: Op::Max, args, ..
        } => args
            .iter()
            .filter_map(number)
            .map(|part| &itself - &part)
            .collect(),
        ExprKind::Op {
            op: Op::SaturatingSub,
            args,
            ..
        } => {
            let [Some(from), Some(less)] = [&args[0], &args[1]].map(number) else {
                return Vec::new();
            };
            vec![&from - &itself, &(&itself - &from) + &less]
        }
        // A quotient times its divisor is at most the dividend.
        ExprKind::Op {
            op: Op::Div, args, ..
        } => {
            let [Some(from), Some(by)] = [&args[0], &args[1]].map(number) else {
                return Vec::new();
            };
            vec![&from - &(&by * &itself)]
        }
        ExprKind::Select {
            cond,
            then,
            otherwise,
        } => match rounded_up(cond, then, otherwise) {
            Some((from, by)) => {
                let (Some(from), Some(by)) = (number(from), number(by)) else {
                    return Vec::new();
                };
                // One less than the quotient, times the divisor, is less than the dividend, if there is any.
                let one = Poly::constant(1);
                vec![&(&(&from + &by) - &one) - &(&by * &itself)]
            }
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// The number of `usize` that an expression is, where its polynomial surely does not wrap.
fn exact(kernel: &Kernel, values: &Values, known: &Facts, expr: &Expr) -> Option<Poly> {
    let poly = values.poly(kernel, expr)?;
    if poly.as_constant().is_some_and(|value| value >= 0) {
        return Some(poly);
    }
    let within = known.not_negative(&poly)
        && poly
            .symbols()
            .into_iter()
            .any(|symbol| known.not_negative(&(&Poly::symbol(symbol) - &poly)));
    within.then_some(poly)
}

/// `a` and `b` of `if a == 0 { 0 } else { (a - 1) / b + 1 }`, the quotient rounded up.
fn rounded_up<'e>(
    cond: &'e Expr,
    then: &Expr,
    otherwise: &'e Expr,
) -> Option<(&'e Expr, &'e Expr)> {
    let is = |expr: &Expr, wanted: i128| matches!(expr.kind, ExprKind::Literal(Literal::Int(value)) if value == wanted);
    let args = |expr: &'e Expr, wanted: Op| match &expr.kind {
        ExprKind::Op { op, args, .. } if *op == wanted && args.len() == 2 => {
            Some((&args[0], &args[1]))
        }
        _ => None,
    };
    let (of, zero) = args(cond, Op::Eq)?;
    let (quotient, one) = args(otherwise, Op::Add)?;
    let (dividend, by) = args(quotient, Op::Div)?;
    let (from, less) = args(dividend, Op::Sub)?;
    let shaped = is(zero, 0) && is(then, 0) && is(one, 1) && is(less, 1);
    (shaped && super::flow::same(from, of)).then_some((of, by))
}
