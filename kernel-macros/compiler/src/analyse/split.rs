//! Index-set splitting: `for i in 0..n` around one value `k` of `i` that the others depend on becomes `for i in 0..k`, `k` itself, and
//! `for i in k + 1..n`, in that order.
//!
//! It is what Floyd–Warshall's step asks for: row and column `k` are read by all other elements and written by their own iterations.

use super::{Model, Poly};
use crate::ir::{Block, Expr, ExprKind, Kernel, Literal, Stmt, StmtKind, VarId, copied};
use crate::ops::Op;

/// The three parts.
pub(super) struct Parts {
    /// The values below the pivot.
    pub below: Stmt,
    /// The pivot itself.
    pub at: Block,
    /// The values above it.
    pub above: Stmt,
}

/// A loop split at a variable that is known to be one of its counter's values.
pub(super) fn split(
    kernel: &mut Kernel,
    known: &Model<'_>,
    stmt: &Stmt,
    pivot: VarId,
) -> Option<Parts> {
    let StmtKind::For {
        id,
        var,
        start,
        end,
        body,
    } = &stmt.kind
    else {
        return None;
    };
    let at = Poly::var(pivot);
    let [first, last] = [known.poly(start)?, &known.poly(end)? - &Poly::constant(1)];
    let lies =
        known.facts.not_negative(&(&at - &first)) && known.facts.not_negative(&(&last - &at));
    if !lies || kernel.var(*var).ty != kernel.var(pivot).ty {
        return None;
    }
    let (ty, span) = (kernel.var(pivot).ty, stmt.span);
    let expr = |kind| Expr { kind, ty, span };
    let pivot = expr(ExprKind::Var(pivot));
    let next = expr(ExprKind::Op {
        op: Op::Add,
        args: vec![pivot.clone(), expr(ExprKind::Literal(Literal::Int(1)))],
        site: None,
    });
    let part = |start: Expr, end: Expr| Stmt {
        kind: StmtKind::For {
            id: *id,
            var: *var,
            start,
            end,
            body: body.clone(),
        },
        span,
    };
    let below = part(start.clone(), pivot.clone());
    let above = copied(kernel, &vec![part(next, end.clone())]).pop()?;
    let mut one = vec![Stmt {
        kind: StmtKind::Let {
            var: *var,
            value: Some(pivot),
        },
        span,
    }];
    one.extend(body.iter().cloned());
    Some(Parts {
        below,
        at: copied(kernel, &one),
        above,
    })
}

/// The loop with all loops in its body split at that variable, as far as they can be; `None` if none can.
pub(super) fn split_inside(
    kernel: &mut Kernel,
    known: &Model<'_>,
    stmt: &Stmt,
    pivot: VarId,
) -> Option<Stmt> {
    let mut whole = stmt.clone();
    let StmtKind::For { body, .. } = &mut whole.kind else {
        return None;
    };
    let (mut inside, mut any) = (Block::new(), false);
    for stmt in &*body {
        match split(kernel, known, stmt, pivot) {
            Some(parts) => {
                inside.push(parts.below);
                inside.extend(parts.at);
                inside.push(parts.above);
                any = true;
            }
            None => inside.push(stmt.clone()),
        }
    }
    *body = inside;
    any.then_some(whole)
}
