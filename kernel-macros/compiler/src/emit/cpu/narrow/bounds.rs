//! What is known of a stage's sizes: numbers over what the stage holds, and where the others come from.

use std::collections::BTreeMap;

use crate::analyse::{Poly, Reduction, Stage, Symbol};
use crate::ir::{Block, Expr, ExprKind, Kernel, Literal, Scalar, StmtKind, VarId};
use crate::ops::Op;

/// What is known of a stage's variables.
pub(super) struct Bounds<'a> {
    kernel: &'a Kernel,
    stage: &'a Stage,
    /// The immutable variables that are numbers.
    numbers: BTreeMap<VarId, Poly>,
    /// What the others are at most: their values, of counters the ends of their loops.
    sources: BTreeMap<VarId, &'a Expr>,
}

impl<'a> Bounds<'a> {
    /// Reads a stage's body.
    pub(super) fn of(kernel: &'a Kernel, stage: &'a Stage) -> Bounds<'a> {
        let mut bounds = Bounds {
            kernel,
            stage,
            numbers: BTreeMap::new(),
            sources: stage.dims.iter().map(|dim| (dim.var, &dim.end)).collect(),
        };
        bounds.block(&stage.body);
        bounds
    }

    fn block(&mut self, block: &'a Block) {
        for stmt in block {
            match &stmt.kind {
                StmtKind::Let {
                    var,
                    value: Some(value),
                } if !self.kernel.var(*var).mutable => match self.number(value) {
                    Some(number) => {
                        self.numbers.insert(*var, number);
                    }
                    None => {
                        self.sources.insert(*var, value);
                    }
                },
                StmtKind::For { var, end, body, .. } => {
                    self.sources.insert(*var, end);
                    self.block(body);
                }
                StmtKind::Loop { body, .. } => self.block(body),
                StmtKind::If {
                    then, otherwise, ..
                } => {
                    self.block(then);
                    self.block(otherwise);
                }
                _ => {}
            }
        }
    }

    /// The number that a size is, if it is one over what the stage holds. Where that number is a `usize`, the size is it, for
    /// sums, differences and products may wrap on the way.
    pub(super) fn number(&self, expr: &Expr) -> Option<Poly> {
        let number = match &expr.kind {
            _ if expr.ty != Scalar::Usize => return None,
            ExprKind::Literal(Literal::Int(value)) => Poly::constant(*value),
            ExprKind::Len(array) if !self.kernel.array(*array).is_local() => {
                Poly::symbol(Symbol::Len(*array))
            }
            ExprKind::Var(var) if self.is_held(*var) => Poly::var(*var),
            ExprKind::Var(var) => self.numbers.get(var)?.clone(),
            ExprKind::Cast(value) => match &value.kind {
                ExprKind::Var(var) if self.is_held(*var) && value.ty.is_integer() => {
                    Poly::var(*var)
                }
                _ => return None,
            },
            ExprKind::Op { op, args, .. } => {
                let [a, b] = &args[..] else {
                    return None;
                };
                let (a, b) = (self.number(a)?, self.number(b)?);
                match op {
                    Op::Add => &a + &b,
                    Op::Sub => &a - &b,
                    Op::Mul => &a * &b,
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(number).filter(|number| !number.lost())
    }

    /// What a variable is at most.
    pub(super) fn source(&self, var: VarId) -> Option<&'a Expr> {
        self.sources.get(&var).copied()
    }

    /// What a number is at most, without what is taken from it.
    pub(super) fn without_differences(&self, number: &Poly) -> Poly {
        if !number.all(|symbol| self.is_natural(symbol)) {
            return number.clone();
        }
        let added = number.terms().filter(|(_, factor)| *factor > 0);
        added.fold(Poly::constant(0), |sum, (monomial, factor)| {
            &sum + &Poly::term(factor, monomial)
        })
    }

    /// The bounds without those that others lie above, whatever the sizes.
    pub(super) fn largest(&self, bounds: Vec<Poly>) -> Vec<Poly> {
        let rises = |poly: &Poly| {
            poly.terms().all(|(_, factor)| factor >= 0)
                && poly.all(|symbol| self.is_natural(symbol))
        };
        let below = |low: &Poly, high: &Poly| rises(low) && rises(&(high - low));
        let mut kept: Vec<Poly> = Vec::new();
        for bound in bounds {
            if !kept.iter().any(|other| below(&bound, other)) {
                kept.retain(|other| !below(other, &bound));
                kept.push(bound);
            }
        }
        kept
    }

    /// Whether the stage holds a variable's value: what is reduced into changes.
    fn is_held(&self, var: VarId) -> bool {
        let reduced = |reduction: &Reduction| reduction.var == var;
        self.stage.captures.contains(&var)
            && !self.stage.varying.vars.contains(&var)
            && !self.stage.reductions.iter().any(reduced)
    }

    /// Whether a symbol is never below zero.
    fn is_natural(&self, symbol: Symbol) -> bool {
        match symbol {
            Symbol::Len(_) => true,
            Symbol::Var(var) => !self.kernel.var(var).ty.is_signed(),
        }
    }
}
