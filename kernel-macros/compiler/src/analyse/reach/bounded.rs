//! Symbols that the range of an index is over, where it is no polynomial: `(x + 1).min(w - 1)` is one of a counter and one that lies between two others.

use std::collections::BTreeMap;

use super::super::interior::range_of;
use super::super::{Poly, Symbol};
use super::{Bounded, Bounds};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, Literal, Scalar, Set, SiteId, Stmt, StmtKind, VarId,
    loads,
};
use crate::ops::Op;

/// What is found of values in the body, in the order in which one is made of others.
pub(super) struct Finder<'k> {
    kernel: &'k Kernel,
    body: &'k Block,
    /// Variables that polynomials may be over.
    known: Set<VarId>,
    pub(super) found: Vec<Bounded>,
    /// The values of `let`s and the indices of accesses, once one is asked for.
    written: Option<Written<'k>>,
    /// The polynomials of `let`s.
    polys: BTreeMap<VarId, Option<Poly>>,
}

/// What stands in a body.
#[derive(Default)]
struct Written<'k> {
    lets: BTreeMap<VarId, &'k Expr>,
    indices: BTreeMap<SiteId, &'k Expr>,
}

impl<'k> Finder<'k> {
    pub(super) fn new(kernel: &'k Kernel, body: &'k Block, known: Set<VarId>) -> Finder<'k> {
        Finder {
            kernel,
            body,
            known,
            found: Vec::new(),
            written: None,
            polys: BTreeMap::new(),
        }
    }

    /// Notes a loop's counter, if its range is known.
    pub(super) fn counter(&mut self, var: VarId, start: &Poly, end: &Poly) {
        if let (Some(start), Some(end)) = (self.resolve(start), self.resolve(end)) {
            self.found.push(Bounded {
                symbol: Symbol::Var(var),
                bounds: Bounds::Counter(start, end),
            });
            self.known.insert(var);
        }
    }

    /// The polynomial over what is known, modulo the range of `usize`.
    pub(super) fn resolve(&mut self, poly: &Poly) -> Option<Poly> {
        let is_known = |known: &Set<VarId>, symbol: Symbol| match symbol {
            Symbol::Var(var) => known.contains(&var),
            Symbol::Len(_) => true,
        };
        if poly.all(|symbol| is_known(&self.known, symbol)) {
            return Some(poly.clone());
        }
        let mut resolved = poly.clone();
        for symbol in poly.symbols() {
            if let Symbol::Var(var) = symbol
                && !is_known(&self.known, symbol)
            {
                resolved = resolved.substitute(symbol, &self.named(var)?);
            }
        }
        (!resolved.lost()).then_some(resolved)
    }

    /// The index of the access at that place, likewise.
    pub(super) fn index(&mut self, site: SiteId) -> Option<Poly> {
        let index = *self.written().indices.get(&site)?;
        self.poly(index)
    }

    fn written(&mut self) -> &Written<'k> {
        let body = self.body;
        self.written.get_or_insert_with(|| {
            let mut written = Written::default();
            written.block(body);
            written
        })
    }

    /// The value of a variable of the body.
    fn named(&mut self, var: VarId) -> Option<Poly> {
        if let Some(known) = self.polys.get(&var) {
            return known.clone();
        }
        let mutable = self.kernel.var(var).mutable;
        let value = self.written().lets.get(&var).copied();
        let poly = value
            .filter(|_| !mutable)
            .and_then(|value| self.poly(value));
        self.polys.insert(var, poly.clone());
        poly
    }

    /// A polynomial whose value is the expression's: exactly where its type is narrow, modulo the range of `usize` where it is not.
    fn poly(&mut self, expr: &Expr) -> Option<Poly> {
        if !expr.ty.is_integer() {
            return None;
        }
        let poly = match &expr.kind {
            ExprKind::Literal(Literal::Int(value)) => Poly::constant(*value),
            ExprKind::Var(var) if self.known.contains(var) => Poly::var(*var),
            ExprKind::Var(var) => self.named(*var)?,
            ExprKind::Len(array) => self.length(*array)?,
            ExprKind::Cast(value) => {
                let poly = self.poly(value)?;
                match is_wide(expr.ty) {
                    true => poly,
                    false => self.within(poly, expr.ty)?,
                }
            }
            ExprKind::Op { op, args, .. } => self.op(*op, args, expr.ty)?,
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => self.select(cond, then, otherwise)?,
            ExprKind::Literal(_) | ExprKind::Load { .. } => return None,
        };
        (!poly.lost()).then_some(poly)
    }

    fn length(&self, array: ArrayId) -> Option<Poly> {
        match self.kernel.array(array).length() {
            Some(length) => length.known().map(|length| Poly::constant(length.into())),
            None => Some(Poly::symbol(Symbol::Len(array))),
        }
    }

    fn op(&mut self, op: Op, args: &[Expr], ty: Scalar) -> Option<Poly> {
        match (op, args) {
            (Op::Add | Op::Sub | Op::Mul, [a, b]) => {
                let (a, b) = (self.poly(a)?, self.poly(b)?);
                let poly = match op {
                    Op::Add => &a + &b,
                    Op::Sub => &a - &b,
                    _ => &a * &b,
                };
                match is_wide(ty) {
                    true => Some(poly),
                    false => self.within(poly, ty),
                }
            }
            (Op::Min, [a, b]) => {
                let bounds = Bounds::Min(self.number(a)?, self.number(b)?);
                self.symbol(bounds)
            }
            (Op::Max, [a, b]) => {
                let bounds = Bounds::Max(self.number(a)?, self.number(b)?);
                self.symbol(bounds)
            }
            (Op::SaturatingSub, [a, b]) if !ty.is_signed() => {
                let room = &self.number(a)? - &self.number(b)?;
                self.symbol(Bounds::Max(room, Poly::constant(0)))
            }
            _ => None,
        }
    }

    fn select(&mut self, cond: &Expr, then: &Expr, otherwise: &Expr) -> Option<Poly> {
        if let Some((value, low, high)) = clamped(cond, then, otherwise) {
            let capped = Bounds::Min(self.number(value)?, self.number(high)?);
            let capped = self.symbol(capped)?;
            let low = self.number(low)?;
            return self.symbol(Bounds::Max(capped, low));
        }
        let bounds = Bounds::Either(self.poly(then)?, self.poly(otherwise)?);
        self.symbol(bounds)
    }

    /// The polynomial that is the expression as a number.
    fn number(&mut self, expr: &Expr) -> Option<Poly> {
        let poly = self.poly(expr)?;
        let same = match poly.as_symbol() {
            Some(Symbol::Var(var)) => {
                let var = self.kernel.vars.get(var.index());
                var.is_some_and(|var| var.ty == expr.ty)
            }
            Some(Symbol::Len(_)) => true,
            None => poly.as_constant().is_some_and(|value| value >= 0),
        };
        match same || !is_wide(expr.ty) {
            true => Some(poly),
            false => self.within(poly, expr.ty),
        }
    }

    /// A number that is the polynomial where that is a value of the type.
    fn within(&mut self, poly: Poly, ty: Scalar) -> Option<Poly> {
        let (least, most) = range_of(ty);
        match poly.as_constant() {
            Some(value) if least <= value && value <= most => Some(poly),
            Some(_) => None,
            None => self.symbol(Bounds::Between(poly, least, most)),
        }
    }

    /// A new symbol, which no variable of the kernel is; or an old one of the same bounds.
    fn symbol(&mut self, bounds: Bounds) -> Option<Poly> {
        if let Some(same) = self.found.iter().find(|old| old.bounds == bounds) {
            return Some(Poly::symbol(same.symbol));
        }
        let var = VarId((self.kernel.vars.len() + self.found.len()) as u32);
        let symbol = Symbol::Var(var);
        self.found.push(Bounded { symbol, bounds });
        Some(Poly::symbol(symbol))
    }
}

/// Of `value.clamp(low, high)` the three, in that order: that is written as the choice of `low` below it, of `high` above it, and else of the value.
fn clamped<'e>(
    below: &'e Expr,
    then: &'e Expr,
    otherwise: &'e Expr,
) -> Option<(&'e Expr, &'e Expr, &'e Expr)> {
    let compared = |cond: &'e Expr, wanted: Op| match &cond.kind {
        ExprKind::Op { op, args, .. } if *op == wanted => match args.as_slice() {
            [value, bound] => Some((value, bound)),
            _ => None,
        },
        _ => None,
    };
    let ExprKind::Select {
        cond: above,
        then: high,
        otherwise: value,
    } = &otherwise.kind
    else {
        return None;
    };
    let (below_value, low) = compared(below, Op::Lt)?;
    let (above_value, cap) = compared(above, Op::Gt)?;
    let same = same(low, then) && same(cap, high) && same(below_value, value);
    (same && self::same(above_value, value)).then_some((value, low, high))
}

/// Whether both are the same variable or the same number.
fn same(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Var(a), ExprKind::Var(b)) => a == b,
        (ExprKind::Literal(Literal::Int(a)), ExprKind::Literal(Literal::Int(b))) => a == b,
        _ => false,
    }
}

/// Whether arithmetic in that type agrees with that of `usize` on the bits.
fn is_wide(ty: Scalar) -> bool {
    ty.bytes() == 8
}

impl<'k> Written<'k> {
    fn block(&mut self, block: &'k Block) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &'k Stmt) {
        match &stmt.kind {
            StmtKind::Let { var, value } => {
                if let Some(value) = value {
                    self.lets.insert(*var, value);
                    self.expr(value);
                }
            }
            StmtKind::Assign { value, .. } => self.expr(value),
            StmtKind::Store {
                index, value, site, ..
            } => {
                self.indices.insert(*site, index);
                self.expr(index);
                self.expr(value);
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.expr(cond);
                self.block(then);
                self.block(otherwise);
            }
            StmtKind::For {
                start, end, body, ..
            } => {
                self.expr(start);
                self.expr(end);
                self.block(body);
            }
            StmtKind::Loop { body, .. } => self.block(body),
            StmtKind::LetArray { values, .. } => {
                values.exprs().iter().for_each(|value| self.expr(value));
            }
            StmtKind::Assert { cond, .. } => self.expr(cond),
            StmtKind::Check { index, len, .. } => {
                self.expr(index);
                self.expr(len);
            }
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => {}
        }
    }

    fn expr(&mut self, expr: &'k Expr) {
        for (site, _, index) in loads(expr) {
            self.indices.insert(site, index);
        }
    }
}
