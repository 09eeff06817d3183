//! The function's head, its consts, and the whole.

use quote::ToTokens;

use super::arrays::innermost;
use super::ast::{Const, Function, Literal, Param, ParamType, Type};
use super::reader::Reader;
use super::types;
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;

/// Reads the function. Errors are collected over head and body before it gives up.
pub(super) fn function(
    reader: &mut Reader,
    item: &syn::ItemFn,
) -> (Option<Function>, Vec<syn::ItemConst>) {
    head(reader, &item.sig, "kernel");
    if item.sig.generics.type_params().next().is_some() {
        // Each use of the type parameter would be one more error.
        return (None, Vec::new());
    }
    let params: Vec<Option<Param>> = item
        .sig
        .inputs
        .iter()
        .map(|input| param(reader, input))
        .collect();
    let returns = returns(reader, &item.sig.output);
    let mut consts = Vec::new();
    let mut values = Vec::new();
    for stmt in &item.block.stmts {
        if let syn::Stmt::Item(syn::Item::Const(item)) = stmt {
            values.extend(constant(reader, item));
            consts.push(item.clone());
        }
    }
    let body = reader.body(&item.block);
    let (exprs, bindings) = reader.counts();
    let exits = reader.exits();
    let function = params
        .into_iter()
        .collect::<Option<Vec<Param>>>()
        .zip(body)
        .zip(returns)
        .map(|((params, body), returns)| Function {
            name: item.sig.ident.clone(),
            params,
            returns,
            consts: values,
            body,
            exits,
            exprs,
            bindings,
        });
    (function, consts)
}

/// Refuses whatever a kernel or helper cannot be.
pub(super) fn head(reader: &mut Reader, signature: &syn::Signature, role: &str) {
    let mut refuse = |tokens: &dyn ToTokens, what: &str, help: &str| {
        let place = Place::of(&tokens.to_token_stream());
        reader.refuse(
            Diagnostic::new(Code::Signature, place, format!("a {role} cannot be {what}"))
                .help(help),
        );
    };
    if let Some(token) = &signature.asyncness {
        refuse(
            token,
            "`async`",
            "remove `async`: `dispatch` runs to completion",
        );
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        refuse(
            token,
            "`unsafe`",
            "remove `unsafe`: a kernel is safe Rust, and every access is proved or checked",
        );
    }
    if let Some(abi) = &signature.abi {
        refuse(
            abi,
            "an `extern` function",
            "remove the ABI and call the kernel from an `extern` function of your own",
        );
    }
    if let Some(variadic) = &signature.variadic {
        refuse(variadic, "variadic", "name every parameter");
    }
    // Lifetimes say nothing that a kernel needs; the Rust compiler wants them where slices are swapped.
    let generic = |param: &syn::GenericParam| !matches!(param, syn::GenericParam::Lifetime(_));
    if signature.generics.params.iter().any(generic) {
        refuse(
            &signature.generics,
            "generic",
            &format!(
                "write the types out, one {role} a type; a size can be a parameter of type `usize`"
            ),
        );
    }
}

fn param(reader: &mut Reader, input: &syn::FnArg) -> Option<Param> {
    let typed = match input {
        syn::FnArg::Typed(typed) => typed,
        syn::FnArg::Receiver(receiver) => {
            reader.refuse(
                Diagnostic::new(
                    Code::Signature,
                    Place::of(receiver),
                    "a kernel cannot be a method",
                )
                .help("make it a free function and pass the fields it uses as parameters"),
            );
            return None;
        }
    };
    let syn::Pat::Ident(name) = &*typed.pat else {
        reader.refuse(
            Diagnostic::new(
                Code::Signature,
                Place::of(&typed.pat),
                "a parameter of a kernel is one name",
            )
            .help("give the parameter a name and take it apart with `let` in the body"),
        );
        return None;
    };
    if name.by_ref.is_some() || name.subpat.is_some() {
        reader.refuse(
            Diagnostic::new(
                Code::Signature,
                Place::of(name),
                "a parameter of a kernel is one name",
            )
            .help(format!(
                "write `{}: {}`",
                name.ident,
                super::text::text(typed.ty.to_token_stream())
            )),
        );
        return None;
    }
    if let syn::Type::Path(_) = &*typed.ty
        && let Ok(ty @ (Type::Struct(_) | Type::Inferred)) = reader.ty(&typed.ty)
    {
        return Some(Param {
            binding: reader.binding(&name.ident, name.mutability.is_some()),
            ty: match ty {
                Type::Struct(of) => ParamType::Struct(of),
                // It is asked for.
                _ => ParamType::Scalar(Scalar::F32),
            },
        });
    }
    let array = match &*typed.ty {
        syn::Type::Reference(reference) => reader.array_param(reference),
        syn::Type::Array(array) => reader.owned_param(array),
        _ => None,
    };
    match array.unwrap_or_else(|| types::param(&typed.ty, &name.ident.to_string())) {
        Ok(ty) => Some(Param {
            binding: reader.binding(&name.ident, name.mutability.is_some()),
            ty,
        }),
        Err(error) => {
            reader.refuse(*error);
            None
        }
    }
}

/// The outer `Option` is `None` where the type was refused.
fn returns(reader: &mut Reader, output: &syn::ReturnType) -> Option<Option<(Type, Place)>> {
    let syn::ReturnType::Type(_, ty) = output else {
        return Some(None);
    };
    if matches!(&**ty, syn::Type::Tuple(tuple) if tuple.elems.is_empty()) {
        return Some(None);
    }
    let read = match &**ty {
        syn::Type::Reference(_) => Err(types::refused(ty, Code::Signature)),
        _ => reader.ty(ty),
    };
    match read {
        Ok(read) => Some(Some((read, Place::of(ty)))),
        Err(error) => {
            let message = if error.code == Code::HeapType {
                error.message
            } else {
                "a kernel returns scalars, tuples and arrays of them, or nothing".to_owned()
            };
            let code = if error.code == Code::HeapType {
                Code::HeapType
            } else {
                Code::Signature
            };
            reader.refuse(
                Diagnostic::new(code, Place::of(ty), message)
                    .help("write further results to `&mut` slices that the caller passes"),
            );
            None
        }
    }
}

pub(super) fn constant(reader: &mut Reader, item: &syn::ItemConst) -> Option<Const> {
    let ty = match reader.ty(&item.ty) {
        Ok(ty) if innermost(&ty).is_some() => ty,
        Err(error) => {
            reader.refuse(error.note(CONSTANTS));
            return None;
        }
        Ok(_) => {
            reader.refuse(types::refused(&item.ty, Code::Unsupported).note(CONSTANTS));
            return None;
        }
    };
    // Any other value is named, not read: generated code repeats the item.
    let value = match &*item.expr {
        syn::Expr::Lit(literal) => reader.literal(literal),
        syn::Expr::Unary(syn::ExprUnary {
            op: syn::UnOp::Neg(_),
            expr,
            ..
        }) => match &**expr {
            syn::Expr::Lit(literal) => reader.literal(literal).and_then(negated),
            _ => None,
        },
        _ => None,
    };
    Some(Const {
        name: item.ident.clone(),
        ty,
        value,
    })
}

const CONSTANTS: &str = "constants of a kernel are scalars, and tables: arrays of scalars";

fn negated(literal: Literal) -> Option<Literal> {
    match literal {
        Literal::Int(value, suffix) => Some(Literal::Int(-value, suffix)),
        Literal::Bool(_) | Literal::Float(..) => None,
    }
}
