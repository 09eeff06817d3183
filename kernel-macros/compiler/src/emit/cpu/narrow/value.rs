//! Values in 32 bits, and what must fit for them to be the same.

use crate::analyse::Poly;
use crate::ir::{Expr, ExprKind, Literal, Scalar, VarId};
use crate::ops::Op;

use super::Sizes;

/// The most that a value can be.
enum Upper {
    /// The polynomial's value.
    Most(Poly),
    /// Anything: it was a float, of which 32 bits keep what fits and make their largest number of the rest.
    Cut,
}

/// The most that a variable can be, and what must fit for that.
#[derive(Clone)]
pub(super) struct Most {
    value: Poly,
    asked: Vec<Poly>,
}

impl Sizes<'_> {
    /// The value in 32 bits, if it has a bound.
    pub(super) fn narrow(&self, expr: &Expr) -> Option<Expr> {
        self.declared(expr).map(|(narrow, _)| narrow)
    }

    /// Notes what must fit; nothing if it cannot.
    fn ask(&self, asked: Vec<Poly>) -> Option<()> {
        let fits = |value: i128| (0..i128::from(u32::MAX)).contains(&value);
        let possible = |poly: &Poly| !poly.lost() && poly.as_constant().is_none_or(fits);
        if !asked.iter().all(possible) {
            return None;
        }
        let mut all = self.asked.borrow_mut();
        for poly in asked {
            if poly.as_constant().is_none() && !all.contains(&poly) {
                all.push(poly);
            }
        }
        Some(())
    }

    /// The value in 32 bits with its upper bound. What must fit for that is added to `asked`.
    fn bounded(&self, expr: &Expr, asked: &mut Vec<Poly>) -> Option<(Expr, Upper)> {
        if expr.ty != Scalar::Usize {
            return None;
        }
        if let Some(number) = self.known.number(expr) {
            let most = self.known.without_differences(&number);
            asked.push(number);
            return Some((as_u32(expr.clone()), Upper::Most(most)));
        }
        match &expr.kind {
            ExprKind::Var(var) => match self.vars.get(var) {
                Some(most) => Some((of_u32(expr, expr.kind.clone()), Upper::Most(most.clone()))),
                None => {
                    let most = self.most(*var, asked)?;
                    Some((as_u32(expr.clone()), Upper::Most(most)))
                }
            },
            ExprKind::Op { op, args, site } => {
                let (args, most) = self.operands(*op, args, asked)?;
                let kind = ExprKind::Op {
                    op: *op,
                    args,
                    site: *site,
                };
                asked.push(most.clone());
                Some((of_u32(expr, kind), Upper::Most(most)))
            }
            ExprKind::Cast(value) => {
                let upper = match value.ty {
                    Scalar::Bool => Upper::Most(Poly::constant(1)),
                    Scalar::U8 => Upper::Most(Poly::constant(u8::MAX.into())),
                    Scalar::U16 => Upper::Most(Poly::constant(u16::MAX.into())),
                    Scalar::F32 | Scalar::F64 => Upper::Cut,
                    Scalar::I8 | Scalar::I16 | Scalar::I32 => {
                        Upper::Most(Poly::constant(natural(value)?))
                    }
                    _ => return None,
                };
                let value = self.expr(value);
                Some((of_u32(expr, ExprKind::Cast(Box::new(value))), upper))
            }
            _ => None,
        }
    }

    /// The most that a variable can be which stays a size: a counter, or what all lanes share.
    fn most(&self, var: VarId, asked: &mut Vec<Poly>) -> Option<Poly> {
        let known = self.seen.borrow().get(&var).cloned();
        let most = match known {
            Some(most) => most,
            None => {
                let mut asked = Vec::new();
                let bounded = self.bounded(self.known.source(var)?, &mut asked);
                let most = match bounded {
                    Some((_, Upper::Most(value))) => Some(Most { value, asked }),
                    _ => None,
                };
                self.seen.borrow_mut().insert(var, most.clone());
                most
            }
        };
        let most = most?;
        asked.extend(most.asked);
        asked.push(most.value.clone());
        Some(most.value)
    }

    /// The operands in 32 bits, and the most that the result can be.
    fn operands(&self, op: Op, args: &[Expr], asked: &mut Vec<Poly>) -> Option<(Vec<Expr>, Poly)> {
        if op == Op::Shr
            && let [value, count] = args
            && let ExprKind::Literal(Literal::Int(0..=31)) = count.kind
        {
            let (value, Upper::Most(most)) = self.bounded(value, asked)? else {
                return None;
            };
            return Some((vec![value, count.clone()], most));
        }
        let [a, b] = args else {
            return None;
        };
        let (first, a) = self.bounded(a, asked)?;
        let (second, b) = self.bounded(b, asked)?;
        let most =
            match (op, a, b) {
                (Op::Add | Op::Max | Op::Or, Upper::Most(a), Upper::Most(b)) => &a + &b,
                (Op::Mul, Upper::Most(a), Upper::Most(b)) => &a * &b,
                (Op::Min, Upper::Cut, Upper::Most(most))
                | (Op::Min, Upper::Most(most), Upper::Cut) => most,
                (Op::Min | Op::And, Upper::Most(a), Upper::Most(b)) => {
                    if a.as_constant().is_some() { a } else { b }
                }
                (Op::Div | Op::SaturatingSub, Upper::Most(a), Upper::Most(_)) => a,
                (Op::Rem, Upper::Most(_), Upper::Most(b)) => b,
                _ => return None,
            };
        Some((vec![first, second], most))
    }

    /// A variable's value in 32 bits, and its upper bound.
    pub(super) fn declared(&self, value: &Expr) -> Option<(Expr, Poly)> {
        let mut asked = Vec::new();
        let (narrow, Upper::Most(most)) = self.bounded(value, &mut asked)? else {
            return None;
        };
        asked.push(most.clone());
        self.ask(asked)?;
        Some((narrow, most))
    }
}

/// The largest value of a signed integer that is not negative, as far as its form tells.
fn natural(expr: &Expr) -> Option<i128> {
    let most = i128::from(i32::MAX);
    match &expr.kind {
        ExprKind::Literal(Literal::Int(value)) => Some(*value).filter(|value| *value >= 0),
        ExprKind::Cast(value) => match value.ty {
            Scalar::Bool => Some(1),
            Scalar::U8 => Some(u8::MAX.into()),
            Scalar::U16 => Some(u16::MAX.into()),
            _ => None,
        }
        .filter(|_| expr.ty == Scalar::I32),
        ExprKind::Op { op, args, .. } => {
            let [a, b] = &args[..] else {
                return None;
            };
            let (a, b) = (natural(a), natural(b));
            match op {
                // One operand without a sign is enough.
                Op::And => a.into_iter().chain(b).min(),
                Op::Max => a.or(b).map(|_| most),
                Op::Min | Op::Or => a.zip(b).map(|_| most),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The expression of that kind, 32 bits wide.
pub(super) fn of_u32(expr: &Expr, kind: ExprKind) -> Expr {
    Expr {
        kind,
        ty: Scalar::U32,
        span: expr.span,
    }
}

/// The size in 32 bits.
fn as_u32(size: Expr) -> Expr {
    let span = size.span;
    if let ExprKind::Literal(_) = size.kind {
        return Expr {
            ty: Scalar::U32,
            ..size
        };
    }
    Expr {
        kind: ExprKind::Cast(Box::new(size)),
        ty: Scalar::U32,
        span,
    }
}

/// The 32 bits as a size.
pub(super) fn wide(narrow: Expr) -> Expr {
    let span = narrow.span;
    Expr {
        kind: ExprKind::Cast(Box::new(narrow)),
        ty: Scalar::Usize,
        span,
    }
}
