//! Expressions.

use super::builder::{bounds, cast, integer};
use super::{Lowerer, Tree, Value};
use crate::check::{Adapter, Callee, Meaning, Type};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Origin, Scalar, SiteKind};
use crate::ops::Op;
use crate::parse::ast::{Binary, Expr, ExprKind, Literal, Unary};

impl Lowerer<'_> {
    /// An expression's value; `None` if control never gets there.
    pub(super) fn value(&mut self, expr: &Expr) -> Option<Value> {
        let span = expr.place.start;
        let scalar = match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, expr, false),
            ExprKind::Path(_) => return Some(self.path(expr)),
            ExprKind::Unary(Unary::Neg, operand)
                if let ExprKind::Literal(literal @ Literal::Int(..)) = &operand.kind =>
            {
                self.literal(literal, operand, true)
            }
            ExprKind::Unary(op, operand) => {
                let operand = self.scalar(operand)?;
                match op {
                    Unary::Neg => self.op(Op::Neg, vec![operand], span),
                    Unary::Not if operand.ty == Scalar::Bool => self.not(operand),
                    Unary::Not => self.op(Op::Not, vec![operand], span),
                }
            }
            ExprKind::Binary(Binary::Op(op), left, right) => {
                let args = self.operands(&[left, right])?;
                let args = shift_count(*op, args);
                self.op(*op, args, span)
            }
            ExprKind::Binary(op, left, right) => self.logical(*op, left, right)?,
            ExprKind::Cast(value, to) => {
                let value = self.scalar(value)?;
                cast(value, *to)
            }
            ExprKind::Array(_) | ExprKind::Repeat(..) => {
                let name = proc_macro2::Ident::new("array", span);
                // Nobody writes what has no name: names for it need no copy.
                let array = self.array_value(expr, &name, false)?;
                return Some(Tree::View(self.whole(array, span)));
            }
            ExprKind::Index { base, index } if self.is_array(expr) => {
                return self.row(base, index, span).map(Tree::View);
            }
            ExprKind::Index { index, .. } => {
                let lowered = self.scalar(index)?;
                let element = self.indexed(expr, lowered, &index.text)?;
                self.load(element, span)
            }
            ExprKind::Struct { of, fields, base } => {
                return self.struct_literal(of, fields, base.as_deref());
            }
            ExprKind::NamedField(of, _) => {
                let position = self.types.field(expr.id);
                let Tree::Many(mut parts) = self.value(of)? else {
                    return None;
                };
                return (position < parts.len()).then(|| parts.swap_remove(position));
            }
            ExprKind::Slice { base, part } => return self.part(base, part),
            ExprKind::Ref { mutable, of } => return self.reference(*mutable, of),
            ExprKind::Deref(of) => {
                let value = self.value(of)?;
                return self.dereference(value, span);
            }
            ExprKind::Range(_) | ExprKind::Closure(_) => return self.no_value(expr),
            ExprKind::Field(tuple, position) => {
                let Tree::Many(mut parts) = self.value(tuple)? else {
                    return None;
                };
                return (*position < parts.len()).then(|| parts.swap_remove(*position));
            }
            ExprKind::Method { receiver, args, .. } => {
                let operands: Vec<&Expr> = std::iter::once(&**receiver).chain(args).collect();
                return match self.types.callee(expr.id) {
                    Callee::View(call) => self.view_call(expr, call, receiver, args),
                    Callee::Consumer(consumer) => self.consume(expr, consumer, receiver, args),
                    Callee::Contains => match args.as_slice() {
                        [value] => self.contains(receiver, value).map(Tree::One),
                        _ => self.no_value(expr),
                    },
                    Callee::Maybe(call) => self.maybe_call(expr, call, receiver, args),
                    // `clone` of a number.
                    Callee::Adapter(Adapter::Same) if *self.types.expr(expr.id) != Type::Shape => {
                        self.scalar(receiver).map(Tree::One)
                    }
                    Callee::Adapter(_) => self.no_value(expr),
                    _ => self.call(expr, &operands),
                };
            }
            ExprKind::Call { args, .. } if let Callee::Closure(id) = self.types.callee(expr.id) => {
                let args: Vec<&Expr> = args.iter().collect();
                let args = self.values(&args)?;
                let closure = self.closures.get(&id).cloned()?;
                return self.apply(&closure, args);
            }
            ExprKind::Call { args, .. } => {
                let operands: Vec<&Expr> = args.iter().collect();
                return self.call(expr, &operands);
            }
            ExprKind::Inline(inline) => return self.inline(expr, inline),
            ExprKind::Tuple(parts) => {
                let parts: Vec<&Expr> = parts.iter().collect();
                return self.values(&parts).map(Tree::Many);
            }
            ExprKind::If { .. } | ExprKind::Match { .. } => {
                return if self.has_value(expr) {
                    self.chosen(expr)
                } else {
                    self.effect(expr)
                };
            }
            ExprKind::Block(block) => return self.block_value(block),
            ExprKind::Labelled { label, body } => {
                let ty = self.types.expr(expr.id).clone();
                let name = proc_macro2::Ident::new("result", span);
                return self.framed(label, &name, &ty, body);
            }
            ExprKind::Loop { label, body } if self.has_value(expr) => {
                let place = self.unnamed_place(expr);
                self.endless_loop(span, label.as_ref(), body, &place);
                return Some(self.read_place(&place, span));
            }
            ExprKind::Assign { .. }
            | ExprKind::For { .. }
            | ExprKind::ForEach { .. }
            | ExprKind::While { .. }
            | ExprKind::Loop { .. }
            | ExprKind::Break { .. }
            | ExprKind::Continue(_)
            | ExprKind::Return(_)
            | ExprKind::Assert(_) => return self.effect(expr),
        };
        Some(Tree::One(scalar))
    }

    /// Whether the expression has a value other than `()`.
    pub(super) fn has_value(&self, expr: &Expr) -> bool {
        match self.types.expr(expr.id) {
            Type::Scalar(_) => true,
            Type::Tuple(parts) => !parts.is_empty(),
            Type::Slice { .. } | Type::Array(..) | Type::Mut(_) | Type::Maybe(_) | Type::Shape => {
                true
            }
            Type::Never => false,
        }
    }

    /// An expression for its effect; `None` if control does not come out of it.
    pub(super) fn effect(&mut self, expr: &Expr) -> Option<Value> {
        self.stmt_expr(expr).then(|| Tree::Many(Vec::new()))
    }

    fn path(&mut self, expr: &Expr) -> Value {
        let span = expr.place.start;
        match self.types.meaning(expr.id) {
            Meaning::Local(id) => {
                if let Some(value) = self.aliases.get(&id) {
                    return value.clone();
                }
                match self.places.get(&id).cloned() {
                    Some(place) => self.read_place(&place, span),
                    // A pattern that takes nothing apart, such as `&mut part` of a slice.
                    None => self.no_value(expr).unwrap_or(Tree::Many(Vec::new())),
                }
            }
            Meaning::Const(known) if self.types.consts[known].table.is_some() => {
                let table = self.table(known);
                Tree::View(self.whole(table, span))
            }
            Meaning::Const(known) => Tree::One(self.constant(known, expr)),
            Meaning::Array(array) => Tree::View(self.whole(array, span)),
        }
    }

    fn constant(&mut self, known: usize, expr: &Expr) -> ir::Expr {
        let constant = &self.types.consts[known];
        let (name, ty) = (&constant.name, constant.ty);
        if let Some(value) = &constant.value {
            return self.literal_of(value, ty, false, expr);
        }
        let var = match self.consts.get(&known) {
            Some(var) => *var,
            None => {
                let var = self.var(name, ty, false, Origin::Const(constant.path.clone()));
                self.consts.insert(known, var);
                var
            }
        };
        self.read(var, expr.place.start)
    }

    fn literal(&mut self, literal: &Literal, expr: &Expr, negated: bool) -> ir::Expr {
        let ty = match self.types.expr(expr.id) {
            Type::Scalar(ty) => *ty,
            _ => Scalar::Bool,
        };
        self.literal_of(literal, ty, negated, expr)
    }

    fn literal_of(
        &mut self,
        literal: &Literal,
        ty: Scalar,
        negated: bool,
        expr: &Expr,
    ) -> ir::Expr {
        let span = expr.place.start;
        let kind = match literal {
            Literal::Bool(value) => ir::Literal::Bool(*value),
            Literal::Float(digits, _) => ir::Literal::Float(digits.clone()),
            Literal::Int(value, _) => {
                let value = if negated { -value } else { *value };
                let (low, high) = bounds(ty);
                if value < low || value > high {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::Literal,
                            expr.place,
                            format!(
                                "`{value}` does not fit `{}`, which holds {low} to {high}",
                                ty.name()
                            ),
                        )
                        .help("use a wider type, or write the value that it would wrap to"),
                    );
                }
                return integer(value, ty, span);
            }
        };
        ir::Expr {
            kind: ir::ExprKind::Literal(kind),
            ty,
            span,
        }
    }

    /// A place that fails where the condition does not hold.
    pub(super) fn assert_site(&mut self, expr: &Expr) -> ir::SiteId {
        self.site(
            expr.place.start,
            SiteKind::Assert {
                text: expr.text.to_string(),
            },
        )
    }
}

/// The count of a shift is `u32`, whatever integer it is written as.
pub(super) fn shift_count(op: Op, args: Vec<ir::Expr>) -> Vec<ir::Expr> {
    if !matches!(op, Op::Shl | Op::Shr) {
        return args;
    }
    args.into_iter()
        .enumerate()
        .map(|(position, arg)| {
            if position == 1 {
                cast(arg, Scalar::U32)
            } else {
                arg
            }
        })
        .collect()
}
