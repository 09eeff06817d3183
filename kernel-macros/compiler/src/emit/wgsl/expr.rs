//! Expressions. What can fail, and what must be computed once, becomes a statement before the one that uses it.

use crate::emit::names;
use crate::ir::{ArrayId, Expr, ExprKind, Literal, Scalar, VarId};
use crate::ops::Op;

use super::range::{Range, comparable};
use super::stmt::Writer;
use super::{Refusal, layout, types};

impl Writer<'_> {
    /// The value of an expression.
    pub(super) fn expr(&mut self, expr: &Expr) -> Result<String, Refusal> {
        match &expr.kind {
            ExprKind::Literal(literal) => Ok(types::literal(literal, expr.ty, self.width)),
            ExprKind::Var(var) => Ok(self.variable(*var)),
            ExprKind::Len(array) => {
                let len = self.len(*array);
                Ok(match self.ty(Scalar::Usize) {
                    "u32" => len,
                    wide => format!("{wide}({len})"),
                })
            }
            ExprKind::Load { array, index, site } => self.load(*array, index, *site),
            ExprKind::Op { op, args, site } => self.op(*op, args, *site),
            ExprKind::Cast(value) => self.cast(value, expr.ty),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => {
                let cond = self.expr(cond)?;
                let then = self.expr(then)?;
                let otherwise = self.expr(otherwise)?;
                Ok(format!("select({otherwise}, {then}, {cond})"))
            }
        }
    }

    /// A variable's name.
    pub(super) fn variable(&mut self, var: VarId) -> String {
        let name = names::var(self.kernel, var).to_string();
        if self.captured(var) {
            let held = match self.kernel.var(var).ty {
                Scalar::Bool => format!("kernel_params.{name} != 0u"),
                _ => format!("kernel_params.{name}"),
            };
            self.parameters.insert(name.clone(), held);
        }
        name
    }

    /// An array's length, a `u32`.
    pub(super) fn len(&mut self, array: ArrayId) -> String {
        if let Some(constant) = layout::constant_len(self.kernel, self.stage, array) {
            return constant;
        }
        let name = format!("len_{}", names::array(self.kernel, array));
        let held = format!("kernel_params.{name}");
        self.parameters.insert(name.clone(), held);
        name
    }

    /// Whether a float is a value as it came: a driver has nothing to reassociate in it.
    pub(super) fn leaf(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Load { .. } => true,
            ExprKind::Var(var) => self.captured(*var) || self.leaves.contains(var),
            _ => false,
        }
    }

    /// What an integer can be. For types other than the sizes only the type's bounds matter.
    pub(super) fn range(&self, expr: &Expr) -> Range {
        let size = matches!(expr.ty, Scalar::Usize | Scalar::Isize);
        match &expr.kind {
            ExprKind::Literal(Literal::Int(value)) => Range::new(*value, *value),
            ExprKind::Var(var) => match self.ranges.get(var) {
                Some(range) => *range,
                None if size => Range::ANY,
                None => Range::of(expr.ty),
            },
            ExprKind::Len(_) => Range::COUNT,
            ExprKind::Select {
                then, otherwise, ..
            } => self.range(then).hull(self.range(otherwise)),
            ExprKind::Cast(value) if size => match value.ty {
                // A conversion saturates; nothing is below zero in `usize`.
                Scalar::F32 | Scalar::F64 if expr.ty == Scalar::Usize => {
                    Range::new(0, i128::from(u32::MAX))
                }
                _ => self.range(value),
            },
            ExprKind::Op { op, args, .. } if size => self.range_of_op(*op, args),
            _ if size => Range::ANY,
            _ => Range::of(expr.ty),
        }
    }

    fn range_of_op(&self, op: Op, args: &[Expr]) -> Range {
        let ranges: Vec<Range> = args.iter().map(|arg| self.range(arg)).collect();
        let signed = args[0].ty == Scalar::Isize;
        let known = |range: Range| range != Range::ANY && (signed || range.low >= 0);
        match (op, &ranges[..]) {
            (Op::Add, [a, b]) => a.add(*b),
            (Op::Sub, [a, b]) => a.sub(*b),
            (Op::Mul, [a, b]) => a.mul(*b),
            (Op::Neg, [a]) => Range::new(0, 0).sub(*a),
            (Op::Abs, [a]) => Range::new(0, a.low.abs().max(a.high.abs())),
            (Op::Signum, [_]) => Range::new(-1, 1),
            (Op::Min, [a, b]) if known(*a) && known(*b) => {
                Range::new(a.low.min(b.low), a.high.min(b.high))
            }
            (Op::Max, [a, b]) if known(*a) && known(*b) => {
                Range::new(a.low.max(b.low), a.high.max(b.high))
            }
            (Op::Min | Op::Max, [a, b]) => a.hull(*b),
            (Op::Div | Op::Rem, [a, _]) if signed => {
                let most = a.low.abs().max(a.high.abs());
                Range::new(-most, most)
            }
            (Op::Rem, [a, b]) => Range::new(0, a.high.min((b.high - 1).max(0))),
            (Op::Div | Op::Shr | Op::SaturatingSub, [a, _]) if !signed => Range::new(0, a.high),
            (Op::And, [a, b]) if a.low >= 0 && b.low >= 0 => Range::new(0, a.high.min(b.high)),
            (Op::Shl, [a, _]) => match shift_count(&args[1]) {
                Some(count) => a.mul(Range::new(1 << count, 1 << count)),
                None => Range::ANY,
            },
            _ => Range::ANY,
        }
    }

    /// Refuses a narrow shader where this operation on sizes would not mean the same in 32 bits.
    pub(super) fn require_op(&self, op: Op, args: &[Expr]) -> Result<(), Refusal> {
        let ty = args[0].ty;
        let ranges: Vec<Range> = args.iter().map(|arg| self.range(arg)).collect();
        let exact = || ranges.iter().all(|range| range.exact(ty));
        let holds = match op {
            // These see the low bits only.
            Op::Add | Op::Sub | Op::Mul | Op::And | Op::Or | Op::Xor => true,
            Op::Not => ty != Scalar::Usize,
            Op::Neg => true,
            Op::Shl => shift_count(&args[1]).is_some(),
            Op::Shr => ranges[0].exact(ty) && shift_count(&args[1]).is_some(),
            Op::Abs | Op::Signum => exact(),
            Op::Div | Op::Rem => exact(),
            Op::SaturatingSub => ty == Scalar::Usize && exact(),
            Op::Eq | Op::Ne | Op::Lt | Op::Le | Op::Gt | Op::Ge | Op::Min | Op::Max => {
                comparable(ranges[0], ranges[1], ty)
            }
            // These see the width.
            _ => false,
        };
        self.require(holds, ty)
    }
}

/// A constant count that shifts alike in 32 and 64 bits.
fn shift_count(count: &Expr) -> Option<u32> {
    match &count.kind {
        ExprKind::Literal(Literal::Int(value)) => u32::try_from(*value).ok().filter(|&n| n < 32),
        ExprKind::Cast(value) => shift_count(value),
        _ => None,
    }
}
