//! Expressions.

use proc_macro2::TokenTree;
use quote::ToTokens;

use super::ast::{Binary, Expr, ExprKind, Literal, Path, Unary};
use super::reader::Reader;
use super::types;
use crate::diag::Place;
use crate::ir::Scalar;
use crate::ops::Op;

impl Reader {
    /// An expression.
    pub(super) fn value(&mut self, written: &syn::Expr) -> Option<Expr> {
        self.noting_exits(|reader| reader.any_value(written))
    }

    fn any_value(&mut self, written: &syn::Expr) -> Option<Expr> {
        match written {
            syn::Expr::Paren(inner) => self.parenthesised(written, &inner.expr),
            syn::Expr::Group(inner) => self.value(&inner.expr),
            syn::Expr::Lit(literal) => {
                let value = self.literal(literal)?;
                Some(self.expr(written, ExprKind::Literal(value)))
            }
            syn::Expr::Path(path) => {
                let path = self.path(path)?;
                Some(self.expr(written, ExprKind::Path(path)))
            }
            syn::Expr::Unary(unary) => self.unary(unary),
            syn::Expr::Binary(binary) => self.binary(binary),
            syn::Expr::Assign(assign) => {
                let value = self.value(&assign.right);
                let target = self.target(&assign.left);
                let kind = ExprKind::Assign {
                    target: Box::new(target?),
                    op: None,
                    value: Box::new(value?),
                };
                Some(self.expr(written, kind))
            }
            syn::Expr::Cast(cast) => self.cast(cast),
            syn::Expr::Index(index) => self.index(index),
            syn::Expr::Field(field) => self.field(field),
            syn::Expr::Struct(written) => self.literal_of(written),
            syn::Expr::MethodCall(call) => self.method(call),
            syn::Expr::Call(call) => self.call(call),
            syn::Expr::Tuple(tuple) => {
                let parts = self.values(tuple.elems.iter())?;
                Some(self.expr(written, ExprKind::Tuple(parts)))
            }
            syn::Expr::Array(array) => self.array(array),
            syn::Expr::Repeat(array) => self.repeated_array(array),
            syn::Expr::If(choice) => self.choice(choice),
            syn::Expr::Match(choice) => self.match_on(choice),
            syn::Expr::Block(block) => {
                if let Some(label) = &block.label {
                    return self.labelled(label, &block.block);
                }
                let read = self.block(&block.block)?;
                Some(self.expr_at(Place::of(written), "this block", ExprKind::Block(read)))
            }
            syn::Expr::ForLoop(written) => self.for_loop(written),
            syn::Expr::While(written) => self.while_loop(written),
            syn::Expr::Loop(written) => self.endless_loop(written),
            syn::Expr::Break(written) => self.break_out(written),
            syn::Expr::Continue(written) => self.go_on(written),
            syn::Expr::Return(written) => self.return_early(written),
            syn::Expr::Reference(reference) => self.reference(reference),
            syn::Expr::Range(range) => self.range_value(range),
            syn::Expr::Closure(closure) => self.closure(closure),
            syn::Expr::Macro(call) => match self.macro_call(&call.mac)? {
                Some(expr) => Some(expr),
                None => Some(self.expr(written, ExprKind::Tuple(Vec::new()))),
            },
            other => self.refused_expr(other),
        }
    }

    pub(super) fn values<'a>(
        &mut self,
        written: impl Iterator<Item = &'a syn::Expr>,
    ) -> Option<Vec<Expr>> {
        let read: Vec<Option<Expr>> = written.map(|value| self.value(value)).collect();
        read.into_iter().collect()
    }

    /// Keeps the brackets in the text: `(a + b) as f32`.
    fn parenthesised(&mut self, whole: &syn::Expr, inner: &syn::Expr) -> Option<Expr> {
        let mut expr = self.value(inner)?;
        let trees: Vec<TokenTree> = whole.to_token_stream().into_iter().collect();
        expr.place = Place::around(&trees);
        expr.text = expr.text.in_brackets(trees);
        Some(expr)
    }

    /// A literal, or what is wrong with it.
    pub(super) fn literal(&mut self, written: &syn::ExprLit) -> Option<Literal> {
        let suffix = |suffix: &str| {
            if suffix.is_empty() {
                Ok(None)
            } else {
                Scalar::from_name(suffix).map(Some).ok_or(())
            }
        };
        match &written.lit {
            syn::Lit::Bool(value) => Some(Literal::Bool(value.value)),
            syn::Lit::Int(int) => match (suffix(int.suffix()), int.base10_digits().parse::<i128>())
            {
                (Ok(Some(ty)), Ok(_)) if ty.is_float() => Some(Literal::Float(
                    format!("{}.0", int.base10_digits()),
                    Some(ty),
                )),
                (Ok(ty), Ok(value)) if ty != Some(Scalar::Bool) => Some(Literal::Int(value, ty)),
                _ => self.unsupported(
                    written,
                    "this literal",
                    "use a number of a type the kernel language has",
                ),
            },
            syn::Lit::Float(float) => match suffix(float.suffix()) {
                Ok(ty) if ty.is_none_or(Scalar::is_float) => {
                    Some(Literal::Float(float_digits(float.base10_digits()), ty))
                }
                _ => self.unsupported(written, "this literal", "use `f32` or `f64`"),
            },
            syn::Lit::Byte(byte) => Some(Literal::Int(byte.value().into(), Some(Scalar::U8))),
            _ => self.unsupported(
                written,
                "text",
                "pass numbers; a kernel works on scalars and slices of them",
            ),
        }
    }

    /// A path without generic arguments.
    pub(super) fn path(&mut self, written: &syn::ExprPath) -> Option<Path> {
        let plain = written.qself.is_none()
            && written
                .path
                .segments
                .iter()
                .all(|segment| segment.arguments.is_none());
        if !plain {
            return self.unsupported(
                written,
                "a generic path",
                "name the type plainly: `f32::max(a, b)`",
            );
        }
        Some(Path {
            segments: written
                .path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect(),
            tokens: written.path.to_token_stream(),
        })
    }

    fn unary(&mut self, written: &syn::ExprUnary) -> Option<Expr> {
        let op = match written.op {
            syn::UnOp::Neg(_) => Unary::Neg,
            syn::UnOp::Not(_) => Unary::Not,
            syn::UnOp::Deref(_) => {
                let of = Box::new(self.value(&written.expr)?);
                return Some(self.expr(written, ExprKind::Deref(of)));
            }
            _ => {
                return self.unsupported(
                    written,
                    "this operator",
                    "use an operator of numbers or `bool`",
                );
            }
        };
        let operand = Box::new(self.value(&written.expr)?);
        Some(self.expr(written, ExprKind::Unary(op, operand)))
    }

    fn binary(&mut self, written: &syn::ExprBinary) -> Option<Expr> {
        let op = match binary_op(&written.op) {
            Some(Operator::Infix(op)) => op,
            Some(Operator::Assign(op)) => {
                let value = self.value(&written.right);
                let target = self.target(&written.left);
                let kind = ExprKind::Assign {
                    target: Box::new(target?),
                    op: Some(op),
                    value: Box::new(value?),
                };
                return Some(self.expr(written, kind));
            }
            None => {
                return self.unsupported(
                    written,
                    "this operator",
                    "use an operator of numbers or `bool`",
                );
            }
        };
        let left = self.value(&written.left);
        let right = self.value(&written.right);
        let kind = ExprKind::Binary(op, Box::new(left?), Box::new(right?));
        Some(self.expr(written, kind))
    }

    /// What is assigned.
    pub(super) fn target(&mut self, written: &syn::Expr) -> Option<Expr> {
        match written {
            syn::Expr::Paren(inner) => self.target(&inner.expr),
            syn::Expr::Group(inner) => self.target(&inner.expr),
            syn::Expr::Tuple(tuple) => {
                let parts: Vec<Option<Expr>> =
                    tuple.elems.iter().map(|part| self.target(part)).collect();
                let parts = parts.into_iter().collect::<Option<_>>()?;
                Some(self.expr(written, ExprKind::Tuple(parts)))
            }
            syn::Expr::Path(_)
            | syn::Expr::Index(_)
            | syn::Expr::Field(_)
            | syn::Expr::Unary(syn::ExprUnary {
                op: syn::UnOp::Deref(_),
                ..
            }) => self.value(written),
            other => self.unsupported(
                other,
                "an assignment to this",
                "assign a variable (`a = v`), an element (`y[i] = v`) or a tuple of them",
            ),
        }
    }

    fn cast(&mut self, written: &syn::ExprCast) -> Option<Expr> {
        let value = self.value(&written.expr);
        match types::scalar(&written.ty) {
            Ok(ty) => {
                let value = Box::new(value?);
                Some(self.expr(written, ExprKind::Cast(value, ty)))
            }
            Err(error) => {
                self.refuse(*error);
                None
            }
        }
    }

    fn index(&mut self, written: &syn::ExprIndex) -> Option<Expr> {
        if let syn::Expr::Range(range) = bare(&written.index) {
            return self.slice(written, range);
        }
        let base = self.value(&written.expr);
        let index = self.value(&written.index);
        let kind = ExprKind::Index {
            base: Box::new(base?),
            index: Box::new(index?),
        };
        Some(self.expr(written, kind))
    }

    fn field(&mut self, written: &syn::ExprField) -> Option<Expr> {
        match &written.member {
            syn::Member::Unnamed(index) => {
                let tuple = Box::new(self.value(&written.base)?);
                Some(self.expr(written, ExprKind::Field(tuple, index.index as usize)))
            }
            syn::Member::Named(name) => {
                let of = Box::new(self.value(&written.base)?);
                Some(self.expr(written, ExprKind::NamedField(of, name.clone())))
            }
        }
    }

    fn call(&mut self, written: &syn::ExprCall) -> Option<Expr> {
        let syn::Expr::Path(function) = bare(&written.func) else {
            return self.unsupported(
                &written.func,
                "a call of this",
                "call a function or method by its name",
            );
        };
        if let Some(swapped) = self.swap(written, function) {
            return swapped;
        }
        if let Some(constructed) = self.constructor(written, function) {
            return constructed;
        }
        let function = self.path(function)?;
        self.called(written, function)
    }

    fn choice(&mut self, written: &syn::ExprIf) -> Option<Expr> {
        let cond = self.value(&written.cond);
        let then = self.block(&written.then_branch);
        let otherwise = match &written.else_branch {
            Some((_, otherwise)) => Some(Box::new(self.value(otherwise)?)),
            None => None,
        };
        let kind = ExprKind::If {
            cond: Box::new(cond?),
            then: then?,
            otherwise,
        };
        // Placed at the keyword: the whole would underline the branches.
        Some(self.expr_at(written.if_token.span, "this `if`", kind))
    }

    fn refused_expr(&mut self, written: &syn::Expr) -> Option<Expr> {
        let (what, instead) = match written {
            syn::Expr::Unsafe(_) => (
                "`unsafe`",
                "write safe Rust: every access is proved or checked once, outside the loop",
            ),
            syn::Expr::Let(_) => (
                "`let` in a condition",
                "use `match` on an integer, or compare with `==`",
            ),
            syn::Expr::Async(_) | syn::Expr::Await(_) => (
                "`async`",
                "a kernel runs to completion; await outside of it",
            ),
            syn::Expr::Try(_) => (
                "`?`",
                "state what must hold as `assert!(condition)`: `dispatch` returns the error",
            ),
            _ => (
                "this expression",
                "use arithmetic, comparisons, `if`, `match`, loops and the methods of numbers",
            ),
        };
        self.unsupported(written, what, instead)
    }
}

/// The expression within brackets that mean nothing.
pub(super) fn bare(expr: &syn::Expr) -> &syn::Expr {
    match expr {
        syn::Expr::Paren(inner) => bare(&inner.expr),
        syn::Expr::Group(inner) => bare(&inner.expr),
        other => other,
    }
}

/// The digits, always readable as a float literal: `1.` becomes `1.0`.
fn float_digits(digits: &str) -> String {
    if digits.ends_with('.') {
        format!("{digits}0")
    } else if digits.contains(['.', 'e', 'E']) {
        digits.to_owned()
    } else {
        format!("{digits}.0")
    }
}

/// What an infix operator does.
enum Operator {
    Infix(Binary),
    Assign(Op),
}

fn binary_op(op: &syn::BinOp) -> Option<Operator> {
    use syn::BinOp as B;
    let infix = |op| Some(Operator::Infix(Binary::Op(op)));
    let assign = |op| Some(Operator::Assign(op));
    match op {
        B::And(_) => Some(Operator::Infix(Binary::And)),
        B::Or(_) => Some(Operator::Infix(Binary::Or)),
        B::Add(_) => infix(Op::Add),
        B::Sub(_) => infix(Op::Sub),
        B::Mul(_) => infix(Op::Mul),
        B::Div(_) => infix(Op::Div),
        B::Rem(_) => infix(Op::Rem),
        B::BitXor(_) => infix(Op::Xor),
        B::BitAnd(_) => infix(Op::And),
        B::BitOr(_) => infix(Op::Or),
        B::Shl(_) => infix(Op::Shl),
        B::Shr(_) => infix(Op::Shr),
        B::Eq(_) => infix(Op::Eq),
        B::Lt(_) => infix(Op::Lt),
        B::Le(_) => infix(Op::Le),
        B::Ne(_) => infix(Op::Ne),
        B::Ge(_) => infix(Op::Ge),
        B::Gt(_) => infix(Op::Gt),
        B::AddAssign(_) => assign(Op::Add),
        B::SubAssign(_) => assign(Op::Sub),
        B::MulAssign(_) => assign(Op::Mul),
        B::DivAssign(_) => assign(Op::Div),
        B::RemAssign(_) => assign(Op::Rem),
        B::BitXorAssign(_) => assign(Op::Xor),
        B::BitAndAssign(_) => assign(Op::And),
        B::BitOrAssign(_) => assign(Op::Or),
        B::ShlAssign(_) => assign(Op::Shl),
        B::ShrAssign(_) => assign(Op::Shr),
        _ => None,
    }
}
