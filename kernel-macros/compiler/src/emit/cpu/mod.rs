//! Writes the CPU half: the stage, its body generic over the vector level, and the host code around it.
//!
//! The execution model is ISPC's. One body serves every instruction set: uniform values are plain Rust scalars, values that vary
//! from lane to lane are vectors, and both go through the same traits. Control flow that lanes share stays control flow;
//! where lanes go different ways it becomes masks.

mod effects;
mod exact;
mod expr;
mod flow;
mod gang;
mod groups;
mod held;
mod host;
mod index;
mod interior;
mod memory;
mod narrow;
mod private;
mod reach;
mod reduce;
mod scope;
mod stage;
mod stmt;
mod survey;
#[cfg(test)]
mod tests;
mod tile;
mod tokens;
mod walk;
mod width;

pub use host::{argument_names, rehearses};

use proc_macro2::TokenStream;
use quote::quote;

use crate::cost::Work;
use crate::emit::names;
use crate::prove::Proved;

/// The generated CPU half. It stands in one block with `use ::kernel_runtime::private as __k`.
pub struct Emitted {
    /// The consts from outside, the stages with their bodies and entries, `__host` and `__survey`.
    pub items: TokenStream,
    /// Of each stage the items of `unsafe impl Stage`, apart from `scalars` and `read_partial`.
    pub methods: Vec<TokenStream>,
    /// The parameters of `__host`, in the order of the signature.
    pub parameters: TokenStream,
    /// The type of the result.
    pub returned: TokenStream,
}

/// Emits the stages and the host's part.
pub fn emit(proved: &Proved, work: &[Work]) -> Emitted {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let consts = host::consts(kernel);
    let (mut stages, mut methods) = (Vec::new(), Vec::new());
    for ((id, stage), work) in plan.numbered().zip(work) {
        let definition = stage::definition(kernel, id, stage);
        let interiors = proved.interiors(id);
        let (width, narrowed) = width::width(kernel, stage, interiors);
        let function = walk::body(kernel, id, stage, interiors, narrowed.as_ref());
        let [enter, body] = [names::enter(id), names::body(id)];
        let [name, partial] = [names::stage(id), names::partial(id)];
        let gang = width.tokens();
        let serial = width == width::Width::Scalar;
        methods.push(stage::methods(kernel, id, stage, work, serial));
        stages.push(quote! {
            #definition
            #function
            __k::entries! {
                enter = #enter, gang = #gang, body = #body, stage = #name, partial = #partial
            }
        });
    }
    let functions = host::functions(proved);
    Emitted {
        items: quote! {
            #consts
            #(#stages)*
            #functions
        },
        methods,
        parameters: host::parameters(kernel),
        returned: host::returned(kernel),
    }
}
