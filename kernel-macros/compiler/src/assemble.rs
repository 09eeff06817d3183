//! Puts the parts together into what stands beside the function.
//!
//! A struct of the function's name, in the type namespace where it meets neither the function nor its callers, has the
//! methods. Everything else hides in an unnamed const, under names with two leading underscores, and sees the items around the function.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::emit::{Emitted, cpu, wgsl};
use crate::ir::{Kernel, Length, Param, Site, SiteKind};
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
    let descriptor = descriptor(kernel, &emitted);
    let cpu::Emitted {
        items,
        methods,
        parameters,
        returned,
    } = &emitted.cpu;
    let wgsl::Emitted {
        bind, read_partial, ..
    } = &emitted.wgsl;
    let run = run(kernel, parameters, returned);
    let interface = interface(kernel, visibility, returned);
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

            // SAFETY: the prover showed that points of the box do not conflict; the body accesses an array only at indices that
            // the prover or `check` found in bounds, or that it checks itself.
            unsafe impl __k::Stage for __Stage<'_> {
                #methods

                fn bind(&self, bindings: &mut dyn __k::Bind) {
                    #bind
                }

                fn read_partial(bytes: &[u8]) -> __Partial {
                    #read_partial
                }
            }

            #run
            #interface
        };
    }
}

/// The methods that the user sees, with the parameters of the function.
fn interface(kernel: &Kernel, visibility: &syn::Visibility, returned: &TokenStream) -> TokenStream {
    let name = &kernel.name;
    let arguments = arguments(kernel);
    let parameters: Vec<_> = kernel
        .params
        .iter()
        .map(|param| parameter(kernel, *param))
        .collect();
    let variant = if arguments.iter().any(|argument| *argument == "variant") {
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
                __run(__k::Request::On(#variant), #(#arguments),*)
            }

            /// Predicts every variant for these arguments on this machine, and says which one `dispatch` would run and why.
            /// Writes nothing.
            #visibility fn explain(#(#parameters),*) -> __k::Explanation {
                __explain(#(#arguments),*)
            }
        }
    }
}

/// The functions behind the methods, with every parameter under its generated name.
fn run(kernel: &Kernel, parameters: &TokenStream, returned: &TokenStream) -> TokenStream {
    let names = cpu::argument_names(kernel);
    let (all, lent, arrays) = (&names.all, &names.lent, &names.arrays);
    quote! {
        #[inline]
        fn __run(request: __k::Request, #parameters) -> Result<#returned, __k::Error> {
            let (stage, saved) = match __prepare(#(#lent),*) {
                Ok(prepared) => prepared,
                Err(fault) => return Err(__KERNEL.error(fault)),
            };
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
            match __finish(#(#arrays,)* saved, partial) {
                Ok(result) => Ok(result),
                Err(fault) => Err(__KERNEL.error(fault)),
            }
        }

        fn __explain(#parameters) -> __k::Explanation {
            match __prepare(#(#all),*) {
                Ok((stage, _)) => __k::explain(&__KERNEL, &stage),
                Err(fault) => __k::explain_fault(&__KERNEL, fault),
            }
        }
    }
}

/// `static __KERNEL`.
fn descriptor(kernel: &Kernel, emitted: &Emitted) -> TokenStream {
    let name = plain(&kernel.name);
    let line = quote_spanned!(kernel.name.span()=> ::core::line!());
    let sites = kernel.sites.iter().map(site);
    let (plan, cost) = (&emitted.description.plan, &emitted.description.cost);
    let (program, shader) = match &emitted.wgsl.shader {
        Ok(shader) => (program(shader), quote!(Ok(&__PROGRAM))),
        Err(reason) => (TokenStream::new(), quote!(Err(#reason))),
    };
    quote! {
        #program

        static __KERNEL: __k::Kernel = __k::Kernel::new(__k::Definition {
            name: #name,
            module_path: ::core::module_path!(),
            file: ::core::file!(),
            line: #line,
            plan: #plan,
            cost: #cost,
            shader: #shader,
            sites: &[#(#sites),*],
        });
    }
}

fn program(shader: &wgsl::Shader) -> TokenStream {
    let wgsl::Shader {
        text,
        workgroup,
        axes,
        needs_f64,
        needs_i64,
        partial_bytes,
    } = shader;
    quote! {
        static __PROGRAM: __k::Program = __k::Program::new(__k::Shader {
            text: #text,
            workgroup: [#(#workgroup),*],
            axes: [#(#axes),*],
            needs_f64: #needs_f64,
            needs_i64: #needs_i64,
            partial_bytes: #partial_bytes,
        });
    }
}

fn site(site: &Site) -> TokenStream {
    let line = quote_spanned!(site.span=> ::core::line!());
    let kind = match &site.kind {
        SiteKind::Index { array, text } => {
            quote!(Index { array: #array, text: #text })
        }
        SiteKind::Divide => quote!(Divide),
        SiteKind::Assert { text } => quote!(Assert { text: #text }),
    };
    quote!(__k::Site { line: #line, kind: __k::SiteKind::#kind })
}

/// The parameters' own names.
fn arguments(kernel: &Kernel) -> Vec<&Ident> {
    kernel
        .params
        .iter()
        .map(|param| match *param {
            Param::Scalar(var) => &kernel.var(var).name,
            Param::Array(array) => &kernel.array(array).name,
        })
        .collect()
}

/// A parameter as the function has it.
fn parameter(kernel: &Kernel, param: Param) -> TokenStream {
    match param {
        Param::Scalar(var) => {
            let var = kernel.var(var);
            let (name, ty) = (&var.name, format_ident!("{}", var.ty.name()));
            quote!(#name: #ty)
        }
        Param::Array(array) => {
            let array = kernel.array(array);
            let (name, element) = (&array.name, format_ident!("{}", array.element.name()));
            let mutable = array.mutable.then(|| quote!(mut));
            match array.length() {
                Some(Length(len)) => quote!(#name: &#mutable [#element; #len]),
                None => quote!(#name: &#mutable [#element]),
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
