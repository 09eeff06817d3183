//! Whether a stage can still fail once it has begun.

use super::{Check, Stage};
use crate::ir::{Expr, ExprKind, Stmt, StmtKind, Visitor, walk_block, walk_expr, walk_stmt};

impl Stage {
    /// Whether something is checked at its points: what is found at entry is not meant.
    pub fn can_fail(&self) -> bool {
        struct Fails<'s>(&'s Stage, bool);
        impl Visitor for Fails<'_> {
            fn stmt(&mut self, stmt: &Stmt) {
                if let StmtKind::Assert { site, .. } | StmtKind::Check { site, .. } = &stmt.kind {
                    self.1 |= !self.0.is_lifted(*site);
                }
                walk_stmt(self, stmt);
            }
            fn expr(&mut self, expr: &Expr) {
                self.1 |= matches!(expr.kind, ExprKind::Op { site: Some(_), .. });
                walk_expr(self, expr);
            }
        }
        let mut fails = Fails(self, false);
        walk_block(&mut fails, &self.body);
        let checked = |check: &Check| matches!(check, Check::Proved | Check::Entry(_));
        fails.1 || !self.accesses.values().all(|access| checked(&access.check))
    }
}
