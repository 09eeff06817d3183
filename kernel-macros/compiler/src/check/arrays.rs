//! Arrays: their values and types, what may be written of them, and tables, which are constant arrays.

use super::checker::{Checker, quoted};
use super::infer::Ty;
use super::names::is_constant;
use super::{Extent, Meaning};
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;
use crate::ops::Op;
use crate::parse::ast::{self, Binary, Expr, ExprKind, Literal, Type};

/// Methods that slices have and scalars do not: what they are called on is an array.
pub(super) fn is_slice_method(name: &str) -> bool {
    matches!(
        name,
        "len"
            | "is_empty"
            | "iter"
            | "into_iter"
            | "chunks"
            | "chunks_exact"
            | "windows"
            | "first"
            | "last"
            | "split_at"
            | "contains"
    )
}

impl Checker<'_> {
    /// A type as written.
    pub(super) fn written(&mut self, ty: &Type) -> Ty {
        self.extents_within(ty);
        self.infer.written(ty)
    }

    /// The type of the elements of a parameter.
    pub(super) fn element(&mut self, scalar: Scalar, inner: &[ast::Extent]) -> Ty {
        let scalar = Type::Scalar(scalar);
        let ty = inner.iter().rev().fold(scalar, |element, extent| {
            Type::Array(Box::new(element), extent.clone())
        });
        self.written(&ty)
    }

    fn extents_within(&mut self, ty: &Type) {
        match ty {
            Type::Array(element, extent) => {
                self.extent(extent);
                self.extents_within(element);
            }
            Type::Slice { element, .. } => self.extents_within(element),
            Type::Tuple(parts) => parts.iter().for_each(|part| self.extents_within(part)),
            _ => {}
        }
    }

    /// The length of an array.
    pub(super) fn extent(&mut self, extent: &ast::Extent) {
        let expr = &extent.expr;
        let found = self.expr(expr);
        self.require(
            expr,
            &found,
            &Ty::USIZE,
            "the length of an array is `usize`",
        );
        if let Some(number) = self.number(expr) {
            self.infer.numbers.insert(expr.id, number);
        }
    }

    /// The number that an expression of literals and of the function's own constants is.
    fn number(&self, expr: &Expr) -> Option<u64> {
        let integer = |literal: &Literal| match literal {
            Literal::Int(value, _) => u64::try_from(*value).ok(),
            _ => None,
        };
        match &expr.kind {
            ExprKind::Literal(literal) => integer(literal),
            ExprKind::Path(_) => match self.meanings.get(&expr.id)? {
                Meaning::Const(known) => integer(self.consts[*known].constant.value.as_ref()?),
                _ => None,
            },
            ExprKind::Binary(Binary::Op(op), left, right) => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                match op {
                    Op::Add => left.checked_add(right),
                    Op::Sub => left.checked_sub(right),
                    Op::Mul => left.checked_mul(right),
                    Op::Div => left.checked_div(right),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `[a, b, c]`
    pub(super) fn array(&mut self, whole: &Expr, parts: &[Expr]) -> Ty {
        let element = self.infer.free();
        for part in parts {
            let found = self.expr(part);
            let because = format!("the elements before are {}", self.infer.describe(&element));
            self.require(part, &found, &element, &because);
        }
        self.elements.push((element.clone(), whole.place));
        let extent = self.infer.extent(Extent::Number(parts.len() as u64));
        Ty::Array(Box::new(element), extent)
    }

    /// `[a; N]`
    pub(super) fn repeated_array(
        &mut self,
        whole: &Expr,
        value: &Expr,
        extent: &ast::Extent,
    ) -> Ty {
        let element = self.expr(value);
        self.elements.push((element.clone(), whole.place));
        self.extent(extent);
        let extent = match self.infer.numbers.get(&extent.expr.id) {
            Some(number) => Extent::Number(*number),
            None => Extent::Written(extent.clone()),
        };
        Ty::Array(Box::new(element), self.infer.extent(extent))
    }

    /// `x[i]`
    pub(super) fn index(&mut self, base: &Expr, index: &Expr) -> Ty {
        let of = self.indexed(base);
        let found = self.expr(index);
        self.require(index, &found, &Ty::USIZE, "an index is `usize`");
        match self.infer.resolve(&of) {
            Ty::Slice(element, _) | Ty::Array(element, _) => *element,
            Ty::Never => self.nothing(base),
            Ty::Error => Ty::Error,
            Ty::Var(_) if let Some(element) = self.table(base) => element,
            Ty::Var(_) if !self.infer.is_literal(&of) => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Ambiguous,
                        base.place,
                        format!("the type of {} is not known here", quoted(base)),
                    )
                    .help("say it where it is introduced: `let row: [f32; 3] = …;`"),
                );
                Ty::Error
            }
            _ => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Mismatch,
                        base.place,
                        format!("{} is one value, so it cannot be indexed", quoted(base)),
                    )
                    .help("index a slice or array, or a part of one"),
                );
                Ty::Error
            }
        }
    }

    /// What is indexed. A name that nobody knows was meant to be an array.
    fn indexed(&mut self, base: &Expr) -> Ty {
        if let ExprKind::Path(path) = &base.kind
            && let Some(name) = path.name()
            && self.lookup(name).is_none()
            && !is_constant(name)
        {
            self.unknown_array(name, base.place);
            return Ty::Error;
        }
        self.expr(base)
    }

    /// The elements of what is a constant outside the function, used as an array, and the same within it.
    pub(super) fn table(&mut self, of: &Expr) -> Option<Ty> {
        let (table, depth) = self.table_of(of)?;
        let found = self.exprs[of.id.0 as usize].clone();
        let element = self.infer.free();
        let extent = self.infer.extent(Extent::Table { table, depth });
        let array = Ty::Array(Box::new(element.clone()), extent);
        self.infer.unify(&found, &array).then_some(element)
    }

    /// `let row = TABLE[i];`: if that is used as an array, it is one.
    pub(super) fn note_row(&mut self, binding: &ast::Binding, value: &Expr) {
        if let Some(row) = self.table_of(value) {
            self.rows.insert(binding.id, row);
        }
    }

    /// The constant that an expression looks into, and how deep.
    fn table_of(&self, of: &Expr) -> Option<(usize, usize)> {
        match &of.kind {
            ExprKind::Path(_) => match self.meanings.get(&of.id)? {
                Meaning::Const(known) => Some((*known, 0)),
                Meaning::Local(id) => self.rows.get(id).copied(),
                Meaning::Array(_) => None,
            },
            ExprKind::Ref { of, .. } | ExprKind::Deref(of) => self.table_of(of),
            ExprKind::Index { base, .. } => {
                let (known, depth) = self.table_of(base)?;
                Some((known, depth + 1))
            }
            _ => None,
        }
    }

    /// What an iterator over elements gives by reference. What refers to an array is a slice of it.
    pub(super) fn by_reference(&self, element: Ty, mutable: bool) -> Ty {
        match self.infer.resolve(&element) {
            Ty::Array(inner, _) if mutable => Ty::Slice(inner, true),
            _ if mutable => Ty::Mut(Box::new(element)),
            _ => element,
        }
    }

    /// Whether the expression is an array, not a reference to one.
    pub(super) fn is_array(&self, expr: &Expr) -> bool {
        let ty = &self.exprs[expr.id.0 as usize];
        matches!(self.infer.resolve(ty), Ty::Array(..))
    }

    /// Whether elements of what an expression names can be written.
    pub(super) fn is_writable(&self, of: &Expr) -> bool {
        let ty = &self.exprs[of.id.0 as usize];
        if let Ty::Slice(_, mutable) = self.infer.resolve(ty) {
            return mutable;
        }
        match &of.kind {
            ExprKind::Index { base, .. } => self.is_writable(base),
            ExprKind::Deref(of) | ExprKind::Field(of, _) | ExprKind::NamedField(of, _) => {
                self.is_writable(of)
            }
            ExprKind::Path(_) => match self.meanings.get(&of.id) {
                Some(Meaning::Local(id)) => self.bindings.get(id).is_some_and(|is| is.mutable),
                _ => false,
            },
            _ => true,
        }
    }

    /// Reports unless elements of what an expression names can be written.
    pub(super) fn writable_elements(&mut self, of: &Expr, place: Place) {
        let ty = &self.exprs[of.id.0 as usize];
        let ty = self.infer.resolve(ty);
        // What a reference refers to has been lent for writing.
        if let Ty::Slice(_, true) | Ty::Mut(_) = ty {
            return;
        }
        match (&of.kind, self.meanings.get(&of.id)) {
            (ExprKind::Path(_), Some(Meaning::Array(id))) => {
                let array = &self.arrays[id.index()];
                let name = &array.name;
                let wanted = Ty::Slice(Box::new(array.element.clone()), true);
                let wanted = self.infer.describe(&wanted);
                let error = Diagnostic::new(
                    Code::Immutable,
                    place,
                    format!("`{name}` is behind `&`, so its elements cannot be written"),
                )
                .label(name.span(), format!("`{name}` is declared here"))
                .help(format!("take it as `{name}: {}`", wanted.trim_matches('`')));
                self.diagnostics.push(error);
            }
            (ExprKind::Path(_), Some(Meaning::Local(id))) => {
                let id = *id;
                if let Ty::Slice(..) = ty {
                    return self.writable_view(place, id);
                }
                self.writable_local(id, place);
            }
            (ExprKind::Path(_), Some(Meaning::Const(_))) => self.diagnostics.push(
                Diagnostic::new(
                    Code::Immutable,
                    place,
                    format!(
                        "`{}` is a constant, so its elements cannot be written",
                        of.text
                    ),
                )
                .help("copy it into a variable: `let mut table = TABLE;`"),
            ),
            (
                ExprKind::Index { base: inner, .. }
                | ExprKind::Deref(inner)
                | ExprKind::Field(inner, _)
                | ExprKind::NamedField(inner, _)
                | ExprKind::Slice { base: inner, .. },
                _,
            ) => self.writable_elements(inner, place),
            _ => {}
        }
    }

    fn writable_local(&mut self, id: ast::BindingId, place: Place) {
        let Some(bound) = self.bindings.get_mut(&id) else {
            return;
        };
        bound.assigned = true;
        if bound.mutable {
            return;
        }
        let (name, declared) = (bound.name.clone(), bound.place);
        self.diagnostics.push(
            Diagnostic::new(
                Code::Immutable,
                place,
                format!("`{name}` is not `mut`, so its elements cannot be written"),
            )
            .label(declared, format!("`{name}` is declared here"))
            .help(format!("declare it as `mut {name}`")),
        );
    }

    /// Whether an assignment is `(a, b) = (b, a)` of two names for slices.
    pub(super) fn slices_swap(&mut self, target: &Expr, value: &Expr) -> bool {
        let (ExprKind::Tuple(targets), ExprKind::Tuple(values)) = (&target.kind, &value.kind)
        else {
            return false;
        };
        let ([a, b], [c, d]) = (targets.as_slice(), values.as_slice()) else {
            return false;
        };
        let is_slice = |checker: &mut Self, expr: &Expr| match &expr.kind {
            ExprKind::Path(path)
                if path
                    .name()
                    .is_some_and(|name| checker.lookup(name).is_some()) =>
            {
                let found = checker.expr(expr);
                matches!(checker.infer.resolve(&found), Ty::Slice(..))
            }
            _ => false,
        };
        if a.text != d.text || b.text != c.text {
            return false;
        }
        let all = [a, b, c, d].map(|part| is_slice(self, part));
        all == [true; 4]
    }

    /// The innermost element of an array, or the type itself.
    pub(super) fn innermost(&self, ty: &Ty) -> Ty {
        match self.infer.resolve(ty) {
            Ty::Array(element, _) => self.innermost(&element),
            other => other,
        }
    }

    /// Arrays hold scalars and arrays of scalars.
    pub(super) fn meet_elements(&mut self) {
        for (ty, place) in std::mem::take(&mut self.elements) {
            let found = self.innermost(&ty);
            if matches!(found, Ty::Scalar(_) | Ty::Error | Ty::Never | Ty::Var(_)) {
                continue;
            }
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Unsupported,
                    place,
                    format!(
                        "the elements of this array are {}, which an array of a kernel cannot hold",
                        self.infer.describe(&found)
                    ),
                )
                .help(
                    "arrays of a kernel hold scalars, or arrays of scalars: use one array a part",
                ),
            );
        }
    }
}
