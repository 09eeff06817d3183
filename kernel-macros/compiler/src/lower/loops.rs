//! Loops. A range counted backwards or in steps becomes a plain one, with the counter computed at the head of the body.

use proc_macro2::{Ident, Span};

use super::builder::{bounds, cast, integer, select};
use super::{Lowerer, OpenLoop, Place, Tree};
use crate::check::unsigned;
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    self, Block as IrBlock, ExprKind as IrKind, Literal, LoopId, Origin, Scalar, StmtKind,
};
use crate::ops::Op;
use crate::parse::ast::{Adapter, Binding, Block, Expr, Range};

/// How deep loops may nest: the analysis looks at each loop together with all that stand in it.
const DEEPEST: usize = 16;

/// A sequence of values: `first`, `first + step`, … `count` of them. The step may be negative, in wrapping arithmetic.
struct Sequence {
    first: ir::Expr,
    step: ir::Expr,
    count: ir::Expr,
}

impl Lowerer<'_> {
    pub(super) fn for_loop(
        &mut self,
        span: Span,
        label: Option<&String>,
        binding: &Binding,
        range: &Range,
        body: &Block,
    ) -> Option<()> {
        let [start, end] = self
            .operands(&[&range.start, &range.end])?
            .try_into()
            .ok()?;
        let end = if range.inclusive {
            self.past(end, &range.end)
        } else {
            end
        };
        let id = self.loop_id(span, binding.name.to_string());
        match range.adapters.as_slice() {
            [] => {
                let counter = self.var(&binding.name, start.ty, false, Origin::Loop(id));
                self.places.insert(binding.id, Tree::One(counter));
                let body = self.body(id, label, &nowhere(), body, |_| {});
                self.push_for(id, counter, start, end, body, span);
            }
            [Adapter::Rev] => {
                let start = self.named("first", start);
                let end = self.named("end", end);
                let counter = self.var(
                    &Ident::new("round", span),
                    start.ty,
                    false,
                    Origin::Loop(id),
                );
                let (first, last) = (start.clone(), end.clone());
                let body = self.body(id, label, &nowhere(), body, |lowerer| {
                    // end - 1 - (round - start)
                    let one = integer(1, first.ty, span);
                    let round = lowerer.read(counter, span);
                    let round = lowerer.less(round, first);
                    let value = lowerer.binary(Op::Sub, last, one);
                    let value = lowerer.binary(Op::Sub, value, round);
                    lowerer.count(binding, value);
                });
                self.push_for(id, counter, start, end, body, span);
            }
            adapters => {
                let sequence = self.sequence(start, end, adapters, span)?;
                let ty = sequence.count.ty;
                let counter = self.var(&Ident::new("round", span), ty, false, Origin::Loop(id));
                let Sequence { first, step, count } = sequence;
                let body = self.body(id, label, &nowhere(), body, |lowerer| {
                    let round = cast(lowerer.read(counter, span), first.ty);
                    let offset = lowerer.binary(Op::Mul, round, step);
                    let value = if is_zero(&first) {
                        offset
                    } else {
                        lowerer.binary(Op::Add, first, offset)
                    };
                    lowerer.count(binding, value);
                });
                self.push_for(id, counter, integer(0, ty, span), count, body, span);
            }
        }
        Some(())
    }

    pub(super) fn push_for(
        &mut self,
        id: LoopId,
        var: ir::VarId,
        start: ir::Expr,
        end: ir::Expr,
        body: IrBlock,
        span: Span,
    ) {
        let kind = StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        };
        self.push(kind, span);
    }

    /// Introduces the counter at the head of the body.
    fn count(&mut self, binding: &Binding, value: ir::Expr) {
        let var = self.var(&binding.name, value.ty, false, Origin::Local);
        let span = binding.name.span();
        self.push(
            StmtKind::Let {
                var,
                value: Some(value),
            },
            span,
        );
        self.places.insert(binding.id, Tree::One(var));
    }

    /// One past an inclusive end.
    pub(super) fn past(&mut self, end: ir::Expr, written: &Expr) -> ir::Expr {
        let (_, max) = bounds(end.ty);
        let span = end.span;
        if let IrKind::Literal(Literal::Int(value)) = end.kind
            && value < max
        {
            return integer(value + 1, end.ty, span);
        }
        // What was widened cannot be the largest value.
        let widened = matches!(&end.kind, IrKind::Cast(from) if from.ty.is_integer() && from.ty.bytes() < end.ty.bytes());
        let end = if widened {
            end
        } else {
            self.named("last", end)
        };
        if !widened {
            let limit = integer(max, end.ty, span);
            let cond = self.binary(Op::Ne, end.clone(), limit);
            let text = format!("{} < {}::MAX", written.text, end.ty.name());
            self.fail_unless(cond, text, span);
        }
        let ty = end.ty;
        self.binary(Op::Add, end, integer(1, ty, span))
    }

    /// What `.rev()` and `.step_by(c)` make of a range.
    fn sequence(
        &mut self,
        start: ir::Expr,
        end: ir::Expr,
        adapters: &[Adapter],
        span: Span,
    ) -> Option<Sequence> {
        let ty = start.ty;
        let start = self.named("first", start);
        let end = self.named("end", end);
        // In the unsigned type the distance of any two values is right, where the range is not empty.
        let wide = unsigned(ty);
        let empty = self.binary(Op::Ge, start.clone(), end.clone());
        let distance = {
            let end = cast(end, wide);
            self.less(end, cast(start.clone(), wide))
        };
        let count = if is_zero(&start) && wide == ty {
            distance
        } else {
            select(empty, integer(0, wide, span), distance)
        };
        let mut sequence = Sequence {
            first: start,
            step: integer(1, ty, span),
            count,
        };
        for adapter in adapters {
            let count = self.named("count", sequence.count);
            sequence = match adapter {
                Adapter::Rev => {
                    let last = self.binary(Op::Sub, count.clone(), integer(1, wide, span));
                    let offset = self.binary(Op::Mul, cast(last, ty), sequence.step.clone());
                    let first = self.binary(Op::Add, sequence.first, offset);
                    let zero = integer(0, ty, span);
                    Sequence {
                        first: self.named("first", first),
                        step: self.binary(Op::Sub, zero, sequence.step),
                        count,
                    }
                }
                Adapter::StepBy(written) => {
                    let step = self.step(written, ty)?;
                    Sequence {
                        first: sequence.first,
                        count: self.rounds(count, &step, wide, span),
                        step: times(self, sequence.step, step),
                    }
                }
            };
        }
        sequence.step = self.named("step", sequence.step);
        sequence.count = self.named("count", sequence.count);
        Some(sequence)
    }

    /// The step of `step_by`, which must not be zero.
    pub(super) fn step(&mut self, written: &Expr, ty: Scalar) -> Option<ir::Expr> {
        let step = self.scalar(written)?;
        let literal = matches!(step.kind, IrKind::Literal(Literal::Int(value)) if value > 0 && value <= bounds(ty).1);
        let step = self.named("step", step);
        if !literal {
            let span = step.span;
            let (_, max) = bounds(ty);
            let positive = self.binary(Op::Gt, step.clone(), integer(0, Scalar::Usize, span));
            self.fail_unless(positive, format!("{} > 0", written.text), span);
            if max < bounds(Scalar::Usize).1 {
                let limit = integer(max, Scalar::Usize, span);
                let fits = self.binary(Op::Le, step.clone(), limit);
                self.fail_unless(
                    fits,
                    format!("{} <= {}::MAX as usize", written.text, ty.name()),
                    span,
                );
            }
        }
        let step = cast(step, ty);
        Some(self.named("step", step))
    }

    /// The number of rounds that steps make of a count: rounded up.
    pub(super) fn rounds(
        &mut self,
        count: ir::Expr,
        step: &ir::Expr,
        wide: Scalar,
        span: Span,
    ) -> ir::Expr {
        let step = cast(step.clone(), wide);
        let one = |value| integer(value, wide, span);
        let none = self.binary(Op::Eq, count.clone(), one(0));
        let rounds = self.binary(Op::Sub, count, one(1));
        let rounds = self.binary(Op::Div, rounds, step);
        let rounds = self.binary(Op::Add, rounds, one(1));
        let chosen = select(none, one(0), rounds);
        self.named("count", chosen)
    }

    /// `value - offset`, where an offset of zero says nothing.
    fn less(&mut self, value: ir::Expr, offset: ir::Expr) -> ir::Expr {
        if is_zero(&offset) {
            value
        } else {
            self.binary(Op::Sub, value, offset)
        }
    }

    pub(super) fn while_loop(
        &mut self,
        span: Span,
        label: Option<&String>,
        cond: &Expr,
        body: &Block,
    ) {
        let id = self.loop_id(span, "while".to_owned());
        let body = self.body(id, label, &nowhere(), body, |lowerer| {
            lowerer.leave_unless(id, cond)
        });
        self.push(StmtKind::Loop { id, body }, span);
    }

    /// `break` where the condition does not hold. Of `a && x[i] > 0.0` the second is looked at only where the first holds.
    fn leave_unless(&mut self, id: LoopId, cond: &Expr) {
        for group in self.conjuncts(cond) {
            let Some(cond) = self.all(&group) else { return };
            if matches!(cond.kind, IrKind::Literal(Literal::Bool(true))) {
                continue;
            }
            let span = cond.span;
            let over = self.not(cond);
            let leave = ir::Stmt {
                kind: StmtKind::Break(id),
                span,
            };
            let kind = StmtKind::If {
                cond: over,
                then: vec![leave],
                otherwise: Vec::new(),
            };
            self.push(kind, span);
        }
    }

    pub(super) fn endless_loop(
        &mut self,
        span: Span,
        label: Option<&String>,
        body: &Block,
        place: &Place,
    ) {
        let id = self.loop_id(span, "loop".to_owned());
        let body = self.body(id, label, place, body, |_| {});
        self.push(StmtKind::Loop { id, body }, span);
    }

    /// What is repeated, after what stands at its head.
    fn body(
        &mut self,
        id: LoopId,
        label: Option<&String>,
        place: &Place,
        body: &Block,
        head: impl FnOnce(&mut Self),
    ) -> IrBlock {
        self.repeated(id, label, place, |lowerer| {
            head(lowerer);
            lowerer.block_value(body);
        })
    }

    /// What is repeated.
    pub(super) fn repeated(
        &mut self,
        id: LoopId,
        label: Option<&String>,
        place: &Place,
        inner: impl FnOnce(&mut Self),
    ) -> IrBlock {
        if self.open.len() == DEEPEST {
            let span = self.loops[id.index()].span;
            let message = format!("loops nest more than {DEEPEST} deep");
            self.diagnostics.push(
                Diagnostic::new(Code::LoopShape, span, message)
                    .help("let one loop run over several of the ranges, or split the function"),
            );
            return IrBlock::new();
        }
        self.open.push(OpenLoop {
            label: label.cloned(),
            id,
            place: place.clone(),
        });
        let (stmts, ()) = self.nested(inner);
        self.open.pop();
        stmts
    }
}

/// Where a loop without a value puts it.
pub(super) fn nowhere() -> Place {
    Tree::Many(Vec::new())
}

pub(super) fn is_zero(expr: &ir::Expr) -> bool {
    matches!(expr.kind, IrKind::Literal(Literal::Int(0)))
}

/// A product, where a factor of one says nothing.
fn times(lowerer: &mut Lowerer<'_>, a: ir::Expr, b: ir::Expr) -> ir::Expr {
    if matches!(a.kind, IrKind::Literal(Literal::Int(1))) {
        b
    } else {
        lowerer.binary(Op::Mul, a, b)
    }
}
