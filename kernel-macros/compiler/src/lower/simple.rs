//! Which values are computed on both sides of an `if` rather than branched around.

use super::Lowerer;
use crate::check::{Callee, Meaning, Type};
use crate::ops::{Class, Op};
use crate::parse::ast::{Binary, Block, Expr, ExprKind, Test};

/// The most ops that both arms together may compute.
const MAX_OPS: usize = 8;

impl Lowerer<'_> {
    /// Whether the branches are scalars, cheap, without effect, and unable to fail.
    pub(super) fn simple<'e>(&self, branches: impl Iterator<Item = &'e Expr>) -> bool {
        let mut ops = 0;
        branches
            .into_iter()
            .all(|branch| self.cheap(branch, &mut ops))
            && ops <= MAX_OPS
    }

    /// The value of a block that is nothing else.
    pub(super) fn only_value(block: &Block) -> Option<&Expr> {
        match (&block.stmts[..], &block.value) {
            ([], Some(value)) => Some(value),
            _ => None,
        }
    }

    fn cheap(&self, expr: &Expr, ops: &mut usize) -> bool {
        let Type::Scalar(ty) = *self.types.expr(expr.id) else {
            return false;
        };
        match &expr.kind {
            ExprKind::Literal(_) => true,
            ExprKind::Path(_) => matches!(
                self.types.meaning(expr.id),
                Meaning::Local(_) | Meaning::Const(_)
            ),
            ExprKind::Unary(_, operand) => {
                *ops += 1;
                self.cheap(operand, ops)
            }
            ExprKind::Cast(operand, _) => {
                *ops += 1;
                self.cheap(operand, ops)
            }
            // Of a scalar both say nothing; what `&mut` refers to is a load.
            ExprKind::Deref(of) | ExprKind::Ref { mutable: false, of } => {
                matches!(self.types.expr(of.id), Type::Scalar(_)) && self.cheap(of, ops)
            }
            ExprKind::Field(of, _) | ExprKind::NamedField(of, _) => is_part(of),
            ExprKind::Binary(op, left, right) => {
                *ops += 1;
                let fits = match op {
                    Binary::And | Binary::Or => true,
                    Binary::Op(op) => cheap_op(*op, self.types.expr(left.id)),
                };
                fits && self.cheap(left, ops) && self.cheap(right, ops)
            }
            ExprKind::Method { receiver, args, .. } => match self.types.callee(expr.id) {
                Callee::Len(_) => true,
                Callee::Op(op) => {
                    *ops += 1;
                    cheap_op(op, &Type::Scalar(ty))
                        && self.cheap(receiver, ops)
                        && args.iter().all(|arg| self.cheap(arg, ops))
                }
                _ => false,
            },
            ExprKind::Block(block) => {
                Self::only_value(block).is_some_and(|value| self.cheap(value, ops))
            }
            ExprKind::If {
                cond,
                then,
                otherwise: Some(otherwise),
            } => {
                *ops += 1;
                self.cheap(cond, ops)
                    && Self::only_value(then).is_some_and(|value| self.cheap(value, ops))
                    && self.cheap(otherwise, ops)
            }
            ExprKind::Match { value, arms } => {
                *ops += arms.len();
                self.cheap(value, ops)
                    && arms.iter().all(|arm| {
                        arm.guard.is_none()
                            && !arm.tests.iter().any(Test::names)
                            && self.cheap(&arm.value, ops)
                    })
            }
            _ => false,
        }
    }
}

/// Whether it is a variable or a part of one.
fn is_part(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(_) => true,
        ExprKind::Field(of, _) | ExprKind::NamedField(of, _) => is_part(of),
        _ => false,
    }
}

fn cheap_op(op: Op, operand: &Type) -> bool {
    let Type::Scalar(ty) = *operand else {
        return false;
    };
    let class = op.class(ty);
    matches!(
        class,
        Class::Add
            | Class::Mul
            | Class::MulAdd
            | Class::Compare
            | Class::Integer
            | Class::IntegerMul
            | Class::Convert
    )
}
