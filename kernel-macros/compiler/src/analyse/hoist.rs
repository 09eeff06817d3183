//! Takes values out of loops that do not change in them.
//!
//! Polynomials need no such help: they are replaced by what they stand for. But a length such as `min(w, x.len())`, which `zip` makes of two, is
//! a symbol of its own; only outside of the box is it one number, which bounds can be checked against at entry.

use super::Symbol;
use super::affine::Values;
use super::flow::Effects;
use super::written::written;
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, Literal, Scalar, Set, Stmt, StmtKind, VarId,
};
use crate::ops::Op;

/// Moves what a loop's body computes anew each time, and always to the same `usize`, in front of the loop.
pub(super) fn invariants(kernel: &mut Kernel) {
    let values = Values::unsettled(kernel);
    let mut hoist = Hoist {
        swapped: Effects::of_block(&kernel.body).swapped,
        kernel,
        values,
    };
    let body = hoist.block(&kernel.body);
    kernel.body = body;
}

struct Hoist<'k> {
    kernel: &'k Kernel,
    values: Values,
    /// Arrays whose length is not always the same.
    swapped: Set<ArrayId>,
}

impl Hoist<'_> {
    fn block(&mut self, block: &Block) -> Block {
        let mut result = Block::new();
        for stmt in block {
            let mut stmt = stmt.clone();
            match &mut stmt.kind {
                StmtKind::Let {
                    var,
                    value: Some(value),
                } => self.values.define(self.kernel, *var, value),
                StmtKind::If {
                    then, otherwise, ..
                } => {
                    *then = self.block(then);
                    *otherwise = self.block(otherwise);
                }
                StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => {
                    *body = self.block(body);
                    let mut inside = Effects::of_block(body).declared;
                    if let StmtKind::For { var, .. } = &stmt.kind {
                        inside.insert(*var);
                    }
                    let (StmtKind::For { body, .. } | StmtKind::Loop { body, .. }) = &mut stmt.kind
                    else {
                        continue;
                    };
                    *body = self.take(body, &mut inside, &mut result);
                }
                _ => {}
            }
            result.push(stmt);
        }
        result
    }

    /// A loop's body without what does not change in it, which is put in front. `inside`: what the loop declares.
    fn take(&self, body: &Block, inside: &mut Set<VarId>, front: &mut Block) -> Block {
        let mut result = Block::new();
        for stmt in body {
            let mut stmt = stmt.clone();
            match &mut stmt.kind {
                StmtKind::Let {
                    var,
                    value: Some(value),
                } if self.is_candidate(*var, value) => {
                    if let Some(value) = self.invariant(value, inside) {
                        inside.remove(var);
                        front.push(Stmt {
                            kind: StmtKind::Let {
                                var: *var,
                                value: Some(value),
                            },
                            span: stmt.span,
                        });
                        continue;
                    }
                }
                StmtKind::If {
                    then, otherwise, ..
                } => {
                    *then = self.take(then, inside, front);
                    *otherwise = self.take(otherwise, inside, front);
                }
                _ => {}
            }
            result.push(stmt);
        }
        result
    }

    /// Whether the variable is a number that is no polynomial.
    fn is_candidate(&self, var: VarId, value: &Expr) -> bool {
        !self.kernel.var(var).mutable
            && value.ty == Scalar::Usize
            && self.values.poly(self.kernel, value).is_none()
    }

    /// The expression over what stands outside of the loop, if it cannot fail and does not change.
    fn invariant(&self, expr: &Expr, inside: &Set<VarId>) -> Option<Expr> {
        let outside = |symbol: Symbol| match symbol {
            Symbol::Var(var) => !inside.contains(&var),
            Symbol::Len(array) => !self.swapped.contains(&array),
        };
        if expr.ty == Scalar::Usize
            && let Some(poly) = self.values.poly(self.kernel, expr)
        {
            let fixed = poly.symbols().into_iter().all(outside);
            return fixed.then(|| written(self.kernel, &poly, expr.span));
        }
        let kind = match &expr.kind {
            ExprKind::Literal(_) => expr.kind.clone(),
            ExprKind::Var(var) if !self.kernel.var(*var).mutable && !inside.contains(var) => {
                expr.kind.clone()
            }
            ExprKind::Op { op, args, site } if site.is_none() || divides_safely(*op, args) => {
                ExprKind::Op {
                    op: *op,
                    args: args
                        .iter()
                        .map(|arg| self.invariant(arg, inside))
                        .collect::<Option<_>>()?,
                    site: *site,
                }
            }
            ExprKind::Cast(value) => ExprKind::Cast(Box::new(self.invariant(value, inside)?)),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => ExprKind::Select {
                cond: Box::new(self.invariant(cond, inside)?),
                then: Box::new(self.invariant(then, inside)?),
                otherwise: Box::new(self.invariant(otherwise, inside)?),
            },
            _ => return None,
        };
        Some(expr.with(kind))
    }
}

/// Whether it is a division by a literal that is not zero.
fn divides_safely(op: Op, args: &[Expr]) -> bool {
    let divisor = args.get(1).map(|divisor| &divisor.kind);
    matches!(op, Op::Div | Op::Rem)
        && matches!(divisor, Some(ExprKind::Literal(Literal::Int(value))) if *value > 0)
}
