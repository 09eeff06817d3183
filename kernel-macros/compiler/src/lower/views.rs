//! Slices, parts of them and references to their elements. A view is an array, an offset and a length, never a value in the IR: what
//! is done with it becomes loads and stores of the array.

use proc_macro2::{Ident, Span};

use super::builder::{integer, select};
use super::loops::is_zero;
use super::{Element, Lowerer, Tree, Value, View, plain};
use crate::check::ViewCall;
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, ArrayId, ExprKind as IrKind, Literal, Scalar, SiteKind, StmtKind};
use crate::ops::Op;
use crate::parse::ast::{self, Binding, Expr, ExprKind};

impl Lowerer<'_> {
    /// An array as a view of all of it.
    pub(super) fn whole(&self, array: ArrayId, span: Span) -> View<ir::Expr> {
        View {
            array,
            start: integer(0, Scalar::Usize, span),
            len: self.length(array, span),
            inner: self.inner(array),
        }
    }

    /// The length of an array.
    pub(super) fn length(&self, array: ArrayId, span: Span) -> ir::Expr {
        if let Some(len) = self.outer_length(array) {
            return len;
        }
        ir::Expr {
            kind: IrKind::Len(array),
            ty: Scalar::Usize,
            span,
        }
    }

    /// The name of an array in the source.
    pub(super) fn array_name(&self, array: ArrayId) -> String {
        plain(&self.arrays[array.index()].name)
    }

    /// An expression that is a slice.
    pub(super) fn view(&mut self, expr: &Expr) -> Option<View<ir::Expr>> {
        match self.value(expr)? {
            Tree::View(view) => Some(view),
            _ => {
                self.no_value(expr);
                None
            }
        }
    }

    /// An expression that is `&mut` to an element.
    pub(super) fn element(&mut self, expr: &Expr) -> Option<Element<ir::Expr>> {
        match self.value(expr)? {
            Tree::Element(element) => Some(element),
            _ => {
                self.no_value(expr);
                None
            }
        }
    }

    /// What has no value of its own stands where it cannot be taken apart.
    pub(super) fn no_value(&mut self, expr: &Expr) -> Option<Value> {
        // What has been refused already leaves names without a value behind.
        if !self.diagnostics.is_empty() {
            return None;
        }
        let message = format!("`{}` cannot be used as a value here", expr.text);
        self.diagnostics.push(
            Diagnostic::new(Code::Unsupported, expr.place, message)
                .help("use it where it is written: iterate over it, index it, or compute a number from it"),
        );
        None
    }

    /// The scalar of a value; what `&mut` refers to is read.
    pub(super) fn read_through(&mut self, value: Value, span: Span) -> Option<ir::Expr> {
        match value {
            Tree::One(expr) => Some(expr),
            Tree::Element(element) => Some(self.load(element, span)),
            Tree::Many(_) | Tree::View(_) | Tree::Array(_) => None,
        }
    }

    /// `*v`
    pub(super) fn dereference(&mut self, value: Value, span: Span) -> Option<Value> {
        match value {
            Tree::Element(_) => self.read_through(value, span).map(Tree::One),
            other => Some(other),
        }
    }

    /// `&a`, `&mut a`
    pub(super) fn reference(&mut self, mutable: bool, of: &Expr) -> Option<Value> {
        let span = of.place.start;
        if !mutable {
            let value = self.value(of)?;
            return self.dereference(value, span);
        }
        match &of.kind {
            ExprKind::Index { base, index } if !self.is_array(of) => {
                let lowered = self.scalar(index)?;
                let view = self.view(base)?;
                let mut element = self.within(&view, lowered, &name_of(base), &index.text, span);
                element.index = self.named("index", element.index);
                // An index into a part of an array has been checked.
                if self.is_whole(&view) {
                    self.referred(&element, span);
                }
                Some(Tree::Element(element))
            }
            ExprKind::Array(_) | ExprKind::Repeat(..) => {
                let name = Ident::new("array", span);
                let array = self.array_value(of, &name, true)?;
                Some(Tree::View(self.whole(array, span)))
            }
            // `&mut *v` is `v`.
            ExprKind::Deref(inner) => self.value(inner),
            _ => self.value(of),
        }
    }

    /// A reference is checked where it is made, whether or not anything is done through it.
    fn referred(&mut self, element: &Element<ir::Expr>, span: Span) {
        let site = self.index_site(element, span);
        let kind = StmtKind::Check {
            index: element.index.clone(),
            len: self.length(element.array, span),
            site,
        };
        self.push(kind, span);
    }

    /// The place that `array[index]` names, where `array` is an array or a view. An index into a view is checked.
    pub(super) fn indexed(
        &mut self,
        whole: &Expr,
        index: ir::Expr,
        text: &str,
    ) -> Option<Element<ir::Expr>> {
        let ExprKind::Index { base, .. } = &whole.kind else {
            return None;
        };
        let view = self.view(base)?;
        let name = name_of(base);
        Some(self.within(&view, index, &name, text, whole.place.start))
    }

    /// The place of an index into a view, checked.
    fn within(
        &mut self,
        view: &View<ir::Expr>,
        index: ir::Expr,
        name: &str,
        text: &str,
        span: Span,
    ) -> Element<ir::Expr> {
        let place = |index, text: &str| Element {
            array: view.array,
            index,
            text: text.into(),
        };
        // The array's own bounds are the view's.
        if self.is_whole(view) {
            return place(index, text);
        }
        let index = self.checked(view, index, name, text, span);
        let index = self.plus(view.start.clone(), index);
        if is_zero(&view.start) {
            place(index, text)
        } else {
            place(index, &format!("{name}_start + {text}"))
        }
    }

    /// An index that is below the view's length from here on.
    pub(super) fn checked(
        &mut self,
        view: &View<ir::Expr>,
        index: ir::Expr,
        name: &str,
        text: &str,
        span: Span,
    ) -> ir::Expr {
        let index = self.named("index", index);
        if !below(&index, &view.len) {
            let site = self.site(
                span,
                SiteKind::Index {
                    array: name.to_owned(),
                    text: text.to_owned(),
                },
            );
            let kind = StmtKind::Check {
                index: index.clone(),
                len: view.len.clone(),
                site,
            };
            self.push(kind, span);
        }
        index
    }

    /// `x[a..b]`
    pub(super) fn part(&mut self, base: &Expr, part: &ast::Span) -> Option<Value> {
        let span = base.place.start;
        let view = self.view(base)?;
        let view = self.settled(view, "part");
        let written: Vec<&Expr> = [&part.start, &part.end]
            .into_iter()
            .flatten()
            .map(|end| &**end)
            .collect();
        let mut ends = self.operands(&written)?.into_iter();
        let low = match &part.start {
            Some(_) => Some(ends.next()?),
            None => None,
        };
        let high = match &part.end {
            Some(end) => {
                let high = ends.next()?;
                Some(if part.inclusive {
                    self.past(high, end)
                } else {
                    high
                })
            }
            None => None,
        };
        let text = |end: &Option<Box<Expr>>| end.as_ref().map(|end| end.text.to_string());
        let (low_text, high_text) = (text(&part.start), text(&part.end));
        let low = low.map(|low| self.named("start", low));
        let high = high.map(|high| self.named("end", high));
        let of = format!("{}.len()", base.text);
        if let Some(high) = &high {
            let last = high_text.clone().unwrap_or_default();
            let sign = if part.inclusive { "<" } else { "<=" };
            self.at_most(high, &view.len, format!("{last} {sign} {of}"), span);
        }
        let low = match low {
            Some(low) => {
                let from = low_text.unwrap_or_default();
                let end = high.clone().unwrap_or_else(|| view.len.clone());
                let text = high_text.unwrap_or(of);
                self.at_most(&low, &end, format!("{from} <= {text}"), span);
                low
            }
            None => integer(0, Scalar::Usize, span),
        };
        let end = high.unwrap_or_else(|| view.len.clone());
        let len = self.minus(end, low.clone());
        Some(Tree::View(View {
            start: self.offset(&view, low),
            len,
            ..view
        }))
    }

    /// Fails unless `a <= b`.
    fn at_most(&mut self, a: &ir::Expr, b: &ir::Expr, text: String, span: Span) {
        let surely = same(a, b)
            || is_zero(a)
            || matches!((number(a), number(b)), (Some(a), Some(b)) if a <= b);
        if !surely {
            let cond = self.binary(Op::Le, a.clone(), b.clone());
            self.fail_unless(cond, text, span);
        }
    }

    /// The view with offset and length under names, so that they can be used any number of times.
    pub(super) fn settled(&mut self, view: View<ir::Expr>, name: &str) -> View<ir::Expr> {
        View {
            start: self.named(&format!("{name}_start"), view.start),
            len: self.named(&format!("{name}_len"), view.len),
            ..view
        }
    }

    /// A value whose scalars are names or literals.
    pub(super) fn settled_value(&mut self, value: Value, name: &str) -> Value {
        match value {
            Tree::One(expr) => Tree::One(self.named(name, expr)),
            Tree::Many(parts) => Tree::Many(
                parts
                    .into_iter()
                    .map(|part| self.settled_value(part, name))
                    .collect(),
            ),
            Tree::View(view) => Tree::View(self.settled(view, name)),
            Tree::Array(array) => Tree::Array(array),
            Tree::Element(mut element) => {
                element.index = self.named(&format!("{name}_index"), element.index);
                Tree::Element(element)
            }
        }
    }

    /// Introduces a name for something that is no variable.
    pub(super) fn alias(&mut self, binding: &Binding, value: &Value) {
        if self.types.local(binding.id).assigned && matches!(value, Tree::Many(_)) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Unsupported,
                    binding.name.span(),
                    format!(
                        "`{}` holds references, so it cannot be assigned",
                        binding.name
                    ),
                )
                .help("take it apart: `let (a, b) = …;`"),
            );
        }
        let value = self.owned(
            value.clone(),
            &self.types.local(binding.id).ty,
            &binding.name,
        );
        let value = self.settled_value(value, &plain(&binding.name));
        self.rename(binding, &value);
        self.aliases.insert(binding.id, value);
    }

    /// A method of a slice.
    pub(super) fn view_call(
        &mut self,
        whole: &Expr,
        call: ViewCall,
        receiver: &Expr,
        args: &[Expr],
    ) -> Option<Value> {
        let span = whole.place.start;
        let view = self.view(receiver)?;
        let view = self.settled(view, "part");
        let name = &*receiver.text;
        let unit = Tree::Many(Vec::new());
        Some(match (call, args) {
            (ViewCall::Len, _) => Tree::One(view.len),
            (ViewCall::IsEmpty, _) => {
                let zero = integer(0, Scalar::Usize, span);
                Tree::One(self.binary(Op::Eq, view.len, zero))
            }
            (ViewCall::First | ViewCall::Last, _) if view.inner.is_empty() => {
                return Some(self.end_of(&view, call == ViewCall::Last, name, span));
            }
            (ViewCall::SplitAt, [mid]) => {
                let lowered = self.scalar(mid)?;
                let lowered = self.named("mid", lowered);
                let text = format!("{} <= {name}.len()", mid.text);
                self.at_most(&lowered, &view.len, text, span);
                let rest = View {
                    start: self.offset(&view, lowered.clone()),
                    len: self.minus(view.len.clone(), lowered.clone()),
                    ..view.clone()
                };
                let first = View {
                    len: lowered,
                    ..view
                };
                Tree::Many(vec![Tree::View(first), Tree::View(rest)])
            }
            (ViewCall::CopyFrom, [from]) => {
                let other = self.view(from)?;
                let other = self.settled(other, "from");
                if !same(&view.len, &other.len) {
                    let cond = self.binary(Op::Eq, view.len.clone(), other.len.clone());
                    let text = format!("{name}.len() == {}.len()", from.text);
                    self.fail_unless(cond, text, span);
                }
                self.copy(&other, &view, span);
                unit
            }
            (ViewCall::First | ViewCall::Last | ViewCall::Swap, _) if !view.inner.is_empty() => {
                self.no_rows(whole);
                return None;
            }
            (ViewCall::Fill, [value]) if !view.inner.is_empty() => {
                let row = self.view(value)?;
                self.fill_rows(&row, &view, span);
                unit
            }
            (ViewCall::Fill, [value]) => {
                let value = self.scalar(value)?;
                let value = self.named("value", value);
                self.each_index("fill", &view.len.clone(), span, |lowerer, at| {
                    let target = lowerer.at(&view, at);
                    lowerer.store(target, value, span);
                });
                unit
            }
            (ViewCall::Swap, [i, j]) => {
                let [first, second] = self.operands(&[i, j])?.try_into().ok()?;
                let mut first = self.within(&view, first, name, &i.text, span);
                first.index = self.index_once(first.index);
                let mut second = self.within(&view, second, name, &j.text, span);
                second.index = self.index_once(second.index);
                let load = self.load(first.clone(), span);
                let a = self.named("a", load);
                let load = self.load(second.clone(), span);
                let b = self.named("b", load);
                self.store(first, b, span);
                self.store(second, a, span);
                unit
            }
            _ => return self.no_value(whole),
        })
    }

    /// `x.first()`, `x.last()`
    fn end_of(&mut self, view: &View<ir::Expr>, last: bool, name: &str, span: Span) -> Value {
        let zero = integer(0, Scalar::Usize, span);
        let some = self.binary(Op::Ne, view.len.clone(), zero.clone());
        let ty = self.arrays[view.array.index()].element;
        let ident = Ident::new(if last { "last" } else { "first" }, span);
        let var = self.var(&ident, ty, true, ir::Origin::Local);
        self.push(StmtKind::Let { var, value: None }, span);
        let (index, text) = if last {
            let one = integer(1, Scalar::Usize, span);
            (
                self.minus(view.len.clone(), one),
                format!("{name}.len() - 1"),
            )
        } else {
            (zero, "0".to_owned())
        };
        let index = self.plus(view.start.clone(), index);
        let element = Element {
            array: view.array,
            index,
            text: text.into(),
        };
        let value = self.load(element, span);
        let assign = |value| ir::Stmt {
            kind: StmtKind::Assign { var, value },
            span,
        };
        let kind = StmtKind::If {
            cond: some.clone(),
            then: vec![assign(value)],
            otherwise: vec![assign(zero_of(ty, span))],
        };
        self.push(kind, span);
        let value = self.read(var, span);
        Tree::Many(vec![Tree::One(some), Tree::One(value)])
    }

    /// The place at a position that is known to be in the view.
    pub(super) fn at(&mut self, view: &View<ir::Expr>, position: ir::Expr) -> Element<ir::Expr> {
        let text = match &position.kind {
            IrKind::Var(var) => plain(&self.vars[var.index()].name),
            _ => "…".to_owned(),
        };
        Element {
            array: view.array,
            index: self.plus(view.start.clone(), position),
            text: text.into(),
        }
    }

    /// `a + b`, where zero says nothing.
    pub(super) fn plus(&mut self, a: ir::Expr, b: ir::Expr) -> ir::Expr {
        match (number(&a), number(&b)) {
            (Some(0), _) => b,
            (_, Some(0)) => a,
            (Some(x), Some(y)) => integer(x + y, a.ty, a.span),
            _ => self.binary(Op::Add, a, b),
        }
    }

    /// `a - b`, where `b <= a` is known.
    pub(super) fn minus(&mut self, a: ir::Expr, b: ir::Expr) -> ir::Expr {
        match (number(&a), number(&b)) {
            (_, Some(0)) => a,
            (Some(x), Some(y)) if y <= x => integer(x - y, a.ty, a.span),
            _ => self.binary(Op::Sub, a, b),
        }
    }

    /// The smaller of two numbers of `usize`.
    pub(super) fn smaller(&mut self, a: ir::Expr, b: ir::Expr) -> ir::Expr {
        if same(&a, &b) {
            return a;
        }
        match (number(&a), number(&b)) {
            (Some(x), Some(y)) => integer(x.min(y), a.ty, a.span),
            _ => self.binary(Op::Min, a, b),
        }
    }

    /// `a - b`, or 0 where that is negative.
    pub(super) fn excess(&mut self, a: ir::Expr, b: ir::Expr) -> ir::Expr {
        if same(&a, &b) {
            return integer(0, a.ty, a.span);
        }
        match (number(&a), number(&b)) {
            (_, Some(0)) => a,
            (Some(x), Some(y)) => integer((x - y).max(0), a.ty, a.span),
            _ => self.binary(Op::SaturatingSub, a, b),
        }
    }
}

/// What is indexed, in messages.
pub(super) fn name_of(base: &Expr) -> String {
    match &base.kind {
        ExprKind::Path(path) => path.last().trim_start_matches("r#").to_owned(),
        ExprKind::Ref { of, .. } | ExprKind::Deref(of) => name_of(of),
        _ => base.text.to_string(),
    }
}

/// The value of an integer literal.
pub(super) fn number(expr: &ir::Expr) -> Option<i128> {
    match expr.kind {
        IrKind::Literal(Literal::Int(value)) => Some(value),
        _ => None,
    }
}

/// Zero of a type, or `false`.
pub(super) fn zero_of(ty: Scalar, span: Span) -> ir::Expr {
    let literal = match ty {
        Scalar::Bool => Literal::Bool(false),
        Scalar::F32 | Scalar::F64 => Literal::Float("0.0".to_owned()),
        _ => Literal::Int(0),
    };
    ir::Expr {
        kind: IrKind::Literal(literal),
        ty,
        span,
    }
}

/// Whether both are the same name, literal or length.
pub(super) fn same(a: &ir::Expr, b: &ir::Expr) -> bool {
    match (&a.kind, &b.kind) {
        (IrKind::Var(a), IrKind::Var(b)) => a == b,
        (IrKind::Len(a), IrKind::Len(b)) => a == b,
        (IrKind::Literal(a), IrKind::Literal(b)) => a == b,
        _ => false,
    }
}

/// Whether both are literals, the first the smaller.
fn below(index: &ir::Expr, len: &ir::Expr) -> bool {
    matches!((number(index), number(len)), (Some(index), Some(len)) if index < len)
}

/// One of two values by a condition that is often a literal.
pub(super) fn pick(cond: ir::Expr, then: ir::Expr, otherwise: ir::Expr) -> ir::Expr {
    match cond.kind {
        IrKind::Literal(Literal::Bool(true)) => then,
        IrKind::Literal(Literal::Bool(false)) => otherwise,
        _ => select(cond, then, otherwise),
    }
}
