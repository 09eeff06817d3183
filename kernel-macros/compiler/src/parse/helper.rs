//! Helpers: functions that kernels call. A call is read as the function's body, written out anew with the arguments for its parameters,
//! so every stage after this one sees a kernel without calls.

use std::collections::BTreeMap;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;

use super::ast::{Binding, CALL, Const, Exits, Expr, ExprKind, Inline, Outer, Path, RETURN, Type};
use super::library::Part;
use super::reader::Reader;
use super::{Outline, outline, signature};
use crate::diag::{Code, Diagnostic, Place};

/// Calls within calls.
const MAX_DEPTH: usize = 32;
/// Brackets within brackets in the kernel and the helpers that call each other: what later stages recurse through.
const MAX_NESTING: usize = 80;
/// The most expressions that a kernel has with all helpers written out.
const MAX_EXPRS: usize = 50_000;

/// A function marked `#[kernel(helper)]`, by itself.
#[derive(Clone, Debug)]
pub struct Helper {
    /// The `const` items of its body, to be repeated beside it.
    pub consts: TokenStream,
    /// The function in the kernel language, its parameters unbound.
    pub function: Inline,
    /// Where `return`s and `break`s out of labelled blocks stand.
    pub exits: Exits,
    /// The number of expressions.
    pub exprs: usize,
}

/// A helper being written out.
pub(super) struct Call {
    pub(super) part: Rc<Part>,
    /// The path by which the kernel reaches the constants.
    pub(super) root: TokenStream,
    /// The outline of its source.
    pub(super) outline: Outline,
}

/// A helper's source.
pub(super) struct Source {
    part: Rc<Part>,
    outline: Outline,
    /// The function, if it can be read.
    item: Option<Rc<syn::ItemFn>>,
}

impl Reader {
    /// The helper that a path means where it stands.
    pub(super) fn helper(&self, path: &Path) -> Option<Rc<Part>> {
        let links = match self.calls.last() {
            Some(call) => &call.part.links,
            None => self.library.links(),
        };
        self.library.part(links.get(&path.key())?)
    }

    /// A call of a function: of a helper, or of what the checker knows.
    pub(super) fn called(&mut self, written: &syn::ExprCall, function: Path) -> Option<Expr> {
        if let Some(part) = self.helper(&function) {
            return self.written_out(written, &function, part);
        }
        let local = function
            .name()
            .is_some_and(|name| name == self.name || self.closures.contains(name));
        if self.calls.is_empty() && !local && function.may_be_helper() {
            self.wanted
                .entry(function.key())
                .or_insert_with(|| function.tokens.clone());
        }
        let args = self.values(written.args.iter())?;
        Some(self.expr(written, ExprKind::Call { function, args }))
    }

    fn written_out(
        &mut self,
        written: &syn::ExprCall,
        path: &Path,
        part: Rc<Part>,
    ) -> Option<Expr> {
        let place = Place::of(&path.tokens);
        let args = self.values(written.args.iter());
        if self.calls.iter().any(|call| call.part.id == part.id) {
            self.refuse(recursion(place, path.last()));
            return None;
        }
        let outline = self.source(&part).outline;
        let nested: usize = self.calls.iter().map(|call| call.outline.nesting).sum();
        if self.calls.len() >= MAX_DEPTH
            || self.counts().0 > MAX_EXPRS
            || self.outline.nesting + nested + outline.nesting > MAX_NESTING
        {
            return self.too_large(place);
        }
        let item = self.source(&part).item.clone()?;
        let root = match self.calls.last() {
            Some(call) => call.root.clone(),
            None => path.tokens.clone(),
        };
        self.calls.push(Call {
            part,
            root,
            outline,
        });
        let function = self.function(&item);
        self.calls.pop();
        let (function, args) = function.zip(args)?;
        if function.params.len() != args.len() {
            let message = format!(
                "`{}` takes {}, but {} given",
                path.last(),
                count(function.params.len()),
                match args.len() {
                    1 => "1 is".to_owned(),
                    given => format!("{given} are"),
                }
            );
            self.refuse(
                Diagnostic::new(Code::Mismatch, place, message)
                    .help("give it as many as the function has parameters"),
            );
            return None;
        }
        let inline = Inline { args, ..function };
        self.leaves(CALL);
        Some(self.expr(written, ExprKind::Inline(Box::new(inline))))
    }

    /// The source of a helper, which is read once however often it is called.
    fn source(&mut self, part: &Rc<Part>) -> &Source {
        let known = self.sources.iter();
        let known = known
            .enumerate()
            .find(|(_, source)| Rc::ptr_eq(&source.part, part));
        let at = match known {
            Some((at, _)) => at,
            None => {
                let outline = outline(&part.item);
                let item = (outline.nesting <= MAX_NESTING)
                    .then(|| syn::parse2(part.item.clone()).ok())
                    .flatten();
                self.sources.push(Source {
                    part: Rc::clone(part),
                    outline,
                    item: item.map(Rc::new),
                });
                self.sources.len() - 1
            }
        };
        &self.sources[at]
    }

    fn too_large<T>(&mut self, place: Place) -> Option<T> {
        // Once is enough.
        if !std::mem::replace(&mut self.overflowed, true) {
            self.refuse(
                Diagnostic::new(
                    Code::Unsupported,
                    place,
                    "with all helpers written out this kernel is too large",
                )
                .note(format!(
                    "calls may nest {MAX_DEPTH} deep and make {MAX_EXPRS} expressions"
                ))
                .help("call a helper in a loop rather than many times, or split the kernel"),
            );
        }
        None
    }

    /// A helper's head and body, without arguments.
    pub(super) fn function(&mut self, item: &syn::ItemFn) -> Option<Inline> {
        let params: Vec<Option<(Binding, Type)>> = item
            .sig
            .inputs
            .iter()
            .map(|input| self.parameter(input))
            .collect();
        let returns = match &item.sig.output {
            syn::ReturnType::Default => Some(Type::Tuple(Vec::new())),
            syn::ReturnType::Type(_, ty) => self.result(ty),
        };
        let mut consts: Vec<Const> = Vec::new();
        for stmt in &item.block.stmts {
            if let syn::Stmt::Item(syn::Item::Const(item)) = stmt {
                consts.extend(signature::constant(self, item));
            }
        }
        let body = self.left_by(RETURN, |reader| reader.body(&item.block));
        Some(Inline {
            name: item.sig.ident.clone(),
            params: params.into_iter().collect::<Option<_>>()?,
            args: Vec::new(),
            returns: returns?,
            consts,
            outer: self.outer(),
            body: body?,
        })
    }

    /// The constants that the helper being read sees in its own place.
    fn outer(&self) -> Option<Outer> {
        let call = self.calls.last()?;
        let root = &call.root;
        let reached = call
            .part
            .consts
            .iter()
            .map(|(path, (name, ty))| (path.clone(), (quote!(#root::#name), *ty)));
        Some(reached.collect::<BTreeMap<_, _>>())
    }

    fn parameter(&mut self, input: &syn::FnArg) -> Option<(Binding, Type)> {
        let typed = match input {
            syn::FnArg::Typed(typed) => typed,
            syn::FnArg::Receiver(receiver) => {
                self.refuse(
                    Diagnostic::new(
                        Code::Signature,
                        Place::of(receiver),
                        "a helper cannot be a method",
                    )
                    .help("make it a free function: `fn length(v: (f32, f32)) -> f32`"),
                );
                return None;
            }
        };
        let name = match &*typed.pat {
            syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none() => name,
            pattern => {
                self.refuse(
                    Diagnostic::new(
                        Code::Signature,
                        Place::of(pattern),
                        "a parameter of a helper is one name",
                    )
                    .help("give the parameter a name and take it apart with `let` in the body"),
                );
                return None;
            }
        };
        match self.ty(&typed.ty) {
            Ok(ty) => Some((self.binding(&name.ident, name.mutability.is_some()), ty)),
            Err(error) => {
                self.refuse(*error);
                None
            }
        }
    }

    fn result(&mut self, ty: &syn::Type) -> Option<Type> {
        if let syn::Type::Reference(_) = ty {
            self.refuse(
                Diagnostic::new(
                    Code::Signature,
                    Place::of(ty),
                    "a helper cannot return a reference",
                )
                .help("return the value itself, or take a `&mut` parameter and write to it"),
            );
            return None;
        }
        match self.ty(ty) {
            Ok(ty) => Some(ty),
            Err(error) => {
                self.refuse(*error);
                None
            }
        }
    }
}

/// What to say of an item that is neither a function nor a struct.
pub(super) fn no_helper(item: &TokenStream) -> Option<Diagnostic> {
    let item: syn::Item = syn::parse2(item.clone()).ok()?;
    let (token, what, help) = match &item {
        syn::Item::Impl(item) => (
            Place::from(item.impl_token.span),
            "methods and operators cannot be helpers",
            "write each as a free function: `#[kernel(helper)] fn dot(a: Vec3, b: Vec3) -> f32 { … }`",
        ),
        syn::Item::Enum(item) => (
            Place::from(item.enum_token.span),
            "an `enum` cannot be part of a kernel",
            "use an integer, and `const`s for its values",
        ),
        syn::Item::Mod(item) => (
            Place::from(item.mod_token.span),
            "a module cannot be a helper",
            "put `#[kernel(helper)]` in front of each function and struct that kernels use",
        ),
        syn::Item::Const(item) => (
            Place::from(item.const_token.span),
            "a `const` needs no attribute",
            "remove `#[kernel(helper)]`: kernels and helpers see the constants around them",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(Code::Unsupported, token, what).help(help))
}

fn count(params: usize) -> String {
    match params {
        0 => "no argument".to_owned(),
        1 => "1 argument".to_owned(),
        _ => format!("{params} arguments"),
    }
}

fn recursion(place: Place, name: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnknownFunction,
        place,
        format!("`{name}` calls itself, which vector lanes and GPUs cannot"),
    )
    .help("write the recursion as a loop")
}
