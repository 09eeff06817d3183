//! Structs, which are tuples with a name of their own.

use std::rc::Rc;

use proc_macro2::Ident;

use super::checker::Checker;
use super::infer::Ty;
use super::{Extent, Type};
use crate::diag::{Code, Diagnostic, Place};
use crate::parse::ast::{self, Expr, Pattern, Struct};
use crate::parse::no_field;

/// A struct as the tuple of its fields.
pub(crate) fn flat(of: &Struct) -> Type {
    Type::Tuple(of.fields.iter().map(|(_, ty)| field(ty)).collect())
}

fn field(ty: &ast::Type) -> Type {
    match ty {
        ast::Type::Scalar(scalar) => Type::Scalar(*scalar),
        ast::Type::Struct(of) => flat(of),
        ast::Type::Array(element, extent) => {
            let number = Extent::Number(extent.number().unwrap_or(0));
            Type::Array(Box::new(field(element)), number)
        }
        // Reading admits no other.
        _ => Type::Never,
    }
}

impl Checker<'_> {
    /// `v.x`
    pub(super) fn named_field(&mut self, whole: &Expr, of: &Expr, name: &Ident) -> Ty {
        let found = self.expr(of);
        let plain = name.to_string();
        match self.referent(&found) {
            Ty::Struct(of) => match of.position(&plain) {
                Some(position) => {
                    self.fields.insert(whole.id, position);
                    self.infer.written(&of.fields[position].1)
                }
                None => {
                    self.diagnostics
                        .push(no_field(&of, &plain, name.span().into()));
                    Ty::Error
                }
            },
            Ty::Never => self.nothing(of),
            Ty::Error => Ty::Error,
            other => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::Mismatch,
                        whole.place,
                        format!(
                            "`{}` is {}, which has no field `{name}`",
                            of.text,
                            self.infer.describe(&other)
                        ),
                    )
                    .help("only structs marked `#[kernel(helper)]` have named fields in a kernel"),
                );
                Ty::Error
            }
        }
    }

    /// A type, or what it refers to.
    pub(super) fn referent(&self, ty: &Ty) -> Ty {
        match self.infer.resolve(ty) {
            Ty::Mut(inner) => self.infer.resolve(&inner),
            other => other,
        }
    }

    /// `Vec3 { x, y, ..base }`
    pub(super) fn struct_literal(
        &mut self,
        of: &Rc<Struct>,
        fields: &[(usize, Expr)],
        base: Option<&Expr>,
    ) -> Ty {
        for (position, value) in fields {
            let (name, ty) = &of.fields[*position];
            let found = self.expr(value);
            let wanted = self.infer.written(ty);
            let because = format!(
                "the field `{name}` of `{}` is {}",
                of.name,
                self.infer.describe(&wanted)
            );
            self.require(value, &found, &wanted, &because);
        }
        let ty = Ty::Struct(Rc::clone(of));
        if let Some(base) = base {
            let found = self.expr(base);
            let because = format!("the other fields of `{}` come from one", of.name);
            self.require(base, &found, &ty, &because);
        }
        ty
    }

    pub(super) fn struct_pattern(
        &mut self,
        of: &Rc<Struct>,
        fields: &[(usize, Pattern)],
        place: Place,
        ty: &Ty,
        initialised: bool,
    ) {
        if !self.infer.unify(ty, &Ty::Struct(Rc::clone(of))) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::Mismatch,
                    place,
                    format!(
                        "mismatched types: the pattern takes apart `{}`, but the value is {}",
                        of.name,
                        self.infer.describe(ty)
                    ),
                )
                .help("name the struct that the value has"),
            );
        }
        for (position, pattern) in fields {
            match of.fields.get(*position) {
                Some((_, field)) => {
                    let ty = self.infer.written(field);
                    self.pattern(pattern, &ty, initialised);
                }
                // It names more fields than there are: the Rust compiler says so.
                None => self.pattern(pattern, &Ty::Error, initialised),
            }
        }
    }
}
