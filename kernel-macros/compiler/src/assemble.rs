//! Puts the parts together into what stands beside the function.
//!
//! A struct of the function's name, in the type namespace where it meets neither the function nor its callers, has the
//! methods. Everything else hides in an unnamed const, under names with two leading underscores, and sees the items around the function.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use crate::analyse::Plan;
use crate::emit::{Emitted, cpu, names, wgsl};
use crate::ir::{Kernel, Length, Param, Site, SiteKind, StageId, Stmt, StmtKind};
use crate::parse::Source;
use crate::parse::ast::{ParamType, Struct, Type};
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
    let descriptor = descriptor(proved, &emitted);
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
    let run = run(proved, parameters, returned);
    let interface = interface(source, kernel, returned);
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
        bind, read_partial, ..
    } = wgsl;
    let [name, partial] = [names::stage(id), names::partial(id)];
    quote! {
        // SAFETY: the prover showed that points of the box do not conflict; the body accesses an array only at indices that
        // the prover or `check` found in bounds, or that it checks itself.
        unsafe impl __k::Stage for #name<'_> {
            #methods

            fn bind(&self, bindings: &mut dyn __k::Bind) {
                #bind
            }

            fn read_partial(bytes: &[u8]) -> #partial {
                #read_partial
            }
        }
    }
}

/// The methods that the user sees, with the parameters of the function.
fn interface(source: &Source, kernel: &Kernel, returned: &TokenStream) -> TokenStream {
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

/// The functions behind the methods, with every parameter under its generated name.
fn run(proved: &Proved, parameters: &TokenStream, returned: &TokenStream) -> TokenStream {
    let names = cpu::argument_names(proved.kernel());
    let (all, lent) = (&names.all, &names.lent);
    let rehearsal = cpu::rehearses(proved.plan())
        .then(|| quote!(__survey(&mut __k::Rehearsal::new(&__KERNEL, request), #(#lent),*)?;));
    quote! {
        #[inline]
        fn __run(request: __k::Request, #parameters) -> Result<#returned, __k::Error> {
            #rehearsal
            __host(request, #(#all),*)
        }

        fn __explain(#parameters) -> __k::Explanation {
            let mut explaining = __k::Explaining::new(&__KERNEL);
            let outcome = __survey(&mut explaining, #(#all),*);
            explaining.finish(outcome)
        }
    }
}

/// `static __KERNEL`.
fn descriptor(proved: &Proved, emitted: &Emitted) -> TokenStream {
    let kernel = proved.kernel();
    let name = plain(&kernel.name);
    let line = quote_spanned!(kernel.name.span()=> ::core::line!());
    let sites = kernel.sites.iter().map(site);
    let (plan, cost) = (&emitted.description.plan, &emitted.description.cost);
    let programs = (0..).map(StageId).zip(&emitted.wgsl);
    let (programs, shaders): (Vec<_>, Vec<_>) = programs
        .map(|(id, wgsl)| match &wgsl.shader {
            Ok(shader) => {
                let name = names::program(id);
                (program(&name, shader), quote!(Ok(&#name)))
            }
            Err(reason) => (TokenStream::new(), quote!(Err(#reason))),
        })
        .unzip();
    let class = class(proved.plan());
    quote! {
        #(#programs)*

        static __KERNEL: __k::Kernel = __k::Kernel::new(__k::Definition {
            name: #name,
            module_path: ::core::module_path!(),
            file: ::core::file!(),
            line: #line,
            plan: #plan,
            cost: #cost,
            class: __k::KernelClass::#class,
            shaders: &[#(#shaders),*],
            sites: &[#(#sites),*],
        });
    }
}

/// What kind of plan it is: the runtime's `KernelClass`.
fn class(plan: &Plan) -> TokenStream {
    let repeats = |stmt: &Stmt| {
        matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. }) && holds_stage(stmt)
    };
    if any(&plan.host, &repeats) {
        quote!(SequentialOuter)
    } else if plan.stages.len() > 1 {
        quote!(MultiStage)
    } else if plan.stages.iter().any(|stage| !stage.reductions.is_empty()) {
        quote!(Reduction)
    } else {
        quote!(Parallel)
    }
}

fn holds_stage(stmt: &Stmt) -> bool {
    any(std::slice::from_ref(stmt), &|stmt| {
        matches!(stmt.kind, StmtKind::Stage(_))
    })
}

/// Whether any statement of the host is such.
fn any(block: &[Stmt], is: &dyn Fn(&Stmt) -> bool) -> bool {
    block.iter().any(|stmt| {
        is(stmt)
            || match &stmt.kind {
                StmtKind::If {
                    then, otherwise, ..
                } => any(then, is) || any(otherwise, is),
                StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => any(body, is),
                _ => false,
            }
    })
}

fn program(name: &Ident, shader: &wgsl::Shader) -> TokenStream {
    let wgsl::Shader {
        text,
        lengths,
        workgroup,
        axes,
        needs_f64,
        needs_i64,
        partial_bytes,
    } = shader;
    let (names, values): (Vec<_>, Vec<_>) = lengths
        .iter()
        .map(|(name, Length(len))| (name, len))
        .unzip();
    quote! {
        static #name: __k::Program = __k::Program::new(__k::Shader {
            text: #text,
            lengths: &[#((#names, (#values) as usize)),*],
            workgroup: [#(#workgroup),*],
            axes: [#(#axes),*],
            needs_f64: #needs_f64,
            needs_i64: #needs_i64,
            partial_bytes: #partial_bytes,
        });
    }
}

fn site(site: &Site) -> TokenStream {
    // A helper's sites stand in the helper's file.
    let file = quote_spanned!(site.span=> ::core::file!());
    let line = quote_spanned!(site.span=> ::core::line!());
    let kind = match &site.kind {
        SiteKind::Index { array, text } => {
            quote!(Index { array: #array, text: #text })
        }
        SiteKind::Divide => quote!(Divide),
        SiteKind::Assert { text } => quote!(Assert { text: #text }),
    };
    quote!(__k::Site { file: #file, line: #line, kind: __k::SiteKind::#kind })
}

/// The parameters of the methods, and what becomes of them.
#[derive(Default)]
struct Parameters {
    /// As the function has them.
    parameters: Vec<TokenStream>,
    /// Statements that take structs apart.
    taken_apart: Vec<TokenStream>,
    /// The scalars and arrays.
    arguments: Vec<TokenStream>,
}

impl Parameters {
    fn of(source: &Source, kernel: &Kernel) -> Parameters {
        let mut flat = kernel.params.iter().copied();
        let mut all = Parameters::default();
        let inputs = &source.item.sig.inputs;
        for (param, input) in source.function.params.iter().zip(inputs) {
            let name = &param.binding.name;
            if let (ParamType::Struct(of), syn::FnArg::Typed(input)) = (&param.ty, input) {
                let ty = &input.ty;
                let parts = parts(of, kernel, &mut flat, &mut all.arguments);
                all.parameters.push(quote!(#name: #ty));
                all.taken_apart
                    .push(quote!(let #parts = #name.__kernel_parts();));
            } else if let (ParamType::Owned(owned), syn::FnArg::Typed(input)) = (&param.ty, input) {
                flat.next();
                let ty = &input.ty;
                all.parameters.push(quote!(#name: #ty));
                all.arguments.push(as_slice(name, owned));
            } else if let ParamType::Array {
                mutable,
                element,
                fixed,
                inner,
            } = &param.ty
                && !inner.is_empty()
            {
                flat.next();
                let element = format_ident!("{}", element.name());
                let element = inner
                    .iter()
                    .rev()
                    .fold(quote!(#element), |element, extent| {
                        let len = &extent.tokens;
                        quote!([#element; #len])
                    });
                let len = fixed.iter().map(|extent| &extent.tokens);
                let (mutable, flattened) = if *mutable {
                    (Some(quote!(mut)), quote!(.as_flattened_mut()))
                } else {
                    (None, quote!(.as_flattened()))
                };
                let flattened = inner.iter().map(|_| &flattened);
                all.parameters
                    .push(quote!(#name: &#mutable [#element #(; #len)*]));
                all.arguments.push(quote!(#name #(#flattened)*));
            } else if let Some(param) = flat.next() {
                all.parameters.push(parameter(kernel, param, name));
                all.arguments.push(quote!(#name));
            }
        }
        all
    }
}

/// A pattern that takes a struct's parts apart.
fn parts(
    of: &Struct,
    kernel: &Kernel,
    flat: &mut impl Iterator<Item = Param>,
    arguments: &mut Vec<TokenStream>,
) -> TokenStream {
    let mut patterns = Vec::new();
    for (_, ty) in &of.fields {
        if let Type::Struct(of) = ty {
            patterns.push(parts(of, kernel, flat, arguments));
            continue;
        }
        let name = match flat.next() {
            Some(Param::Scalar(var)) => names::var(kernel, var),
            Some(Param::Array(array)) => names::array(kernel, array),
            None => continue,
        };
        patterns.push(quote!(#name));
        arguments.push(as_slice(&name, ty));
    }
    quote!((#(#patterns,)*))
}

/// An argument that is an array as the slice of all its scalars; a scalar as it is.
fn as_slice(name: &Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::Array(element, _) if matches!(**element, Type::Array(..)) => {
            let flattened = (1..depth(ty)).map(|_| quote!(.as_flattened()));
            quote!(#name #(#flattened)*)
        }
        Type::Array(..) => quote!(&#name),
        _ => quote!(#name),
    }
}

/// The arrays within each other.
fn depth(ty: &Type) -> usize {
    match ty {
        Type::Array(element, _) => 1 + depth(element),
        _ => 0,
    }
}

/// A parameter as the function has it.
fn parameter(kernel: &Kernel, param: Param, name: &Ident) -> TokenStream {
    match param {
        Param::Scalar(var) => {
            let ty = format_ident!("{}", kernel.var(var).ty.name());
            quote!(#name: #ty)
        }
        Param::Array(array) => {
            let array = kernel.array(array);
            let element = format_ident!("{}", array.element.name());
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
