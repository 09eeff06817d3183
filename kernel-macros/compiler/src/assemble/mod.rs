//! Puts the parts together into what stands beside the function.
//!
//! A struct of the function's name, in the type namespace where it meets neither the function nor its callers, has the
//! methods. Everything else hides in an unnamed const, under names with two leading underscores, and sees the items around the function.

mod descriptor;
mod interface;
mod parameters;
mod run;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::emit::{Emitted, cpu, names, wgsl};
use crate::ir::StageId;
use crate::parse::Source;
use crate::prove::Proved;

/// What goes before the function: a kernel that is only dispatched is not dead, and clippy is not to propose iterators for the loops over
/// indices that the kernel language is made of. Attributes of the user's own come later and win.
pub fn lints() -> TokenStream {
    quote!(#[allow(dead_code, clippy::needless_range_loop, clippy::too_many_arguments)])
}

/// The struct of the function's name, with `dispatch`, `dispatch_on`, `explain` and `KERNEL`.
pub fn assemble(source: &Source, proved: &Proved, emitted: Emitted) -> TokenStream {
    let kernel = proved.kernel();
    let (name, visibility) = (&kernel.name, &source.item.vis);
    let conditions: Vec<_> = source
        .item
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect();
    let title = format!("The variants of the kernel `{}`.", plain(name));
    let plan = format!(" ```text\n{}\n ```", indented(&emitted.description.plan));
    let consts = &source.consts;
    let descriptor = descriptor::descriptor(proved, &emitted);
    let cpu::Emitted {
        items,
        methods,
        parameters,
        returned,
    } = &emitted.cpu;
    let stages = proved
        .plan()
        .numbered()
        .zip(methods.iter().zip(&emitted.wgsl))
        .map(|((id, _), (methods, wgsl))| stage(id, methods, wgsl));
    let run = run::run(proved, parameters, returned);
    let interface = interface::interface(source, kernel, returned);
    quote! {
        #(#conditions)*
        #[doc = #title]
        ///
        #[doc = #plan]
        #[allow(non_camel_case_types, dead_code)]
        #visibility struct #name {
            _private: (),
        }

        #(#conditions)*
        #[allow(
            warnings,
            missing_docs,
            unreachable_pub,
            clippy::all,
            clippy::pedantic,
            clippy::nursery,
            clippy::restriction
        )]
        const _: () = {
            use ::core::result::Result::{self, Err, Ok};
            use ::kernel_runtime::private as __k;

            #(#consts)*
            #descriptor
            #items

            #(#stages)*
            #run
            #interface
        };
    }
}

/// What the runtime asks of a stage.
fn stage(id: StageId, methods: &TokenStream, wgsl: &wgsl::Emitted) -> TokenStream {
    let wgsl::Emitted {
        scalars,
        read_partial,
        ..
    } = wgsl;
    let [name, partial] = [names::stage(id), names::partial(id)];
    quote! {
        // SAFETY: the prover showed that points of the box do not conflict; the body accesses an array only at indices that
        // the prover or `check` found in bounds, or that it checks itself.
        unsafe impl __k::Stage for #name<'_> {
            #methods

            fn scalars(&self, scalars: &mut dyn __k::Scalars) {
                #scalars
            }

            fn read_partial(bytes: &[u8]) -> #partial {
                #read_partial
            }
        }
    }
}

/// A name without the raw-identifier prefix.
fn plain(name: &Ident) -> String {
    let text = name.to_string();
    text.strip_prefix("r#").unwrap_or(&text).to_owned()
}

/// Text as doc comments have it: one space before each line.
fn indented(text: &str) -> String {
    text.lines()
        .map(|line| format!(" {line}"))
        .collect::<Vec<_>>()
        .join("\n")
}
