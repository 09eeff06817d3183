//! Keeps the order of evaluation. Expressions are computed where they are used, so an operand that a later operand's
//! statements would change is computed before them, under a name.

use proc_macro2::Ident;

use super::{Lowerer, Tree, Value};
use crate::check::Type;
use crate::ir::{
    ArrayId, Expr, ExprKind, Origin, Set, Stmt, StmtKind, VarId, Visitor, walk_block, walk_expr,
    walk_stmt,
};
use crate::parse::ast;

impl Lowerer<'_> {
    /// Scalar operands, evaluated from left to right; `None` if one of them never comes to a value.
    pub(super) fn operands(&mut self, written: &[&ast::Expr]) -> Option<Vec<Expr>> {
        let values = self.in_order(written, |lowerer, expr| lowerer.scalar(expr).map(Tree::One))?;
        // Checking admits tuples nowhere but as whole values.
        values.into_iter().map(one).collect()
    }

    /// Operands, evaluated from left to right.
    pub(super) fn values(&mut self, written: &[&ast::Expr]) -> Option<Vec<Value>> {
        self.in_order(written, Lowerer::value)
    }

    fn in_order(
        &mut self,
        written: &[&ast::Expr],
        mut value: impl FnMut(&mut Self, &ast::Expr) -> Option<Value>,
    ) -> Option<Vec<Value>> {
        let mut values: Vec<Value> = Vec::new();
        for expr in written {
            let before = self.block.len();
            let value = value(self, expr)?;
            let effects = Effects::of(&self.block[before..]);
            let mut at = before;
            for (expr, earlier) in written.iter().zip(&mut values) {
                if let (Type::Array(..), Tree::View(view)) = (self.types.expr(expr.id), &*earlier)
                    && effects.arrays.contains(&view.array)
                {
                    let view = view.clone();
                    let (stmts, copy) = self.nested(|lowerer| lowerer.copied(&view));
                    *earlier = Tree::View(copy);
                    let count = stmts.len();
                    self.block.splice(at..at, stmts);
                    at += count;
                }
            }
            for earlier in values.iter_mut().flat_map(Value::leaves_mut) {
                if effects.change(earlier) {
                    self.keep(earlier, at);
                    at += 1;
                }
            }
            values.push(value);
        }
        Some(values)
    }

    /// Computes an expression before the statement at that position.
    fn keep(&mut self, expr: &mut Expr, at: usize) {
        let span = expr.span;
        let var = self.var(&Ident::new("kept", span), expr.ty, false, Origin::Local);
        let value = std::mem::replace(expr, self.read(var, span));
        let kind = StmtKind::Let {
            var,
            value: Some(value),
        };
        self.block.insert(at, Stmt { kind, span });
    }
}

/// The scalar of a value.
pub(super) fn one(value: Value) -> Option<Expr> {
    match value {
        Tree::One(expr) => Some(expr),
        Tree::Many(_) | Tree::View(_) | Tree::Element(_) | Tree::Array(_) => None,
    }
}

/// Whether the expression has a place that can fail.
pub(super) fn can_fail(expr: &Expr) -> bool {
    struct Sites(bool);
    impl Visitor for Sites {
        fn expr(&mut self, expr: &Expr) {
            self.0 |= matches!(
                expr.kind,
                ExprKind::Load { .. } | ExprKind::Op { site: Some(_), .. }
            );
            walk_expr(self, expr);
        }
    }
    let mut sites = Sites(false);
    sites.expr(expr);
    sites.0
}

/// What statements write.
struct Effects {
    vars: Set<VarId>,
    arrays: Set<ArrayId>,
}

impl Effects {
    fn of(stmts: &[Stmt]) -> Effects {
        let mut effects = Effects {
            vars: Set::new(),
            arrays: Set::new(),
        };
        for stmt in stmts {
            effects.stmt(stmt);
        }
        effects
    }

    /// Whether an expression evaluated after the statements would differ.
    fn change(&self, expr: &Expr) -> bool {
        struct Reads<'a>(&'a Effects, bool);
        impl Visitor for Reads<'_> {
            fn expr(&mut self, expr: &Expr) {
                self.1 |= match expr.kind {
                    ExprKind::Var(var) => self.0.vars.contains(&var),
                    ExprKind::Load { array, .. } => self.0.arrays.contains(&array),
                    _ => false,
                };
                walk_expr(self, expr);
            }
        }
        let mut reads = Reads(self, false);
        reads.expr(expr);
        reads.1
    }
}

impl Visitor for Effects {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { var, .. } => {
                self.vars.insert(*var);
            }
            StmtKind::Store { array, .. } => {
                self.arrays.insert(*array);
            }
            StmtKind::Loop { body, .. } | StmtKind::For { body, .. } => {
                return walk_block(self, body);
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, _: &Expr) {}
}
