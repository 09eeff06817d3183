//! Writes what runs on the host: the kernel's body, in which stages are launched.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::reduce::{Reducer, reducers};
use super::scope::{Place, Scope, scalar_type};
use super::stage::holder;
use super::survey;
use crate::analyse::{Effects, Plan, Stage};
use crate::emit::names;
use crate::ir::{
    Array, ArrayId, ArrayKind, Expr, Kernel, Origin, Output, Param, StageId, Stmt, StmtKind, VarId,
    Visitor, walk_block, walk_stmt,
};
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

/// `__host`, which runs the kernel, and `__survey`, which walks over its stages without running them.
pub(super) fn functions(proved: &Proved) -> TokenStream {
    let (kernel, plan) = (proved.kernel(), proved.plan());
    let parameters = parameters(kernel);
    let returned = returned(kernel);
    let entry = entry(kernel, plan);
    let mut scope = host_scope(kernel, plan);
    let host = scope.sequence(&plan.host);
    let result = match &kernel.result {
        Some(result) => output(&scope, result),
        None => quote!(()),
    };
    let survey = survey::survey(host_scope(kernel, plan), plan);
    quote! {
        #[inline]
        fn __host(request: __k::Request, #parameters) -> Result<#returned, __k::Error> {
            #entry
            #host
            Ok(#result)
        }

        fn __survey<V: __k::Survey>(survey: &mut V, #parameters) -> Result<(), __k::Error> {
            #entry
            #survey
            Ok(())
        }
    }
}

/// A scope of the host, in which the parameters are known.
fn host_scope<'a>(kernel: &'a Kernel, plan: &'a Plan) -> Scope<'a> {
    let mut scope = Scope::new(kernel, None, Place::Host);
    scope.plan = Some(plan);
    for param in &kernel.params {
        if let Param::Scalar(var) = param {
            scope.declare(*var);
        }
    }
    scope
}

/// The arrays' names at the start: tables, lengths, and arrays that can be swapped.
fn entry(kernel: &Kernel, plan: &Plan) -> TokenStream {
    let swapped = Effects::of_block(&plan.host).swapped;
    (0..kernel.arrays.len())
        .map(|id| {
            let id = ArrayId(id as u32);
            let (name, len) = (names::array(kernel, id), names::len(kernel, id));
            let array = kernel.array(id);
            let element = scalar_type(array.element);
            let mutable = swapped.contains(&id).then(|| quote!(mut));
            let held = match &array.kind {
                ArrayKind::Local(_) => return TokenStream::new(),
                ArrayKind::Table { path, .. } => {
                    quote! {
                        let #name: &[#element] = &#path[..];
                        let #name = __k::In::new(#name);
                    }
                }
                _ if mutable.is_none() => TokenStream::new(),
                // Under one lifetime.
                _ => quote!(let mut #name = #name;),
            };
            quote!(#held let #mutable #len: usize = #name.len();)
        })
        .collect()
}

/// Whether the arguments of later stages are to be checked before the first one runs: where something may have been written by then.
pub fn rehearses(plan: &Plan) -> bool {
    struct Writes(bool);
    impl Visitor for Writes {
        fn stmt(&mut self, stmt: &Stmt) {
            self.0 |= matches!(
                stmt.kind,
                StmtKind::Store { .. } | StmtKind::For { .. } | StmtKind::Loop { .. }
            );
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut writes = Writes(plan.stages.len() > 1);
    walk_block(&mut writes, &plan.host);
    writes.0
}

impl Scope<'_> {
    /// Two arrays change places.
    pub(super) fn swap(&self, a: ArrayId, b: ArrayId) -> TokenStream {
        let kernel = self.kernel;
        let [one, other] = [a, b].map(|array| names::array(kernel, array));
        let [len, other_len] = [a, b].map(|array| names::len(kernel, array));
        quote! {
            ::core::mem::swap(&mut #one, &mut #other);
            ::core::mem::swap(&mut #len, &mut #other_len);
        }
    }

    /// Runs a stage, and combines what it yields into its reductions.
    pub(super) fn launch(&self, id: StageId) -> TokenStream {
        let Some(stage) = self.stage_of(id) else {
            return TokenStream::new();
        };
        let made = self.make(id, stage);
        let reductions = reducers(self.kernel, &stage.body, &stage.reductions);
        let value = |reducer: &Reducer<'_>| {
            let at = reductions
                .iter()
                .position(|other| other.var() == reducer.var());
            let at = Literal::usize_unsuffixed(at.unwrap_or_default());
            quote!(partial.#at)
        };
        let finish = reductions
            .iter()
            .map(|reducer| reducer.finish(&reductions, &value));
        quote!({
            let stage = #made;
            let partial = match __k::launch(&__KERNEL, &stage, request) {
                Ok(partial) => partial,
                Err(error) => return Err(error),
            };
            #(#finish)*
        })
    }

    /// The stage of that number.
    pub(super) fn stage_of(&self, id: StageId) -> Option<&Stage> {
        self.plan?.stages.get(id.index())
    }

    /// The stage's struct, from the host's variables and arrays.
    pub(super) fn make(&self, id: StageId, stage: &Stage) -> TokenStream {
        let kernel = self.kernel;
        let name = names::stage(id);
        let captures = stage.captures.iter().map(|var| names::var(kernel, *var));
        let arrays = stage.arrays.iter().map(|used| {
            let name = names::array(kernel, used.array);
            if used.writes || !is_written(kernel.array(used.array)) {
                quote!(#name)
            } else {
                quote!(#name: #name.to_read())
            }
        });
        let bounds = stage.dims.iter().enumerate().map(|(d, dim)| {
            let (start, end) = (names::start(d), names::end(d));
            let (first, last) = (self.expr(&dim.start), self.expr(&dim.end));
            quote!(#start: #first, #end: #last)
        });
        quote! {
            #name {
                #(#captures,)*
                #(#arrays,)*
                #(#bounds,)*
                borrow: ::core::marker::PhantomData,
            }
        }
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
            let memory = names::memory(scope.kernel, *array);
            quote!(#memory)
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

/// Whether the host holds the array as one that is written.
fn is_written(array: &Array) -> bool {
    array.mutable || matches!(array.kind, ArrayKind::Local(_))
}

/// All parameters under their generated names, arrays as stages hold them.
pub(super) fn parameters(kernel: &Kernel) -> TokenStream {
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
            Param::Array(array) => {
                let name = names::array(kernel, array);
                let element = scalar_type(kernel.array(array).element);
                let holder = holder(kernel.array(array).mutable);
                quote!(#name: __k::#holder<'_, #element>,)
            }
        })
        .collect()
}

/// The generated names of the parameters, in the order of the signature.
pub fn argument_names(kernel: &Kernel) -> Vec<Ident> {
    kernel
        .params
        .iter()
        .map(|param| match *param {
            Param::Scalar(var) => names::var(kernel, var),
            Param::Array(array) => names::array(kernel, array),
        })
        .collect()
}
