//! The methods that the user sees.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::parameters::Parameters;
use crate::ir::Kernel;
use crate::parse::Source;

/// The methods that the user sees, with the parameters of the function.
pub(super) fn interface(source: &Source, kernel: &Kernel, returned: &TokenStream) -> TokenStream {
    let (name, visibility) = (&kernel.name, &source.item.vis);
    let Parameters {
        parameters,
        taken_apart,
        arguments,
    } = Parameters::of(source, kernel);
    let mut names = source
        .function
        .params
        .iter()
        .map(|param| &param.binding.name);
    let variant = if names.any(|name| *name == "variant") {
        format_ident!("__variant")
    } else {
        format_ident!("variant")
    };
    quote! {
        impl #name {
            /// What is known of the kernel: its plan, its cost formulas, its shader.
            #visibility const KERNEL: &'static __k::Kernel = &__KERNEL;

            /// Runs the variant that is predicted to be the fastest for these arguments on this machine.
            ///
            /// # Errors
            ///
            /// Where the plain function would panic. If an index that follows from the loop counters is out of bounds, nothing
            /// has been written.
            #[inline]
            #visibility fn dispatch(#(#parameters),*) -> Result<#returned, __k::Error> {
                #(#taken_apart)*
                __run(__k::Request::Auto, #(#arguments),*)
            }

            /// Runs the given variant.
            ///
            /// # Errors
            ///
            /// Where the variant cannot run, and where the plain function would panic.
            #[inline]
            #visibility fn dispatch_on(
                #variant: __k::Variant,
                #(#parameters),*
            ) -> Result<#returned, __k::Error> {
                #(#taken_apart)*
                __run(__k::Request::On(#variant), #(#arguments),*)
            }

            /// Predicts every variant for these arguments on this machine, and says which one `dispatch` would run and why.
            /// Writes nothing.
            #visibility fn explain(#(#parameters),*) -> __k::Explanation {
                #(#taken_apart)*
                __explain(#(#arguments),*)
            }
        }
    }
}
