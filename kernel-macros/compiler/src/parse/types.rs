//! Types as written.

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::ast::{ParamType, Type};
use super::text::text;
use crate::diag::{Code, Diagnostic, Place};
use crate::ir::Scalar;

/// The names of types that own memory on the heap.
const HEAP: [&str; 12] = [
    "Vec", "String", "Box", "Rc", "Arc", "VecDeque", "HashMap", "HashSet", "BTreeMap", "BTreeSet",
    "Cow", "RefCell",
];

/// Whether the name is that of a type on the heap.
pub(crate) fn is_heap(name: &str) -> bool {
    HEAP.contains(&name)
}

/// A scalar.
pub(super) fn scalar(ty: &syn::Type) -> Result<Scalar, Box<Diagnostic>> {
    if let syn::Type::Paren(inner) = ty {
        return scalar(&inner.elem);
    }
    if let syn::Type::Group(inner) = ty {
        return scalar(&inner.elem);
    }
    if let syn::Type::Path(path) = ty
        && let Some(name) = path.path.get_ident()
        && path.qself.is_none()
        && let Some(scalar) = Scalar::from_name(&name.to_string())
    {
        return Ok(scalar);
    }
    Err(refused(ty, Code::Unsupported))
}

/// The type of a `let` or of a closure's parameter.
pub(super) fn value(ty: &syn::Type) -> Result<Type, Box<Diagnostic>> {
    match ty {
        syn::Type::Infer(_) => Ok(Type::Inferred),
        syn::Type::Paren(inner) => value(&inner.elem),
        syn::Type::Group(inner) => value(&inner.elem),
        syn::Type::Tuple(tuple) => tuple
            .elems
            .iter()
            .map(value)
            .collect::<Result<_, _>>()
            .map(Type::Tuple),
        syn::Type::Reference(reference) => {
            let mutable = reference.mutability.is_some();
            match &*reference.elem {
                syn::Type::Slice(slice) => scalar(&slice.elem).map(|element| Type::Slice {
                    element: Box::new(Type::Scalar(element)),
                    mutable,
                }),
                referent if mutable => scalar(referent).map(Type::Mut),
                // A shared reference is what it refers to.
                referent => value(referent),
            }
        }
        _ => scalar(ty).map(Type::Scalar),
    }
}

/// The type of a parameter.
pub(super) fn param(ty: &syn::Type, name: &str) -> Result<ParamType, Box<Diagnostic>> {
    match ty {
        syn::Type::Paren(inner) => param(&inner.elem, name),
        syn::Type::Group(inner) => param(&inner.elem, name),
        syn::Type::Reference(reference) => referenced(reference, name),
        syn::Type::Slice(_) => Err(Box::new(
            Diagnostic::new(
                Code::Signature,
                Place::of(ty),
                format!("`{name}` takes a slice by value"),
            )
            .help(format!(
                "take a reference: `{name}: &{}`",
                text(ty.to_token_stream())
            )),
        )),
        _ => scalar(ty)
            .map(ParamType::Scalar)
            .map_err(|_| refused(ty, Code::Signature)),
    }
}

fn referenced(reference: &syn::TypeReference, name: &str) -> Result<ParamType, Box<Diagnostic>> {
    let mutable = reference.mutability.is_some();
    let other = &*reference.elem;
    if let Ok(scalar) = scalar(other) {
        let advice = if mutable {
            "return it from the function, or take a slice of length one"
        } else {
            "pass it by value"
        };
        return Err(Box::new(
            Diagnostic::new(
                Code::Signature,
                Place::of(reference),
                format!("`{name}` is a reference to one `{}`", scalar.name()),
            )
            .help(advice),
        ));
    }
    let mut error = refused(other, Code::Signature);
    if error.code == Code::HeapType {
        error.help = vec![heap_advice(other, mutable)];
    }
    Err(error)
}

/// What to say of a type outside the language.
pub(super) fn refused(ty: &syn::Type, code: Code) -> Box<Diagnostic> {
    // In a type `<` is a bracket, not an operator.
    let written = text(ty.to_token_stream())
        .replace(" < ", "<")
        .replace(" >", ">");
    let last = match ty {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string()),
        _ => None,
    };
    Box::new(match last.as_deref() {
        Some(name) if is_heap(name) => Diagnostic::new(
            Code::HeapType,
            Place::of(ty),
            format!("`{written}` lives on the heap, out of reach of vector lanes and GPUs"),
        )
        .help(heap_advice(ty, true)),
        Some("char" | "str" | "u128" | "i128" | "f16" | "f128") => Diagnostic::new(
            code,
            Place::of(ty),
            format!("`{written}` has no form in vector lanes"),
        )
        .help("use one of `f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize bool`"),
        _ => Diagnostic::new(
            code,
            Place::of(ty),
            format!("the kernel language does not have the type `{written}`"),
        )
        .help(
            "kernels work on scalars (`f32 f64 i8 i16 i32 i64 isize u8 u16 u32 u64 usize bool`) and on slices and arrays of them \
             (`&[f32]`, `&mut [f32]`, `&[f32; 9]`); pass the fields of a struct one by one",
        ),
    })
}

/// The slice to take instead of a heap type.
fn heap_advice(ty: &syn::Type, mutable: bool) -> String {
    if matches!(ty, syn::Type::Path(path) if path.path.is_ident("String")) {
        return "take the bytes, `&[u8]`: `text.as_bytes()` can be passed for it".to_owned();
    }
    let element = element(ty).map_or_else(|| "f32".to_owned(), text);
    if mutable {
        format!(
            "take `&mut [{element}]` (or `&[{element}]` if it is only read): a `&mut Vec<{element}>` can be passed for it"
        )
    } else {
        format!("take `&[{element}]`: a `&Vec<{element}>` can be passed for it")
    }
}

/// `T` of `Vec<T>`.
fn element(ty: &syn::Type) -> Option<TokenStream> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let syn::PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments
    else {
        return None;
    };
    arguments.args.first().map(ToTokens::to_token_stream)
}
