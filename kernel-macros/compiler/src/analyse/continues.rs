//! Rewrites the `continue`s of a loop whose iterations are to be points of a box: what they skip comes to stand under a condition.
//!
//! `if c { A; continue; } rest` becomes `if c { A } else { rest }`. Where the shape is not as plain as that, a flag says whether the point is
//! done, and what follows stands under `if !done`.

use proc_macro2::{Ident, Span};

use crate::ir::{
    Block, Expr, ExprKind, Kernel, Literal, LoopId, Origin, Scalar, Stmt, StmtKind, Var, VarId,
};
use crate::ops::Op;

/// The loop without `continue`s of its own, and the loops that stand perfectly within it likewise.
pub(super) fn settle(kernel: &mut Kernel, stmt: &Stmt) -> Stmt {
    let mut stmt = stmt.clone();
    if let StmtKind::For { id, body, .. } = &mut stmt.kind {
        let mut settled = body_of(kernel, std::mem::take(body), *id);
        if let Some(last) = settled.last_mut() {
            *last = settle(kernel, last);
        }
        *body = settled;
    }
    stmt
}

fn body_of(kernel: &mut Kernel, body: Block, id: LoopId) -> Block {
    if !body.iter().any(|stmt| goes_on(stmt, id)) {
        return body;
    }
    let mut settler = Settler {
        kernel,
        id,
        flag: None,
    };
    let mut settled = settler.block(&body, false);
    if let Some(flag) = settler.flag {
        let span = settler.kernel.var(flag).name.span();
        let value = Some(literal(false, span));
        let kind = StmtKind::Let { var: flag, value };
        settled.insert(0, Stmt { kind, span });
    }
    settled
}

/// Whether the statement may go on with the next round of that loop.
fn goes_on(stmt: &Stmt, id: LoopId) -> bool {
    let within = |block: &Block| block.iter().any(|stmt| goes_on(stmt, id));
    match &stmt.kind {
        StmtKind::Continue(target) => *target == id,
        StmtKind::If {
            then, otherwise, ..
        } => within(then) || within(otherwise),
        StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => within(body),
        _ => false,
    }
}

/// Whether the statements always go on with the next round in the end.
fn ends(block: &Block, id: LoopId) -> bool {
    block.last().is_some_and(|last| match &last.kind {
        StmtKind::Continue(target) => *target == id,
        StmtKind::If {
            then, otherwise, ..
        } => ends(then, id) && ends(otherwise, id),
        _ => false,
    })
}

struct Settler<'k> {
    kernel: &'k mut Kernel,
    id: LoopId,
    /// Says whether the point is done.
    flag: Option<VarId>,
}

impl Settler<'_> {
    /// Statements; `asked` says that what follows them looks at the flag.
    fn block(&mut self, block: &[Stmt], asked: bool) -> Block {
        let mut settled = Block::new();
        for (at, stmt) in block.iter().enumerate() {
            if !goes_on(stmt, self.id) {
                settled.push(stmt.clone());
                continue;
            }
            let (rest, span) = (&block[at + 1..], stmt.span);
            match &stmt.kind {
                StmtKind::If {
                    cond,
                    then,
                    otherwise,
                } => {
                    let ends = [ends(then, self.id), ends(otherwise, self.id)];
                    let structural = ends[0] != ends[1] || rest.is_empty();
                    let inner = asked || !structural;
                    let mut arm = |block: &Block, stays: bool| {
                        let follows = if stays && structural { rest } else { &[] };
                        self.block(&[block, follows].concat(), inner)
                    };
                    let then = arm(then, !ends[0]);
                    let otherwise = arm(otherwise, !ends[1]);
                    let cond = cond.clone();
                    let kind = StmtKind::If {
                        cond,
                        then,
                        otherwise,
                    };
                    settled.push(Stmt { kind, span });
                    if !structural {
                        self.unless_done(rest, span, asked, &mut settled);
                    }
                }
                StmtKind::For { id, .. } | StmtKind::Loop { id, .. } => {
                    settled.push(self.inner_loop(stmt, *id));
                    self.unless_done(rest, span, asked, &mut settled);
                }
                _ if asked => settled.push(self.done(span)),
                _ => {}
            }
            return settled;
        }
        settled
    }

    /// A loop within the point: it is left where it would go on with the next point.
    fn inner_loop(&mut self, stmt: &Stmt, leave: LoopId) -> Stmt {
        let mut stmt = stmt.clone();
        match &mut stmt.kind {
            StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => {
                *body = self.left(std::mem::take(body), leave);
            }
            _ => {}
        }
        stmt
    }

    fn left(&mut self, block: Block, leave: LoopId) -> Block {
        let mut left = Block::new();
        for mut stmt in block {
            match &mut stmt.kind {
                StmtKind::Continue(target) if *target == self.id => {
                    left.push(self.done(stmt.span));
                    stmt.kind = StmtKind::Break(leave);
                }
                StmtKind::If {
                    then, otherwise, ..
                } => {
                    *then = self.left(std::mem::take(then), leave);
                    *otherwise = self.left(std::mem::take(otherwise), leave);
                }
                StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => {
                    *body = self.left(std::mem::take(body), leave);
                }
                _ => {}
            }
            left.push(stmt);
        }
        left
    }

    fn unless_done(&mut self, rest: &[Stmt], span: Span, asked: bool, settled: &mut Block) {
        if rest.is_empty() {
            return;
        }
        let rest = self.block(rest, asked);
        let var = self.flag(span);
        let done = Expr {
            kind: ExprKind::Var(var),
            ty: Scalar::Bool,
            span,
        };
        let cond = Expr {
            kind: ExprKind::Op {
                op: Op::Not,
                args: vec![done],
                site: None,
            },
            ty: Scalar::Bool,
            span,
        };
        let kind = StmtKind::If {
            cond,
            then: rest,
            otherwise: Block::new(),
        };
        settled.push(Stmt { kind, span });
    }

    /// Notes that the point is done.
    fn done(&mut self, span: Span) -> Stmt {
        let kind = StmtKind::Assign {
            var: self.flag(span),
            value: literal(true, span),
        };
        Stmt { kind, span }
    }

    fn flag(&mut self, span: Span) -> VarId {
        *self.flag.get_or_insert_with(|| {
            let id = VarId(self.kernel.vars.len() as u32);
            self.kernel.vars.push(Var {
                name: Ident::new("done", span),
                ty: Scalar::Bool,
                mutable: true,
                origin: Origin::Local,
            });
            id
        })
    }
}

fn literal(value: bool, span: Span) -> Expr {
    Expr {
        kind: ExprKind::Literal(Literal::Bool(value)),
        ty: Scalar::Bool,
        span,
    }
}
