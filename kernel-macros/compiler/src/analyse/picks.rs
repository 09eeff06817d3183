//! Recognises variables that are taken along with the best value, as in `if x[i] > best { best = x[i]; at = i; }`, and numbers the iterations that
//! they come from, so that of equal values the first iteration's wins (or the last one's, with `>=`).

use proc_macro2::{Ident, Span};

use super::Reduce;
use super::flow::Effects;
use super::reduce::compared;
use crate::ir::{
    Block, Expr, ExprKind, Kernel, Literal, Origin, Scalar, Set, Stmt, StmtKind, Var, VarId,
};
use crate::ops::Op;

/// What a branch picks.
#[derive(Clone, Debug)]
pub(super) struct Picked {
    /// The variable that keeps the best value.
    pub best: VarId,
    /// Whether the largest or the smallest is the best.
    pub op: Reduce,
    /// Whether of equal values the last one wins.
    pub last: bool,
    /// The variables that are taken along, and their values.
    pub along: Vec<(VarId, Expr)>,
}

/// What the branch picks into some of those variables, if that is what it does.
pub(super) fn picked(
    cond: &Expr,
    then: &Block,
    otherwise: &Block,
    vars: &Set<VarId>,
) -> Option<Picked> {
    if !otherwise.is_empty() {
        return None;
    }
    let mut lets = Vec::new();
    let mut assigned: Vec<(VarId, Expr)> = Vec::new();
    for stmt in then {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => lets.push((*var, value)),
            StmtKind::Assign { var, value }
                if vars.contains(var) && assigned.iter().all(|(other, _)| other != var) =>
            {
                // A part of a tuple comes by way of a name of its own.
                let value = match value.kind {
                    ExprKind::Var(read) => lets.iter().find(|(name, _)| *name == read),
                    _ => None,
                }
                .map_or(value, |(_, value)| value);
                assigned.push((*var, value.clone()));
            }
            _ => return None,
        }
    }
    let ExprKind::Op { op: compare, .. } = &cond.kind else {
        return None;
    };
    let last = matches!(compare, Op::Ge | Op::Le);
    let at = assigned
        .iter()
        .position(|(var, value)| compared(*var, cond, value).is_some())?;
    let (best, value) = assigned.remove(at);
    let op = compared(best, cond, &value)?;
    (!assigned.is_empty()).then_some(Picked {
        best,
        op,
        last,
        along: assigned,
    })
}

/// Numbers the iterations wherever a loop picks. What has to stand before the outermost loop comes back beside it.
pub(super) fn number(kernel: &mut Kernel, stmt: &Stmt) -> (Block, Stmt) {
    let mut before = Block::new();
    let mut stmt = stmt.clone();
    if let StmtKind::For { var, body, .. } = &mut stmt.kind {
        let ty = kernel.var(*var).ty;
        if ty.is_integer() && !ty.is_signed() {
            let effects = Effects::of_block(body);
            let mut numberer = Numberer {
                kernel,
                counter: *var,
                carried: effects.carried(),
                before: &mut before,
            };
            numberer.block(body);
        }
        *body = number_block(kernel, std::mem::take(body));
    }
    (before, stmt)
}

/// The loops within a block.
fn number_block(kernel: &mut Kernel, block: Block) -> Block {
    let mut numbered = Block::new();
    for mut stmt in block {
        match &mut stmt.kind {
            StmtKind::For { .. } => {
                let (before, stmt) = number(kernel, &stmt);
                numbered.extend(before);
                numbered.push(stmt);
                continue;
            }
            StmtKind::Loop { body, .. } => *body = number_block(kernel, std::mem::take(body)),
            StmtKind::If {
                then, otherwise, ..
            } => {
                *then = number_block(kernel, std::mem::take(then));
                *otherwise = number_block(kernel, std::mem::take(otherwise));
            }
            _ => {}
        }
        numbered.push(stmt);
    }
    numbered
}

struct Numberer<'k> {
    kernel: &'k mut Kernel,
    counter: VarId,
    carried: Set<VarId>,
    before: &'k mut Block,
}

impl Numberer<'_> {
    fn block(&mut self, block: &mut Block) {
        for stmt in block {
            match &mut stmt.kind {
                StmtKind::If {
                    cond,
                    then,
                    otherwise,
                } => {
                    let picked = picked(cond, then, otherwise, &self.carried);
                    if picked.is_some_and(|picked| !self.is_numbered(&picked)) {
                        let assign = self.position(stmt.span);
                        then.push(assign);
                    } else {
                        self.block(then);
                        self.block(otherwise);
                    }
                }
                StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => self.block(body),
                _ => {}
            }
        }
    }

    /// Whether a loop further out has numbered it.
    fn is_numbered(&self, picked: &Picked) -> bool {
        picked
            .along
            .iter()
            .any(|(var, _)| self.kernel.var(*var).name == NAME)
    }

    /// A new variable for the position, declared before the loop; what assigns it.
    fn position(&mut self, span: Span) -> Stmt {
        self.kernel.vars.push(Var {
            name: Ident::new(NAME, span),
            ty: Scalar::Usize,
            mutable: true,
            origin: Origin::Local,
        });
        let var = VarId(self.kernel.vars.len() as u32 - 1);
        self.before.push(Stmt {
            kind: StmtKind::Let {
                var,
                value: Some(integer(0, span)),
            },
            span,
        });
        let counter = Expr {
            kind: ExprKind::Var(self.counter),
            ty: self.kernel.var(self.counter).ty,
            span,
        };
        let counter = match counter.ty {
            Scalar::Usize => counter,
            _ => Expr {
                kind: ExprKind::Cast(Box::new(counter)),
                ty: Scalar::Usize,
                span,
            },
        };
        let value = Expr {
            kind: ExprKind::Op {
                op: Op::Add,
                args: vec![counter, integer(1, span)],
                site: None,
            },
            ty: Scalar::Usize,
            span,
        };
        Stmt {
            kind: StmtKind::Assign { var, value },
            span,
        }
    }
}

/// What the variables that hold positions are called.
const NAME: &str = "__position";

fn integer(value: i128, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Literal(Literal::Int(value)),
        ty: Scalar::Usize,
        span,
    }
}

/// The variable among those taken along that holds the position of that counter: one more than the counter, so that none is zero.
pub(super) fn position(picked: &Picked, counter: VarId) -> Option<VarId> {
    picked.along.iter().find_map(|(var, value)| {
        let ExprKind::Op {
            op: Op::Add, args, ..
        } = &value.kind
        else {
            return None;
        };
        let [at, one] = args.as_slice() else {
            return None;
        };
        let at = match &at.kind {
            ExprKind::Cast(inner) if !inner.ty.is_signed() => &**inner,
            _ => at,
        };
        let counts = matches!(at.kind, ExprKind::Var(read) if read == counter);
        let one = matches!(one.kind, ExprKind::Literal(Literal::Int(1)));
        (counts && one && value.ty == Scalar::Usize).then_some(*var)
    })
}
