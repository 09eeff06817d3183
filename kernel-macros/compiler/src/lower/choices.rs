//! `if`, `&&` and `||`, and the values that they and `match` choose.

use proc_macro2::{Ident, Span};

use super::builder::{boolean, select};
use super::order::can_fail;
use super::{Element, Lowerer, Place, Tree, Value, View};
use crate::check::Type;
use crate::ir::{self, Origin, Scalar, StmtKind};
use crate::ops::Op;
use crate::parse::ast::{Binary, Block, Expr, ExprKind, Test};

impl Lowerer<'_> {
    /// A value that is chosen: computed on both sides if that is cheap, else assigned in branches.
    pub(super) fn chosen(&mut self, expr: &Expr) -> Option<Value> {
        if let Some(value) = self.selected(expr) {
            return value.map(Tree::One);
        }
        let ty = self.types.expr(expr.id).clone();
        let span = expr.place.start;
        let place = self.undefined(&Ident::new("chosen", span), &ty);
        self.assign(expr, &place);
        (ty != Type::Never).then(|| self.read_place(&place, span))
    }

    /// Variables that every branch will assign.
    pub(super) fn undefined(&mut self, name: &Ident, ty: &Type) -> Place {
        let place = self.place(name, ty, true);
        for var in place.leaves() {
            let kind = StmtKind::Let {
                var: *var,
                value: None,
            };
            self.push(kind, name.span());
        }
        place
    }

    pub(super) fn read_place(&self, place: &Place, span: Span) -> Value {
        match place {
            Tree::One(var) => Tree::One(self.read(*var, span)),
            Tree::Many(parts) => Tree::Many(
                parts
                    .iter()
                    .map(|part| self.read_place(part, span))
                    .collect(),
            ),
            Tree::View(view) => Tree::View(View {
                array: view.array,
                inner: view.inner.clone(),
                start: self.read(view.start, span),
                len: self.read(view.len, span),
            }),
            Tree::Array(array) => Tree::View(self.whole(*array, span)),
            Tree::Element(element) => Tree::Element(Element {
                array: element.array,
                index: self.read(element.index, span),
                text: element.text.clone(),
            }),
        }
    }

    /// The chosen value as [`ir::ExprKind::Select`]. The outer `None`: it is not cheap enough. The inner: the condition never comes.
    pub(super) fn selected(&mut self, expr: &Expr) -> Option<Option<ir::Expr>> {
        match &expr.kind {
            ExprKind::If {
                cond,
                then,
                otherwise: Some(otherwise),
            } => {
                let then = Self::only_value(then)?;
                if !self.simple([then, &**otherwise].into_iter()) {
                    return None;
                }
                Some(self.select_if(cond, then, otherwise))
            }
            ExprKind::Match { value, arms } => {
                let plain = arms
                    .iter()
                    .all(|arm| arm.guard.is_none() && !arm.tests.iter().any(Test::names));
                if !plain || !self.simple(arms.iter().map(|arm| &arm.value)) {
                    return None;
                }
                Some(self.select_arm(value, arms))
            }
            _ => None,
        }
    }

    fn select_if(&mut self, cond: &Expr, then: &Expr, otherwise: &Expr) -> Option<ir::Expr> {
        let cond = self.scalar(cond)?;
        let then = self.scalar(then)?;
        let otherwise = self.scalar(otherwise)?;
        Some(select(cond, then, otherwise))
    }

    /// Lowers a value into variables, in whatever branch it comes to be.
    pub(super) fn assign(&mut self, expr: &Expr, place: &Place) {
        let span = expr.place.start;
        if self.has_value(expr)
            && let Some(chosen) = self.selected(expr)
        {
            if let Some(value) = chosen {
                self.assign_value(place, &Tree::One(value), span);
            }
            return;
        }
        match &expr.kind {
            ExprKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.branch(cond, span, then, otherwise.as_deref(), place);
            }
            ExprKind::Match { value, arms } => {
                if let Some(value) = self.matched(value) {
                    self.arms(&value, arms, place);
                }
            }
            ExprKind::Block(block) => self.assign_block(block, place),
            _ => {
                if let Some(value) = self.value(expr) {
                    self.assign_value(place, &value, span);
                }
            }
        }
    }

    pub(super) fn assign_block(&mut self, block: &Block, place: &Place) {
        self.statements(&block.stmts, block.value.as_deref(), place);
    }

    /// Assigns each part. The parts of a tuple never read the variables that they are assigned to.
    pub(super) fn assign_value(&mut self, place: &Place, value: &Value, span: Span) {
        match (place, value) {
            (Tree::One(var), Tree::One(value)) => {
                let kind = StmtKind::Assign {
                    var: *var,
                    value: value.clone(),
                };
                self.push(kind, span);
            }
            (Tree::Many(places), Tree::Many(values)) => {
                for (place, value) in places.iter().zip(values) {
                    self.assign_value(place, value, span);
                }
            }
            (Tree::Array(array), Tree::View(from)) => {
                let to = self.whole(*array, span);
                self.copy(from, &to, span);
            }
            // Checking has made the shapes agree.
            _ => {}
        }
    }

    fn branch(
        &mut self,
        cond: &Expr,
        span: Span,
        then: &Block,
        otherwise: Option<&Expr>,
        place: &Place,
    ) {
        if otherwise.is_none() {
            let conjuncts = self.conjuncts(cond);
            return self.nested_ifs(&conjuncts, span, then, place);
        }
        let Some(cond) = self.scalar(cond) else {
            return;
        };
        let (then, ()) = self.nested(|lowerer| lowerer.assign_block(then, place));
        let (otherwise, ()) = self.nested(|lowerer| {
            if let Some(otherwise) = otherwise {
                lowerer.assign(otherwise, place);
            }
        });
        self.push(
            StmtKind::If {
                cond,
                then,
                otherwise,
            },
            span,
        );
    }

    /// `if a && x[i] > 0.0 { … }`: the second is looked at only where the first holds.
    fn nested_ifs(&mut self, conjuncts: &[Vec<&Expr>], span: Span, then: &Block, place: &Place) {
        let Some((first, rest)) = conjuncts.split_first() else {
            return self.assign_block(then, place);
        };
        let Some(cond) = self.all(first) else { return };
        let (then, ()) = self.nested(|lowerer| lowerer.nested_ifs(rest, span, then, place));
        let kind = StmtKind::If {
            cond,
            then,
            otherwise: Vec::new(),
        };
        self.push(kind, span);
    }

    /// The sides of a chain of `&&`, grouped: each group begins with one that may only be evaluated where those before hold.
    pub(super) fn conjuncts<'e>(&mut self, cond: &'e Expr) -> Vec<Vec<&'e Expr>> {
        let mut sides = Vec::new();
        flatten(cond, &mut sides);
        let mut groups: Vec<Vec<&Expr>> = Vec::new();
        for side in sides {
            match groups.last_mut() {
                Some(group) if !self.is_guarded(side) => group.push(side),
                _ => groups.push(vec![side]),
            }
        }
        groups
    }

    /// Whether all of a group hold.
    pub(super) fn all(&mut self, group: &[&Expr]) -> Option<ir::Expr> {
        let sides = self.operands(group)?;
        sides
            .into_iter()
            .reduce(|all, side| self.binary(Op::And, all, side))
    }

    /// Whether evaluating the expression could fail or do something.
    fn is_guarded(&mut self, expr: &Expr) -> bool {
        if self.exits.contains_key(&expr.id) {
            return true;
        }
        let (sites, vars, loops) = (self.sites.len(), self.vars.len(), self.loops.len());
        let arrays = self.arrays.len();
        let diagnostics = self.diagnostics.clone();
        let (stmts, value) = self.nested(|lowerer| lowerer.scalar(expr));
        // It was only a trial: what it made is taken back.
        self.sites.truncate(sites);
        self.vars.truncate(vars);
        self.loops.truncate(loops);
        self.consts.retain(|_, var| var.index() < vars);
        self.arrays.truncate(arrays);
        self.shapes.retain(|array, _| array.index() < arrays);
        self.table_lengths.retain(|_, var| var.index() < vars);
        self.tables.retain(|_, array| array.index() < arrays);
        self.diagnostics = diagnostics;
        !stmts.is_empty() || value.is_none_or(|value| can_fail(&value))
    }

    /// `a && b`, `a || b`: the second is evaluated only if the first leaves it open.
    pub(super) fn logical(&mut self, op: Binary, left: &Expr, right: &Expr) -> Option<ir::Expr> {
        let left = self.scalar(left)?;
        let (stmts, right) = self.nested(|lowerer| lowerer.scalar(right));
        let op = if op == Binary::Or { Op::Or } else { Op::And };
        match right {
            Some(right) => Some(self.short_circuit(op, left, stmts, right)),
            None => {
                // The right side leaves the loop: the value comes from the left alone.
                let span = left.span;
                let left = self.named("first", left);
                let goes_on = if op == Op::And { left } else { self.not(left) };
                let kind = StmtKind::If {
                    cond: goes_on,
                    then: stmts,
                    otherwise: Vec::new(),
                };
                self.push(kind, span);
                Some(boolean(op == Op::Or, span))
            }
        }
    }

    pub(super) fn short_circuit(
        &mut self,
        op: Op,
        left: ir::Expr,
        mut stmts: ir::Block,
        right: ir::Expr,
    ) -> ir::Expr {
        if stmts.is_empty() && !can_fail(&right) {
            return self.binary(op, left, right);
        }
        let span = left.span;
        let name = Ident::new("holds", span);
        let var = self.var(&name, Scalar::Bool, true, Origin::Local);
        self.push(StmtKind::Let { var, value: None }, span);
        stmts.push(ir::Stmt {
            kind: StmtKind::Assign { var, value: right },
            span,
        });
        let decided = vec![ir::Stmt {
            kind: StmtKind::Assign {
                var,
                value: boolean(op == Op::Or, span),
            },
            span,
        }];
        let (then, otherwise) = if op == Op::And {
            (stmts, decided)
        } else {
            (decided, stmts)
        };
        self.push(
            StmtKind::If {
                cond: left,
                then,
                otherwise,
            },
            span,
        );
        self.read(var, span)
    }

    /// A scalar expression. What `&mut` refers to is read.
    pub(super) fn scalar(&mut self, expr: &Expr) -> Option<ir::Expr> {
        let value = self.value(expr)?;
        self.read_through(value, expr.place.start)
    }
}

/// The sides of a chain of `&&`, from left to right.
fn flatten<'e>(cond: &'e Expr, sides: &mut Vec<&'e Expr>) {
    if let ExprKind::Binary(Binary::And, left, right) = &cond.kind {
        flatten(left, sides);
        flatten(right, sides);
    } else {
        sides.push(cond);
    }
}
