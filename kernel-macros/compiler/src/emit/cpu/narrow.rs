//! Sizes in 32 bits: a `usize` that differs from lane to lane takes half the registers then, and is compared, multiplied, divided and gathered by
//! in a fraction of the time.
//!
//! For that, every value must fit. Each is given an upper bound over what the stage holds, where it has one; the body asks at its
//! start whether all bounds fit, and if not, runs one lane at a time with sizes as they are (`narrowed` writes neither: it rewrites the
//! stage's body). As the values are the same, nothing else changes: not the bits, and not the index that an error names.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::slice::from_ref;

use super::bounds::Bounds;
use crate::analyse::{Poly, Shape, Stage};
use crate::ir::{
    Block, Elements, Expr, ExprKind, Kernel, Literal, Scalar, SiteId, Stmt, StmtKind, VarId,
};
use crate::ops::Op;

/// A stage whose sizes are 32 bits wide in lanes, as far as they can be.
pub(super) struct Narrowed {
    /// The kernel, whose variables have other types.
    pub(super) kernel: Kernel,
    /// The stage, whose body has been rewritten.
    pub(super) stage: Stage,
    /// What must lie in the range of `u32` for it to mean the same.
    pub(super) bounds: Vec<Poly>,
}

/// The stage with narrow sizes, if it gains by that. Tiles work on contiguous memory, and have nothing to gain.
pub(super) fn narrowed(kernel: &Kernel, stage: &Stage) -> Option<Narrowed> {
    if stage.tile.is_some() {
        return None;
    }
    let mut sizes = Sizes {
        stage,
        known: Bounds::of(kernel, stage),
        vars: BTreeMap::new(),
        seen: RefCell::default(),
        asked: RefCell::default(),
        gains: RefCell::new(false),
    };
    let body = sizes.block(kernel, &stage.body);
    if !sizes.gains.into_inner() {
        return None;
    }
    let mut kernel = kernel.clone();
    for var in sizes.vars.keys() {
        kernel.vars[var.index()].ty = Scalar::U32;
    }
    let bounds = sizes.known.largest(sizes.asked.into_inner());
    let mut stage = stage.clone();
    stage.body = body;
    Some(Narrowed {
        kernel,
        stage,
        bounds,
    })
}

/// The most that a value can be.
enum Upper {
    /// The polynomial's value.
    Most(Poly),
    /// Anything: it was a float, of which 32 bits keep what fits and make their largest number of the rest.
    Cut,
}

/// What is rewritten.
struct Sizes<'a> {
    stage: &'a Stage,
    known: Bounds<'a>,
    /// The variables that are narrow, with their upper bounds.
    vars: BTreeMap<VarId, Poly>,
    /// The upper bounds of variables that stay as they are, with what must fit for that, as far as they were asked for.
    seen: RefCell<BTreeMap<VarId, Option<(Poly, Vec<Poly>)>>>,
    /// The bounds that must fit.
    asked: RefCell<Vec<Poly>>,
    /// Whether anything is computed in 32 bits that was not before.
    gains: RefCell<bool>,
}

impl Sizes<'_> {
    /// The value in 32 bits, if it has a bound.
    fn narrow(&self, expr: &Expr) -> Option<Expr> {
        let mut asked = Vec::new();
        let (narrow, upper) = self.bounded(expr, &mut asked)?;
        let Upper::Most(most) = upper else {
            return None;
        };
        asked.push(most);
        self.ask(asked)?;
        Some(narrow)
    }

    /// Notes what must fit; nothing if it cannot.
    fn ask(&self, asked: Vec<Poly>) -> Option<()> {
        let fits = |value: i128| (0..i128::from(u32::MAX)).contains(&value);
        let possible = |poly: &Poly| !poly.lost() && poly.as_constant().is_none_or(fits);
        if !asked.iter().all(possible) {
            return None;
        }
        let mut all = self.asked.borrow_mut();
        for poly in asked {
            if poly.as_constant().is_none() && !all.contains(&poly) {
                all.push(poly);
            }
        }
        Some(())
    }

    /// The value in 32 bits with its upper bound. What must fit for that is added to `asked`.
    fn bounded(&self, expr: &Expr, asked: &mut Vec<Poly>) -> Option<(Expr, Upper)> {
        if expr.ty != Scalar::Usize {
            return None;
        }
        if let Some(number) = self.known.number(expr) {
            let most = self.known.without_differences(&number);
            asked.push(number);
            return Some((as_u32(expr.clone()), Upper::Most(most)));
        }
        match &expr.kind {
            ExprKind::Var(var) => match self.vars.get(var) {
                Some(most) => Some((of_u32(expr, expr.kind.clone()), Upper::Most(most.clone()))),
                None => {
                    let most = self.most(*var, asked)?;
                    Some((as_u32(expr.clone()), Upper::Most(most)))
                }
            },
            ExprKind::Op { op, args, site } => {
                let (args, most) = self.operands(*op, args, asked)?;
                let kind = ExprKind::Op {
                    op: *op,
                    args,
                    site: *site,
                };
                asked.push(most.clone());
                Some((of_u32(expr, kind), Upper::Most(most)))
            }
            ExprKind::Cast(value) => {
                let upper = match value.ty {
                    Scalar::Bool => Upper::Most(Poly::constant(1)),
                    Scalar::U8 => Upper::Most(Poly::constant(u8::MAX.into())),
                    Scalar::U16 => Upper::Most(Poly::constant(u16::MAX.into())),
                    Scalar::F32 | Scalar::F64 => Upper::Cut,
                    Scalar::I8 | Scalar::I16 | Scalar::I32 => {
                        Upper::Most(Poly::constant(natural(value)?))
                    }
                    _ => return None,
                };
                let value = self.expr(value);
                Some((of_u32(expr, ExprKind::Cast(Box::new(value))), upper))
            }
            _ => None,
        }
    }

    /// The most that a variable can be which stays a size: a counter, or what all lanes share.
    fn most(&self, var: VarId, asked: &mut Vec<Poly>) -> Option<Poly> {
        let known = self.seen.borrow().get(&var).cloned();
        let most = match known {
            Some(most) => most,
            None => {
                let mut own = Vec::new();
                let bounded = self.bounded(self.known.source(var)?, &mut own);
                let most = match bounded {
                    Some((_, Upper::Most(most))) => Some((most, own)),
                    _ => None,
                };
                self.seen.borrow_mut().insert(var, most.clone());
                most
            }
        };
        let (most, own) = most?;
        asked.extend(own);
        asked.push(most.clone());
        Some(most)
    }

    /// The operands in 32 bits, and the most that the result can be.
    fn operands(&self, op: Op, args: &[Expr], asked: &mut Vec<Poly>) -> Option<(Vec<Expr>, Poly)> {
        if op == Op::Shr
            && let [value, count] = args
            && let ExprKind::Literal(Literal::Int(0..=31)) = count.kind
        {
            let (value, Upper::Most(most)) = self.bounded(value, asked)? else {
                return None;
            };
            return Some((vec![value, count.clone()], most));
        }
        let [a, b] = args else {
            return None;
        };
        let (first, a) = self.bounded(a, asked)?;
        let (second, b) = self.bounded(b, asked)?;
        let most =
            match (op, a, b) {
                (Op::Add | Op::Max | Op::Or, Upper::Most(a), Upper::Most(b)) => &a + &b,
                (Op::Mul, Upper::Most(a), Upper::Most(b)) => &a * &b,
                (Op::Min, Upper::Cut, Upper::Most(most))
                | (Op::Min, Upper::Most(most), Upper::Cut) => most,
                (Op::Min | Op::And, Upper::Most(a), Upper::Most(b)) => {
                    if a.as_constant().is_some() { a } else { b }
                }
                (Op::Div | Op::SaturatingSub, Upper::Most(a), Upper::Most(_)) => a,
                (Op::Rem, Upper::Most(_), Upper::Most(b)) => b,
                _ => return None,
            };
        Some((vec![first, second], most))
    }

    /// An expression of any type, with what is narrow in it.
    fn expr(&self, expr: &Expr) -> Expr {
        if let ExprKind::Var(var) = &expr.kind
            && self.vars.contains_key(var)
        {
            return wide(of_u32(expr, expr.kind.clone()));
        }
        if !self.stage.is_varying(expr) {
            return expr.clone();
        }
        match &expr.kind {
            ExprKind::Op { op, args, site } if is_comparison(*op) && self.pay(args) => {
                if let Some(args) = args.iter().map(|arg| self.narrow(arg)).collect() {
                    self.gain();
                    let kind = ExprKind::Op {
                        op: *op,
                        args,
                        site: *site,
                    };
                    return Expr {
                        kind,
                        ..expr.clone()
                    };
                }
            }
            ExprKind::Cast(value) if value.ty == Scalar::Usize && self.pay(from_ref(value)) => {
                if let Some(value) = self.narrow(value) {
                    self.gain();
                    let kind = ExprKind::Cast(Box::new(value));
                    return Expr {
                        kind,
                        ..expr.clone()
                    };
                }
            }
            ExprKind::Load { array, index, site } => {
                let kind = ExprKind::Load {
                    array: *array,
                    index: Box::new(self.index(index, *site)),
                    site: *site,
                };
                return Expr {
                    kind,
                    ..expr.clone()
                };
            }
            _ if pays(expr) => {
                if let Some(narrow) = self.narrow(expr) {
                    self.gain();
                    return wide(narrow);
                }
            }
            _ => {}
        }
        expr.rebuilt(&mut |part| self.expr(part))
    }

    /// An index; where lanes gather by it, in 32 bits. Other indices are written from their polynomials.
    fn index(&self, index: &Expr, site: SiteId) -> Expr {
        let access = self.stage.accesses.get(&site);
        if access.is_some_and(|access| access.shape != Shape::Gather) {
            return index.clone();
        }
        let narrow_already = |value: &Expr| !value.ty.is_signed() && value.ty.bytes() <= 4;
        if self.stage.is_varying(index)
            && !matches!(&index.kind, ExprKind::Cast(value) if narrow_already(value))
            && let Some(narrow) = self.narrow(index)
        {
            self.gain();
            return wide(narrow);
        }
        self.expr(index)
    }

    /// Whether one of these is worth it, or narrow already.
    fn pay(&self, args: &[Expr]) -> bool {
        args.iter().any(|arg| pays(arg) || self.continues(arg))
    }

    /// Whether a size goes on from a narrow one.
    fn continues(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Var(var) => self.vars.contains_key(var),
            ExprKind::Op { args, .. } => args.iter().any(|arg| self.continues(arg)),
            _ => false,
        }
    }

    fn gain(&self) {
        *self.gains.borrow_mut() = true;
    }

    fn block(&mut self, kernel: &Kernel, block: &[Stmt]) -> Block {
        let mut rewritten = Block::new();
        for stmt in block {
            rewritten.push(Stmt {
                kind: self.stmt(kernel, &stmt.kind),
                span: stmt.span,
            });
        }
        rewritten
    }

    fn stmt(&mut self, kernel: &Kernel, kind: &StmtKind) -> StmtKind {
        match kind {
            StmtKind::Let { var, value } => {
                let narrow = value.as_ref().filter(|value| {
                    let immutable = !kernel.var(*var).mutable;
                    let varies = self.stage.varying.vars.contains(var);
                    let converted = matches!(value.kind, ExprKind::Cast(_));
                    immutable && varies && (converted || self.pay(from_ref(value)))
                });
                if let Some((narrow, most)) = narrow.and_then(|value| self.declared(value)) {
                    self.vars.insert(*var, most);
                    return StmtKind::Let {
                        var: *var,
                        value: Some(narrow),
                    };
                }
                StmtKind::Let {
                    var: *var,
                    value: value.as_ref().map(|value| self.expr(value)),
                }
            }
            StmtKind::Assign { var, value } => StmtKind::Assign {
                var: *var,
                value: self.expr(value),
            },
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => StmtKind::Store {
                array: *array,
                index: self.index(index, *site),
                value: self.expr(value),
                site: *site,
            },
            StmtKind::LetArray { array, values } => StmtKind::LetArray {
                array: *array,
                values: match values {
                    Elements::Repeat(value) => Elements::Repeat(self.expr(value)),
                    Elements::List(values) => {
                        Elements::List(values.iter().map(|value| self.expr(value)).collect())
                    }
                },
            },
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => StmtKind::If {
                cond: self.expr(cond),
                then: self.block(kernel, then),
                otherwise: self.block(kernel, otherwise),
            },
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => StmtKind::For {
                id: *id,
                var: *var,
                start: self.expr(start),
                end: self.expr(end),
                body: self.block(kernel, body),
            },
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: *id,
                body: self.block(kernel, body),
            },
            StmtKind::Assert { cond, site } => StmtKind::Assert {
                cond: self.expr(cond),
                site: *site,
            },
            StmtKind::Check { index, len, site } => StmtKind::Check {
                index: self.expr(index),
                len: self.expr(len),
                site: *site,
            },
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => kind.clone(),
        }
    }

    /// A variable's value in 32 bits, and its upper bound.
    fn declared(&self, value: &Expr) -> Option<(Expr, Poly)> {
        let mut asked = Vec::new();
        let (narrow, Upper::Most(most)) = self.bounded(value, &mut asked)? else {
            return None;
        };
        asked.push(most.clone());
        self.ask(asked)?;
        Some((narrow, most))
    }
}

/// Whether a size is worth computing in 32 bits: not if it only counts on from another.
fn pays(expr: &Expr) -> bool {
    if expr.ty != Scalar::Usize {
        return false;
    }
    match &expr.kind {
        ExprKind::Op { op, args, .. } => !matches!(op, Op::Add | Op::Sub) || args.iter().any(pays),
        ExprKind::Cast(value) => value.ty.is_float() || value.ty.is_signed(),
        _ => false,
    }
}

fn is_comparison(op: Op) -> bool {
    matches!(op, Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge)
}

/// The largest value of a signed integer that is not negative, as far as its form tells.
fn natural(expr: &Expr) -> Option<i128> {
    let most = i128::from(i32::MAX);
    match &expr.kind {
        ExprKind::Literal(Literal::Int(value)) => Some(*value).filter(|value| *value >= 0),
        ExprKind::Cast(value) => match value.ty {
            Scalar::Bool => Some(1),
            Scalar::U8 => Some(u8::MAX.into()),
            Scalar::U16 if expr.ty != Scalar::I16 && expr.ty != Scalar::I8 => Some(u16::MAX.into()),
            _ => None,
        }
        .filter(|_| expr.ty == Scalar::I32),
        ExprKind::Op { op, args, .. } => {
            let [a, b] = &args[..] else {
                return None;
            };
            let (a, b) = (natural(a), natural(b));
            match op {
                // One operand without a sign is enough.
                Op::And => a
                    .or(b)
                    .map(|either| either.min(a.unwrap_or(most)).min(b.unwrap_or(most))),
                Op::Max => a.or(b).map(|_| most),
                Op::Min | Op::Or => a.zip(b).map(|_| most),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The expression of that kind, 32 bits wide.
fn of_u32(expr: &Expr, kind: ExprKind) -> Expr {
    Expr {
        kind,
        ty: Scalar::U32,
        span: expr.span,
    }
}

/// The size in 32 bits.
fn as_u32(size: Expr) -> Expr {
    let span = size.span;
    if let ExprKind::Literal(_) = size.kind {
        return Expr {
            ty: Scalar::U32,
            ..size
        };
    }
    Expr {
        kind: ExprKind::Cast(Box::new(size)),
        ty: Scalar::U32,
        span,
    }
}

/// The 32 bits as a size.
fn wide(narrow: Expr) -> Expr {
    let span = narrow.span;
    Expr {
        kind: ExprKind::Cast(Box::new(narrow)),
        ty: Scalar::Usize,
        span,
    }
}
