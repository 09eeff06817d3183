//! The body with narrow sizes in it.

use std::slice::from_ref;

use crate::analyse::Shape;
use crate::ir::{Block, Expr, ExprKind, Kernel, Scalar, SiteId, Stmt, StmtKind};
use crate::ops::Op;

use super::Sizes;
use super::value::{of_u32, wide};

impl Sizes<'_> {
    /// An expression of any type, with what is narrow in it.
    pub(super) fn expr(&self, expr: &Expr) -> Expr {
        if let ExprKind::Var(var) = &expr.kind
            && self.vars.contains_key(var)
        {
            return wide(of_u32(expr, expr.kind.clone()));
        }
        if !self.stage.is_varying(expr) {
            return expr.clone();
        }
        match &expr.kind {
            ExprKind::Op { op, args, site } if op.compares() && self.pay(args) => {
                if let Some(args) = args.iter().map(|arg| self.narrow(arg)).collect() {
                    self.gain();
                    let kind = ExprKind::Op {
                        op: *op,
                        args,
                        site: *site,
                    };
                    return expr.with(kind);
                }
            }
            ExprKind::Cast(value) if value.ty == Scalar::Usize && self.pay(from_ref(value)) => {
                if let Some(value) = self.narrow(value) {
                    self.gain();
                    let kind = ExprKind::Cast(Box::new(value));
                    return expr.with(kind);
                }
            }
            ExprKind::Load { array, index, site } => {
                let kind = ExprKind::Load {
                    array: *array,
                    index: Box::new(self.index(index, *site)),
                    site: *site,
                };
                return expr.with(kind);
            }
            _ if pays(expr) => {
                if let Some(narrow) = self.narrow(expr) {
                    self.gain();
                    return wide(narrow);
                }
            }
            _ => {}
        }
        expr.rebuilt(&mut |part| self.expr(part))
    }

    /// An index; where lanes gather by it, in 32 bits. Other indices are written from their polynomials.
    fn index(&self, index: &Expr, site: SiteId) -> Expr {
        let access = self.stage.accesses.get(&site);
        if access.is_some_and(|access| access.shape != Shape::Gather) {
            return index.clone();
        }
        let narrow_already = |value: &Expr| !value.ty.is_signed() && value.ty.bytes() <= 4;
        if self.stage.is_varying(index)
            && !matches!(&index.kind, ExprKind::Cast(value) if narrow_already(value))
            && let Some(narrow) = self.narrow(index)
        {
            self.gain();
            return wide(narrow);
        }
        self.expr(index)
    }

    /// Whether one of these is worth it, or narrow already.
    fn pay(&self, args: &[Expr]) -> bool {
        args.iter().any(|arg| pays(arg) || self.continues(arg))
    }

    /// Whether a size goes on from a narrow one.
    fn continues(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Var(var) => self.vars.contains_key(var),
            ExprKind::Op { args, .. } => args.iter().any(|arg| self.continues(arg)),
            _ => false,
        }
    }

    fn gain(&self) {
        self.gains.set(true);
    }

    pub(super) fn block(&mut self, kernel: &Kernel, block: &[Stmt]) -> Block {
        let mut rewritten = Block::new();
        for stmt in block {
            rewritten.push(Stmt {
                kind: self.stmt(kernel, &stmt.kind),
                span: stmt.span,
            });
        }
        rewritten
    }

    fn stmt(&mut self, kernel: &Kernel, kind: &StmtKind) -> StmtKind {
        match kind {
            StmtKind::Let { var, value } => {
                let narrow = value.as_ref().filter(|value| {
                    let immutable = !kernel.var(*var).mutable;
                    let varies = self.stage.varying.vars.contains(var);
                    let converted = matches!(value.kind, ExprKind::Cast(_));
                    immutable && varies && (converted || self.pay(from_ref(value)))
                });
                if let Some((narrow, most)) = narrow.and_then(|value| self.declared(value)) {
                    self.vars.insert(*var, most);
                    return StmtKind::Let {
                        var: *var,
                        value: Some(narrow),
                    };
                }
                StmtKind::Let {
                    var: *var,
                    value: value.as_ref().map(|value| self.expr(value)),
                }
            }
            StmtKind::Assign { var, value } => StmtKind::Assign {
                var: *var,
                value: self.expr(value),
            },
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => StmtKind::Store {
                array: *array,
                index: self.index(index, *site),
                value: self.expr(value),
                site: *site,
            },
            StmtKind::LetArray { array, values } => StmtKind::LetArray {
                array: *array,
                values: values.rebuilt(&mut |value| self.expr(value)),
            },
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => StmtKind::If {
                cond: self.expr(cond),
                then: self.block(kernel, then),
                otherwise: self.block(kernel, otherwise),
            },
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => StmtKind::For {
                id: *id,
                var: *var,
                start: self.expr(start),
                end: self.expr(end),
                body: self.block(kernel, body),
            },
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: *id,
                body: self.block(kernel, body),
            },
            StmtKind::Assert { cond, site } => StmtKind::Assert {
                cond: self.expr(cond),
                site: *site,
            },
            StmtKind::Check { index, len, site } => StmtKind::Check {
                index: self.expr(index),
                len: self.expr(len),
                site: *site,
            },
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => kind.clone(),
        }
    }
}

/// Whether a size is worth computing in 32 bits: not if it only counts on from another.
fn pays(expr: &Expr) -> bool {
    if expr.ty != Scalar::Usize {
        return false;
    }
    match &expr.kind {
        ExprKind::Op { op, args, .. } => !matches!(op, Op::Add | Op::Sub) || args.iter().any(pays),
        ExprKind::Cast(value) => value.ty.is_float() || value.ty.is_signed(),
        _ => false,
    }
}
