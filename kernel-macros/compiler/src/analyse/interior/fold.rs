//! Expressions in the interior: conditions that have one value there, bounds that are never met, indices that are polynomials.

use std::collections::BTreeSet;

use super::super::affine::Values;
use super::super::{Check, Effects, Poly, Symbol};
use super::body::Simplify;
use super::exact::range_of;
use super::limits::{Holds, length};
use crate::ir::{ArrayId, Expr, ExprKind, Kernel, Literal, Scalar, SiteId};
use crate::ops::Op;

impl Simplify<'_> {
    /// The expression in the interior.
    pub(super) fn expr(&mut self, expr: &Expr) -> Expr {
        let mut expr = expr.rebuilt(&mut |part| self.expr(part));
        match &mut expr.kind {
            ExprKind::Load { array, index, site } => {
                let value = std::mem::replace(index.as_mut(), literal(false, expr.span));
                **index = self.index(*array, value, *site);
                expr
            }
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => match as_bool(cond) {
                Some(true) => (**then).clone(),
                Some(false) => (**otherwise).clone(),
                None => expr,
            },
            ExprKind::Op { op, args, .. } => {
                let (op, args) = (*op, args.clone());
                self.op(op, &args, &expr).unwrap_or(expr)
            }
            _ => expr,
        }
    }

    /// The op in the interior, where it is something simpler there.
    fn op(&mut self, op: Op, args: &[Expr], expr: &Expr) -> Option<Expr> {
        match (op, args) {
            (Op::Not, [a]) => Some(literal(!as_bool(a)?, expr.span)),
            (Op::And | Op::Or, [a, b]) if expr.ty == Scalar::Bool => {
                let decides = op == Op::Or;
                match (as_bool(a), as_bool(b)) {
                    (Some(known), _) | (_, Some(known)) if known == decides => {
                        Some(literal(decides, expr.span))
                    }
                    (Some(_), _) => Some(b.clone()),
                    (_, Some(_)) => Some(a.clone()),
                    _ => None,
                }
            }
            (_, [a, b]) if a.ty.is_integer() && self.moves(expr) => match op {
                _ if op.compares() => self.comparison(op, a, b, None),
                Op::Min | Op::Max | Op::SaturatingSub | Op::SaturatingAdd | Op::Rem => {
                    self.clamped(op, a, b, expr)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether the expression is about the lanes' counter and not what stands in memory.
    fn moves(&self, expr: &Expr) -> bool {
        let at = &self.at;
        let effects = Effects::of_expr(expr);
        effects.read.iter().any(|var| {
            var == at.counter
                || at
                    .numbers
                    .get(&var)
                    .is_some_and(|number| number.poly.contains(Symbol::Var(at.counter)))
        })
    }

    /// A comparison that has one value in the interior: the one that is wanted, or the one that it has away from the border.
    fn comparison(&mut self, op: Op, a: &Expr, b: &Expr, wanted: Option<bool>) -> Option<Expr> {
        let span = a.span;
        let mut numbers = Vec::new();
        let left = self.at.number(a, &mut numbers)?;
        let right = self.at.number(b, &mut numbers)?;
        let one = Poly::constant(1);
        let [less, more] = [&right - &left, &left - &right];
        // What is not negative where it holds, and where it does not.
        let (yes, no) = match op {
            Op::Lt => (&less - &one, more),
            Op::Ge => (more, &less - &one),
            Op::Gt => (&more - &one, less),
            Op::Le => (less, &more - &one),
            _ => {
                let equal = op == Op::Eq;
                if wanted == Some(equal) {
                    return None;
                }
                let limit = Holds::NotZero(more);
                self.require(limit, numbers)?;
                return Some(literal(!equal, span));
            }
        };
        let holds = match wanted {
            Some(wanted) => wanted,
            None => self.is_interior(&yes)?,
        };
        let limit = Holds::NotNegative(if holds { yes } else { no });
        self.require(limit, numbers)?;
        Some(literal(holds, span))
    }

    fn require(&mut self, limit: Holds, numbers: Vec<Poly>) -> Option<()> {
        let mut limits = vec![limit];
        limits.extend(numbers.into_iter().map(Holds::NotNegative));
        self.at.require(&limits)
    }

    /// Whether the interior is where the polynomial is not negative, rather than where it is.
    fn is_interior(&self, poly: &Poly) -> Option<bool> {
        let counter = Symbol::Var(self.at.counter);
        let slope = poly.linear(counter)?;
        let (_, bound) = poly.split(|symbol| symbol == counter);
        let is_far = bound
            .symbols()
            .into_iter()
            .any(|symbol| self.is_far(symbol));
        if self.at.grows(&slope) {
            Some(!is_far)
        } else if self.at.grows(&-&slope) {
            Some(is_far)
        } else {
            None
        }
    }

    fn is_far(&self, symbol: Symbol) -> bool {
        let Symbol::Var(var) = symbol else {
            return self.far.contains(&symbol);
        };
        let mut outer = self.at.limits.outer.iter();
        let definition = self.at.definitions.get(&var);
        let value = definition
            .or_else(|| outer.find_map(|(outer, value)| (*outer == var).then_some(value)));
        let itself = Expr {
            kind: ExprKind::Var(var),
            ty: self.at.kernel.var(var).ty,
            span: self.at.kernel.name.span(),
        };
        let made_of = symbols(&self.at.kernel, &self.host, value.unwrap_or(&itself));
        !made_of.is_disjoint(&self.far)
    }

    /// An op that bounds a number, in the interior that number itself.
    fn clamped(&mut self, op: Op, a: &Expr, b: &Expr, expr: &Expr) -> Option<Expr> {
        let counter = Symbol::Var(self.at.counter);
        let mut numbers = Vec::new();
        let left = self.at.number(a, &mut numbers)?;
        let right = self.at.number(b, &mut numbers)?;
        let (least, most) = range_of(expr.ty);
        let moving = [&left, &right].map(|number| number.contains(counter));
        let sum = |op, args: [&Expr; 2]| {
            expr.with(ExprKind::Op {
                op,
                args: args.map(Expr::clone).to_vec(),
                site: None,
            })
        };
        let (limits, value) = match op {
            Op::Min | Op::Max => {
                let [kept, other, value] = match moving {
                    [true, false] => [&left, &right, &left].map(Poly::clone),
                    [false, true] => [&right, &left, &right].map(Poly::clone),
                    _ => return None,
                };
                let room = if op == Op::Min {
                    &other - &kept
                } else {
                    &kept - &other
                };
                let kept = if value == left { a } else { b };
                (vec![room], kept.clone())
            }
            Op::SaturatingSub => {
                let difference = &left - &right;
                (
                    vec![
                        &difference - &Poly::constant(least),
                        &Poly::constant(most) - &difference,
                    ],
                    sum(Op::Sub, [a, b]),
                )
            }
            Op::SaturatingAdd => {
                let total = &left + &right;
                (
                    vec![
                        &total - &Poly::constant(least),
                        &Poly::constant(most) - &total,
                    ],
                    sum(Op::Add, [a, b]),
                )
            }
            Op::Rem if !moving[1] => {
                // As many times as the divisor is a part of the dividend.
                let divisor = right.as_symbol()?;
                let times = left
                    .linear(divisor)?
                    .as_constant()
                    .filter(|times| (0..3).contains(times))?;
                let rest = &left - &(&Poly::constant(times) * &right);
                let limits = vec![rest.clone(), &(&right - &rest) - &Poly::constant(1)];
                let value = if times == 0 {
                    a.clone()
                } else {
                    let product = Expr {
                        ty: expr.ty,
                        ..self
                            .at
                            .written(&(&Poly::constant(times) * &right), expr.ty, expr.span)
                    };
                    sum(Op::Sub, [a, &product])
                };
                (limits, value)
            }
            _ => return None,
        };
        numbers.extend(limits);
        self.at.require_numbers(numbers)?;
        Some(value)
    }

    /// A condition that must hold, which is true in the interior where that can be said.
    pub(super) fn holding(&mut self, cond: &Expr) -> Expr {
        let ExprKind::Op { op, args, .. } = &cond.kind else {
            return self.expr(cond);
        };
        match (op, args.as_slice()) {
            (Op::And, [a, b]) => {
                let args = [a, b].map(|part| self.holding(part));
                let [a, b] = &args;
                match (as_bool(a), as_bool(b)) {
                    (Some(true), _) => b.clone(),
                    (_, Some(true)) => a.clone(),
                    _ => cond.with(ExprKind::Op {
                        op: *op,
                        args: args.to_vec(),
                        site: None,
                    }),
                }
            }
            (_, [a, b]) if a.ty.is_integer() && !self.conditional => {
                let [a, b] = [a, b].map(|part| self.expr(part));
                let known = self.comparison(*op, &a, &b, Some(true));
                known.unwrap_or_else(|| {
                    cond.with(ExprKind::Op {
                        op: *op,
                        args: vec![a, b],
                        site: None,
                    })
                })
            }
            _ => cond.clone(),
        }
    }

    /// The interior is where the index is below the length.
    pub(super) fn below(&mut self, index: &Expr, len: &Expr) -> Option<()> {
        let mut numbers = Vec::new();
        let len = self.at.number(len, &mut numbers)?;
        self.lies_below(index, &len, numbers)
    }

    fn lies_below(&mut self, index: &Expr, len: &Poly, mut numbers: Vec<Poly>) -> Option<()> {
        let index = self.at.index(index, &mut numbers)?;
        numbers.extend([&(len - &index) - &Poly::constant(1), index]);
        self.at.require_numbers(numbers)
    }

    /// An index, as a polynomial where it is one in the interior.
    pub(super) fn index(&mut self, array: ArrayId, index: Expr, site: SiteId) -> Expr {
        if self.at.own_arrays.contains(&array) {
            return index;
        }
        let mut index = index;
        if !self.at.is_plain(&index) {
            let mut wanted = Vec::new();
            let poly = self.at.index(&index, &mut wanted);
            if let Some(poly) = poly.filter(is_short)
                && self.at.require_numbers(wanted).is_some()
            {
                index = self.at.written(&poly, Scalar::Usize, index.span);
            }
        }
        let access = self.at.stage.accesses.get(&site);
        let guarded = match access.map(|access| &access.check) {
            Some(Check::Lane) => false,
            Some(Check::Guarded(_)) => true,
            _ => return index,
        };
        let len = length(&self.at.kernel, array);
        self.at.guarded = guarded;
        let lies = !self.conditional && self.lies_below(&index, &len, Vec::new()).is_some();
        self.at.guarded = false;
        if lies {
            self.in_bounds.insert(site);
        }
        index
    }
}

/// The variables and lengths that an expression is over, those that they are made of included.
pub(super) fn symbols(kernel: &Kernel, host: &Values, expr: &Expr) -> BTreeSet<Symbol> {
    let effects = Effects::of_expr(expr);
    let mut symbols: BTreeSet<Symbol> = effects.read.iter().map(Symbol::Var).collect();
    symbols.extend(effects.measured.iter().map(Symbol::Len));
    if let Some(poly) = host.poly(kernel, expr) {
        symbols.extend(poly.symbols());
    }
    symbols
}

/// Whether the polynomial can be written with literals of `usize`.
pub(super) fn is_short(poly: &Poly) -> bool {
    poly.terms()
        .all(|(_, coefficient)| coefficient.unsigned_abs() <= 1 << 40)
}

/// The truth value that an expression is.
pub(super) fn as_bool(expr: &Expr) -> Option<bool> {
    match expr.kind {
        ExprKind::Literal(Literal::Bool(value)) => Some(value),
        _ => None,
    }
}

fn literal(value: bool, span: proc_macro2::Span) -> Expr {
    Expr {
        kind: ExprKind::Literal(Literal::Bool(value)),
        ty: Scalar::Bool,
        span,
    }
}
