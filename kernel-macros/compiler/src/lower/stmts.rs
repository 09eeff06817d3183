//! Blocks, `let`, assignments and assertions.

use proc_macro2::Span;

use super::exprs::shift_count;
use super::{Element, Lowerer, Place, Tree, Value};
use crate::check::{Meaning, Type};
use crate::ir::{self, ExprKind as IrKind, StmtKind};
use crate::ops::Op;
use crate::parse::ast::{Assert, Binding, Block, Expr, ExprKind, Pattern, Stmt};

/// A part of what a tuple assignment assigns.
enum Target {
    Var(ir::VarId),
    Element(Element<ir::Expr>),
}

impl Lowerer<'_> {
    /// A block's statements, then its value.
    pub(super) fn block_value(&mut self, block: &Block) -> Option<Value> {
        if !self.stmts(&block.stmts) {
            return None;
        }
        match &block.value {
            Some(value) => self.value(value),
            None => Some(Tree::Many(Vec::new())),
        }
    }

    /// Statements; whether control comes out of them. What stands after a `break` is dropped.
    pub(super) fn stmts(&mut self, stmts: &[Stmt]) -> bool {
        let nowhere = Tree::Many(Vec::new());
        self.statements(stmts, None, &nowhere)
    }

    /// One statement; whether control comes out of it.
    pub(super) fn stmt(&mut self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Let { pattern, value, .. } => self.introduction(pattern, value.as_ref()),
            Stmt::Expr(expr) => self.stmt_expr(expr),
        }
    }

    /// An expression for its effect; whether control comes out of it.
    pub(super) fn stmt_expr(&mut self, expr: &Expr) -> bool {
        let span = expr.place.start;
        match &expr.kind {
            ExprKind::Assign {
                target,
                op: None,
                value,
            } => self.assignment(target, value).is_some(),
            ExprKind::Assign {
                target,
                op: Some(op),
                value,
            } => self.compound(target, *op, value, span).is_some(),
            ExprKind::For {
                label,
                binding,
                range,
                body,
            } => self
                .for_loop(span, label.as_ref(), binding, range, body)
                .is_some(),
            ExprKind::ForEach {
                label,
                pattern,
                items,
                body,
            } => self
                .for_each(span, label.as_ref(), pattern, items, body)
                .is_some(),
            ExprKind::While { label, cond, body } => {
                self.while_loop(span, label.as_ref(), cond, body);
                true
            }
            ExprKind::Loop { label, body } => {
                // A value is made even where nobody uses it.
                let place = self.unnamed_place(expr);
                self.endless_loop(span, label.as_ref(), body, &place);
                *self.types.expr(expr.id) != crate::check::Type::Never
            }
            ExprKind::Break { label, value } => {
                self.leave(label.as_ref(), value.as_deref(), span);
                false
            }
            ExprKind::Continue(label) => {
                self.go_on(label.as_ref(), span);
                false
            }
            ExprKind::Return(value) => {
                self.return_early(value.as_deref(), span);
                false
            }
            ExprKind::Assert(assert) => self.assertion(expr, assert).is_some(),
            ExprKind::If { .. } | ExprKind::Match { .. } if !self.has_value(expr) => {
                self.assign(expr, &Tree::Many(Vec::new()));
                *self.types.expr(expr.id) != crate::check::Type::Never
            }
            _ => self.discard(expr).is_some(),
        }
    }

    /// A value that nobody uses is computed if that could fail.
    fn discard(&mut self, expr: &Expr) -> Option<()> {
        let value = self.value(expr)?;
        for leaf in value.leaves() {
            if super::order::can_fail(leaf) {
                self.named("unused", leaf.clone());
            }
        }
        Some(())
    }

    fn introduction(&mut self, pattern: &Pattern, value: Option<&Expr>) -> bool {
        let Some(expr) = value else {
            return self.declare(pattern);
        };
        if let (Pattern::Name(binding), ExprKind::Closure(closure)) = (pattern, &expr.kind) {
            self.closures.insert(binding.id, closure.clone());
            return true;
        }
        if let Pattern::Name(binding) = pattern
            && matches!(expr.kind, ExprKind::Array(_) | ExprKind::Repeat(..))
        {
            let Some(array) = self.array_value(expr, &binding.name, binding.mutable) else {
                return false;
            };
            self.places.insert(binding.id, Tree::Array(array));
            self.aliases.remove(&binding.id);
            return true;
        }
        // A branching value is assigned to the variable itself.
        if let Pattern::Name(binding) = pattern
            && matches!(expr.kind, ExprKind::If { .. } | ExprKind::Match { .. })
            && self.has_value(expr)
        {
            self.aliases.remove(&binding.id);
            match self.selected(expr) {
                Some(Some(value)) => self.bind(binding, &Tree::One(value)),
                Some(None) => return false,
                None => {
                    let ty = self.types.expr(expr.id).clone();
                    let place = self.undefined(&binding.name, &ty);
                    self.assign(expr, &place);
                    self.places.insert(binding.id, place);
                }
            }
            return true;
        }
        let Some(value) = self.value(expr) else {
            return false;
        };
        // Names of a tuple pattern may shadow what the value reads, never change it: names are resolved.
        self.bind_pattern(pattern, &value);
        true
    }

    fn declare(&mut self, pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Name(binding) => {
                let ty = self.types.local(binding.id).ty.clone();
                let place = self.undefined(&binding.name, &ty);
                self.places.insert(binding.id, place);
                true
            }
            Pattern::Wild(_) => true,
            Pattern::Deref(inner) => self.declare(inner),
            Pattern::Tuple(parts, _) => parts.iter().all(|part| self.declare(part)),
            Pattern::Struct { fields, .. } => fields.iter().all(|(_, part)| self.declare(part)),
        }
    }

    pub(super) fn bind_pattern(&mut self, pattern: &Pattern, value: &Value) {
        match (pattern, value) {
            (Pattern::Name(binding), value) => self.bind(binding, value),
            (Pattern::Wild(place), value) => {
                for leaf in value.leaves() {
                    if super::order::can_fail(leaf) {
                        let leaf = leaf.clone();
                        self.named(
                            "unused",
                            ir::Expr {
                                span: place.start,
                                ..leaf
                            },
                        );
                    }
                }
            }
            (Pattern::Tuple(parts, _), Tree::Many(values)) => {
                for (part, value) in parts.iter().zip(values) {
                    self.bind_pattern(part, value);
                }
            }
            (Pattern::Struct { fields, .. }, Tree::Many(values)) => {
                for (position, part) in fields {
                    if let Some(value) = values.get(*position) {
                        self.bind_pattern(part, value);
                    }
                }
            }
            (Pattern::Deref(inner), value) => {
                let span = pattern_span(inner);
                if let Some(value) = self.read_through(value.clone(), span) {
                    self.bind_pattern(inner, &Tree::One(value));
                }
            }
            // Checking has made the shapes agree.
            (Pattern::Tuple(..) | Pattern::Struct { .. }, _) => {}
        }
    }

    /// A variable with its first value.
    pub(super) fn bind(&mut self, binding: &Binding, value: &Value) {
        if let (Type::Array(..), Tree::View(view)) = (&self.types.local(binding.id).ty, value) {
            return self.bind_array(binding, view);
        }
        let local = self.types.local(binding.id);
        if has_reference(value) && !(local.assigned && is_owned(&local.ty)) {
            return self.alias(binding, value);
        }
        if has_reference(value) {
            let ty = local.ty.clone();
            let place = self.undefined(&binding.name, &ty);
            self.assign_value(&place, value, binding.name.span());
            self.places.insert(binding.id, place);
            self.aliases.remove(&binding.id);
            return;
        }
        let place = self.place(&binding.name, &local.ty.clone(), local.assigned);
        for (var, value) in place.leaves().into_iter().zip(value.leaves()) {
            let kind = StmtKind::Let {
                var: *var,
                value: Some(value.clone()),
            };
            self.push(kind, binding.name.span());
        }
        self.places.insert(binding.id, place);
        self.aliases.remove(&binding.id);
    }

    fn assignment(&mut self, target: &Expr, value: &Expr) -> Option<()> {
        let span = target.place.start;
        if self.swap(target, value, span)? {
            return Some(());
        }
        if self.holds_array(target) {
            return self.assign_arrays(target, value);
        }
        match &target.kind {
            ExprKind::Index { index, .. } => {
                // The value is evaluated before the place.
                let [value, lowered] = self.operands(&[value, index])?.try_into().ok()?;
                let element = self.indexed(target, lowered, &index.text)?;
                self.store(element, value, span);
            }
            ExprKind::Deref(of) if self.lent(of).is_none() => {
                let value = self.scalar(value)?;
                let element = self.element(of)?;
                self.store(element, value, span);
            }
            ExprKind::Path(_)
                if matches!(value.kind, ExprKind::If { .. } | ExprKind::Match { .. }) =>
            {
                let place = self.target_place(target)?;
                match (self.selected(value), &place) {
                    (Some(chosen), Tree::One(var)) => {
                        let kind = StmtKind::Assign {
                            var: *var,
                            value: chosen?,
                        };
                        self.push(kind, span);
                    }
                    (None, Tree::One(_)) => self.assign(value, &place),
                    _ => self.assign_parts(target, value)?,
                }
            }
            _ => self.assign_parts(target, value)?,
        }
        Some(())
    }

    /// Assigns a variable, a part of a tuple, or several at once: all parts are computed before the first is assigned.
    fn assign_parts(&mut self, target: &Expr, value: &Expr) -> Option<()> {
        let span = target.place.start;
        let value = self.value(value)?;
        let leaves: Vec<ir::Expr> = value.leaves().into_iter().cloned().collect();
        let single = leaves.len() == 1;
        let leaves: Vec<ir::Expr> = leaves
            .into_iter()
            .map(|leaf| {
                if single {
                    leaf
                } else {
                    self.named("part", leaf)
                }
            })
            .collect();
        let mut targets = Vec::new();
        self.targets(target, &mut targets)?;
        for (target, value) in targets.into_iter().zip(leaves) {
            match target {
                Target::Var(var) => self.push(StmtKind::Assign { var, value }, span),
                Target::Element(element) => self.store(element, value, span),
            }
        }
        Some(())
    }

    fn targets(&mut self, target: &Expr, targets: &mut Vec<Target>) -> Option<()> {
        match &target.kind {
            ExprKind::Tuple(parts) => {
                for part in parts {
                    self.targets(part, targets)?;
                }
            }
            ExprKind::Index { index, .. } => {
                let lowered = self.scalar(index)?;
                let mut element = self.indexed(target, lowered, &index.text)?;
                // Other parts may change what the index is made of.
                element.index = self.named("index", element.index);
                targets.push(Target::Element(element));
            }
            ExprKind::Deref(of) if self.lent(of).is_none() => {
                let mut element = self.element(of)?;
                element.index = self.named("index", element.index);
                targets.push(Target::Element(element));
            }
            _ => {
                let place = self.target_place(target)?;
                targets.extend(place.leaves().into_iter().map(|var| Target::Var(*var)));
            }
        }
        Some(())
    }

    pub(super) fn target_place(&self, target: &Expr) -> Option<Place> {
        match &target.kind {
            ExprKind::Deref(of) => self.lent(of),
            ExprKind::Path(_) => match self.types.meaning(target.id) {
                Meaning::Local(id) => self.places.get(&id).cloned(),
                Meaning::Array(_) | Meaning::Const(_) => None,
            },
            ExprKind::Field(tuple, position) => self.part_of(tuple, *position),
            ExprKind::NamedField(of, _) => self.part_of(of, self.types.field(target.id)),
            _ => None,
        }
    }

    fn part_of(&self, whole: &Expr, position: usize) -> Option<Place> {
        match self.target_place(whole)? {
            Tree::Many(parts) => parts.into_iter().nth(position),
            _ => None,
        }
    }

    fn compound(&mut self, target: &Expr, op: Op, value: &Expr, span: Span) -> Option<()> {
        if let ExprKind::Index { index, .. } = &target.kind {
            let [value, lowered] = self.operands(&[value, index])?.try_into().ok()?;
            let element = self.indexed(target, lowered, &index.text)?;
            self.update(element, op, value, span);
            return Some(());
        }
        if let ExprKind::Deref(of) = &target.kind
            && self.lent(of).is_none()
        {
            let value = self.scalar(value)?;
            let element = self.element(of)?;
            self.update(element, op, value, span);
            return Some(());
        }
        let value = self.scalar(value)?;
        let place = self.target_place(target)?;
        let var = one_var(&place)?;
        let args = shift_count(op, vec![self.read(var, span), value]);
        let value = self.op(op, args, span);
        self.push(StmtKind::Assign { var, value }, span);
        Some(())
    }

    /// `y[i] op= value`
    fn update(&mut self, mut element: Element<ir::Expr>, op: Op, value: ir::Expr, span: Span) {
        element.index = self.index_once(element.index);
        let before = self.load(element.clone(), span);
        let args = shift_count(op, vec![before, value]);
        let after = self.op(op, args, span);
        self.store(element, after, span);
    }

    /// An index that is read and written is evaluated once.
    pub(super) fn index_once(&mut self, index: ir::Expr) -> ir::Expr {
        match index.kind {
            IrKind::Var(_) => index,
            _ => self.named("index", index),
        }
    }

    fn assertion(&mut self, whole: &Expr, assert: &Assert) -> Option<()> {
        let cond = match assert {
            Assert::Holds(cond) => self.scalar(cond)?,
            Assert::Compare(op, left, right) => {
                let args = self.operands(&[left, right])?;
                self.op(*op, args, whole.place.start)
            }
        };
        let site = self.assert_site(whole);
        self.push(StmtKind::Assert { cond, site }, whole.place.start);
        Some(())
    }
}

fn one_var(place: &Place) -> Option<ir::VarId> {
    match place {
        Tree::One(var) => Some(*var),
        _ => None,
    }
}

/// Whether a part of the value is a reference.
fn has_reference(value: &Value) -> bool {
    match value {
        Tree::One(_) => false,
        Tree::Many(parts) => parts.iter().any(has_reference),
        Tree::View(_) | Tree::Element(_) | Tree::Array(_) => true,
    }
}

/// Whether a value of the type refers to nothing.
fn is_owned(ty: &Type) -> bool {
    match ty {
        Type::Scalar(_) | Type::Array(..) => true,
        Type::Tuple(parts) => parts.iter().all(is_owned),
        _ => false,
    }
}

/// Where a pattern stands.
fn pattern_span(pattern: &Pattern) -> Span {
    match pattern {
        Pattern::Name(binding) => binding.name.span(),
        Pattern::Wild(place) | Pattern::Tuple(_, place) | Pattern::Struct { place, .. } => {
            place.start
        }
        Pattern::Deref(inner) => pattern_span(inner),
    }
}
