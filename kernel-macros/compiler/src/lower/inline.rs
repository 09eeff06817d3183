//! Helpers written out at their calls.

use proc_macro2::Ident;

use super::{Lowerer, Place, Tree, Value};
use crate::check::{Meaning, Type, Types, flat};
use crate::diag::Diagnostics;
use crate::ir::Scalar;
use crate::parse::ast::{self, Binding, Expr, ExprKind, Inline, RETURN};
use crate::parse::{Helper, innermost};

/// Lowers a helper by itself, for its errors.
pub fn lower_helper(helper: &Helper, types: &Types) -> Result<(), Diagnostics> {
    let mut lowerer = Lowerer::new(types, &helper.exits);
    for (binding, ty) in &helper.function.params {
        lowerer.alone(binding, ty);
    }
    let function = &helper.function;
    // The value is nobody's.
    let _value = lowerer.framed(RETURN, &function.name, &types.returns, &function.body);
    lowerer.diagnostics.finish(())
}

impl Lowerer<'_> {
    /// A parameter of a helper that nobody calls.
    fn alone(&mut self, binding: &Binding, ty: &ast::Type) {
        let place = match ty {
            ast::Type::Slice { element, mutable } => {
                return self.array_alone(binding, element, *mutable);
            }
            ast::Type::Mut(scalar) => self.undefined(&binding.name, &Type::Scalar(*scalar)),
            ast::Type::MutStruct(of) => self.undefined(&binding.name, &flat(of)),
            _ => {
                let ty = self.types.local(binding.id).ty.clone();
                self.undefined(&binding.name, &ty)
            }
        };
        self.places.insert(binding.id, place);
    }

    fn array_alone(&mut self, binding: &Binding, element: &ast::Type, mutable: bool) {
        let mut inner = Vec::new();
        let mut within = element;
        while let ast::Type::Array(element, extent) = within {
            inner.push(extent.clone());
            within = element;
        }
        let element = innermost(within).unwrap_or(Scalar::Bool);
        let id = self.array(&binding.name, element, mutable);
        self.array_param(id, None, &inner);
        let view = self.whole(id, binding.name.span());
        self.aliases.insert(binding.id, Tree::View(view));
    }

    /// A call of a helper: its parameters become variables or further names for what is lent to it, its body stands here.
    pub(super) fn inline(&mut self, whole: &Expr, inline: &Inline) -> Option<Value> {
        let lent: Vec<Option<Place>> = inline
            .params
            .iter()
            .zip(&inline.args)
            .map(|((_, ty), arg)| match ty {
                ast::Type::Mut(_) | ast::Type::MutStruct(_) => self.lent(arg),
                _ => None,
            })
            .collect();
        let passed = inline.args.iter().zip(&lent);
        let passed: Vec<&Expr> = passed
            .filter_map(|(arg, lent)| lent.is_none().then_some(arg))
            .collect();
        let mut values = self.values(&passed)?.into_iter();
        for ((binding, _), lent) in inline.params.iter().zip(lent) {
            match lent {
                Some(place) => {
                    self.aliases.remove(&binding.id);
                    self.places.insert(binding.id, place);
                }
                None => self.bind(binding, &values.next()?),
            }
        }
        let ty: Type = self.types.expr(whole.id).clone();
        let name = Ident::new("result", whole.place.start);
        self.framed(RETURN, &name, &ty, &inline.body)
    }

    /// The variable, or the part of one, that a `&mut` refers to; `None` if that is an element of an array.
    pub(super) fn lent(&self, reference: &Expr) -> Option<Place> {
        match &reference.kind {
            ExprKind::Ref { of, .. } => self.target_place(of),
            ExprKind::Path(_) => match self.types.meaning(reference.id) {
                Meaning::Local(id) if !self.aliases.contains_key(&id) => {
                    self.places.get(&id).cloned()
                }
                _ => None,
            },
            _ => None,
        }
    }
}
