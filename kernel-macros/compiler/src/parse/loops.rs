//! Loops.

use proc_macro2::Ident;

use super::ast::{Adapter, Binding, Expr, ExprKind, RETURN, Range};
use super::reader::Reader;
use crate::diag::{Code, Diagnostic, Place};

/// The loop every refused one can become.
const INDEX_LOOP: &str = "count through the indices: `for i in 0..x.len() { … x[i] … }`";

impl Reader {
    pub(super) fn for_loop(&mut self, written: &syn::ExprForLoop) -> Option<Expr> {
        if !counts(&written.expr) {
            return self.for_each(written);
        }
        let binding = self.counter(&written.pat);
        let range = self.range(&written.expr);
        let body = self.block(&written.body);
        let kind = ExprKind::For {
            label: label(written.label.as_ref()),
            binding: binding?,
            range: range?,
            body: body?,
        };
        Some(self.expr_at(written.for_token.span, "this `for`", kind))
    }

    /// A `for` over something other than a plain range.
    fn for_each(&mut self, written: &syn::ExprForLoop) -> Option<Expr> {
        let pattern = self.pattern(&written.pat);
        let items = match &*written.expr {
            syn::Expr::Range(range) => self.open_range(range),
            other => self.value(other),
        };
        let body = self.block(&written.body);
        let kind = ExprKind::ForEach {
            label: label(written.label.as_ref()),
            pattern: pattern?,
            items: Box::new(items?),
            body: body?,
        };
        Some(self.expr_at(written.for_token.span, "this `for`", kind))
    }

    fn open_range<T>(&mut self, range: &syn::ExprRange) -> Option<T> {
        self.loop_shape(range, "this range is open", "give it both ends: `0..n`")
    }

    pub(super) fn while_loop(&mut self, written: &syn::ExprWhile) -> Option<Expr> {
        let cond = self.value(&written.cond);
        let body = self.block(&written.body);
        let kind = ExprKind::While {
            label: label(written.label.as_ref()),
            cond: Box::new(cond?),
            body: body?,
        };
        Some(self.expr_at(written.while_token.span, "this `while`", kind))
    }

    pub(super) fn endless_loop(&mut self, written: &syn::ExprLoop) -> Option<Expr> {
        let body = self.block(&written.body)?;
        let kind = ExprKind::Loop {
            label: label(written.label.as_ref()),
            body,
        };
        Some(self.expr_at(written.loop_token.span, "this `loop`", kind))
    }

    pub(super) fn break_out(&mut self, written: &syn::ExprBreak) -> Option<Expr> {
        let label = written.label.as_ref().map(|label| label.ident.to_string());
        let value = match &written.expr {
            Some(value) => Some(Box::new(self.value(value)?)),
            None => None,
        };
        if let Some(label) = &label {
            // If it is a loop's label, nobody asks.
            self.leaves(label);
        }
        Some(self.expr(written, ExprKind::Break { label, value }))
    }

    pub(super) fn return_early(&mut self, written: &syn::ExprReturn) -> Option<Expr> {
        let value = match &written.expr {
            Some(value) => Some(Box::new(self.value(value)?)),
            None => None,
        };
        self.leaves(RETURN);
        Some(self.expr(written, ExprKind::Return(value)))
    }

    pub(super) fn labelled(&mut self, label: &syn::Label, block: &syn::Block) -> Option<Expr> {
        let name = label.name.ident.to_string();
        let body = self.left_by(&name, |reader| reader.block(block))?;
        let kind = ExprKind::Labelled { label: name, body };
        Some(self.expr_at(Place::of(label), "this block", kind))
    }

    pub(super) fn go_on(&mut self, written: &syn::ExprContinue) -> Option<Expr> {
        let label = written.label.as_ref().map(|label| label.ident.to_string());
        Some(self.expr(written, ExprKind::Continue(label)))
    }

    fn counter(&mut self, pattern: &syn::Pat) -> Option<Binding> {
        match pattern {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => {
                if name.mutability.is_some() {
                    self.refuse(
                        Diagnostic::new(Code::LoopShape, Place::of(name), "the counter of a `for` is `mut`").help(
                            format!("count with a plain name, and copy it in the body: `let mut {0}2 = {0};`", name.ident),
                        ),
                    );
                    return None;
                }
                Some(self.binding(&name.ident, false))
            }
            syn::Pat::Wild(wild) => {
                Some(self.binding(&Ident::new("round", wild.underscore_token.span), false))
            }
            syn::Pat::Paren(inner) => self.counter(&inner.pat),
            other => self.loop_shape(other, "the counter of a `for` is one name", INDEX_LOOP),
        }
    }

    fn range(&mut self, written: &syn::Expr) -> Option<Range> {
        match written {
            syn::Expr::Paren(inner) => self.range(&inner.expr),
            syn::Expr::Group(inner) => self.range(&inner.expr),
            syn::Expr::Range(range) => self.plain_range(range),
            syn::Expr::MethodCall(call) => self.adapted_range(call),
            other => self.loop_shape(
                other,
                "a `for` of a kernel counts through a range of integers",
                INDEX_LOOP,
            ),
        }
    }

    fn plain_range(&mut self, range: &syn::ExprRange) -> Option<Range> {
        let (Some(start), Some(end)) = (&range.start, &range.end) else {
            return self.open_range(range);
        };
        let start = self.value(start);
        let end = self.value(end);
        Some(Range {
            start: Box::new(start?),
            end: Box::new(end?),
            inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
            adapters: Vec::new(),
        })
    }

    fn adapted_range(&mut self, call: &syn::ExprMethodCall) -> Option<Range> {
        let name = call.method.to_string();
        match (name.as_str(), call.args.len()) {
            ("rev", 0) => {
                let mut range = self.range(&call.receiver)?;
                range.adapters.push(Adapter::Rev);
                Some(range)
            }
            ("step_by", 1) => {
                let range = self.range(&call.receiver);
                let step = self.value(&call.args[0]);
                let (mut range, step) = range.zip(step)?;
                range.adapters.push(Adapter::StepBy(Box::new(step)));
                Some(range)
            }
            ("into_iter", 0) => self.range(&call.receiver),
            _ => self.loop_shape(
                &call.method,
                &format!("a `for` of a kernel cannot count through `.{name}(…)`"),
                INDEX_LOOP,
            ),
        }
    }

    fn loop_shape<T>(
        &mut self,
        tokens: &impl quote::ToTokens,
        message: &str,
        help: &str,
    ) -> Option<T> {
        self.refuse(Diagnostic::new(Code::LoopShape, Place::of(tokens), message).help(help));
        None
    }
}

/// Whether a `for` over that counts through a range, at most backwards or in steps.
fn counts(written: &syn::Expr) -> bool {
    match written {
        syn::Expr::Paren(inner) => counts(&inner.expr),
        syn::Expr::Group(inner) => counts(&inner.expr),
        syn::Expr::Range(range) => range.start.is_some() && range.end.is_some(),
        syn::Expr::MethodCall(call) => {
            let adapter = match call.method.to_string().as_str() {
                "rev" | "into_iter" => call.args.is_empty(),
                "step_by" => call.args.len() == 1,
                _ => false,
            };
            adapter && counts(&call.receiver)
        }
        _ => false,
    }
}

fn label(label: Option<&syn::Label>) -> Option<String> {
    label.map(|label| label.name.ident.to_string())
}
