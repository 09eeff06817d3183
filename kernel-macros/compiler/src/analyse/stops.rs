//! Loops that are left where their counter comes to a bound: `for i in 0..n { if i >= m { break; } … }` runs to the smaller of the two. Left
//! as it stands, the loop would be one whose iterations depend on those before.

use super::flow::Effects;
use crate::ir::{Block, Expr, ExprKind, Kernel, LoopId, Stmt, StmtKind, VarId};
use crate::ops::Op;

/// Takes such a `break` into the range.
pub(super) fn at_bounds(kernel: &mut Kernel) {
    let body = std::mem::take(&mut kernel.body);
    kernel.body = block(body);
}

fn block(stmts: Block) -> Block {
    stmts.into_iter().map(stmt).collect()
}

fn stmt(stmt: Stmt) -> Stmt {
    let span = stmt.span;
    let kind = match stmt.kind {
        StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        } => {
            let mut body = block(body);
            let end = match bound(id, var, &body) {
                Some((at, bound)) => {
                    body.remove(at);
                    smaller(end, bound)
                }
                None => end,
            };
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            }
        }
        StmtKind::Loop { id, body } => StmtKind::Loop {
            id,
            body: block(body),
        },
        StmtKind::If {
            cond,
            then,
            otherwise,
        } => StmtKind::If {
            cond,
            then: block(then),
            otherwise: block(otherwise),
        },
        other => other,
    };
    Stmt { kind, span }
}

/// Where the body leaves the loop at a bound, before it does anything else, and the bound.
fn bound(id: LoopId, var: VarId, body: &Block) -> Option<(usize, Expr)> {
    let idle =
        |stmt: &Stmt| matches!(stmt.kind, StmtKind::Let { .. }) && !Effects::of_stmt(stmt).can_fail;
    let at = body.iter().position(|stmt| !idle(stmt))?;
    let StmtKind::If {
        cond,
        then,
        otherwise,
    } = &body[at].kind
    else {
        return None;
    };
    let [
        Stmt {
            kind: StmtKind::Break(left),
            ..
        },
    ] = then.as_slice()
    else {
        return None;
    };
    let ExprKind::Op { op, args, .. } = &cond.kind else {
        return None;
    };
    let [left_side, right_side] = args.as_slice() else {
        return None;
    };
    let bound = match op {
        Op::Ge if is(left_side, var) => right_side,
        Op::Le if is(right_side, var) => left_side,
        _ => return None,
    };
    let fits = *left == id && otherwise.is_empty();
    let (inside, reads) = (Effects::of_block(body), Effects::of_expr(bound));
    let changing = |read: VarId| {
        read == var || inside.declared.contains(&read) || inside.assigned.contains(&read)
    };
    let settled = !reads.can_fail
        && reads.loaded.is_empty()
        && !reads.read.iter().any(changing)
        && inside.swapped.is_empty();
    (fits && settled).then(|| (at, bound.clone()))
}

fn is(expr: &Expr, var: VarId) -> bool {
    matches!(expr.kind, ExprKind::Var(read) if read == var)
}

fn smaller(a: Expr, b: Expr) -> Expr {
    let (ty, span) = (a.ty, a.span);
    Expr {
        kind: ExprKind::Op {
            op: Op::Min,
            args: vec![a, b],
            site: None,
        },
        ty,
        span,
    }
}
