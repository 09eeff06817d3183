//! The host's side of the bindings: the bodies of `Stage::bind` and `Stage::read_partial`.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analyse::{Check, Poly, Stage, Symbol, Use};
use crate::emit::names;
use crate::ir::{ArrayKind, Block, Kernel, Length, LoopId, Scalar, StmtKind};

use super::{Width, layout, types};

/// Names the captured scalars and the arrays in the shader's order, and the quantities that must fit 32 bits.
pub(super) fn bind(kernel: &Kernel, stage: &Stage, width: Width) -> TokenStream {
    let scalars = stage.captures.iter().map(|&var| {
        let field = names::var(kernel, var);
        scalar(quote!(self.#field), kernel.var(var).ty, width)
    });
    let arrays = stage.arrays.iter().map(|used| array(kernel, stage, used));
    let extents = stage
        .accesses
        .values()
        .filter_map(|access| match &access.check {
            Check::Guarded(range) if width == Width::Narrow => {
                let (low, high) = (evaluate(kernel, &range.low), evaluate(kernel, &range.high));
                Some(quote!(bindings.extent(#low, #high);))
            }
            _ => None,
        });
    quote! { #(#scalars)* #(#arrays)* #(#extents)* }
}

/// For a kernel without a shader.
pub(super) fn bind_nothing() -> TokenStream {
    quote!(let _ = bindings;)
}

/// A captured scalar as the shader's block holds it.
fn scalar(value: TokenStream, ty: Scalar, width: Width) -> TokenStream {
    let check = match (ty, width) {
        (Scalar::Usize | Scalar::Isize, Width::Narrow) => {
            quote!(bindings.extent(#value as i128, #value as i128);)
        }
        _ => TokenStream::new(),
    };
    let stored = quote::format_ident!("{}", types::stored(ty, width));
    quote! {
        #check
        bindings.scalar(&(#value as ::core::primitive::#stored).to_le_bytes());
    }
}

fn array(kernel: &Kernel, stage: &Stage, used: &Use) -> TokenStream {
    let field = names::array(kernel, used.array);
    if !used.writes {
        return quote!(bindings.read(self.#field.bytes(), self.#field.len()););
    }
    // Distinct points write distinct elements: as many points as elements overwrite them all.
    let reads = if !used.reads && writes_always(stage, used) {
        quote!(::kernel_runtime::private::Stage::space(self).points() != self.#field.len())
    } else {
        quote!(true)
    };
    quote!(bindings.write(unsafe { self.#field.bytes() }, self.#field.len(), #reads);)
}

/// Whether every point writes an element of the array: a store outside any branch and loop, and no early way out of a point.
fn writes_always(stage: &Stage, used: &Use) -> bool {
    let stores = stage
        .body
        .iter()
        .any(|stmt| matches!(&stmt.kind, StmtKind::Store { array, .. } if *array == used.array));
    let leaves = |id: LoopId| stage.dims.iter().any(|dim| dim.id == id);
    stores && !jumps(&stage.body, &leaves)
}

fn jumps(block: &Block, to: &dyn Fn(LoopId) -> bool) -> bool {
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break(id) | StmtKind::Continue(id) => to(*id),
        StmtKind::If {
            then, otherwise, ..
        } => jumps(then, to) || jumps(otherwise, to),
        StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => jumps(body, to),
        _ => false,
    })
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
