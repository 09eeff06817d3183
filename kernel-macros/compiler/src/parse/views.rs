//! References and parts of slices.

use super::ast::{Expr, ExprKind, Span};
use super::reader::Reader;

impl Reader {
    /// `&a`, `&mut a`
    pub(super) fn reference(&mut self, written: &syn::ExprReference) -> Option<Expr> {
        let of = Box::new(self.value(&written.expr)?);
        let mutable = written.mutability.is_some();
        Some(self.expr(written, ExprKind::Ref { mutable, of }))
    }

    /// `x[a..b]`
    pub(super) fn slice(
        &mut self,
        written: &syn::ExprIndex,
        range: &syn::ExprRange,
    ) -> Option<Expr> {
        let base = self.value(&written.expr);
        let part = self.span(range);
        let kind = ExprKind::Slice {
            base: Box::new(base?),
            part: part?,
        };
        Some(self.expr(written, kind))
    }

    /// `a..b` where a value stands: the start of an iterator. What it may not be, checking says.
    pub(super) fn range_value(&mut self, written: &syn::ExprRange) -> Option<Expr> {
        let range = self.span(written)?;
        if range.start.is_none() {
            return self.unsupported(
                written,
                "a range without a start",
                "give it a start: `0..n`",
            );
        }
        Some(self.expr(written, ExprKind::Range(range)))
    }

    /// `a..b` that is asked what it contains: either end may be missing.
    pub(super) fn asked_range(&mut self, written: &syn::ExprRange) -> Option<Expr> {
        let range = self.span(written)?;
        Some(self.expr(written, ExprKind::Range(range)))
    }

    fn span(&mut self, range: &syn::ExprRange) -> Option<Span> {
        let mut end = |end: &Option<Box<syn::Expr>>| match end {
            Some(end) => self.value(end).map(|end| Some(Box::new(end))),
            None => Some(None),
        };
        let start = end(&range.start);
        let last = end(&range.end);
        Some(Span {
            start: start?,
            end: last?,
            inclusive: matches!(range.limits, syn::RangeLimits::Closed(_)),
        })
    }
}
