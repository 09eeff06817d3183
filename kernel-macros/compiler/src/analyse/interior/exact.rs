//! Integer expressions as exact numbers: polynomials, and the conditions under which machine arithmetic computes them.

use std::collections::BTreeMap;

use proc_macro2::Span;
use quote::format_ident;

use super::super::written::written;
use super::super::{Poly, Stage, Symbol};
use super::limits::{Limits, length};
use crate::ir::{ArrayId, Expr, ExprKind, Kernel, Literal, Origin, Scalar, Set, Var, VarId};
use crate::ops::Op;

/// A number that a variable has.
#[derive(Clone, Debug)]
pub(super) struct Number {
    /// The number.
    pub poly: Poly,
    /// What must not be negative for it to be that.
    pub wanted: Vec<Poly>,
}

/// The counter of a loop in the row's body, the same for all lanes.
pub(super) struct Counter {
    pub var: VarId,
    pub range: Option<Range>,
}

/// The values of a counter.
#[derive(Clone)]
pub(super) struct Range {
    pub start: Poly,
    pub last: Poly,
    pub wanted: Vec<Poly>,
}

/// What is known at a place of the row's body.
pub(super) struct Exactly<'s> {
    pub kernel: Kernel,
    pub stage: &'s Stage,
    /// The counter of the lanes.
    pub counter: VarId,
    /// The variables and arrays that the row's body declares, and the variables that it assigns.
    pub own: Set<VarId>,
    pub own_arrays: Set<ArrayId>,
    /// The numbers that variables have.
    pub numbers: BTreeMap<VarId, Number>,
    /// The variables whose numbers are not seen by who takes wide arithmetic for polynomials alone.
    pub hidden: Set<VarId>,
    /// The values of immutable variables that are the same for all lanes, over what is known before the row.
    pub definitions: BTreeMap<VarId, Expr>,
    /// The counters of the loops around the place, outermost first.
    pub counters: Vec<Counter>,
    /// The condition that the place is reached under, over what is known before the row.
    pub when: Option<Expr>,
    /// Whether what is required matters only where the guarded ranges do not fit.
    pub guarded: bool,
    pub limits: Limits,
}

impl Exactly<'_> {
    /// Whether the variable has one value, from before the row.
    pub(super) fn is_outer(&self, var: VarId) -> bool {
        var != self.counter && !self.own.contains(&var)
    }

    /// Whether it has one value in all lanes, which does not change while they run.
    fn is_shared(&self, var: VarId) -> bool {
        let varies = self.stage.varying.vars.contains(&var);
        self.is_outer(var)
            || self.counters.iter().any(|counter| counter.var == var)
            || !varies && self.own.contains(&var) && !self.kernel.var(var).mutable
    }

    /// The number that the expression is, unless one of those wanted is negative.
    pub(super) fn number(&mut self, expr: &Expr, wanted: &mut Vec<Poly>) -> Option<Poly> {
        if !expr.ty.is_integer() {
            return None;
        }
        let before = wanted.len();
        let poly = self.sum(expr, wanted);
        if poly.is_none() {
            wanted.truncate(before);
            let value = self.before_row(expr)?;
            return match value.kind {
                ExprKind::Literal(Literal::Int(value)) => Some(Poly::constant(value)),
                ExprKind::Var(var) => Some(Poly::var(var)),
                _ => Some(Poly::var(self.outer(value))),
            };
        }
        poly.filter(|poly| !poly.lost())
    }

    fn sum(&mut self, expr: &Expr, wanted: &mut Vec<Poly>) -> Option<Poly> {
        match &expr.kind {
            ExprKind::Literal(Literal::Int(value)) => Some(Poly::constant(*value)),
            ExprKind::Var(var) => match self.numbers.get(var) {
                Some(number) => {
                    wanted.extend(number.wanted.iter().cloned());
                    Some(number.poly.clone())
                }
                None => (*var == self.counter || self.is_shared(*var)).then(|| Poly::var(*var)),
            },
            ExprKind::Len(array) => self.length(*array),
            ExprKind::Cast(value) if value.ty.is_integer() => {
                let poly = self.number(value, wanted)?;
                let [from, to] = [value.ty, expr.ty].map(range_of);
                if from.0 < to.0 {
                    wanted.push(&poly - &Poly::constant(to.0));
                }
                // Sizes have 32 bits on some machines.
                let may_cut = is_size(expr.ty) && is_wide(value.ty) && !is_size(value.ty);
                if from.1 > to.1 || may_cut {
                    wanted.push(&Poly::constant(to.1) - &poly);
                }
                Some(poly)
            }
            ExprKind::Op { op, args, .. } => {
                let (least, most) = range_of(expr.ty);
                let mut numbers = Vec::new();
                for arg in args {
                    numbers.push(self.number(arg, wanted)?);
                }
                let (poly, ends) = match (op, numbers.as_slice()) {
                    (Op::Add, [a, b]) => (a + b, [expr.ty.is_signed(), true]),
                    (Op::Sub, [a, b]) => (a - b, [true, expr.ty.is_signed()]),
                    (Op::Neg, [a]) => (-a, [true, true]),
                    (Op::Mul, [a, b]) if self.is_factor(a) || self.is_factor(b) => {
                        (a * b, [expr.ty.is_signed(), true])
                    }
                    _ => return None,
                };
                if ends[0] {
                    wanted.push(&poly - &Poly::constant(least));
                }
                if ends[1] {
                    wanted.push(&Poly::constant(most) - &poly);
                }
                Some(poly)
            }
            _ => None,
        }
    }

    /// Whether it is the same for all lanes.
    fn is_factor(&self, poly: &Poly) -> bool {
        !poly.contains(Symbol::Var(self.counter))
    }

    fn length(&self, array: ArrayId) -> Option<Poly> {
        let length = length(&self.kernel, array);
        (length.as_constant().is_some() || !self.own_arrays.contains(&array)).then_some(length)
    }

    /// The polynomial that an index is in wrapping arithmetic. Where narrower arithmetic is a part of it, that must not wrap.
    pub(super) fn index(&mut self, expr: &Expr, wanted: &mut Vec<Poly>) -> Option<Poly> {
        match &expr.kind {
            ExprKind::Cast(value) if is_wide(value.ty) => self.index(value, wanted),
            ExprKind::Cast(value) if value.ty.is_integer() => self.number(value, wanted),
            ExprKind::Op { op, args, .. } => {
                let mut parts = Vec::new();
                for arg in args {
                    parts.push(self.index(arg, wanted)?);
                }
                match (op, parts.as_slice()) {
                    (Op::Add, [a, b]) => Some(a + b),
                    (Op::Sub, [a, b]) => Some(a - b),
                    (Op::Mul, [a, b]) => Some(a * b),
                    (Op::Neg, [a]) => Some(-a),
                    _ => None,
                }
            }
            _ => self.sum(expr, wanted),
        }
        .filter(|poly| !poly.lost())
    }

    /// Whether the analysis sees the polynomial that an index is.
    pub(super) fn is_plain(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) => true,
            ExprKind::Var(var) => !self.kernel.var(*var).mutable && !self.hidden.contains(var),
            ExprKind::Cast(value) => {
                let single = matches!(value.kind, ExprKind::Var(_) | ExprKind::Literal(_));
                value.ty.is_integer()
                    && (is_wide(value.ty) || single && is_wide(expr.ty))
                    && self.is_plain(value)
            }
            ExprKind::Op { op, args, .. } => {
                let ring = matches!(op, Op::Add | Op::Sub | Op::Mul | Op::Neg | Op::Shl);
                ring && is_wide(expr.ty) && args.iter().all(|arg| self.is_plain(arg))
            }
            _ => false,
        }
    }

    /// The expression over what is known before the row, where it can be computed there: it reads no memory and cannot fail.
    pub(super) fn before_row(&self, expr: &Expr) -> Option<Expr> {
        match &expr.kind {
            ExprKind::Var(var) => match self.definitions.get(var) {
                Some(value) => return Some(value.clone()),
                None if self.is_outer(*var) => {}
                None => return None,
            },
            ExprKind::Load { .. } => return None,
            ExprKind::Len(array) if self.own_arrays.contains(array) => return None,
            ExprKind::Op {
                op,
                args,
                site: Some(_),
            } => {
                let safe = matches!(args[1].kind, ExprKind::Literal(Literal::Int(by)) if by > 0);
                if !safe || !op.can_fail(args[0].ty) {
                    return None;
                }
            }
            _ => {}
        }
        let mut whole = true;
        let value = expr.rebuilt(&mut |part| {
            self.before_row(part).unwrap_or_else(|| {
                whole = false;
                part.clone()
            })
        });
        whole.then_some(value)
    }

    /// The polynomial as an expression, in wrapping arithmetic of `usize` converted to that type.
    pub(super) fn written(&self, poly: &Poly, ty: Scalar, span: Span) -> Expr {
        let sum = written(&self.kernel, poly, span);
        if ty == Scalar::Usize {
            return sum;
        }
        Expr {
            kind: ExprKind::Cast(Box::new(sum)),
            ty,
            span,
        }
    }

    /// A variable that the kernel does not have.
    pub(super) fn new_var(&mut self, name: &str, ty: Scalar, origin: Origin) -> VarId {
        let var = VarId(self.kernel.vars.len() as u32);
        self.kernel.vars.push(Var {
            name: format_ident!("{name}"),
            ty,
            mutable: false,
            origin,
        });
        var
    }
}

/// Whether arithmetic in that type agrees with that of `usize` on the bits.
fn is_wide(ty: Scalar) -> bool {
    ty.is_integer() && ty.bytes() == 8
}

fn is_size(ty: Scalar) -> bool {
    matches!(ty, Scalar::Usize | Scalar::Isize)
}

/// The least and the largest value of an integer type, where sizes have 64 bits: the runtime makes of them what they are where they have not.
pub(in crate::analyse) fn range_of(ty: Scalar) -> (i128, i128) {
    let bits = 8 * ty.bytes() as u32;
    if ty.is_signed() {
        (-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    } else {
        (0, (1 << bits) - 1)
    }
}
