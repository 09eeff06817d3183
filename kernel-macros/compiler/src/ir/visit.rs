//! Walking over the IR.

use super::{ArrayId, Block, Expr, ExprKind, SiteId, Stmt, StmtKind};

/// Called for each statement and expression, parents before children.
pub trait Visitor {
    /// A statement. The default walks on into it.
    fn stmt(&mut self, stmt: &Stmt) {
        walk_stmt(self, stmt);
    }

    /// An expression. The default walks on into it.
    fn expr(&mut self, expr: &Expr) {
        walk_expr(self, expr);
    }
}

/// Visits every statement of a block.
pub fn walk_block<V: Visitor + ?Sized>(visitor: &mut V, block: &Block) {
    for stmt in block {
        visitor.stmt(stmt);
    }
}

/// Visits the parts of a statement.
pub fn walk_stmt<V: Visitor + ?Sized>(visitor: &mut V, stmt: &Stmt) {
    match &stmt.kind {
        StmtKind::Let { value, .. } => {
            if let Some(value) = value {
                visitor.expr(value);
            }
        }
        StmtKind::Assign { value, .. } => visitor.expr(value),
        StmtKind::Store { index, value, .. } => {
            visitor.expr(index);
            visitor.expr(value);
        }
        StmtKind::If {
            cond,
            then,
            otherwise,
        } => {
            visitor.expr(cond);
            walk_block(visitor, then);
            walk_block(visitor, otherwise);
        }
        StmtKind::For {
            start, end, body, ..
        } => {
            visitor.expr(start);
            visitor.expr(end);
            walk_block(visitor, body);
        }
        StmtKind::Loop { body, .. } => walk_block(visitor, body),
        StmtKind::LetArray { values, .. } => {
            values.exprs().iter().for_each(|value| visitor.expr(value));
        }
        StmtKind::Assert { cond, .. } => visitor.expr(cond),
        StmtKind::Check { index, len, .. } => {
            visitor.expr(index);
            visitor.expr(len);
        }
        StmtKind::Swap(..) | StmtKind::Break(_) | StmtKind::Continue(_) | StmtKind::Stage(_) => {}
    }
}

/// Visits the operands of an expression.
pub fn walk_expr<V: Visitor + ?Sized>(visitor: &mut V, expr: &Expr) {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => {}
        ExprKind::Load { index, .. } => visitor.expr(index),
        ExprKind::Op { args, .. } => {
            for arg in args {
                visitor.expr(arg);
            }
        }
        ExprKind::Cast(value) => visitor.expr(value),
        ExprKind::Select {
            cond,
            then,
            otherwise,
        } => {
            visitor.expr(cond);
            visitor.expr(then);
            visitor.expr(otherwise);
        }
    }
}

/// The loads of an expression in the order they are made: place, array and index.
pub fn loads(expr: &Expr) -> Vec<(SiteId, ArrayId, &Expr)> {
    fn collect<'e>(expr: &'e Expr, found: &mut Vec<(SiteId, ArrayId, &'e Expr)>) {
        match &expr.kind {
            ExprKind::Load { array, index, site } => {
                collect(index, found);
                found.push((*site, *array, index));
            }
            ExprKind::Op { args, .. } => args.iter().for_each(|arg| collect(arg, found)),
            ExprKind::Cast(value) => collect(value, found),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => {
                for part in [cond, then, otherwise] {
                    collect(part, found);
                }
            }
            ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => {}
        }
    }
    let mut found = Vec::new();
    collect(expr, &mut found);
    found
}
