//! Makes [`Items`] of chains of iterator methods, and the loops that run through them.

use proc_macro2::{Ident, Span};

use super::builder::integer;
use super::items::{Items, Source, Step};
use super::loops::nowhere;
use super::{Lowerer, Value, plain};
use crate::check::{Adapter, Callee, Type};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Origin, Scalar, StmtKind};
use crate::ops::Op;
use crate::parse::ast::{Block, Expr, ExprKind, Pattern};

/// What stands at the head of a loop.
pub(super) struct Head<'h> {
    pub(super) span: Span,
    pub(super) label: Option<&'h String>,
    pub(super) name: Name,
}

/// What a loop is called.
pub(super) struct Name {
    /// In messages.
    shown: String,
    /// Its hidden counter.
    counter: Ident,
}

impl Name {
    /// The name of a loop that a method stands for.
    pub(super) fn of_method(name: &str, span: Span) -> Name {
        Name {
            shown: name.to_owned(),
            counter: Ident::new("at", span),
        }
    }

    /// The name of a loop by what it gives names to: the index of `enumerate` is the counter itself.
    fn of_pattern(pattern: &Pattern, source: &Source, span: Span) -> Name {
        if let (Source::Numbered(_), Pattern::Tuple(parts, _)) = (source, pattern)
            && let Some(Pattern::Name(binding)) = parts.first()
        {
            return Name {
                shown: binding.name.to_string(),
                counter: binding.name.clone(),
            };
        }
        match first_name(pattern) {
            Some(name) => Name {
                shown: name.to_string(),
                counter: Ident::new(&format!("{}_index", plain(name)), name.span()),
            },
            None => Name::of_method("round", span),
        }
    }
}

fn first_name(pattern: &Pattern) -> Option<&Ident> {
    match pattern {
        Pattern::Name(binding) => Some(&binding.name),
        Pattern::Wild(_) => None,
        Pattern::Tuple(parts, _) => parts.iter().find_map(first_name),
        Pattern::Struct { fields, .. } => fields.iter().find_map(|(_, part)| first_name(part)),
        Pattern::Deref(inner) => first_name(inner),
    }
}

impl Lowerer<'_> {
    /// `for pattern in items { … }`
    pub(super) fn for_each(
        &mut self,
        span: Span,
        label: Option<&String>,
        pattern: &Pattern,
        items: &Expr,
        body: &Block,
    ) -> Option<()> {
        self.counting = first_name(pattern).map_or_else(|| "loop".to_owned(), plain);
        let items = self.items(items)?;
        let name = Name::of_pattern(pattern, &items.source, span);
        let head = Head { span, label, name };
        self.run(head, &items, |lowerer, item, _| {
            lowerer.bind_item(pattern, item);
            lowerer.block_value(body);
        })
    }

    /// An expression that gives items.
    pub(super) fn items(&mut self, expr: &Expr) -> Option<Items> {
        match &expr.kind {
            ExprKind::Range(range) => {
                let written: Vec<&Expr> = [&range.start, &range.end]
                    .into_iter()
                    .flatten()
                    .map(|end| &**end)
                    .collect();
                let mut ends = self.operands(&written)?.into_iter();
                let start = ends.next()?;
                let end = match (ends.next(), &range.end) {
                    (Some(end), Some(written)) if range.inclusive => Some(self.past(end, written)),
                    (end, _) => end,
                };
                let start = self.named("first", start);
                let end = end.map(|end| self.named("end", end));
                // An open range is as long as what it is zipped with.
                Some(Items {
                    len: None,
                    source: Source::Range(start, end),
                    steps: Vec::new(),
                })
            }
            ExprKind::Method { receiver, args, .. }
                if let Callee::Adapter(adapter) = self.types.callee(expr.id) =>
            {
                self.adapted(adapter, receiver, args)
            }
            ExprKind::Call { args, .. }
                if self.types.callee(expr.id) == Callee::Adapter(Adapter::Zip)
                    && let [left, right] = args.as_slice() =>
            {
                let left = self.items(left)?;
                self.zip(left, right)
            }
            _ => {
                let mutable = matches!(self.types.expr(expr.id), Type::Slice { mutable: true, .. });
                let items = self.elements(expr, mutable)?;
                Some(self.detached(expr, items))
            }
        }
    }

    /// The elements of a slice.
    fn elements(&mut self, expr: &Expr, mutable: bool) -> Option<Items> {
        let view = self.view(expr)?;
        let view = self.settled(view, "part");
        Some(Items {
            len: Some(view.len.clone()),
            source: Source::Elements(view, mutable),
            steps: Vec::new(),
        })
    }

    fn adapted(&mut self, adapter: Adapter, receiver: &Expr, args: &[Expr]) -> Option<Items> {
        if let (Adapter::ChunksExact | Adapter::Chunks | Adapter::Windows, [size]) = (adapter, args)
        {
            return self.parts(adapter, receiver, size);
        }
        if let Adapter::Elements(mutable) = adapter {
            return self.elements(receiver, mutable);
        }
        let mut items = self.items(receiver)?;
        match (adapter, args) {
            (Adapter::Same, _) => {}
            (Adapter::Enumerate, _) => {
                self.positions(&mut items);
                items.source = Source::Numbered(items.source.into());
            }
            (Adapter::Zip, [other]) => return self.zip(items, other),
            (Adapter::Rev, _) => {
                let len = self.positions(&mut items)?;
                let one = integer(1, Scalar::Usize, receiver.place.start);
                let last = self.binary(Op::Sub, len, one);
                let last = self.named("last", last);
                items.source = Source::Reversed(items.source.into(), last);
            }
            (Adapter::Skip, [count]) => {
                let count = self.scalar(count)?;
                let count = self.named("skipped", count);
                if let Some(len) = self.positions(&mut items) {
                    let rest = self.excess(len, count.clone());
                    items.len = Some(self.rounds_named(rest));
                }
                items.source = Source::Skipped(items.source.into(), count);
            }
            (Adapter::Take, [count]) => {
                let count = self.scalar(count)?;
                let count = self.named("taken", count);
                items.len = Some(match self.positions(&mut items) {
                    Some(len) => {
                        let rounds = self.smaller(len, count);
                        self.rounds_named(rounds)
                    }
                    None => count,
                });
            }
            (Adapter::StepBy, [step]) => {
                let span = step.place.start;
                let step = self.step(step, Scalar::Usize)?;
                if let Some(len) = self.positions(&mut items) {
                    items.len = Some(self.rounds(len, &step, Scalar::Usize, span));
                }
                items.source = Source::Stepped(items.source.into(), step);
            }
            (Adapter::Map, [function]) => {
                let closure = self.closure_of(function)?;
                if items.steps.is_empty() {
                    items.source = Source::Mapped(items.source.into(), closure);
                } else {
                    items.steps.push(Step::Map(closure));
                }
            }
            (Adapter::Filter, [function]) => {
                let closure = self.closure_of(function)?;
                items.steps.push(Step::Filter(closure));
            }
            _ => {
                self.no_value(receiver);
                return None;
            }
        }
        Some(items)
    }

    /// The number of positions. Once it is asked for, a range counts by position.
    pub(super) fn positions(&mut self, items: &mut Items) -> Option<ir::Expr> {
        if let (None, Some((start, end))) = (&items.len, items.source.counted()) {
            let (start, end) = (start.clone(), end.clone());
            let len = self.range_len(&start, &end);
            items.len = Some(self.rounds_named(len));
        }
        items.len.clone()
    }

    /// The number of rounds under a name that tells it from other loops'.
    fn rounds_named(&mut self, len: ir::Expr) -> ir::Expr {
        let name = format!("{}_rounds", self.counting);
        self.named(&name, len)
    }

    fn zip(&mut self, mut left: Items, right: &Expr) -> Option<Items> {
        let mut right = self.items(right)?;
        let len = match (self.positions(&mut left), self.positions(&mut right)) {
            (Some(a), Some(b)) => {
                let len = self.smaller(a, b);
                Some(self.rounds_named(len))
            }
            (one, other) => one.or(other),
        };
        Some(Items {
            source: Source::Zip(left.source.into(), right.source.into()),
            len,
            steps: Vec::new(),
        })
    }

    /// `.chunks_exact(n)` and its kin.
    fn parts(&mut self, adapter: Adapter, receiver: &Expr, written: &Expr) -> Option<Items> {
        let span = receiver.place.start;
        let view = self.view(receiver)?;
        let view = self.settled(view, "part");
        let size = self.scalar(written)?;
        let size = self.named("size", size);
        let zero = || integer(0, Scalar::Usize, span);
        let one = || integer(1, Scalar::Usize, span);
        let literal = super::views::number(&size).is_some_and(|size| size > 0);
        if !literal {
            let cond = self.binary(Op::Ne, size.clone(), zero());
            self.fail_unless(cond, format!("{} != 0", written.text), written.place.start);
        }
        let (source, len) = match adapter {
            Adapter::Windows => {
                let less = self.minus(size.clone(), one());
                let less = self.named("less", less);
                let len = self.excess(view.len.clone(), less);
                (Source::Windows(view, size), len)
            }
            Adapter::Chunks => {
                let len = self.rounds(view.len.clone(), &size, Scalar::Usize, span);
                (Source::Chunks(view, size, true), len)
            }
            _ => {
                let len = match super::views::number(&size) {
                    Some(1) => view.len.clone(),
                    _ => self.binary(Op::Div, view.len.clone(), size.clone()),
                };
                (Source::Chunks(view, size, false), len)
            }
        };
        Some(Items {
            source,
            len: Some(self.rounds_named(len)),
            steps: Vec::new(),
        })
    }

    /// A loop through the items; `each` lowers what is done with one, given also its position.
    pub(super) fn run(
        &mut self,
        head: Head<'_>,
        items: &Items,
        each: impl FnOnce(&mut Self, Value, ir::Expr),
    ) -> Option<()> {
        let Head { span, label, name } = head;
        let id = self.loop_id(span, name.shown);
        let (start, end, counted) = match (&items.len, items.source.counted()) {
            (Some(len), _) => (integer(0, Scalar::Usize, span), len.clone(), false),
            (None, Some((start, end))) => (start.clone(), end.clone(), true),
            (None, None) => {
                let error = Diagnostic::new(Code::LoopShape, span, "this iterator never ends");
                self.diagnostics
                    .push(error.help("give the range an end: `0..n`"));
                return None;
            }
        };
        let var = self.var(&name.counter, start.ty, false, Origin::Loop(id));
        let body = self.repeated(id, label, &nowhere(), |lowerer| {
            let position = lowerer.read(var, span);
            let item = lowerer.item(&items.source, &position, counted, span);
            if let Some(item) = item {
                let mut each = Some(|lowerer: &mut Self, item| {
                    each(lowerer, item, position);
                });
                lowerer.steps(&items.steps, item, &mut |lowerer, item| {
                    if let Some(each) = each.take() {
                        each(lowerer, item);
                    }
                });
            }
        });
        self.push_for(id, var, start, end, body, span);
        Some(())
    }

    /// Takes an item through the steps after the first `filter`.
    fn steps(&mut self, steps: &[Step], item: Value, each: &mut dyn FnMut(&mut Self, Value)) {
        match steps.split_first() {
            None => each(self, item),
            Some((Step::Map(closure), rest)) => {
                if let Some(item) = self.apply(closure, vec![item]) {
                    self.steps(rest, item, each);
                }
            }
            Some((Step::Filter(closure), rest)) => {
                let span = closure.body.place.start;
                let item = self.settled_value(item, "item");
                let cond = self
                    .apply(closure, vec![item.clone()])
                    .and_then(|cond| self.read_through(cond, span));
                let Some(cond) = cond else { return };
                let (then, ()) = self.nested(|lowerer| lowerer.steps(rest, item, each));
                let kind = StmtKind::If {
                    cond,
                    then,
                    otherwise: Vec::new(),
                };
                self.push(kind, span);
            }
        }
    }

    /// A loop over the positions below a length.
    pub(super) fn each_index(
        &mut self,
        name: &str,
        len: &ir::Expr,
        span: Span,
        each: impl FnOnce(&mut Self, ir::Expr),
    ) {
        let id = self.loop_id(span, name.to_owned());
        let var = self.var(
            &Ident::new("at", span),
            Scalar::Usize,
            false,
            Origin::Loop(id),
        );
        let body = self.repeated(id, None, &nowhere(), |lowerer| {
            let at = lowerer.read(var, span);
            each(lowerer, at);
        });
        self.push_for(
            id,
            var,
            integer(0, Scalar::Usize, span),
            len.clone(),
            body,
            span,
        );
    }
}
