//! What has to wait: the latency of a round of a loop, where a round needs what the one before it has made.
//!
//! However many units a core has, the rounds of `sum += x` take a float addition's latency each. The latency is that of the longest way from the value that a
//! variable has at the begin of a round to a value that it has at the end.

use std::collections::BTreeMap;

use crate::analyse::Effects;
use crate::ir::{Block, Expr, ExprKind, Scalar, Stmt, StmtKind, VarId};
use crate::ops::{Class, Op};

/// The latency of an op, in those of a float addition: cycles of recent x86-64 cores divided by 4 (uops.info; math functions by the length of their polynomials).
fn of_op(op: Op, ty: Scalar) -> f64 {
    if op.is_extreme(ty) {
        return 2.0;
    }
    match op.class(ty) {
        Class::Add | Class::Mul | Class::MulAdd => 1.0,
        Class::Compare => 1.0,
        Class::Integer => 0.25,
        Class::IntegerMul => 1.0,
        Class::Div => 3.0,
        Class::Sqrt => 4.0,
        Class::IntegerDiv => 5.0,
        Class::Convert => 1.5,
        Class::Exp | Class::Ln => 12.0,
        Class::Trig => 15.0,
        Class::Tanh => 20.0,
        Class::Pow => 30.0,
    }
}

/// The latency of a selection between two values.
const SELECT: f64 = 0.5;

/// The latency of a round, in those of a float addition. Loops within are left to themselves.
pub(super) fn latency(body: &Block) -> f64 {
    let effects = Effects::of_block(body);
    let outlives = |var: &VarId| !effects.declared.contains(var);
    let carried: Vec<VarId> = effects.assigned.iter().filter(outlives).collect();
    let mut round = Round {
        depths: carried.iter().map(|var| (*var, 0.0)).collect(),
    };
    round.block(body, None);
    let ends = carried.iter().filter_map(|var| round.depths.get(var));
    ends.copied().fold(0.0, f64::max)
}

/// How long after the begin of a round a variable has its value, where that depends on what the round before has made.
struct Round {
    depths: BTreeMap<VarId, f64>,
}

impl Round {
    fn block(&mut self, block: &Block, condition: Option<f64>) {
        block.iter().for_each(|stmt| self.stmt(stmt, condition));
    }

    fn stmt(&mut self, stmt: &Stmt, condition: Option<f64>) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => self.set(*var, self.depth(value)),
            StmtKind::Assign { var, value } => {
                let value = self.depth(value);
                // In a branch the old value or the new one is taken, once it is known which.
                let depth = match condition {
                    Some(_) => {
                        let old = self.depths.get(var).copied();
                        [value, old, condition]
                            .into_iter()
                            .flatten()
                            .reduce(f64::max)
                            .map(|depth| depth + SELECT)
                    }
                    None => value,
                };
                self.set(*var, depth);
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let known = self.depth(cond).into_iter().chain(condition);
                let known = Some(known.fold(0.0, f64::max));
                self.block(then, known);
                self.block(otherwise, known);
            }
            _ => {}
        }
    }

    fn set(&mut self, var: VarId, depth: Option<f64>) {
        match depth {
            Some(depth) => self.depths.insert(var, depth),
            None => self.depths.remove(&var),
        };
    }

    /// When a value is there; `None` if it does not depend on the round before.
    fn depth(&self, expr: &Expr) -> Option<f64> {
        let latest = |parts: &[&Expr]| {
            parts
                .iter()
                .filter_map(|part| self.depth(part))
                .reduce(f64::max)
        };
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) => None,
            ExprKind::Var(var) => self.depths.get(var).copied(),
            ExprKind::Load { index, .. } => Some(self.depth(index)? + 1.25),
            ExprKind::Op { op, args, .. } => {
                let ty = args.first().map_or(expr.ty, |arg| arg.ty);
                let depth = latest(&args.iter().collect::<Vec<_>>())?;
                Some(depth + of_op(*op, ty))
            }
            ExprKind::Cast(value) => Some(self.depth(value)? + 1.0),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => Some(latest(&[cond, then, otherwise])? + SELECT),
        }
    }
}
