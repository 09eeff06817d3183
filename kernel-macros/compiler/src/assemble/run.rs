//! The functions behind the methods.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::descriptor::Class;
use crate::emit::{cpu, names};
use crate::ir::{Kernel, Param};
use crate::prove::Proved;

/// The functions behind the methods, with every parameter under its generated name.
pub(super) fn run(
    proved: &Proved,
    parameters: &TokenStream,
    returned: &TokenStream,
) -> TokenStream {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let names = cpu::argument_names(kernel);
    let rehearsal = cpu::rehearses(plan)
        .then(|| quote!(__survey(&mut __k::Rehearsal::new(&__KERNEL, request), #(#names),*)?;));
    let run = match Class::of(plan) {
        Class::MultiStage | Class::SequentialOuter => staying(kernel, &names),
        Class::Reduction | Class::Parallel => quote!(__host(request, #(#names),*)),
    };
    quote! {
        #[inline]
        fn __run(request: __k::Request, #parameters) -> Result<#returned, __k::Error> {
            #rehearsal
            #run
        }

        fn __explain(#parameters) -> __k::Explanation {
            let mut explaining = __k::Explaining::new(&__KERNEL);
            let outcome = __survey(&mut explaining, #(#names),*);
            explaining.finish(outcome)
        }
    }
}

/// Runs the host's part with arrays that stay where a stage has left them.
fn staying(kernel: &Kernel, names: &[Ident]) -> TokenStream {
    let arrays = kernel.params.iter().filter_map(|param| match param {
        Param::Array(array) => Some((names::array(kernel, *array), kernel.array(*array).mutable)),
        Param::Scalar(_) => None,
    });
    let (arrays, mutable): (Vec<_>, Vec<_>) = arrays.unzip();
    let (count, at) = (arrays.len(), 0..arrays.len());
    let held = arrays
        .iter()
        .zip(mutable)
        .map(|(array, mutable)| match mutable {
            false => quote!(#array.held()),
            // SAFETY: the array is exclusively borrowed, and is moved before and after the kernel's stages run, not while they do.
            true => quote!(unsafe { #array.held() }),
        });
    quote! {
        let homes = [const { __k::Home::new() }; #count];
        let lent = [#(!#arrays.roams()),*];
        #(let #arrays = #arrays.with_home(&homes[#at]);)*
        __k::stay(&__KERNEL, request, &[#(#held),*], &lent, &mut |request| {
            __host(request, #(#names),*)
        })
    }
}
