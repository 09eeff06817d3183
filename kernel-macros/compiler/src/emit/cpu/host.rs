//! Writes what runs once, on the host: the prologue that makes the stage, and the epilogue that makes the result.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::reduce::reducers;
use super::scope::{Place, Scope, scalar_type};
use super::tokens::collect_names;
use crate::analyse::Plan;
use crate::emit::names;
use crate::ir::{ArrayId, Kernel, Origin, Output, Param, VarId};
use crate::prove::Proved;

/// The consts from outside as items under their variables' names, so that their values are known to the Rust compiler
/// everywhere.
pub(super) fn consts(kernel: &Kernel) -> TokenStream {
    kernel
        .vars
        .iter()
        .enumerate()
        .filter_map(|(id, var)| match &var.origin {
            Origin::Const(path) => {
                let name = names::var(kernel, VarId(id as u32));
                let ty = scalar_type(var.ty);
                Some(quote!(const #name: #ty = #path;))
            }
            Origin::Param | Origin::Local | Origin::Loop(_) => None,
        })
        .collect()
}

/// `__prepare` and `__finish`.
pub(super) fn functions(proved: &Proved) -> TokenStream {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let mut scope = Scope::new(kernel, &plan.stage, Place::Host);
    for param in &kernel.params {
        if let Param::Scalar(var) = param {
            scope.declare(*var);
        }
    }
    let prologue = scope.sequence(&plan.prologue);
    let bounds: TokenStream = plan
        .stage
        .dims
        .iter()
        .enumerate()
        .map(|(d, dim)| {
            let names = [names::start(d), names::end(d)];
            let values = [scope.expr(&dim.start), scope.expr(&dim.end)];
            let ty = scalar_type(kernel.var(dim.var).ty);
            quote!(#(let #names: #ty = #values;)*)
        })
        .collect();

    let settled = scope.visible.clone();
    let finish = finish(&mut scope, plan);
    let mut named = BTreeSet::new();
    collect_names(&finish, &mut named);
    let saved: Vec<_> = settled
        .iter()
        .filter(|(name, _)| named.contains(&name.to_string()))
        .collect();
    let saved_types: Vec<_> = saved.iter().map(|(_, ty)| ty).collect();
    let saved: Vec<_> = saved.iter().map(|(name, _)| name).collect();

    let lens = lens(kernel);
    let parameters = parameters(kernel, &quote!('k));
    let arrays = kernel.arrays.iter().enumerate().map(|(id, _)| {
        let id = ArrayId(id as u32);
        match plan.stage.arrays.iter().find(|used| used.array == id) {
            Some(used) => {
                let name = names::array(kernel, id);
                let holder = if used.writes { quote!(Out) } else { quote!(In) };
                quote!(#name: __k::#holder::new(#name))
            }
            None => {
                let len = names::len(kernel, id);
                quote!(#len)
            }
        }
    });
    let captures = plan
        .stage
        .captures
        .iter()
        .map(|var| names::var(kernel, *var));
    let starts = (0..plan.stage.dims.len()).map(names::start);
    let ends = (0..plan.stage.dims.len()).map(names::end);

    let slices = slices(kernel);
    let returned = returned(kernel);
    quote! {
        #[inline]
        fn __prepare<'k>(#parameters) -> Result<(__Stage<'k>, (#(#saved_types,)*)), __k::Fault> {
            #lens
            #prologue
            #bounds
            let stage = __Stage {
                #(#captures,)*
                #(#arrays,)*
                #(#starts,)*
                #(#ends,)*
                borrow: ::core::marker::PhantomData,
            };
            Ok((stage, (#(#saved,)*)))
        }

        #[inline]
        fn __finish(
            #slices
            (#(mut #saved,)*): (#(#saved_types,)*),
            partial: __Partial,
        ) -> Result<#returned, __k::Fault> {
            #lens
            #finish
        }
    }
}

/// The epilogue's statements and the result.
fn finish(scope: &mut Scope<'_>, plan: &Plan) -> TokenStream {
    let kernel = scope.kernel;
    let reductions: TokenStream = reducers(kernel, &plan.stage, &plan.stage.reductions)
        .iter()
        .enumerate()
        .map(|(at, reducer)| {
            let at = Literal::usize_unsuffixed(at);
            reducer.finish(&quote!(partial.#at))
        })
        .collect();
    let epilogue = scope.sequence(&plan.epilogue);
    let result = match &kernel.result {
        Some(result) => output(scope, result),
        None => quote!(()),
    };
    quote! {
        #reductions
        #epilogue
        Ok(#result)
    }
}

/// The value that the kernel returns.
fn output(scope: &Scope<'_>, result: &Output) -> TokenStream {
    match result {
        Output::Scalar(value) => scope.expr(value),
        Output::Tuple(parts) => {
            let parts = parts.iter().map(|part| output(scope, part));
            quote!((#(#parts,)*))
        }
        Output::Array(array) => {
            let name = names::array(scope.kernel, *array);
            quote!(#name)
        }
    }
}

/// The type of the result.
pub(super) fn returned(kernel: &Kernel) -> TokenStream {
    match &kernel.result {
        Some(result) => output_type(kernel, result),
        None => quote!(()),
    }
}

fn output_type(kernel: &Kernel, result: &Output) -> TokenStream {
    match result {
        Output::Scalar(value) => scalar_type(value.ty),
        Output::Tuple(parts) => {
            let parts = parts.iter().map(|part| output_type(kernel, part));
            quote!((#(#parts,)*))
        }
        Output::Array(array) => {
            let array = kernel.array(*array);
            let element = scalar_type(array.element);
            let len = array.length().map(|len| &len.0);
            quote!([#element; #len])
        }
    }
}

/// All parameters under their generated names, arrays as slices of that lifetime.
pub(super) fn parameters(kernel: &Kernel, lifetime: &TokenStream) -> TokenStream {
    kernel
        .params
        .iter()
        .map(|param| match *param {
            Param::Scalar(var) => {
                let name = names::var(kernel, var);
                let ty = scalar_type(kernel.var(var).ty);
                let mutable = kernel.var(var).mutable.then(|| quote!(mut));
                quote!(#mutable #name: #ty,)
            }
            Param::Array(array) => slice(kernel, array, lifetime),
        })
        .collect()
}

/// The array parameters alone.
fn slices(kernel: &Kernel) -> TokenStream {
    (0..kernel.arrays.len())
        .map(|id| slice(kernel, ArrayId(id as u32), &quote!()))
        .collect()
}

fn slice(kernel: &Kernel, array: ArrayId, lifetime: &TokenStream) -> TokenStream {
    let name = names::array(kernel, array);
    let element = scalar_type(kernel.array(array).element);
    let mutable = kernel.array(array).mutable.then(|| quote!(mut));
    quote!(#name: &#lifetime #mutable [#element],)
}

/// The arrays' lengths as variables.
fn lens(kernel: &Kernel) -> TokenStream {
    (0..kernel.arrays.len())
        .map(|id| {
            let id = ArrayId(id as u32);
            let (name, len) = (names::array(kernel, id), names::len(kernel, id));
            quote!(let #len: usize = #name.len();)
        })
        .collect()
}

/// What the callers of `__prepare` and `__finish` pass on.
pub struct ArgumentNames {
    /// Every parameter.
    pub all: Vec<TokenStream>,
    /// Every parameter, slices lent so that they can be used again.
    pub lent: Vec<TokenStream>,
    /// The slices alone.
    pub arrays: Vec<TokenStream>,
}

/// The generated names of the parameters, in the order of the signature.
pub fn argument_names(kernel: &Kernel) -> ArgumentNames {
    let mut names = ArgumentNames {
        all: Vec::new(),
        lent: Vec::new(),
        arrays: Vec::new(),
    };
    for param in &kernel.params {
        match *param {
            Param::Scalar(var) => {
                let name = names::var(kernel, var);
                names.all.push(quote!(#name));
                names.lent.push(quote!(#name));
            }
            Param::Array(array) => {
                let name = names::array(kernel, array);
                let mutable = kernel.array(array).mutable.then(|| quote!(mut));
                names.all.push(quote!(#name));
                names.lent.push(quote!(&#mutable *#name));
                names.arrays.push(quote!(#name));
            }
        }
    }
    names
}
