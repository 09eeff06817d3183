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
    let arrays: Vec<_> = arrays(kernel).map(|(name, _)| name).collect();
    let collective = collective(kernel, &names, &rehearsal);
    quote! {
        #[inline]
        fn __run(request: __k::Request, #parameters) -> Result<#returned, __k::Error> {
            __k::collectively! {
                if __k::is_collective(request) #(|| #arrays.is_divided())* {
                    return __collective(request, #(#names),*);
                }
            }
            #rehearsal
            #run
        }

        __k::collectively! {
            #[cold]
            #[inline(never)]
            fn __collective(
                request: __k::Request,
                #parameters
            ) -> Result<#returned, __k::Error> {
                #collective
            }
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
    let (arrays, held): (Vec<_>, Vec<_>) = arrays(kernel).unzip();
    let (count, at) = (arrays.len(), 0..arrays.len());
    quote! {
        let homes = [const { __k::Home::new() }; #count];
        let lent = [#(!#arrays.roams()),*];
        #(let #arrays = #arrays.with_home(&homes[#at]);)*
        __k::stay(&__KERNEL, request, &[#(#held),*], &lent, &mut |request| {
            __host(request, #(#names),*)
        })
    }
}

/// Runs the host's part on all ranks, each of which holds what it needs of the arrays.
fn collective(kernel: &Kernel, names: &[Ident], rehearsal: &Option<TokenStream>) -> TokenStream {
    let (arrays, held): (Vec<_>, Vec<_>) = arrays(kernel).unzip();
    let count = arrays.len();
    let mut homes = 0..count;
    let taken = kernel.params.iter().zip(names).map(|(param, name)| {
        let array = match param {
            Param::Scalar(_) => return quote!(call.scalar(#name);),
            Param::Array(array) => kernel.array(*array),
        };
        let take = if array.mutable {
            quote!(output)
        } else {
            quote!(input)
        };
        let at = homes.next();
        quote!(let #name = call.#take(#name, &homes[#at]);)
    });
    quote! {
        let homes = [const { __k::Home::new() }; #count];
        let mut call = __k::Call::new(&__KERNEL, request);
        #(#taken)*
        call.run(&[#(#held),*], &mut |request| {
            #rehearsal
            __host(request, #(#names),*)
        })
    }
}

/// The arrays that the kernel is given, and each as the runtime moves it.
fn arrays(kernel: &Kernel) -> impl Iterator<Item = (Ident, TokenStream)> {
    kernel.params.iter().filter_map(|param| {
        let Param::Array(array) = param else {
            return None;
        };
        let name = names::array(kernel, *array);
        let held = match kernel.array(*array).mutable {
            false => quote!(#name.held()),
            // SAFETY: the array is exclusively borrowed, and is moved before and after the kernel's stages run, not while they do.
            true => quote!(unsafe { #name.held() }),
        };
        Some((name, held))
    })
}
