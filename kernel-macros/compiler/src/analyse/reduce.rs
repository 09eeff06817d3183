//! Recognises reductions: variables that every iteration only combines a value into.

use std::collections::BTreeMap;

use proc_macro2::Span;

use super::flow::{Effects, same};
use super::{Pick, Reduce, Reduction, picks};
use crate::ir::{Block, Expr, ExprKind, Kernel, Set, Stmt, StmtKind, VarId};
use crate::ops::Op;

/// A variable that is carried from one iteration to the next and is no reduction.
#[derive(Clone, Copy, Debug)]
pub struct Carried {
    /// The variable.
    pub var: VarId,
    /// The use that is no combination.
    pub span: Span,
}

/// The reductions of a loop's body: one for each variable from outside that the body assigns.
pub fn reductions(
    kernel: &Kernel,
    counter: VarId,
    body: &Block,
) -> Result<Vec<Reduction>, Carried> {
    let mut finder = Finder {
        counter,
        vars: Effects::of_block(body).carried(),
        ops: BTreeMap::new(),
    };
    finder.block(body)?;
    let reductions = finder.ops.into_iter().map(|(var, (op, pick))| Reduction {
        var,
        op,
        ty: kernel.var(var).ty,
        pick,
    });
    Ok(reductions.collect())
}

struct Finder {
    counter: VarId,
    vars: Set<VarId>,
    ops: BTreeMap<VarId, (Reduce, Option<Pick>)>,
}

impl Finder {
    fn block(&mut self, block: &Block) -> Result<(), Carried> {
        block.iter().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Result<(), Carried> {
        match &stmt.kind {
            StmtKind::Assign { var, value } if self.vars.contains(var) => {
                let op = update(*var, value).ok_or(Carried {
                    var: *var,
                    span: stmt.span,
                })?;
                self.combine(*var, op, None, stmt.span)?;
                // The value's other operands may not read any reduction either.
                self.free(value, Some(*var))
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                if let Some((var, op)) = conditional(cond, then, otherwise, &self.vars) {
                    self.combine(var, op, None, stmt.span)?;
                    return self.free(cond, Some(var));
                }
                if let Some(picked) = picks::picked(cond, then, otherwise, &self.vars)
                    && let Some(position) = picks::position(&picked, self.counter)
                {
                    return self.pick(&picked, position, cond, stmt.span);
                }
                self.free(cond, None)?;
                self.block(then)?;
                self.block(otherwise)
            }
            StmtKind::For {
                start, end, body, ..
            } => {
                self.free(start, None)?;
                self.free(end, None)?;
                self.block(body)
            }
            StmtKind::Loop { body, .. } => self.block(body),
            StmtKind::Let {
                value: Some(value), ..
            }
            | StmtKind::Assign { value, .. } => self.free(value, None),
            StmtKind::Store { index, value, .. } => {
                self.free(index, None)?;
                self.free(value, None)
            }
            StmtKind::Assert { cond, .. } => self.free(cond, None),
            StmtKind::Check { index, len, .. } => {
                self.free(index, None)?;
                self.free(len, None)
            }
            StmtKind::LetArray { values, .. } => values
                .exprs()
                .iter()
                .try_for_each(|value| self.free(value, None)),
            StmtKind::Let { value: None, .. }
            | StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => Ok(()),
        }
    }

    /// Notes an update; all updates of a variable must be by one operator.
    fn combine(
        &mut self,
        var: VarId,
        op: Reduce,
        pick: Option<Pick>,
        span: Span,
    ) -> Result<(), Carried> {
        match self.ops.insert(var, (op, pick)) {
            Some(before) if before != (op, pick) || pick.is_some() => Err(Carried { var, span }),
            _ => Ok(()),
        }
    }

    /// Notes the variables of a pick, which stands once.
    fn pick(
        &mut self,
        picked: &picks::Picked,
        position: VarId,
        cond: &Expr,
        span: Span,
    ) -> Result<(), Carried> {
        let pick = Some(Pick {
            best: picked.best,
            position,
            last: picked.last,
        });
        self.combine(picked.best, picked.op, pick, span)?;
        self.free(cond, Some(picked.best))?;
        for (var, value) in &picked.along {
            self.combine(*var, picked.op, pick, span)?;
            self.free(value, None)?;
        }
        Ok(())
    }

    /// The expression may read no reduction variable but `except`.
    fn free(&self, expr: &Expr, except: Option<VarId>) -> Result<(), Carried> {
        let read = Effects::of_expr(expr).read;
        match read
            .iter()
            .find(|var| self.vars.contains(var) && Some(*var) != except)
        {
            Some(var) => Err(Carried {
                var,
                span: expr.span,
            }),
            None => Ok(()),
        }
    }
}

/// The operator of an update `var = value`, where the value is `var` combined with values that do not read it.
pub(super) fn update(var: VarId, value: &Expr) -> Option<Reduce> {
    let reads = |expr: &Expr| Effects::of_expr(expr).read.contains(&var);
    let ExprKind::Op { op, args, .. } = &value.kind else {
        return select(var, value);
    };
    if let (Op::MulAdd, [a, b, c]) = (*op, args.as_slice()) {
        return (!reads(a) && !reads(b) && spine(var, c, Reduce::Add)).then_some(Reduce::Add);
    }
    let reduce = reduce_of(*op)?;
    spine(var, value, reduce).then_some(reduce)
}

/// Whether the expression is `var` combined with values that do not read it, by that operator alone.
fn spine(var: VarId, expr: &Expr, reduce: Reduce) -> bool {
    let reads = |expr: &Expr| Effects::of_expr(expr).read.contains(&var);
    match &expr.kind {
        ExprKind::Var(read) => *read == var,
        ExprKind::Op { op, args, .. } if reduce_of(*op) == Some(reduce) => {
            let [left, right] = args.as_slice() else {
                return false;
            };
            let on_left = spine(var, left, reduce) && !reads(right);
            let on_right = *op != Op::Sub && !reads(left) && spine(var, right, reduce);
            on_left || on_right
        }
        _ => false,
    }
}

/// The operator that an op combines by. `s - e` adds the negated value.
pub(super) fn reduce_of(op: Op) -> Option<Reduce> {
    Some(match op {
        Op::Add | Op::Sub => Reduce::Add,
        Op::Mul => Reduce::Mul,
        Op::Min => Reduce::Min,
        Op::Max => Reduce::Max,
        Op::And => Reduce::And,
        Op::Or => Reduce::Or,
        Op::Xor => Reduce::Xor,
        _ => return None,
    })
}

/// `if e > v { e } else { v }` and its kin.
fn select(var: VarId, value: &Expr) -> Option<Reduce> {
    let ExprKind::Select {
        cond,
        then,
        otherwise,
    } = &value.kind
    else {
        return None;
    };
    either(var, cond, then, otherwise)
}

/// `var = if cond { then } else { otherwise }`, where one of the two is `var` itself.
fn either(var: VarId, cond: &Expr, then: &Expr, otherwise: &Expr) -> Option<Reduce> {
    let is_var = |expr: &Expr| matches!(expr.kind, ExprKind::Var(read) if read == var);
    if is_var(otherwise) {
        compared(var, cond, then)
    } else if is_var(then) && !then.ty.is_float() {
        // Kept where the condition holds: the other way round. Not for floats, where a NaN would replace the variable.
        compared(var, cond, otherwise).map(opposite)
    } else {
        None
    }
}

/// `if e > v { v = e; }` and its kin, with or without `else { v = v; }`.
fn conditional(
    cond: &Expr,
    then: &Block,
    otherwise: &Block,
    vars: &Set<VarId>,
) -> Option<(VarId, Reduce)> {
    let (var, value) = only_assignment(then)?;
    if !vars.contains(&var) {
        return None;
    }
    let op = if otherwise.is_empty() {
        compared(var, cond, value)
    } else {
        let (other, kept) = only_assignment(otherwise)?;
        (other == var).then(|| either(var, cond, value, kept))?
    };
    op.map(|op| (var, op))
}

/// The variable and the value, if the block is one assignment.
fn only_assignment(block: &Block) -> Option<(VarId, &Expr)> {
    match block.as_slice() {
        [
            Stmt {
                kind: StmtKind::Assign { var, value },
                ..
            },
        ] => Some((*var, value)),
        _ => None,
    }
}

/// What replacing `var` by `value` where `cond` holds amounts to, if `cond` compares just those two.
pub(super) fn compared(var: VarId, cond: &Expr, value: &Expr) -> Option<Reduce> {
    let ExprKind::Op { op, args, .. } = &cond.kind else {
        return None;
    };
    let [left, right] = args.as_slice() else {
        return None;
    };
    let is_var = |expr: &Expr| matches!(expr.kind, ExprKind::Var(read) if read == var);
    if Effects::of_expr(value).read.contains(&var) {
        return None;
    }
    let value_first = match (is_var(left), is_var(right)) {
        (false, true) if same(left, value) => true,
        (true, false) if same(right, value) => false,
        _ => return None,
    };
    match (op, value_first) {
        (Op::Gt | Op::Ge, true) | (Op::Lt | Op::Le, false) => Some(Reduce::Max),
        (Op::Lt | Op::Le, true) | (Op::Gt | Op::Ge, false) => Some(Reduce::Min),
        _ => None,
    }
}

fn opposite(op: Reduce) -> Reduce {
    if op == Reduce::Max {
        Reduce::Min
    } else {
        Reduce::Max
    }
}
