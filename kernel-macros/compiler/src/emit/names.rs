//! The names that generated code uses, in one place, so that the emitters agree.
//!
//! Every name made from one of the user's begins with `v_`; no other generated name does.

use proc_macro2::{Ident, Punct, Spacing, Span, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{ArrayId, Kernel, LoopId, SiteId, StageId, VarId};

/// The generated variable or stage field that holds a scalar: `a` becomes `v_a_0`.
pub fn var(kernel: &Kernel, id: VarId) -> Ident {
    numbered(&kernel.var(id).name, "_", id.0, "")
}

/// The stage field that holds an array (`In` or `Out`): `saxpy`'s `y` is `v_y_a1`. In the body, the pointer to its elements.
pub fn array(kernel: &Kernel, id: ArrayId) -> Ident {
    numbered(&kernel.array(id).name, "_a", id.0, "")
}

/// The number of elements of an array; also the field of a stage that knows an array only by its length.
pub fn len(kernel: &Kernel, id: ArrayId) -> Ident {
    numbered(&kernel.array(id).name, "_a", id.0, "_len")
}

/// The memory of a local array.
pub fn memory(kernel: &Kernel, id: ArrayId) -> Ident {
    numbered(&kernel.array(id).name, "_a", id.0, "_memory")
}

/// The struct of a stage.
pub fn stage(id: StageId) -> Ident {
    format_ident!("__Stage{}", id.0)
}

/// The type of what a part of a stage's box yields.
pub fn partial(id: StageId) -> Ident {
    format_ident!("__Partial{}", id.0)
}

/// The function that walks over a part of a stage's box.
pub fn body(id: StageId) -> Ident {
    format_ident!("__body{}", id.0)
}

/// The same where sizes do not fit 32 bits, one lane at a time.
pub fn wide_body(id: StageId) -> Ident {
    format_ident!("__wide{}", id.0)
}

/// The function that picks the instance of the body for an instruction set.
pub fn enter(id: StageId) -> Ident {
    format_ident!("__enter{}", id.0)
}

/// The static that holds a stage's shader.
pub fn program(id: StageId) -> Ident {
    format_ident!("__PROGRAM{}", id.0)
}

/// Whether all the indices that an access may have are in bounds.
pub fn fits(site: SiteId) -> Ident {
    format_ident!("fits_{}", site.0)
}

/// The first value of a dimension's counter.
pub fn start(dim: usize) -> Ident {
    format_ident!("start_{dim}")
}

/// One past the last value of a dimension's counter.
pub fn end(dim: usize) -> Ident {
    format_ident!("end_{dim}")
}

/// The lanes that have not left a divergent loop.
pub fn live(id: LoopId) -> Ident {
    format_ident!("live_{}", id.0)
}

/// The lanes that are still in the present round of a divergent loop.
pub fn round(id: LoopId) -> Ident {
    format_ident!("round_{}", id.0)
}

/// A loop's label.
pub fn label(id: LoopId) -> TokenStream {
    let quote = Punct::new('\'', Spacing::Joint);
    let name = format_ident!("loop_{}", id.0);
    quote!(#quote #name)
}

/// The virtual lanes of a reduction.
pub fn rows(kernel: &Kernel, id: VarId) -> Ident {
    format_ident!("rows_{}", var(kernel, id))
}

/// A name without the raw-identifier prefix and never only underscores, made unique by a number. It is put together by hand, as these names are most
/// of what is written.
fn numbered(name: &Ident, before: &str, number: u32, after: &str) -> Ident {
    let name = name.to_string();
    let name = name.strip_prefix("r#").unwrap_or(&name);
    let mut text = String::with_capacity(name.len() + 24);
    text.push_str("v_");
    text.push_str(name.trim_start_matches('_'));
    text.push_str(before);
    text.push_str(&number.to_string());
    text.push_str(after);
    Ident::new(&text, Span::call_site())
}
