//! What `#[kernel(helper)]` leaves beside a function or struct, so that kernels can see its source.
//!
//! Under the function's own name stand, in the namespace of macros, a macro that hands its package on, and, in that of types, a type whose
//! associated constants are those that the function sees where it stands. A plain `use path::noise` brings all three along.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::check::Types;
use crate::parse::ast::{ConstType, Struct, Type};
use crate::parse::{Helper, Item, Library, Package, Part, key};

/// The macro and the type beside a helper that has been accepted.
pub fn hand_on(item: &Item, helper: &Helper, types: &Types, library: &Library) -> TokenStream {
    let id = identity(item);
    let own = own_consts(&id, types);
    let part = Part {
        id: id.clone(),
        item: item.bare.clone(),
        links: library.links().clone(),
        consts: own
            .iter()
            .map(|(path, (name, ty, _))| (path.clone(), (name.clone(), *ty)))
            .collect(),
        broken: false,
    };
    let needed = library.closure(part.links.values());
    let forwarded = forwarded(library);
    let mut consts: Vec<TokenStream> = own
        .values()
        .map(|(name, ty, path)| constant(name, *ty, path))
        .collect();
    consts.extend(forwarded);
    let parts = needed.iter().map(|part| Part::clone(part));
    let package = Package {
        root: id.clone(),
        parts: std::iter::once(part).chain(parts).collect(),
    };
    let mut tokens = exported(item, &id, &package);
    tokens.extend(beside(item, &helper.consts, &consts));
    tokens
}

/// The macro and the type beside a helper that has been refused: its callers are to be silent.
pub fn hand_on_broken(item: &Item) -> TokenStream {
    let id = identity(item);
    let package = Package {
        root: id.clone(),
        parts: vec![Part {
            id: id.clone(),
            item: TokenStream::new(),
            links: BTreeMap::new(),
            consts: BTreeMap::new(),
            broken: true,
        }],
    };
    let mut tokens = exported(item, &id, &package);
    if !item.is_struct {
        tokens.extend(beside(item, &TokenStream::new(), &[]));
    }
    tokens
}

/// The macro beside a struct that has been accepted, and the parts of it for kernels that take one.
pub fn hand_on_struct(item: &Item, of: &Struct, library: &Library) -> TokenStream {
    let id = identity(item);
    let part = Part {
        id: id.clone(),
        item: item.bare.clone(),
        links: library.links().clone(),
        consts: BTreeMap::new(),
        broken: false,
    };
    let needed = library.closure(part.links.values());
    let parts = needed.iter().map(|part| Part::clone(part));
    let package = Package {
        root: id.clone(),
        parts: std::iter::once(part).chain(parts).collect(),
    };
    let exported = exported(item, &id, &package);
    let (name, conditions) = (&item.name, &item.conditions);
    let types = of.fields.iter().map(|(_, ty)| part_type(ty));
    let values = of.fields.iter().map(|(field, ty)| {
        let field: TokenStream = field.parse().unwrap_or_default();
        match ty {
            Type::Struct(_) => quote!(self.#field.__kernel_parts()),
            _ => quote!(self.#field),
        }
    });
    // The assertion is underlined at the struct's name.
    let copy = quote_spanned!(name.span()=> copied::<#name>());
    quote! {
        #exported

        #conditions
        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        const _: () = {
            const fn copied<T: ::core::marker::Copy>() {}
            #copy;
            impl #name {
                #[doc(hidden)]
                #[inline]
                pub fn __kernel_parts(self) -> (#(#types,)*) {
                    (#(#values,)*)
                }
            }
        };
    }
}

/// The type of what `__kernel_parts` makes of a field.
fn part_type(ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => {
            let scalar = format_ident!("{}", scalar.name());
            quote!(::core::primitive::#scalar)
        }
        Type::Struct(of) => {
            let types = of.fields.iter().map(|(_, ty)| part_type(ty));
            quote!((#(#types,)*))
        }
        Type::Array(element, extent) => {
            let (element, len) = (part_type(element), &extent.tokens);
            quote!([#element; #len])
        }
        // Reading admits no other.
        _ => quote!(()),
    }
}

/// The invocation of the first macro wanted: it hands its package to `next`, with the state.
pub fn ask(path: &TokenStream, conditions: &TokenStream, state: &TokenStream) -> TokenStream {
    quote! {
        #conditions
        #path! { { ::kernel_runtime::mark_what_a_kernel_calls_with_kernel_helper } #state }
    }
}

/// The invocation of the macro that asks. Where a function has no macro, because it is no helper, the compiler says only that there is none, and
/// in which macro that error comes up: so that one's name is the advice.
pub fn begin(conditions: &TokenStream, state: &TokenStream) -> TokenStream {
    quote! {
        #conditions
        ::kernel_runtime::mark_what_a_kernel_calls_with_kernel_helper! { #state }
    }
}

fn exported(item: &Item, id: &Ident, package: &Package) -> TokenStream {
    let Item {
        name,
        visibility,
        conditions,
        ..
    } = item;
    let export = item
        .is_public()
        .then(|| quote!(#[macro_export] #[allow(non_local_definitions)]));
    let macro_name = format_ident!("__kernel_helper_{id}");
    quote! {
        #conditions
        #[doc(hidden)]
        #[allow(unused_macros)]
        #export
        macro_rules! #macro_name {
            ({ $($next:tt)* } $($state:tt)*) => {
                $($next)*! { $($state)* { #package } }
            };
        }

        #conditions
        #[doc(hidden)]
        #[allow(unused_imports)]
        #visibility use #macro_name as #name;
    }
}

/// The type beside the function.
fn beside(item: &Item, repeated: &TokenStream, consts: &[TokenStream]) -> TokenStream {
    let Item {
        name,
        visibility,
        conditions,
        ..
    } = item;
    let consts = (!consts.is_empty()).then(|| {
        quote! {
            #conditions
            #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
            const _: () = {
                #repeated
                impl #name {
                    #(#consts)*
                }
            };
        }
    });
    quote! {
        #conditions
        #[doc(hidden)]
        #[allow(non_camel_case_types, dead_code, unreachable_pub)]
        #visibility struct #name {
            _private: (),
        }

        #consts
    }
}

/// The constants that the helper itself names, by the paths it uses.
fn own_consts(id: &Ident, types: &Types) -> BTreeMap<String, (Ident, ConstType, TokenStream)> {
    let own = types
        .consts
        .iter()
        .filter(|known| known.value.is_none() && !known.forwarded);
    let named = own.enumerate().map(|(at, known)| {
        let name = format_ident!("__{id}_{at}");
        let ty = ConstType {
            scalar: known.ty,
            depth: known.table.as_ref().map_or(0, depth),
        };
        (key(&known.path), (name, ty, known.path.clone()))
    });
    named.collect()
}

/// The constants of the helpers that it calls, reached through the paths by which it calls them.
fn forwarded(library: &Library) -> Vec<TokenStream> {
    let mut seen = BTreeSet::new();
    let mut consts = Vec::new();
    for (path, id) in library.links() {
        let path: TokenStream = path.parse().unwrap_or_default();
        for part in library.closure(std::iter::once(id)) {
            for (name, ty) in part.consts.values() {
                if seen.insert(name.clone()) {
                    consts.push(constant(name, *ty, &quote!(#path::#name)));
                }
            }
        }
    }
    consts
}

/// The arrays within each other that a table is.
fn depth(table: &crate::check::Type) -> usize {
    match table {
        crate::check::Type::Array(element, _) => 1 + depth(element),
        _ => 0,
    }
}

/// A constant by another name. A table becomes a slice, whatever it is itself.
fn constant(name: &Ident, ty: ConstType, value: &TokenStream) -> TokenStream {
    let scalar = format_ident!("{}", ty.scalar.name());
    let scalar = quote!(::core::primitive::#scalar);
    if ty.depth == 0 {
        return quote!(pub const #name: #scalar = #value;);
    }
    let element = (1..ty.depth).rev().fold(scalar, |element, depth| {
        let within = std::iter::repeat_n(quote!([0]), depth);
        quote!([#element; #value #(#within)*.len()])
    });
    quote!(pub const #name: &'static [#element] = &#value;)
}

/// A name that no other helper has: made of its source and of where that stands.
fn identity(item: &Item) -> Ident {
    let start = item.name.span().start();
    let variable = |name| std::env::var(name).unwrap_or_default();
    let text = format!(
        "{} {} {} {} {} {}",
        variable("CARGO_CRATE_NAME"),
        variable("CARGO_PKG_VERSION"),
        item.name.span().file(),
        start.line,
        start.column,
        item.bare
    );
    // FNV-1a.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Ident::new(
        &format!("{}_{hash:016x}", item.plain_name()),
        Span::call_site(),
    )
}
