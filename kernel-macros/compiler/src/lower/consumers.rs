//! Methods that compute something from an iterator's items: a variable, and a loop that combines each item into it.

use std::rc::Rc;

use proc_macro2::{Ident, Span};

use super::builder::{boolean, bounds, integer, select};
use super::items::Items;
use super::iterators::{Head, Name};
use super::order::can_fail;
use super::views::zero_of;
use super::{Lowerer, Place, Tree, Value};
use crate::check::Consumer;
use crate::ir::{
    self, ExprKind as IrKind, Literal, Origin, Scalar, Stmt, StmtKind, VarId, Visitor, walk_expr,
};
use crate::ops::Op;
use crate::parse::ast::{Closure, Expr, Pattern};

impl Lowerer<'_> {
    pub(super) fn consume(
        &mut self,
        whole: &Expr,
        consumer: Consumer,
        receiver: &Expr,
        args: &[Expr],
    ) -> Option<Value> {
        let span = whole.place.start;
        self.counting = name_of(consumer).to_owned();
        let mut items = self.items(receiver)?;
        match (consumer, args) {
            (Consumer::Sum | Consumer::Product, _) => self.total(whole, consumer, &items),
            (Consumer::Min | Consumer::Max, _) => self.extreme(whole, consumer, &items),
            (Consumer::Count, _) => {
                let filtered = !items.steps.is_empty();
                match self.positions(&mut items) {
                    Some(len) if !filtered => Some(Tree::One(len)),
                    _ => self.counted(&items, span),
                }
            }
            (Consumer::Fold, [start, function]) => {
                let closure = self.closure_of(function)?;
                self.fold(whole, start, &closure, &items)
            }
            (Consumer::ForEach, [function]) => {
                let closure = self.closure_of(function)?;
                self.run(head("for_each", span), &items, |lowerer, item, _| {
                    lowerer.apply(&closure, vec![item]);
                })?;
                Some(Tree::Many(Vec::new()))
            }
            (Consumer::All | Consumer::Any, [function]) => {
                let closure = self.closure_of(function)?;
                self.quantified(consumer, &closure, &items, span)
            }
            (Consumer::Position, [function]) => {
                let closure = self.closure_of(function)?;
                self.positions(&mut items);
                self.first_where(&closure, &items, span)
            }
            _ => self.no_value(whole),
        }
    }

    /// A variable that items are combined into.
    fn accumulator(&mut self, name: &str, start: ir::Expr) -> VarId {
        let span = start.span;
        let var = self.var(&Ident::new(name, span), start.ty, true, Origin::Local);
        let kind = StmtKind::Let {
            var,
            value: Some(start),
        };
        self.push(kind, span);
        var
    }

    fn combine(&mut self, var: VarId, op: Op, value: ir::Expr) {
        let span = value.span;
        let before = self.read(var, span);
        let value = self.op(op, vec![before, value], span);
        self.push(StmtKind::Assign { var, value }, span);
    }

    /// `.sum()`, `.product()`
    fn total(&mut self, whole: &Expr, consumer: Consumer, items: &Items) -> Option<Value> {
        let span = whole.place.start;
        let ty = self.types.expr(whole.id).scalar()?;
        let (name, op, start) = if consumer == Consumer::Sum {
            // The sum of no floats is -0.0 in Rust.
            let zero = zero_of(ty, span);
            let start = if ty.is_float() {
                self.op(Op::Neg, vec![zero], span)
            } else {
                zero
            };
            ("sum", Op::Add, start)
        } else if ty.is_float() {
            ("product", Op::Mul, float("1.0", ty, span))
        } else {
            ("product", Op::Mul, integer(1, ty, span))
        };
        let var = self.accumulator(name, start);
        self.run(head(name, span), items, |lowerer, item, _| {
            if let Some(value) = lowerer.read_through(item, span) {
                lowerer.combine(var, op, value);
            }
        })?;
        Some(Tree::One(self.read(var, span)))
    }

    /// `.min()`, `.max()` of integers: whether there is an item, and the extreme.
    fn extreme(&mut self, whole: &Expr, consumer: Consumer, items: &Items) -> Option<Value> {
        let span = whole.place.start;
        let ty = self.types.expr(whole.id).scalar()?;
        let (low, high) = bounds(ty);
        let (name, op, start) = if consumer == Consumer::Min {
            ("min", Op::Min, high)
        } else {
            ("max", Op::Max, low)
        };
        let mut items = items.clone();
        let len = self.positions(&mut items)?;
        let best = self.accumulator(name, integer(start, ty, span));
        let seen =
            (!items.steps.is_empty()).then(|| self.accumulator("seen", boolean(false, span)));
        self.run(head(name, span), &items, |lowerer, item, _| {
            if let Some(value) = lowerer.read_through(item, span) {
                lowerer.combine(best, op, value);
            }
            if let Some(seen) = seen {
                lowerer.combine(seen, Op::Or, boolean(true, span));
            }
        })?;
        let some = match seen {
            Some(seen) => self.read(seen, span),
            None => self.binary(Op::Ne, len, integer(0, Scalar::Usize, span)),
        };
        let best = self.read(best, span);
        Some(Tree::Many(vec![Tree::One(some), Tree::One(best)]))
    }

    /// `.count()` after a `.filter(…)`.
    fn counted(&mut self, items: &Items, span: Span) -> Option<Value> {
        let var = self.accumulator("count", integer(0, Scalar::Usize, span));
        self.run(head("count", span), items, |lowerer, _, _| {
            lowerer.combine(var, Op::Add, integer(1, Scalar::Usize, span));
        })?;
        Some(Tree::One(self.read(var, span)))
    }

    fn fold(
        &mut self,
        whole: &Expr,
        start: &Expr,
        closure: &Rc<Closure>,
        items: &Items,
    ) -> Option<Value> {
        let span = whole.place.start;
        let start = self.value(start)?;
        let ty = self.types.expr(whole.id).clone();
        let place = self.place(&Ident::new("folded", span), &ty, true);
        for (var, value) in place.leaves().into_iter().zip(start.leaves()) {
            let kind = StmtKind::Let {
                var: *var,
                value: Some(value.clone()),
            };
            self.push(kind, span);
        }
        let [acc, param] = closure.params.as_slice() else {
            return None;
        };
        self.run(head("fold", span), items, |lowerer, item, _| {
            lowerer.bind_item(&param.pattern, item);
            // The accumulator is not assigned before the closure's value is known, so the parameter is the accumulator.
            lowerer.bind_place(&acc.pattern, &place);
            match &place {
                Tree::One(_) => lowerer.assign(&closure.body, &place),
                _ => {
                    if let Some(value) = lowerer.value(&closure.body) {
                        lowerer.assign_at_once(&place, value, span);
                    }
                }
            }
        })?;
        Some(self.read_place(&place, span))
    }

    /// A pattern's names for variables that there are already.
    fn bind_place(&mut self, pattern: &Pattern, place: &Place) {
        match (pattern, place) {
            (Pattern::Name(binding), place) => {
                self.places.insert(binding.id, place.clone());
                self.aliases.remove(&binding.id);
            }
            (Pattern::Tuple(parts, _), Tree::Many(places)) => {
                for (part, place) in parts.iter().zip(places) {
                    self.bind_place(part, place);
                }
            }
            _ => {}
        }
    }

    /// Assigns variables whose new values may read one another.
    fn assign_at_once(&mut self, place: &Place, value: Value, span: Span) {
        let vars: Vec<VarId> = place.leaves().into_iter().copied().collect();
        let mut values: Vec<ir::Expr> = value.leaves().into_iter().cloned().collect();
        let crossed = values.iter().enumerate().any(|(position, value)| {
            vars.iter()
                .enumerate()
                .any(|(other, var)| other < position && reads(value, *var))
        });
        if crossed {
            values = values
                .into_iter()
                .map(|value| self.named("part", value))
                .collect();
        }
        for (var, value) in vars.into_iter().zip(values) {
            if !matches!(value.kind, IrKind::Var(same) if same == var) {
                self.push(StmtKind::Assign { var, value }, span);
            }
        }
    }

    /// `.all(f)`, `.any(f)`. A closure that cannot fail is asked for every item, in any order; another one only until the answer is known.
    fn quantified(
        &mut self,
        consumer: Consumer,
        closure: &Closure,
        items: &Items,
        span: Span,
    ) -> Option<Value> {
        let all = consumer == Consumer::All;
        let (name, op) = if all {
            ("all", Op::And)
        } else {
            ("any", Op::Or)
        };
        let var = self.accumulator(name, boolean(all, span));
        self.run(head(name, span), items, |lowerer, item, _| {
            if lowerer.bind_params(closure, vec![item]).is_none() {
                return;
            }
            let (stmts, cond) = lowerer.nested(|lowerer| lowerer.scalar(&closure.body));
            let Some(cond) = cond else { return };
            if is_pure(&stmts) && !can_fail(&cond) {
                lowerer.block.extend(stmts);
                return lowerer.combine(var, op, cond);
            }
            let mut then = stmts;
            then.push(Stmt {
                kind: StmtKind::Assign { var, value: cond },
                span,
            });
            let open = lowerer.read(var, span);
            let kind = StmtKind::If {
                cond: if all { open } else { lowerer.not(open) },
                then,
                otherwise: Vec::new(),
            };
            lowerer.push(kind, span);
        })?;
        Some(Tree::One(self.read(var, span)))
    }

    /// `.position(f)`: the least position whose item fits.
    fn first_where(&mut self, closure: &Closure, items: &Items, span: Span) -> Option<Value> {
        let (_, none) = bounds(Scalar::Usize);
        let none = || integer(none, Scalar::Usize, span);
        let var = self.accumulator("position", none());
        self.run(head("position", span), items, |lowerer, item, position| {
            if lowerer.bind_params(closure, vec![item]).is_none() {
                return;
            }
            let (stmts, cond) = lowerer.nested(|lowerer| lowerer.scalar(&closure.body));
            let Some(cond) = cond else { return };
            if is_pure(&stmts) && !can_fail(&cond) {
                lowerer.block.extend(stmts);
                let candidate = select(cond, position, none());
                return lowerer.combine(var, Op::Min, candidate);
            }
            let mut then = stmts;
            then.push(Stmt {
                kind: StmtKind::If {
                    cond,
                    then: vec![Stmt {
                        kind: StmtKind::Assign {
                            var,
                            value: position,
                        },
                        span,
                    }],
                    otherwise: Vec::new(),
                },
                span,
            });
            let found = lowerer.read(var, span);
            let kind = StmtKind::If {
                cond: lowerer.binary(Op::Eq, found, none()),
                then,
                otherwise: Vec::new(),
            };
            lowerer.push(kind, span);
        })?;
        let found = self.read(var, span);
        let some = self.binary(Op::Ne, found.clone(), none());
        Some(Tree::Many(vec![Tree::One(some), Tree::One(found)]))
    }
}

fn name_of(consumer: Consumer) -> &'static str {
    match consumer {
        Consumer::Sum => "sum",
        Consumer::Product => "product",
        Consumer::Fold => "fold",
        Consumer::Min => "min",
        Consumer::Max => "max",
        Consumer::Count => "count",
        Consumer::All => "all",
        Consumer::Any => "any",
        Consumer::ForEach => "for_each",
        Consumer::Position => "position",
    }
}

fn head(name: &str, span: Span) -> Head<'static> {
    Head {
        span,
        label: None,
        name: Name::of_method(name, span),
    }
}

fn float(digits: &str, ty: Scalar, span: Span) -> ir::Expr {
    ir::Expr {
        kind: IrKind::Literal(Literal::Float(digits.to_owned())),
        ty,
        span,
    }
}

/// Whether the statements only name values that cannot fail.
fn is_pure(stmts: &[Stmt]) -> bool {
    stmts.iter().all(|stmt| match &stmt.kind {
        StmtKind::Let { value, .. } => value.as_ref().is_none_or(|value| !can_fail(value)),
        _ => false,
    })
}

/// Whether the expression reads the variable.
fn reads(expr: &ir::Expr, var: VarId) -> bool {
    struct Reads(VarId, bool);
    impl Visitor for Reads {
        fn expr(&mut self, expr: &ir::Expr) {
            self.1 |= matches!(expr.kind, IrKind::Var(read) if read == self.0);
            walk_expr(self, expr);
        }
    }
    let mut reads = Reads(var, false);
    reads.expr(expr);
    reads.1
}
