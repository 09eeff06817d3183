//! Expressions.

use super::checker::{Checker, Demand};
use super::infer::Ty;
use crate::diag::{Code, Diagnostic};
use crate::ir::Scalar;
use crate::ops::{Gives, Op, Operand};
use crate::parse::ast::{Binary, Block, Expr, ExprKind, Literal, Unary};

impl Checker<'_> {
    /// An expression's type, remembered for the end.
    pub(super) fn expr(&mut self, expr: &Expr) -> Ty {
        let ty = self.expr_kind(expr);
        let ty = self.infer.resolve(&ty);
        self.exprs[expr.id.0 as usize] = ty.clone();
        ty
    }

    /// Remembers the type of an expression that is not looked at by itself.
    pub(super) fn typed(&mut self, expr: &Expr, ty: Ty) -> Ty {
        self.exprs[expr.id.0 as usize] = ty.clone();
        ty
    }

    fn expr_kind(&mut self, expr: &Expr) -> Ty {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::Path(path) => self.path(expr, path),
            ExprKind::Unary(op, operand) => self.unary(*op, operand),
            ExprKind::Binary(op, left, right) => self.binary(expr, *op, left, right),
            ExprKind::Cast(value, to) => self.cast(expr, value, *to),
            ExprKind::Index { base, index } => self.index(base, index),
            ExprKind::Slice { base, part } => self.part(base, part),
            ExprKind::Ref { mutable, of } => self.reference(expr, *mutable, of),
            ExprKind::Deref(of) => self.dereference(expr, of),
            ExprKind::Range(range) => self.range_items(expr, range),
            ExprKind::Closure(closure) => self.closure(expr, closure, None),
            ExprKind::Field(tuple, position) => self.field(expr, tuple, *position),
            ExprKind::NamedField(of, name) => self.named_field(expr, of, name),
            ExprKind::Struct { of, fields, base } => {
                self.struct_literal(of, fields, base.as_deref())
            }
            ExprKind::Method {
                receiver,
                name,
                turbofish,
                args,
            } => self.method(expr, receiver, name, turbofish.as_ref(), args),
            ExprKind::Call { function, args } => self.call(expr, function, args),
            ExprKind::Inline(inline) => self.inline(inline),
            ExprKind::Array(parts) => self.array(expr, parts),
            ExprKind::Repeat(value, extent) => self.repeated_array(expr, value, extent),
            ExprKind::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| self.expr(part)).collect()),
            ExprKind::If {
                cond,
                then,
                otherwise,
            } => self.choice(cond, then, otherwise.as_deref()),
            ExprKind::Match { value, arms } => self.match_on(value, arms),
            ExprKind::Block(block) => self.block(block),
            ExprKind::Labelled { label, body } => self.labelled(label, body),
            ExprKind::Assign { target, op, value } => self.assignment(expr, target, *op, value),
            ExprKind::For {
                label,
                binding,
                range,
                body,
            } => self.for_loop(label.as_ref(), binding, range, body),
            ExprKind::ForEach {
                label,
                pattern,
                items,
                body,
            } => self.for_each(label.as_ref(), pattern, items, body),
            ExprKind::While { label, cond, body } => self.while_loop(label.as_ref(), cond, body),
            ExprKind::Loop { label, body } => self.endless_loop(expr, label.as_ref(), body),
            ExprKind::Break { label, value } => self.leave(expr, label.as_ref(), value.as_deref()),
            ExprKind::Continue(label) => self.go_on(expr, label.as_ref()),
            ExprKind::Return(value) => self.return_early(expr, value.as_deref()),
            ExprKind::Assert(assert) => self.assertion(expr, assert),
        }
    }

    /// Notes what an op asks of an operand, for the end.
    pub(super) fn demand(&mut self, operand: Operand, ty: &Ty, what: &str, expr: &Expr) {
        self.demands.push(Demand {
            operand,
            ty: ty.clone(),
            what: what.to_owned(),
            text: expr.text.clone(),
            place: expr.place,
        });
    }

    fn literal(&mut self, literal: &Literal) -> Ty {
        match literal {
            Literal::Bool(_) => Ty::BOOL,
            Literal::Int(_, Some(ty)) | Literal::Float(_, Some(ty)) => Ty::Scalar(*ty),
            Literal::Int(_, None) => self.infer.integer(),
            Literal::Float(_, None) => self.infer.float(),
        }
    }

    fn unary(&mut self, op: Unary, operand: &Expr) -> Ty {
        let ty = self.expr(operand);
        let (demand, sign) = match op {
            Unary::Neg => (Operand::Signed, "-"),
            Unary::Not => (Operand::Bits, "!"),
        };
        self.demand(demand, &ty, sign, operand);
        ty
    }

    fn binary(&mut self, whole: &Expr, op: Binary, left: &Expr, right: &Expr) -> Ty {
        let left_ty = self.expr(left);
        let right_ty = self.expr(right);
        let Binary::Op(op) = op else {
            let because = "`&&` and `||` take `bool`";
            self.require(left, &left_ty, &Ty::BOOL, because);
            self.require(right, &right_ty, &Ty::BOOL, because);
            return Ty::BOOL;
        };
        let row = op.row();
        let shift = matches!(op, Op::Shl | Op::Shr);
        let agree =
            shift || self.agree(whole.place, row.name, (left, &left_ty), (right, &right_ty));
        if agree {
            self.demand(row.operand, &left_ty, row.name, left);
        } else if row.gives == Gives::Same {
            return Ty::Error;
        }
        if shift {
            self.demand(Operand::Integer, &right_ty, row.name, right);
        }
        if row.gives == Gives::Bool {
            return Ty::BOOL;
        }
        // A side that never comes leaves the other's type.
        if left_ty == Ty::Never {
            right_ty
        } else {
            left_ty
        }
    }

    fn cast(&mut self, whole: &Expr, value: &Expr, to: Scalar) -> Ty {
        let from = self.expr(value);
        let impossible = match self.infer.resolve(&from) {
            Ty::Scalar(from) => {
                (to == Scalar::Bool && from != to) || (from == Scalar::Bool && to.is_float())
            }
            Ty::Tuple(_)
            | Ty::Struct(_)
            | Ty::Slice(..)
            | Ty::Array(..)
            | Ty::Mut(_)
            | Ty::Items(_)
            | Ty::Closure(..)
            | Ty::Maybe(_) => true,
            Ty::Var(_) => to == Scalar::Bool,
            Ty::Never | Ty::Error => false,
        };
        if impossible {
            let help = match (self.infer.scalar(&from), to) {
                (Some(Scalar::Bool), _) => {
                    format!("choose: `if {} {{ 1.0 }} else {{ 0.0 }}`", value.text)
                }
                (_, Scalar::Bool) => format!("compare: `{} != 0`", value.text),
                _ if matches!(self.infer.resolve(&from), Ty::Mut(_)) => {
                    format!(
                        "convert what it refers to: `*{} as {}`",
                        value.text,
                        to.name()
                    )
                }
                _ => "cast the parts one by one".to_owned(),
            };
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    whole.place,
                    format!(
                        "`{}` is {}, which `as {}` cannot convert",
                        value.text,
                        self.infer.describe(&from),
                        to.name()
                    ),
                )
                .help(help),
            );
        }
        Ty::Scalar(to)
    }

    /// What is asked of an expression that control does not come out of.
    pub(super) fn nothing(&mut self, of: &Expr) -> Ty {
        let message = format!("`{}` gives no value", of.text);
        self.diagnostics.push(
            Diagnostic::new(Code::Mismatch, of.place, message)
                .help("write it as a statement of its own"),
        );
        Ty::Error
    }

    fn field(&mut self, whole: &Expr, tuple: &Expr, position: usize) -> Ty {
        let found = self.expr(tuple);
        match self.referent(&found) {
            Ty::Tuple(parts) if position < parts.len() => parts[position].clone(),
            Ty::Struct(of) if position < of.fields.len() => {
                self.infer.written(&of.fields[position].1)
            }
            Ty::Never => self.nothing(tuple),
            Ty::Error => Ty::Error,
            other => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Mismatch,
                        whole.place,
                        format!(
                            "`{}` is {}, which has no part `.{position}`",
                            tuple.text,
                            self.infer.describe(&other)
                        ),
                    )
                    .help("only tuples have numbered parts"),
                );
                Ty::Error
            }
        }
    }

    fn choice(&mut self, cond: &Expr, then: &Block, otherwise: Option<&Expr>) -> Ty {
        let found = self.expr(cond);
        self.require(cond, &found, &Ty::BOOL, "a condition is `bool`");
        let yes = self.block(then);
        let Some(otherwise) = otherwise else {
            if let Some(value) = &then.value {
                self.require(
                    value,
                    &yes,
                    &Ty::UNIT,
                    "an `if` without `else` has no value",
                );
            }
            return Ty::UNIT;
        };
        let no = self.expr(otherwise);
        self.join(yes, otherwise, &no)
    }

    /// The common type of what has been seen and a further branch.
    pub(super) fn join(&mut self, seen: Ty, branch: &Expr, found: &Ty) -> Ty {
        if seen == Ty::Never {
            return found.clone();
        }
        let because = format!("the branches before are {}", self.infer.describe(&seen));
        let last = last_value(branch);
        self.require(last, found, &seen, &because);
        seen
    }
}

/// Where a branch's value stands.
fn last_value(branch: &Expr) -> &Expr {
    match &branch.kind {
        ExprKind::Block(Block {
            value: Some(value), ..
        }) => last_value(value),
        _ => branch,
    }
}
