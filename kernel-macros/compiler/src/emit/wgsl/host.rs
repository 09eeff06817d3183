//! The host's side of the bindings: the bodies of `Stage::scalars` and `Stage::read_partial`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analyse::{Check, Poly, Stage, Symbol};
use crate::emit::names;
use crate::ir::{ArrayKind, Kernel, Length, Scalar};

use super::{Width, layout, types};

/// Names the captured scalars in the shader's order, and the quantities that must fit 32 bits.
pub(super) fn scalars(kernel: &Kernel, stage: &Stage, width: Width) -> TokenStream {
    let scalars = stage.captures.iter().map(|&var| {
        let field = names::var(kernel, var);
        scalar(quote!(self.#field), kernel.var(var).ty, width)
    });
    let extents = stage
        .accesses
        .values()
        .filter_map(|access| match &access.check {
            Check::Guarded(range) if width == Width::Narrow => {
                let (low, high) = (evaluate(kernel, &range.low), evaluate(kernel, &range.high));
                Some(quote!(scalars.extent(#low, #high);))
            }
            _ => None,
        });
    quote! { #(#scalars)* #(#extents)* }
}

/// For a kernel without a shader.
pub(super) fn no_scalars() -> TokenStream {
    quote!(let _ = scalars;)
}

/// A captured scalar as the shader's block holds it.
fn scalar(value: TokenStream, ty: Scalar, width: Width) -> TokenStream {
    let check = match (ty, width) {
        (Scalar::Usize | Scalar::Isize, Width::Narrow) => {
            quote!(scalars.extent(#value as i128, #value as i128);)
        }
        _ => TokenStream::new(),
    };
    let stored = quote::format_ident!("{}", types::stored(ty, width));
    quote! {
        #check
        scalars.scalar(&(#value as ::core::primitive::#stored).to_le_bytes());
    }
}

/// A polynomial's value as an `i128`.
fn evaluate(kernel: &Kernel, poly: &Poly) -> TokenStream {
    let terms = poly.terms().map(|(monomial, coefficient)| {
        let factors = monomial.symbols().map(|symbol| match symbol {
            Symbol::Var(var) => {
                let field = names::var(kernel, var);
                quote!(self.#field as i128)
            }
            Symbol::Len(array) => match &kernel.array(array).kind {
                ArrayKind::Local(Length(len)) => quote!((#len) as i128),
                _ => {
                    let field = names::array(kernel, array);
                    quote!(self.#field.len() as i128)
                }
            },
        });
        quote!(#coefficient #(.wrapping_mul(#factors))*)
    });
    quote!(0i128 #(.wrapping_add(#terms))*)
}

/// Builds the tuple of the reductions from the bytes of one partial value.
pub(super) fn read_partial(stage: &Stage) -> TokenStream {
    // A reduced size is 64 bits wide: see `Writer::new`.
    let layout = layout::partial(stage, Width::Wide);
    let values = stage
        .reductions
        .iter()
        .zip(layout.offsets)
        .map(|(reduction, at)| {
            let stored = quote::format_ident!("{}", types::stored(reduction.ty, Width::Wide));
            let size = types::bytes(reduction.ty, Width::Wide);
            let bytes = (at as usize..(at + size) as usize).map(|byte| quote!(bytes[#byte]));
            let value = quote!(::core::primitive::#stored::from_le_bytes([#(#bytes),*]));
            let ty = quote::format_ident!("{}", reduction.ty.name());
            match reduction.ty {
                Scalar::Bool => quote!(#value != 0),
                _ => quote!(#value as ::core::primitive::#ty),
            }
        });
    if stage.reductions.is_empty() {
        read_nothing()
    } else {
        quote!((#(#values,)*))
    }
}

/// For a kernel without reductions, or without a shader.
pub(super) fn read_nothing() -> TokenStream {
    quote!({
        let _ = bytes;
        <Self as ::kernel_runtime::private::Stage>::identity()
    })
}
