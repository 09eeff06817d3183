//! Iterators: what can be iterated, the methods that change an iterator and those that compute a value from it.

use super::calls::MethodCall;
use super::checker::{Checker, quoted};
use super::infer::{Items, Ty};
use super::views::items;
use super::{Adapter, Callee, Consumer};
use crate::diag::{Code, Diagnostic};
use crate::ops::Operand;
use crate::parse::ast::{Block, Expr, Pattern, Span};

impl Checker<'_> {
    /// `for pattern in items { … }`
    pub(super) fn for_each(
        &mut self,
        label: Option<&String>,
        pattern: &Pattern,
        items: &Expr,
        body: &Block,
    ) -> Ty {
        let item = match self.iterated(items) {
            Some(items) => items.item,
            None => Ty::Error,
        };
        self.scoped(|checker| {
            checker.pattern(pattern, &item, true);
            checker.repeated(label, body);
        });
        Ty::UNIT
    }

    /// What an expression gives where something to iterate over is wanted.
    fn iterated(&mut self, expr: &Expr) -> Option<Items> {
        let found = self.expr(expr);
        let item = match self.infer.resolve(&found) {
            Ty::Items(items) => return Some(*items),
            Ty::Slice(element, mutable) => self.by_reference(*element, mutable),
            Ty::Array(element, _) => *element,
            Ty::Var(_) if let Some(element) = self.table(expr) => element,
            Ty::Never => {
                self.nothing(expr);
                return None;
            }
            Ty::Error => return None,
            other => {
                let error = Diagnostic::new(
                    Code::LoopShape,
                    expr.place,
                    format!(
                        "{} is {}, which cannot be iterated over",
                        quoted(expr),
                        self.infer.describe(&other)
                    ),
                );
                self.diagnostics.push(error.help(
                    "iterate over a range, `for i in 0..n`, or over a slice, `for v in x.iter()`",
                ));
                return None;
            }
        };
        Some(Items {
            item,
            filtered: false,
        })
    }

    /// `a..b` as an iterator.
    pub(super) fn range_items(&mut self, whole: &Expr, range: &Span) -> Ty {
        let mut ends = [&range.start, &range.end].into_iter().flatten();
        let Some(first) = ends.next() else {
            return Ty::Error;
        };
        let ty = self.expr(first);
        if let Some(end) = ends.next() {
            let found = self.expr(end);
            self.agree(whole.place, "..", (first, &ty), (end, &found));
        }
        self.demand(Operand::Integer, &ty, "..", first);
        items(ty)
    }

    /// `std::iter::zip(a, b)`
    pub(super) fn zip_call(&mut self, whole: &Expr, left: &Expr, right: &Expr) -> Ty {
        let left = self.zipped(left);
        let right = self.zipped(right);
        let (Some(left), Some(right)) = (left, right) else {
            return Ty::Error;
        };
        self.callees.insert(whole.id, Callee::Adapter(Adapter::Zip));
        items(Ty::Tuple(vec![left, right]))
    }

    /// An argument of `zip`.
    fn zipped(&mut self, arg: &Expr) -> Option<Ty> {
        let items = self.iterated(arg)?;
        if items.filtered {
            self.positions_unknown(arg.place, "zip");
            return None;
        }
        Some(items.item)
    }

    /// A method of an iterator.
    pub(super) fn items_method(&mut self, call: &MethodCall<'_>, source: Items) -> Ty {
        let name = call.name.to_string();
        let adapter = match name.as_str() {
            "into_iter" | "iter" | "copied" | "cloned" | "by_ref" | "fuse" => Adapter::Same,
            "enumerate" => Adapter::Enumerate,
            "zip" => Adapter::Zip,
            "rev" => Adapter::Rev,
            "skip" => Adapter::Skip,
            "take" => Adapter::Take,
            "step_by" => Adapter::StepBy,
            "map" => Adapter::Map,
            "filter" => Adapter::Filter,
            _ => return self.consumed(call, source),
        };
        if call.turbofish.is_some() {
            return self.no_turbofish(call);
        }
        let counts = matches!(
            adapter,
            Adapter::Enumerate | Adapter::Zip | Adapter::Skip | Adapter::Take | Adapter::StepBy
        );
        if counts && source.filtered {
            self.positions_unknown(call.name.span().into(), &name);
            return Ty::Error;
        }
        let Items { item, filtered } = source;
        let wanted = usize::from(!matches!(
            adapter,
            Adapter::Same | Adapter::Enumerate | Adapter::Rev
        ));
        if !self.arity(call, wanted) {
            return Ty::Error;
        }
        let item = match (adapter, call.args) {
            (Adapter::Enumerate, _) => Ty::Tuple(vec![Ty::USIZE, item]),
            (Adapter::Zip, [other]) => match self.zipped(other) {
                Some(other) => Ty::Tuple(vec![item, other]),
                None => return Ty::Error,
            },
            (Adapter::Skip | Adapter::Take | Adapter::StepBy, [count]) => {
                let found = self.expr(count);
                self.require(
                    count,
                    &found,
                    &Ty::USIZE,
                    &format!("`{name}` takes `usize`"),
                );
                item
            }
            (Adapter::Map, [function]) => self.function_value(function, &[item]),
            (Adapter::Filter, [function]) => {
                self.predicate(function, &name, item.clone());
                item
            }
            _ => item,
        };
        if item == Ty::Error {
            return Ty::Error;
        }
        self.callees.insert(call.whole.id, Callee::Adapter(adapter));
        Ty::Items(Box::new(Items {
            item,
            filtered: filtered || adapter == Adapter::Filter,
        }))
    }

    /// A closure that says yes or no to an item.
    fn predicate(&mut self, function: &Expr, name: &str, item: Ty) {
        let found = self.function_value(function, &[item]);
        let because = format!("the closure of `{name}` gives `bool`");
        self.require(function, &found, &Ty::BOOL, &because);
    }

    fn positions_unknown(&mut self, place: crate::diag::Place, name: &str) {
        let error = Diagnostic::new(
            Code::LoopShape,
            place,
            format!(
                "`.{name}` after `.filter` has to count the items before it, which cannot be done in parallel"
            ),
        );
        self.diagnostics.push(error.help(format!(
            "put `.{name}` before `.filter`, or use an `if` in the body of a `for`"
        )));
    }

    /// A method that computes something from the items.
    fn consumed(&mut self, call: &MethodCall<'_>, source: Items) -> Ty {
        let name = call.name.to_string();
        let consumer = match name.as_str() {
            "sum" => Consumer::Sum,
            "product" => Consumer::Product,
            "fold" => Consumer::Fold,
            "min" => Consumer::Min,
            "max" => Consumer::Max,
            "count" => Consumer::Count,
            "len" if !source.filtered => Consumer::Count,
            "all" => Consumer::All,
            "any" => Consumer::Any,
            "for_each" => Consumer::ForEach,
            "position" => Consumer::Position,
            _ => return self.unknown_items_method(call),
        };
        let item = source.item;
        if !matches!(consumer, Consumer::Sum | Consumer::Product) && call.turbofish.is_some() {
            return self.no_turbofish(call);
        }
        let wanted = match consumer {
            Consumer::Sum | Consumer::Product | Consumer::Min | Consumer::Max | Consumer::Count => {
                0
            }
            Consumer::Fold => 2,
            Consumer::All | Consumer::Any | Consumer::ForEach | Consumer::Position => 1,
        };
        if !self.arity(call, wanted) {
            return Ty::Error;
        }
        let ty = match (consumer, call.args) {
            (Consumer::Sum | Consumer::Product, _) => {
                if let Some(written) = call.turbofish {
                    let wanted = self.written(written);
                    let because = format!("`.{name}` is to give {}", self.infer.describe(&wanted));
                    self.required_item(call, &item, &wanted, &because);
                }
                self.demand(Operand::Number, &item, &name, call.receiver);
                item
            }
            (Consumer::Min | Consumer::Max, _) => {
                if self
                    .infer
                    .scalar(&item)
                    .is_some_and(|scalar| scalar.is_float())
                {
                    let start = if consumer == Consumer::Min {
                        "INFINITY"
                    } else {
                        "NEG_INFINITY"
                    };
                    let error = Diagnostic::new(
                        Code::Mismatch,
                        call.name.span(),
                        format!("floats have no total order, so `.{name}()` cannot compare them"),
                    );
                    self.diagnostics.push(error.help(format!(
                        "fold them: `.fold(f32::{start}, |a, b| a.{name}(b))`"
                    )));
                    return Ty::Error;
                }
                self.demand(Operand::Integer, &item, &name, call.receiver);
                Ty::Maybe(Box::new(item))
            }
            (Consumer::Fold, [start, function]) => {
                let acc = self.expr(start);
                let found = self.function_value(function, &[acc.clone(), item]);
                let because = format!("the fold starts with {}", self.infer.describe(&acc));
                self.require(function, &found, &acc, &because);
                acc
            }
            (Consumer::All | Consumer::Any, [function]) => {
                self.predicate(function, &name, item);
                Ty::BOOL
            }
            (Consumer::Position, [function]) => {
                if source.filtered {
                    self.positions_unknown(call.name.span().into(), &name);
                    return Ty::Error;
                }
                self.predicate(function, &name, item);
                Ty::Maybe(Box::new(Ty::USIZE))
            }
            (Consumer::ForEach, [function]) => {
                self.function_value(function, &[item]);
                Ty::UNIT
            }
            _ => Ty::USIZE,
        };
        self.callees
            .insert(call.whole.id, Callee::Consumer(consumer));
        ty
    }

    fn required_item(&mut self, call: &MethodCall<'_>, item: &Ty, wanted: &Ty, because: &str) {
        if !self.infer.unify(item, wanted) {
            let error = Diagnostic::new(
                Code::Mismatch,
                call.name.span(),
                format!(
                    "mismatched types: {because}, but the items are {}",
                    self.infer.describe(item)
                ),
            );
            self.diagnostics
                .push(error.help("convert the items first: `.map(|v| *v as f32)`"));
        }
    }

    fn unknown_items_method(&mut self, call: &MethodCall<'_>) -> Ty {
        let name = call.name.to_string();
        let message = format!("`.{name}` of an iterator is not part of the kernel language");
        let error = match name.as_str() {
            "collect" | "unzip" | "partition" => Diagnostic::new(
                Code::HeapType,
                call.name.span(),
                format!("`.{name}` makes a collection on the heap, out of reach of vector lanes and GPUs"),
            )
            .help("write the items to a `&mut [T]` parameter: `for (y, v) in y.iter_mut().zip(…) { *y = v; }`"),
            _ => {
                let help = match name.as_str() {
                    "filter_map" | "find_map" => "use `.filter(…)` and `.map(…)`",
                    "flat_map" | "flatten" | "chain" | "cycle" => "write loops, one in the other or one after the other",
                    "min_by" | "max_by" | "min_by_key" | "max_by_key" => {
                        "fold the values, `.fold(f32::INFINITY, |a, b| a.min(b))`, or keep the best so far in a loop: `if v < best { best = v; at = i; }`"
                    }
                    "reduce" => "use `.fold(start, …)` with a start of your own",
                    "find" => "use `.position(…)` for the index, or `.any(…)`",
                    "last" | "nth" | "next" | "peekable" => "index the slice: `x[i]`",
                    "scan" | "map_while" | "take_while" | "skip_while" => {
                        "each item would wait for those before it: write a loop, or a `.filter(…)` that looks at its item alone"
                    }
                    "rposition" => "use `.position(…)` on the `.rev()` of the iterator",
                    _ => {
                        "an iterator of a kernel has `enumerate`, `zip`, `rev`, `skip`, `take`, `step_by`, `map`, `filter`, and ends in a `for` or in \
                         `sum`, `product`, `fold`, `min`, `max`, `count`, `all`, `any`, `position`, `for_each`"
                    }
                };
                Diagnostic::new(Code::LoopShape, call.name.span(), message).help(help)
            }
        };
        self.diagnostics.push(error);
        Ty::Error
    }
}
