//! Writes the CPU half: the stage, its body generic over the vector level, and the host code around it.
//!
//! The execution model is ISPC's. One body serves every instruction set: uniform values are plain Rust scalars, values that vary
//! from lane to lane are vectors, and both go through the same traits. Control flow that lanes share stays control flow;
//! where lanes go different ways it becomes masks.

mod effects;
mod expr;
mod flow;
mod gang;
mod host;
mod index;
mod memory;
mod reduce;
mod scope;
mod stage;
mod stmt;
#[cfg(test)]
mod tests;
mod tokens;
mod walk;

pub use host::{ArgumentNames, argument_names};

use proc_macro2::TokenStream;
use quote::quote;

use crate::cost::Work;
use crate::prove::Proved;

/// The generated CPU half. It stands in one block with `use ::kernel_runtime::private as __k`.
pub struct Emitted {
    /// The consts from outside, `__Stage`, `__Partial`, the body and its entries, `__prepare` and `__finish`.
    pub items: TokenStream,
    /// The items of `unsafe impl Stage for __Stage`, apart from `bind` and `read_partial`.
    pub methods: TokenStream,
    /// The parameters of `__prepare`, in the order of the signature.
    pub parameters: TokenStream,
    /// The type of the result.
    pub returned: TokenStream,
}

/// Emits the stage.
pub fn emit(proved: &Proved, work: &Work) -> Emitted {
    let consts = host::consts(proved.kernel());
    let definition = stage::definition(proved);
    let body = walk::body(proved);
    let functions = host::functions(proved);
    Emitted {
        items: quote! {
            #consts
            #definition
            #body
            // Two registers a gang: latency-bound bodies gain 1.3 to 1.5 times, and none that was measured loses.
            __k::entries! { gang = 2, body = __body, stage = __Stage, partial = __Partial }
            #functions
        },
        methods: stage::methods(proved, work),
        parameters: host::parameters(proved.kernel(), &TokenStream::new()),
        returned: host::returned(proved.kernel()),
    }
}
