//! The parameters of the methods: as the function has them, and what becomes of them.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::emit::names;
use crate::ir::{Kernel, Length, Param};
use crate::parse::Source;
use crate::parse::ast::{ParamType, Struct, Type};

/// The parameters of the methods, and what becomes of them.
#[derive(Default)]
pub(super) struct Parameters {
    /// As the function has them.
    pub(super) parameters: Vec<TokenStream>,
    /// Statements that take structs apart.
    pub(super) taken_apart: Vec<TokenStream>,
    /// The scalars, and the arrays as stages hold them.
    pub(super) arguments: Vec<TokenStream>,
}

impl Parameters {
    pub(super) fn of(source: &Source, kernel: &Kernel) -> Parameters {
        let mut flat = kernel.params.iter().copied();
        let mut all = Parameters::default();
        let inputs = &source.item.sig.inputs;
        for (param, input) in source.function.params.iter().zip(inputs) {
            let name = &param.binding.name;
            if let (ParamType::Struct(of), syn::FnArg::Typed(input)) = (&param.ty, input) {
                let ty = &input.ty;
                let parts = parts(of, kernel, &mut flat, &mut all.arguments);
                all.parameters.push(quote!(#name: #ty));
                all.taken_apart
                    .push(quote!(let #parts = #name.__kernel_parts();));
            } else if let (ParamType::Owned(owned), syn::FnArg::Typed(input)) = (&param.ty, input) {
                flat.next();
                let ty = &input.ty;
                all.parameters.push(quote!(#name: #ty));
                all.arguments.push(owned_part(name, owned));
            } else if let ParamType::Array {
                mutable,
                element,
                fixed,
                inner,
            } = &param.ty
                && !inner.is_empty()
            {
                flat.next();
                let element = format_ident!("{}", element.name());
                let element = inner
                    .iter()
                    .rev()
                    .fold(quote!(#element), |element, extent| {
                        let len = &extent.tokens;
                        quote!([#element; #len])
                    });
                let len = fixed.iter().map(|extent| &extent.tokens);
                let (mutable, flattened, holder) = if *mutable {
                    let flattened = quote!(.as_flattened_mut());
                    (Some(quote!(mut)), flattened, quote!(Out))
                } else {
                    (None, quote!(.as_flattened()), quote!(In))
                };
                let flattened = inner.iter().map(|_| &flattened);
                all.parameters
                    .push(quote!(#name: &#mutable [#element #(; #len)*]));
                all.arguments
                    .push(quote!(__k::#holder::new(#name #(#flattened)*)));
            } else if let Some(param) = flat.next() {
                let (parameter, argument) = parameter(kernel, param, name);
                all.parameters.push(parameter);
                all.arguments.push(argument);
            }
        }
        all
    }
}

/// A pattern that takes a struct's parts apart.
fn parts(
    of: &Struct,
    kernel: &Kernel,
    flat: &mut impl Iterator<Item = Param>,
    arguments: &mut Vec<TokenStream>,
) -> TokenStream {
    let mut patterns = Vec::new();
    for (_, ty) in &of.fields {
        if let Type::Struct(of) = ty {
            patterns.push(parts(of, kernel, flat, arguments));
            continue;
        }
        let name = match flat.next() {
            Some(Param::Scalar(var)) => names::var(kernel, var),
            Some(Param::Array(array)) => names::array(kernel, array),
            None => continue,
        };
        patterns.push(quote!(#name));
        arguments.push(owned_part(&name, ty));
    }
    quote!((#(#patterns,)*))
}

/// An argument that the kernel owns: an array as one of all its scalars, a scalar as it is.
fn owned_part(name: &Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::Array(element, _) if matches!(**element, Type::Array(..)) => {
            let flattened = (1..depth(ty)).map(|_| quote!(.as_flattened()));
            quote!(__k::In::new(#name #(#flattened)*))
        }
        Type::Array(..) => quote!(__k::In::new(&#name)),
        _ => quote!(#name),
    }
}

/// The arrays within each other.
fn depth(ty: &Type) -> usize {
    match ty {
        Type::Array(element, _) => 1 + depth(element),
        _ => 0,
    }
}

/// A parameter as the function has it, except that whatever leads to a slice may stand for one; and the argument that it becomes.
fn parameter(kernel: &Kernel, param: Param, name: &Ident) -> (TokenStream, TokenStream) {
    let array = match param {
        Param::Scalar(var) => {
            let ty = format_ident!("{}", kernel.var(var).ty.name());
            return (quote!(#name: #ty), quote!(#name));
        }
        Param::Array(array) => kernel.array(array),
    };
    let element = format_ident!("{}", array.element.name());
    match (array.length(), array.mutable) {
        (Some(Length(len)), false) => (
            quote!(#name: &[#element; #len]),
            quote!(__k::In::new(#name)),
        ),
        (Some(Length(len)), true) => (
            quote!(#name: &mut [#element; #len]),
            quote!(__k::Out::new(#name)),
        ),
        (None, false) => (
            quote!(#name: &(impl __k::Input<#element> + ?::core::marker::Sized)),
            quote!(__k::Input::<#element>::input(#name)),
        ),
        (None, true) => (
            quote!(#name: &mut (impl __k::Output<#element> + ?::core::marker::Sized)),
            quote!(__k::Output::<#element>::output(#name)),
        ),
    }
}
