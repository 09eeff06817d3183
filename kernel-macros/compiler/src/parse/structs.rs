//! Structs marked `#[kernel(helper)]`: names for tuples of scalars, so that nothing after the checker knows of them.

use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;

use super::arrays::innermost;
use super::ast::{Expr, ExprKind, Path, Pattern, Struct, Type};
use super::helper::Call;
use super::library::Part;
use super::reader::Reader;
use super::{Library, Outline, Wanted, outline, types};
use crate::diag::{Code, Diagnostic, Diagnostics, Place};

/// What a path to a type means.
pub(super) enum Named {
    Known(Rc<Struct>),
    /// A struct, if it is one, whose source has not been seen.
    Unknown,
}

/// Reads a struct that stands by itself.
pub(super) fn alone(
    item: TokenStream,
    library: &Rc<Library>,
) -> Result<(Struct, Wanted), Diagnostics> {
    if outline(&item).nesting > super::MAX_NESTING {
        return Err(unreadable(&item, "it nests brackets too deep").into());
    }
    let written: syn::ItemStruct =
        syn::parse2(item.clone()).map_err(|error| unreadable(&item, &error.to_string()))?;
    let mut reader = Reader::new(String::new(), library);
    if !written.generics.params.is_empty() {
        reader.refuse(
            Diagnostic::new(
                Code::Signature,
                Place::of(&written.generics),
                "a struct of the kernel language cannot be generic",
            )
            .help("write the types out, one struct a type"),
        );
        return Err(reader.finish().0);
    }
    let read = reader.fields(&written, &written.ident);
    let (diagnostics, wanted) = reader.finish();
    super::finish(read, diagnostics, wanted)
}

fn unreadable(item: &TokenStream, why: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Syntax,
        Place::of(item),
        format!("`#[kernel(helper)]` cannot read this: {why}"),
    )
    .help("write it in front of a function, or of a struct of scalars")
}

impl Reader {
    /// The type of a value.
    pub(super) fn ty(&mut self, ty: &syn::Type) -> Result<Type, Box<Diagnostic>> {
        match ty {
            syn::Type::Paren(inner) => self.ty(&inner.elem),
            syn::Type::Group(inner) => self.ty(&inner.elem),
            syn::Type::Tuple(tuple) => {
                let parts: Vec<Result<Type, _>> =
                    tuple.elems.iter().map(|part| self.ty(part)).collect();
                parts.into_iter().collect::<Result<_, _>>().map(Type::Tuple)
            }
            syn::Type::Path(path) if path.qself.is_none() => match self.named(&path.path) {
                Some(Named::Known(known)) => Ok(Type::Struct(known)),
                Some(Named::Unknown) => {
                    if let Err(error) = types::value(ty) {
                        self.unknown.push(*error);
                    }
                    Ok(Type::Inferred)
                }
                None => types::value(ty),
            },
            syn::Type::Array(array) => self.array_type(array),
            syn::Type::Reference(reference) => self.reference_to(ty, reference),
            _ => types::value(ty),
        }
    }

    /// A reference to a struct or array, or what else there is to refer to.
    fn reference_to(
        &mut self,
        whole: &syn::Type,
        reference: &syn::TypeReference,
    ) -> Result<Type, Box<Diagnostic>> {
        let mutable = reference.mutability.is_some();
        match &*reference.elem {
            syn::Type::Paren(_) | syn::Type::Group(_) | syn::Type::Path(_) => {
                match (self.ty(&reference.elem)?, mutable) {
                    // What is behind a shared reference is read only: as good as a copy.
                    (ty, false) => Ok(ty),
                    (Type::Struct(of), true) => Ok(Type::MutStruct(of)),
                    (Type::Inferred, true) => Ok(Type::Inferred),
                    _ => types::value(whole),
                }
            }
            // The Rust compiler has compared the lengths.
            syn::Type::Slice(syn::TypeSlice { elem, .. })
            | syn::Type::Array(syn::TypeArray { elem, .. }) => Ok(Type::Slice {
                element: Box::new(self.ty(elem)?),
                mutable,
            }),
            _ => types::value(whole),
        }
    }

    /// The struct that a path names, if it can be one.
    pub(super) fn named(&mut self, path: &syn::Path) -> Option<Named> {
        let plain = path
            .segments
            .iter()
            .all(|segment| segment.arguments.is_none());
        let name = path.segments.last()?.ident.to_string();
        let upper = name.starts_with(char::is_uppercase);
        if !plain || !upper || types::is_heap(&name) || matches!(name.as_str(), "Self" | "Option") {
            return None;
        }
        let tokens = path.to_token_stream();
        let read = Path {
            segments: Vec::new(),
            tokens,
        };
        if let Some(part) = self.helper(&read) {
            return self.known(part, &read).map(Named::Known);
        }
        if !self.calls.is_empty() {
            return None;
        }
        self.wanted.entry(read.key()).or_insert(read.tokens);
        Some(Named::Unknown)
    }

    fn known(&mut self, part: Rc<Part>, path: &Path) -> Option<Rc<Struct>> {
        if let Some(known) = self.structs.get(&part.id) {
            return Some(Rc::clone(known));
        }
        let item: syn::ItemStruct = syn::parse2(part.item.clone()).ok()?;
        let id = part.id.clone();
        if self.calls.iter().any(|call| call.part.id == id) {
            return None;
        }
        self.calls.push(Call {
            part,
            root: path.tokens.clone(),
            outline: Outline {
                nesting: 1,
                conditional: false,
            },
        });
        let read = self.fields(&item, &id);
        self.calls.pop();
        let read = Rc::new(read?);
        self.structs.insert(id, Rc::clone(&read));
        Some(read)
    }

    /// Reports unless the lengths of an array are numbers: a constant means something only where the struct stands.
    fn numbered(&mut self, ty: &Type, written: &syn::Type) -> bool {
        match ty {
            Type::Array(element, extent) if extent.number().is_some() => {
                self.numbered(element, written)
            }
            Type::Array(_, extent) => {
                let message = format!(
                    "the length `{}` of a field is not written as a number",
                    extent.expr.text
                );
                self.refuse(
                    Diagnostic::new(Code::Signature, Place::of(written), message)
                        .help("write the number: kernels in other modules do not see the constant"),
                );
                false
            }
            _ => true,
        }
    }

    fn fields(&mut self, item: &syn::ItemStruct, id: &Ident) -> Option<Struct> {
        let mut fields = Vec::new();
        let mut complete = true;
        for (at, field) in item.fields.iter().enumerate() {
            let name = match &field.ident {
                Some(name) => name.to_string(),
                None => at.to_string(),
            };
            match self.ty(&field.ty) {
                Ok(ty @ (Type::Scalar(_) | Type::Struct(_) | Type::Inferred)) => {
                    fields.push((name, ty));
                }
                Ok(ty @ Type::Array(..)) if innermost(&ty).is_some() => {
                    if self.numbered(&ty, &field.ty) {
                        fields.push((name, ty));
                    } else {
                        complete = false;
                    }
                }
                Ok(_) | Err(_) => {
                    self.refuse(
                        Diagnostic::new(
                            Code::Signature,
                            Place::of(&field.ty),
                            format!("the field `{name}` is neither a scalar, nor an array of scalars, nor a struct marked `#[kernel(helper)]`"),
                        )
                        .help("use one of `f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize bool`, or pass a slice beside the struct"),
                    );
                    complete = false;
                }
            }
        }
        complete.then(|| Struct {
            id: id.to_string(),
            name: item.ident.to_string(),
            fields,
        })
    }

    /// `Vec3 { x, y, ..base }`
    pub(super) fn literal_of(&mut self, written: &syn::ExprStruct) -> Option<Expr> {
        let place = Place::of(&written.path);
        let mut values = Vec::new();
        for field in &written.fields {
            values.push((
                member(&field.member),
                Place::of(&field.member),
                self.value(&field.expr),
            ));
        }
        let base = match &written.rest {
            Some(rest) => Some(Box::new(self.value(rest)?)),
            None => None,
        };
        let of = match written.qself.is_none().then(|| self.named(&written.path))? {
            Some(Named::Known(of)) => of,
            Some(Named::Unknown) => {
                self.unknown.push(no_struct(place, &written.path));
                return Some(self.expr(written, ExprKind::Tuple(Vec::new())));
            }
            None => {
                self.refuse(no_struct(place, &written.path));
                return None;
            }
        };
        let mut fields = Vec::new();
        for (name, place, value) in values {
            let position = self.position(&of, &name, place);
            fields.push((position?, value?));
        }
        if base.is_none() && fields.len() < of.fields.len() {
            let missing = of
                .fields
                .iter()
                .enumerate()
                .find(|(at, _)| fields.iter().all(|(position, _)| position != at))
                .map_or("", |(_, (name, _))| name);
            self.refuse(
                Diagnostic::new(
                    Code::Mismatch,
                    place,
                    format!("`{}` needs a value for its field `{missing}`", of.name),
                )
                .help(format!(
                    "add `{missing}: …`, or take the rest from another: `..base`"
                )),
            );
            return None;
        }
        Some(self.expr_at(
            Place::of(written),
            format!("this `{}`", of.name),
            ExprKind::Struct { of, fields, base },
        ))
    }

    /// `Pair(a, b)`; `None` if the path is no struct\'s. The inner `None`: it has been refused.
    pub(super) fn constructor(
        &mut self,
        written: &syn::ExprCall,
        path: &syn::ExprPath,
    ) -> Option<Option<Expr>> {
        let of = match path.qself.is_none().then(|| self.named(&path.path))?? {
            Named::Known(of) => of,
            Named::Unknown => {
                self.unknown.push(no_struct(Place::of(path), &path.path));
                let args = self.values(written.args.iter());
                return Some(args.map(|args| self.expr(written, ExprKind::Tuple(args))));
            }
        };
        let args = self.values(written.args.iter());
        if written.args.len() != of.fields.len() {
            self.refuse(
                Diagnostic::new(
                    Code::Mismatch,
                    Place::of(path),
                    format!(
                        "`{}` has {} fields, but {} are given",
                        of.name,
                        of.fields.len(),
                        written.args.len()
                    ),
                )
                .help("give a value for each field"),
            );
            return Some(None);
        }
        Some(args.map(|args| {
            let kind = ExprKind::Struct {
                of,
                fields: args.into_iter().enumerate().collect(),
                base: None,
            };
            self.expr(written, kind)
        }))
    }

    /// `Vec3 { x, y: height, .. }`
    pub(super) fn struct_pattern(&mut self, written: &syn::PatStruct) -> Option<Pattern> {
        let place = Place::of(written);
        let parts: Vec<(String, Place, Option<Pattern>)> = written
            .fields
            .iter()
            .map(|field| {
                let pattern = self.pattern(&field.pat);
                (member(&field.member), Place::of(&field.member), pattern)
            })
            .collect();
        match self.named(&written.path) {
            Some(Named::Known(of)) => {
                let mut fields = Vec::new();
                for (name, place, pattern) in parts {
                    fields.push((self.position(&of, &name, place)?, pattern?));
                }
                Some(Pattern::Struct { of, fields, place })
            }
            Some(Named::Unknown) => {
                self.unknown.push(no_struct(place, &written.path));
                let parts: Option<Vec<Pattern>> =
                    parts.into_iter().map(|(_, _, pattern)| pattern).collect();
                Some(Pattern::Tuple(parts?, place))
            }
            None => {
                self.refuse(no_struct(place, &written.path));
                None
            }
        }
    }

    /// `Pair(a, b)` as a pattern.
    pub(super) fn tuple_struct_pattern(
        &mut self,
        written: &syn::PatTupleStruct,
    ) -> Option<Pattern> {
        let place = Place::of(written);
        let parts: Vec<Option<Pattern>> = written
            .elems
            .iter()
            .map(|part| self.pattern(part))
            .collect();
        let parts: Vec<Pattern> = parts.into_iter().collect::<Option<_>>()?;
        match self.named(&written.path) {
            Some(Named::Known(of)) => Some(Pattern::Struct {
                of,
                fields: parts.into_iter().enumerate().collect(),
                place,
            }),
            Some(Named::Unknown) => {
                self.unknown.push(no_struct(place, &written.path));
                Some(Pattern::Tuple(parts, place))
            }
            None => {
                self.refuse(no_struct(place, &written.path));
                None
            }
        }
    }

    fn position(&mut self, of: &Struct, name: &str, place: Place) -> Option<usize> {
        let position = of.position(name);
        if position.is_none() {
            self.refuse(no_field(of, name, place));
        }
        position
    }
}

/// A struct has no such field.
pub(crate) fn no_field(of: &Struct, name: &str, place: Place) -> Diagnostic {
    let names: Vec<String> = of
        .fields
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    Diagnostic::new(
        Code::UnknownName,
        place,
        format!("`{}` has no field `{name}`", of.name),
    )
    .help(format!("it has {}", names.join(", ")))
}

fn no_struct(place: Place, path: &syn::Path) -> Diagnostic {
    let name = super::text::text(path.to_token_stream());
    Diagnostic::new(
        Code::Unsupported,
        place,
        format!(
            "the struct `{name}` cannot be part of a kernel: `#[kernel]` does not see its fields"
        ),
    )
    .help(format!(
        "put `#[kernel(helper)]` in front of `struct {name}`, or use one variable a field"
    ))
}

fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
