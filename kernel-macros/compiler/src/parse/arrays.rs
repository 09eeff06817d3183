//! Arrays: their types, with lengths that are expressions of constants, and their values.

use std::rc::Rc;

use quote::ToTokens;

use super::ast::{Expr, ExprKind, Extent, ParamType, Type};
use super::reader::Reader;
use super::types;
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;

impl Reader {
    /// `[a, b, c]`
    pub(super) fn array(&mut self, written: &syn::ExprArray) -> Option<Expr> {
        let parts = self.values(written.elems.iter())?;
        Some(self.expr(written, ExprKind::Array(parts)))
    }

    /// `[a; N]`
    pub(super) fn repeated_array(&mut self, written: &syn::ExprRepeat) -> Option<Expr> {
        let value = self.value(&written.expr);
        let extent = self.extent(&written.len);
        let kind = ExprKind::Repeat(Box::new(value?), extent?);
        Some(self.expr(written, kind))
    }

    /// The length of an array.
    pub(super) fn extent(&mut self, written: &syn::Expr) -> Option<Extent> {
        Some(Extent {
            expr: Rc::new(self.value(written)?),
            tokens: written.to_token_stream(),
        })
    }

    /// `[T; N]`
    pub(super) fn array_type(&mut self, written: &syn::TypeArray) -> Result<Type, Box<Diagnostic>> {
        let element = self.ty(&written.elem)?;
        match self.extent(&written.len) {
            Some(extent) => Ok(Type::Array(Box::new(element), extent)),
            // What is wrong with it has been said.
            None => Ok(Type::Inferred),
        }
    }

    /// The type of a parameter `&[T]` or `&[T; N]`, where `T` may be an array itself; `None` if it is no such.
    pub(super) fn array_param(
        &mut self,
        written: &syn::TypeReference,
    ) -> Option<Result<ParamType, Box<Diagnostic>>> {
        let (mut within, fixed) = match &*written.elem {
            syn::Type::Slice(slice) => (&*slice.elem, None),
            syn::Type::Array(array) => (&*array.elem, Some(self.extent(&array.len)?)),
            _ => return None,
        };
        let mut inner = Vec::new();
        while let syn::Type::Array(array) = within {
            inner.push(self.extent(&array.len)?);
            within = &array.elem;
        }
        let element = types::scalar(within).map_err(|_| types::refused(within, Code::Signature));
        Some(element.map(|element| ParamType::Array {
            element,
            mutable: written.mutability.is_some(),
            fixed,
            inner,
        }))
    }

    /// The type of a parameter `[T; N]`; `None` if its elements are no scalars.
    pub(super) fn owned_param(
        &mut self,
        written: &syn::TypeArray,
    ) -> Option<Result<ParamType, Box<Diagnostic>>> {
        match self.array_type(written) {
            Ok(ty) if innermost(&ty).is_some() => Some(Ok(ParamType::Owned(ty))),
            Ok(_) => None,
            Err(error) => Some(Err(error)),
        }
    }

    /// `mem::swap(&mut a, &mut b)` is `(a, b) = (b, a)`; `None` if it is another call.
    pub(super) fn swap(
        &mut self,
        written: &syn::ExprCall,
        function: &syn::ExprPath,
    ) -> Option<Option<Expr>> {
        if !is_swap(&function.path) {
            return None;
        }
        let mut places = written
            .args
            .iter()
            .filter_map(|arg| match super::exprs::bare(arg) {
                syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                    Some(&*reference.expr)
                }
                _ => None,
            });
        let (Some(first), Some(second), 2) = (places.next(), places.next(), written.args.len())
        else {
            self.refuse(
                Diagnostic::new(
                    Code::Unsupported,
                    Place::of(written),
                    "`swap` of a kernel takes two places",
                )
                .help("write `swap(&mut a, &mut b)`"),
            );
            return Some(None);
        };
        Some(self.swapped(written, first, second))
    }

    fn swapped(
        &mut self,
        written: &syn::ExprCall,
        first: &syn::Expr,
        second: &syn::Expr,
    ) -> Option<Expr> {
        let targets = [self.target(first), self.target(second)];
        let values = [self.value(second), self.value(first)];
        let mut tuple = |parts: [Option<Expr>; 2]| {
            let parts = parts.into_iter().collect::<Option<Vec<Expr>>>()?;
            Some(Box::new(self.expr(written, ExprKind::Tuple(parts))))
        };
        let target = tuple(targets);
        let value = tuple(values);
        let kind = ExprKind::Assign {
            target: target?,
            op: None,
            value: value?,
        };
        Some(self.expr(written, kind))
    }
}

/// `std::mem::swap`, `core::mem::swap`, `mem::swap`, or an imported `swap`.
fn is_swap(path: &syn::Path) -> bool {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    matches!(
        names.as_slice(),
        ["swap"] | ["mem", "swap"] | ["std" | "core", "mem", "swap"]
    )
}

/// The scalar that a constant is, or in the end holds.
pub(crate) fn innermost(ty: &Type) -> Option<Scalar> {
    match ty {
        Type::Scalar(scalar) => Some(*scalar),
        Type::Array(element, _) => innermost(element),
        _ => None,
    }
}
