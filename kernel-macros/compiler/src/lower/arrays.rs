//! Local arrays and tables. An array of arrays is one flat array of scalars; what it is made of tells a [`View`].

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::quote;

use super::builder::integer;
use super::items::Items;
use super::loops::is_zero;
use super::views::{number, zero_of};
use super::{Lowerer, Place, Tree, Value, View, plain, position};
use crate::check::{Extent, Type};
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    self, Array, ArrayId, ArrayKind, Elements, ExprKind as IrKind, Length, Literal, Origin, Output,
    Scalar, StmtKind,
};
use crate::ops::Op;
use crate::parse;
use crate::parse::ast::{self, Binding, Expr, ExprKind};

/// The most elements that are copied one by one rather than in a loop.
const FEW: i128 = 8;

/// The lengths of an array.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// Its own.
    outer: ir::Expr,
    /// Those of the arrays within it, outermost first.
    inner: Vec<ir::Expr>,
}

impl Lowerer<'_> {
    /// A new array.
    pub(super) fn array(&mut self, name: &Ident, element: Scalar, mutable: bool) -> ArrayId {
        let id = ArrayId(position(self.arrays.len()));
        self.arrays.push(Array {
            name: name.clone(),
            element,
            mutable,
            kind: ArrayKind::Slice,
        });
        id
    }

    /// The lengths of a parameter.
    pub(super) fn array_param(
        &mut self,
        array: ArrayId,
        fixed: Option<&ast::Extent>,
        inner: &[ast::Extent],
    ) {
        let span = self.arrays[array.index()].name.span();
        let lengths = |lowerer: &mut Self, extents: &[ast::Extent]| -> Option<Vec<ir::Expr>> {
            extents
                .iter()
                .map(|extent| lowerer.scalar(&extent.expr))
                .collect()
        };
        if inner.is_empty() {
            if let Some(fixed) = fixed {
                self.arrays[array.index()].kind = ArrayKind::Fixed(Length(fixed.tokens.clone()));
            }
            return;
        }
        let Some(inner) = lengths(self, inner) else {
            return;
        };
        let outer = match fixed {
            Some(fixed) => {
                let Some(outer) = self.scalar(&fixed.expr) else {
                    return;
                };
                let length = self.size(&outer, &inner, span);
                self.arrays[array.index()].kind = ArrayKind::Fixed(length);
                outer
            }
            None => {
                let all = ir::Expr {
                    kind: IrKind::Len(array),
                    ty: Scalar::Usize,
                    span,
                };
                let width = self.width(&inner, span);
                let count = self.binary(Op::Div, all, width);
                let name = format!("{}_len", plain(&self.arrays[array.index()].name));
                self.named(&name, count)
            }
        };
        self.shapes.insert(array, Shape { outer, inner });
    }

    /// The length of an array, where that is not all its scalars.
    pub(super) fn outer_length(&self, array: ArrayId) -> Option<ir::Expr> {
        self.shapes.get(&array).map(|shape| shape.outer.clone())
    }

    /// The lengths of the arrays within an array.
    pub(super) fn inner(&self, array: ArrayId) -> Vec<ir::Expr> {
        match self.shapes.get(&array) {
            Some(shape) => shape.inner.clone(),
            None => Vec::new(),
        }
    }

    /// Whether the view is all of an array of scalars, so that the array's own bounds are the view's.
    pub(super) fn is_whole(&self, view: &View<ir::Expr>) -> bool {
        let all = match &view.len.kind {
            IrKind::Len(array) => *array == view.array,
            _ => self
                .outer_length(view.array)
                .is_some_and(|len| super::views::same(&len, &view.len)),
        };
        all && is_zero(&view.start) && self.inner(view.array).is_empty()
    }

    /// How many scalars an array of those lengths has.
    fn width(&mut self, lengths: &[ir::Expr], span: Span) -> ir::Expr {
        let one = integer(1, Scalar::Usize, span);
        lengths
            .iter()
            .fold(one, |width, len| self.scaled(width, len.clone()))
    }

    /// Where the element of a view at a position starts.
    pub(super) fn offset(&mut self, view: &View<ir::Expr>, position: ir::Expr) -> ir::Expr {
        let width = self.width(&view.inner, position.span);
        let offset = self.scaled(position, width);
        self.plus(view.start.clone(), offset)
    }

    /// The array at a position of a slice of arrays, the position known to be in it.
    pub(super) fn row_at(&mut self, view: &View<ir::Expr>, position: ir::Expr) -> View<ir::Expr> {
        let start = self.offset(view, position);
        let mut inner = view.inner.clone();
        let len = inner.remove(0);
        View {
            array: view.array,
            start,
            len,
            inner,
        }
    }

    /// `m[i]`, an array within an array.
    pub(super) fn row(&mut self, base: &Expr, index: &Expr, span: Span) -> Option<View<ir::Expr>> {
        let view = self.view(base)?;
        let lowered = self.scalar(index)?;
        let lowered = self.checked(
            &view,
            lowered,
            &super::views::name_of(base),
            &index.text,
            span,
        );
        if view.inner.is_empty() {
            return None;
        }
        let row = self.row_at(&view, lowered);
        Some(self.settled(row, "row"))
    }

    /// Whether an expression is an array.
    pub(super) fn is_array(&self, expr: &Expr) -> bool {
        matches!(self.types.expr(expr.id), Type::Array(..))
    }

    /// The lengths of an array type, outermost first.
    fn lengths(&mut self, ty: &Type, span: Span) -> Vec<ir::Expr> {
        let mut lengths = Vec::new();
        let mut ty = ty;
        while let Type::Array(element, extent) = ty {
            lengths.push(self.extent(extent, span));
            ty = element;
        }
        lengths
    }

    fn extent(&mut self, extent: &Extent, span: Span) -> ir::Expr {
        let zero = integer(0, Scalar::Usize, span);
        match extent {
            Extent::Number(number) => integer(i128::from(*number), Scalar::Usize, span),
            Extent::Written(written) => self.scalar(&written.expr).unwrap_or(zero),
            Extent::Table { table, depth } => {
                let path = &self.types.consts[*table].path;
                let first = quote!([0]);
                let within = std::iter::repeat_n(&first, *depth);
                let path = quote!(#path #(#within)*.len());
                let key = (*table, *depth);
                let name = Ident::new("table_len", span);
                let known = self.table_lengths.get(&key).copied();
                let var = known.unwrap_or_else(|| {
                    let var = self.var(&name, Scalar::Usize, false, Origin::Const(path));
                    self.table_lengths.insert(key, var);
                    var
                });
                self.read(var, span)
            }
        }
    }

    /// The length of an array as its type says it, in scalars.
    fn size(&mut self, outer: &ir::Expr, inner: &[ir::Expr], span: Span) -> Length {
        let all: Vec<&ir::Expr> = std::iter::once(outer).chain(inner).collect();
        let known: Option<i128> = all
            .iter()
            .map(|len| number(len))
            .try_fold(1i128, |product, len| product.checked_mul(len?));
        if let Some(known) = known.and_then(|known| u64::try_from(known).ok()) {
            let token = Token::u64_unsuffixed(known);
            return Length(quote!(#token));
        }
        let product = all.iter().try_fold(None, |product, len| {
            let len = self.constant_tokens(len)?;
            Some(Some(match product {
                Some(product) => quote!((#product) * (#len)),
                None => len,
            }))
        });
        match product.flatten() {
            Some(product) => Length(product),
            None => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Unsupported,
                        span,
                        "the length of an array is no constant",
                    )
                    .help("write a number, or a `const` of type `usize`"),
                );
                Length(quote!(0))
            }
        }
    }

    /// An expression of constants as tokens.
    fn constant_tokens(&self, expr: &ir::Expr) -> Option<TokenStream> {
        match &expr.kind {
            IrKind::Literal(Literal::Int(value)) => {
                let token = Token::i128_unsuffixed(*value);
                Some(quote!(#token))
            }
            IrKind::Var(var) => match &self.vars[var.index()].origin {
                Origin::Const(path) => Some(path.clone()),
                _ => None,
            },
            IrKind::Cast(value) => {
                let value = self.constant_tokens(value)?;
                let ty = Ident::new(expr.ty.name(), expr.span);
                Some(quote!((#value) as #ty))
            }
            IrKind::Op { op, args, .. } => {
                let [left, right] = args.as_slice() else {
                    return None;
                };
                let (left, right) = (self.constant_tokens(left)?, self.constant_tokens(right)?);
                Some(match op {
                    Op::Add => quote!((#left) + (#right)),
                    Op::Sub => quote!((#left) - (#right)),
                    Op::Mul => quote!((#left) * (#right)),
                    Op::Div => quote!((#left) / (#right)),
                    Op::Rem => quote!((#left) % (#right)),
                    _ => return None,
                })
            }
            _ => None,
        }
    }

    /// A local array of that type, not yet introduced.
    fn local(&mut self, name: &Ident, ty: &Type, mutable: bool) -> ArrayId {
        let id = self.array(name, innermost(ty), mutable);
        self.shaped(id, ty, ArrayKind::Local);
        id
    }

    /// Gives an array the lengths of its type.
    pub(super) fn shaped(&mut self, id: ArrayId, ty: &Type, kind: fn(Length) -> ArrayKind) {
        let span = self.arrays[id.index()].name.span();
        let lengths = self.lengths(ty, span);
        if let Some((outer, inner)) = lengths.split_first() {
            let length = self.size(outer, inner, span);
            self.arrays[id.index()].kind = kind(length);
            let shape = Shape {
                outer: outer.clone(),
                inner: inner.to_vec(),
            };
            self.shapes.insert(id, shape);
        }
    }

    /// Gives the arrays of a parameter that is a struct their lengths.
    pub(super) fn shaped_parts(&mut self, place: &Place, ty: &Type) {
        match (place, ty) {
            (Tree::Array(array), ty) => self.shaped(*array, ty, ArrayKind::Fixed),
            (Tree::Many(parts), Type::Tuple(types)) => {
                for (part, ty) in parts.iter().zip(types) {
                    self.shaped_parts(part, ty);
                }
            }
            _ => {}
        }
    }

    /// A parameter that is an array by value, or one within a struct.
    pub(super) fn owned_param(
        &mut self,
        name: &Ident,
        ty: &ast::Type,
        params: &mut Vec<ir::Param>,
    ) -> ArrayId {
        let element = parse::innermost(ty).unwrap_or(Scalar::Bool);
        let array = self.array(name, element, false);
        params.push(ir::Param::Array(array));
        array
    }

    fn introduce_array(&mut self, array: ArrayId, values: Elements, span: Span) {
        self.push(StmtKind::LetArray { array, values }, span);
    }

    /// A local array that is assigned before anybody looks at it.
    pub(super) fn blank(&mut self, name: &Ident, ty: &Type) -> ArrayId {
        let array = self.local(name, ty, true);
        let zero = zero_of(self.arrays[array.index()].element, name.span());
        self.introduce_array(array, Elements::Repeat(zero), name.span());
        array
    }

    /// `[a, b, c]` or `[a; N]` as a local array of that name.
    pub(super) fn array_value(
        &mut self,
        expr: &Expr,
        name: &Ident,
        mutable: bool,
    ) -> Option<ArrayId> {
        let span = expr.place.start;
        let ty = self.types.expr(expr.id).clone();
        if let Some(value) = self.repeated_scalar(expr) {
            let value = self.scalar(value)?;
            let array = self.local(name, &ty, mutable);
            self.introduce_array(array, Elements::Repeat(value), span);
            return Some(array);
        }
        let mut listed = Vec::new();
        if self.listed(expr, &mut listed) {
            let values = self.operands(&listed)?;
            let array = self.local(name, &ty, mutable);
            self.introduce_array(array, Elements::List(values), span);
            return Some(array);
        }
        // Arrays of arrays that are no lists of scalars: part by part.
        let parts: Vec<&Expr> = match &expr.kind {
            ExprKind::Array(parts) => parts.iter().collect(),
            ExprKind::Repeat(value, _) => vec![&**value],
            _ => return None,
        };
        let values = self.values(&parts)?;
        let array = self.blank(name, &ty);
        let whole = self.whole(array, span);
        if let (ExprKind::Repeat(..), [Tree::View(row)]) = (&expr.kind, values.as_slice()) {
            self.fill_rows(row, &whole, span);
            return Some(array);
        }
        for (at, value) in (0..).zip(&values) {
            if let Tree::View(from) = value {
                let to = self.row_at(&whole, integer(at, Scalar::Usize, span));
                self.copy(from, &to, span);
            }
        }
        Some(array)
    }

    /// The scalar that all elements of `[[a; M]; N]` are.
    fn repeated_scalar<'e>(&self, expr: &'e Expr) -> Option<&'e Expr> {
        match &expr.kind {
            ExprKind::Repeat(value, _) if self.is_array(value) => self.repeated_scalar(value),
            ExprKind::Repeat(value, _) => Some(value),
            _ => None,
        }
    }

    /// Collects the scalars of `[[a, b], [c, d]]`; whether the expression is nothing else.
    fn listed<'e>(&self, expr: &'e Expr, scalars: &mut Vec<&'e Expr>) -> bool {
        match &expr.kind {
            ExprKind::Array(parts) => parts.iter().all(|part| self.listed(part, scalars)),
            _ if self.is_array(expr) => false,
            _ => {
                scalars.push(expr);
                true
            }
        }
    }

    /// Copies arrays or slices of the same length.
    pub(super) fn copy(&mut self, from: &View<ir::Expr>, to: &View<ir::Expr>, span: Span) {
        let width = self.width(&to.inner, span);
        let count = self.scaled(to.len.clone(), width);
        let (from, to) = (flat(from, &count), flat(to, &count));
        match number(&count) {
            Some(count) if count <= FEW => {
                for at in 0..count {
                    self.copy_one(&from, &to, integer(at, Scalar::Usize, span), span);
                }
            }
            _ => {
                let count = self.named("count", count);
                self.each_index("copy", &count, span, |lowerer, at| {
                    lowerer.copy_one(&from, &to, at, span);
                });
            }
        }
    }

    fn copy_one(&mut self, from: &View<ir::Expr>, to: &View<ir::Expr>, at: ir::Expr, span: Span) {
        let source = self.at(from, at.clone());
        let value = self.load(source, span);
        let target = self.at(to, at);
        self.store(target, value, span);
    }

    /// Copies an array into each array of a slice.
    pub(super) fn fill_rows(&mut self, row: &View<ir::Expr>, to: &View<ir::Expr>, span: Span) {
        self.each_index("fill", &to.len.clone(), span, |lowerer, at| {
            let target = lowerer.row_at(to, at);
            let target = lowerer.settled(target, "row");
            lowerer.copy(row, &target, span);
        });
    }

    /// An array of its own with the same elements.
    pub(super) fn copied(&mut self, from: &View<ir::Expr>) -> View<ir::Expr> {
        let span = from.start.span;
        let name = Ident::new("kept", span);
        let array = self.copied_as(&name, from, true);
        self.whole(array, span)
    }

    fn copied_as(&mut self, name: &Ident, from: &View<ir::Expr>, mutable: bool) -> ArrayId {
        let element = self.arrays[from.array.index()].element;
        let id = self.array(name, element, mutable);
        let length = self.size(&from.len, &from.inner, name.span());
        self.arrays[id.index()].kind = ArrayKind::Local(length);
        let shape = Shape {
            outer: from.len.clone(),
            inner: from.inner.clone(),
        };
        self.shapes.insert(id, shape);
        self.introduce_array(
            id,
            Elements::Repeat(zero_of(element, name.span())),
            name.span(),
        );
        let to = self.whole(id, name.span());
        self.copy(from, &to, name.span());
        id
    }

    /// A name for an array: the array itself where neither is ever written, else a copy.
    pub(super) fn bind_array(&mut self, binding: &Binding, view: &View<ir::Expr>) {
        let local = self.types.local(binding.id);
        if !local.assigned && !self.arrays[view.array.index()].mutable {
            let view = self.settled(view.clone(), &plain(&binding.name));
            self.aliases.insert(binding.id, Tree::View(view));
            return;
        }
        let from = self.settled(view.clone(), &plain(&binding.name));
        let ty = local.ty.clone();
        let array = self.blank(&binding.name, &ty);
        let to = self.whole(array, binding.name.span());
        self.copy(&from, &to, binding.name.span());
        self.places.insert(binding.id, Tree::Array(array));
        self.aliases.remove(&binding.id);
    }

    /// A value in which arrays are copies where the originals could be written.
    pub(super) fn owned(&mut self, value: Value, ty: &Type, name: &Ident) -> Value {
        match (ty, value) {
            (Type::Array(..), Tree::View(view)) if self.arrays[view.array.index()].mutable => {
                let array = self.copied_as(name, &view, true);
                Tree::View(self.whole(array, name.span()))
            }
            (Type::Tuple(types), Tree::Many(parts)) => Tree::Many(
                parts
                    .into_iter()
                    .zip(types)
                    .map(|(part, ty)| self.owned(part, ty, name))
                    .collect(),
            ),
            (_, value) => value,
        }
    }

    /// What `for v in array` runs through: the array as it was.
    pub(super) fn detached(&mut self, expr: &Expr, mut items: Items) -> Items {
        if let super::items::Source::Elements(view, _) = &items.source
            && self.is_array(expr)
            && self.arrays[view.array.index()].mutable
            && !matches!(expr.kind, ExprKind::Array(_) | ExprKind::Repeat(..))
        {
            let view = view.clone();
            items.source = super::items::Source::Elements(self.copied(&view), false);
        }
        items
    }

    /// Whether a part of what is assigned is an array.
    pub(super) fn holds_array(&self, target: &Expr) -> bool {
        match &target.kind {
            ExprKind::Tuple(parts) => parts.iter().any(|part| self.holds_array(part)),
            _ => holds_array(self.types.expr(target.id)),
        }
    }

    /// `a = b` of arrays, or of tuples of them: all parts are there before the first is assigned.
    pub(super) fn assign_arrays(&mut self, target: &Expr, value: &Expr) -> Option<()> {
        let span = target.place.start;
        let value = self.value(value)?;
        if let (true, Tree::View(from)) = (self.is_array(target), &value) {
            let to = self.view(target)?;
            self.copy(from, &to, span);
            return Some(());
        }
        let value = self.apart(value);
        self.assign_part(target, &value, span)
    }

    /// A value that no assignment changes.
    fn apart(&mut self, value: Value) -> Value {
        match value {
            Tree::Many(parts) => {
                Tree::Many(parts.into_iter().map(|part| self.apart(part)).collect())
            }
            Tree::View(view) => Tree::View(self.copied(&view)),
            other => self.settled_value(other, "part"),
        }
    }

    fn assign_part(&mut self, target: &Expr, value: &Value, span: Span) -> Option<()> {
        match (&target.kind, value) {
            (ExprKind::Tuple(targets), Tree::Many(values)) => {
                for (target, value) in targets.iter().zip(values) {
                    self.assign_part(target, value, span)?;
                }
            }
            (_, Tree::View(from)) => {
                let to = self.view(target)?;
                self.copy(from, &to, span);
            }
            (ExprKind::Index { index, .. }, Tree::One(value)) => {
                let lowered = self.scalar(index)?;
                let element = self.indexed(target, lowered, &index.text)?;
                self.store(element, value.clone(), span);
            }
            (_, value) => {
                let place = self.target_place(target)?;
                self.assign_value(&place, value, span);
            }
        }
        Some(())
    }

    /// The table that a constant is.
    pub(super) fn table(&mut self, known: usize) -> ArrayId {
        if let Some(table) = self.tables.get(&known) {
            return *table;
        }
        let constant = &self.types.consts[known];
        let path = constant.path.clone();
        let name = name_of_path(&path).unwrap_or_else(|| constant.name.clone());
        let Some(ty) = constant.table.clone() else {
            return self.array(&name, Scalar::Bool, false);
        };
        if let Type::Array(element, Extent::Table { .. }) = &ty
            && let Type::Scalar(element) = **element
        {
            let id = self.array(&name, element, false);
            self.tables.insert(known, id);
            let len = Length(quote!(#path.len()));
            self.arrays[id.index()].kind = ArrayKind::Table { path, len };
            return id;
        }
        let lengths = self.lengths(&ty, name.span());
        let id = self.array(&name, innermost(&ty), false);
        self.tables.insert(known, id);
        if let Some((outer, inner)) = lengths.split_first() {
            let flatten = quote!(.as_flattened());
            let flatten = std::iter::repeat_n(&flatten, inner.len());
            let known = std::iter::once(outer)
                .chain(inner)
                .all(|len| number(len).is_some());
            let flat = quote!(#path #(#flatten)*);
            let len = if known {
                self.size(outer, inner, name.span())
            } else {
                Length(quote!(#flat.len()))
            };
            self.arrays[id.index()].kind = ArrayKind::Table { path: flat, len };
            let shape = Shape {
                outer: outer.clone(),
                inner: inner.to_vec(),
            };
            self.shapes.insert(id, shape);
        }
        id
    }

    /// A value as what the kernel returns; `()` is nothing.
    pub(super) fn output(&mut self, value: Value, name: &Ident) -> Option<Output> {
        match value {
            Tree::One(value) => Some(Output::Scalar(value)),
            Tree::Many(parts) if parts.is_empty() => None,
            Tree::Many(parts) => {
                let parts = parts.into_iter().map(|part| {
                    let part = self.output(part, name);
                    part.unwrap_or_else(|| Output::Tuple(Vec::new()))
                });
                Some(Output::Tuple(parts.collect()))
            }
            Tree::View(view) if !view.inner.is_empty() => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Signature,
                        name.span(),
                        "a kernel cannot return an array of arrays",
                    )
                    .help("return a flat array, or write to a `&mut` parameter"),
                );
                None
            }
            Tree::View(view) => {
                let own = self.arrays[view.array.index()].is_local() && self.is_whole(&view);
                let array = if own {
                    view.array
                } else {
                    self.copied_as(&Ident::new("result", name.span()), &view, true)
                };
                Some(Output::Array(array))
            }
            Tree::Array(array) => Some(Output::Array(array)),
            Tree::Element(_) => None,
        }
    }

    /// Says that a method does not work on slices of arrays.
    pub(super) fn no_rows(&mut self, whole: &Expr) {
        self.diagnostics.push(
            Diagnostic::new(
                Code::Unsupported,
                whole.place,
                "this method of a slice of arrays is not part of the kernel language",
            )
            .help("write it as a loop over the elements: `m[i][j]`"),
        );
    }
}

/// Whether a type is that of an array, or of a tuple with one in it.
fn holds_array(ty: &Type) -> bool {
    match ty {
        Type::Array(..) => true,
        Type::Tuple(parts) => parts.iter().any(holds_array),
        _ => false,
    }
}

/// The scalar that an array in the end holds.
fn innermost(ty: &Type) -> Scalar {
    match ty {
        Type::Array(element, _) => innermost(element),
        Type::Scalar(scalar) => *scalar,
        _ => Scalar::Bool,
    }
}

/// A view of all scalars.
fn flat(view: &View<ir::Expr>, count: &ir::Expr) -> View<ir::Expr> {
    View {
        array: view.array,
        start: view.start.clone(),
        len: count.clone(),
        inner: Vec::new(),
    }
}

/// The last name of a path.
fn name_of_path(path: &TokenStream) -> Option<Ident> {
    path.clone()
        .into_iter()
        .filter_map(|token| match token {
            proc_macro2::TokenTree::Ident(name) => Some(name),
            _ => None,
        })
        .last()
}
