//! Writes the body: the walk over a part of the box, with plain loops over the dimensions that are not lanes.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::exact::Exact;
use super::gang::{Gangs, Iterations};
use super::narrow::Narrowed;
use super::reduce::{Reducer, reducers};
use super::scope::{Place, Scope, scalar_type};
use super::stage::is_const;
use super::tile;
use crate::analyse::{Check, Dim, Interior, Lanes, Stage};
use crate::emit::names;
use crate::ir::{Kernel, StageId};

/// The body: `unsafe fn body<S: Level>(s, stage, part) -> Result<Partial, Fault>`. Where sizes may be narrow in lanes, a second one
/// stands beside it, for those that do not fit.
pub(super) fn body(
    kernel: &Kernel,
    id: StageId,
    stage: &Stage,
    interiors: &[Interior],
    narrowed: Option<&Narrowed>,
) -> TokenStream {
    let (inline, nothing) = (quote!(#[inline(always)]), TokenStream::new());
    let name = names::body(id);
    let Some(narrowed) = narrowed else {
        return function(kernel, id, (stage, interiors), &inline, &name, &nothing);
    };
    let narrow = (&narrowed.stage, &[][..]);
    if narrowed.bounds.is_empty() {
        return function(&narrowed.kernel, id, narrow, &inline, &name, &nothing);
    }
    let exact = Exact::locals(kernel);
    let fit = narrowed.bounds.iter().map(|bound| {
        let bound = exact.poly(bound);
        quote!(__k::fits_u32(#bound))
    });
    let wide = names::wide_body(id);
    let guard = quote! {
        if !(#(#fit)&&*) {
            return #wide::<__k::OneLane>(__k::OneLane, stage, part);
        }
    };
    let apart = quote!(#[cold] #[inline(never)]);
    let narrow = function(&narrowed.kernel, id, narrow, &inline, &name, &guard);
    let wide = function(kernel, id, (stage, &[]), &apart, &wide, &nothing);
    quote!(#narrow #wide)
}

/// A function that walks over a part of a stage with its interiors, after what stands at its start.
fn function(
    kernel: &Kernel,
    id: StageId,
    (stage, interiors): (&Stage, &[Interior]),
    attributes: &TokenStream,
    name: &Ident,
    guard: &TokenStream,
) -> TokenStream {
    let mut scope = Scope::new(kernel, Some(stage), Place::Points);
    scope.interiors = interiors;
    let locals = locals(&mut scope, stage);
    let lane_dim = match stage.lanes {
        Lanes::Dim(dim) => Some(dim),
        Lanes::Inner(_) => None,
    };
    for (d, dim) in stage.dims.iter().enumerate() {
        if Some(d) != lane_dim {
            scope.declare(dim.var);
        }
    }
    let reducers = reducers(kernel, &stage.body, &stage.reductions);
    let (start, gangs, results): (TokenStream, Gangs, Vec<TokenStream>) = match stage.lanes {
        Lanes::Dim(d) => {
            let iterations = along(kernel, stage, d);
            let gangs = match &stage.tile {
                Some(tile) => tile::gangs(&scope, stage, tile, &iterations),
                None => scope.gangs(&iterations, &stage.body, &stage.reductions),
            };
            (
                reducers.iter().map(Reducer::new_rows).collect(),
                gangs,
                reducers.iter().map(Reducer::tree).collect(),
            )
        }
        Lanes::Inner(_) => {
            for reducer in &reducers {
                scope.declare(reducer.var());
            }
            let gangs = Gangs {
                step: TokenStream::new(),
                walk: scope.sequence(&stage.body),
                few: None,
            };
            let start = reducers.iter().map(|reducer| {
                let (name, ty, identity) = (reducer.name(), reducer.ty(), reducer.identity());
                quote!(let mut #name: #ty = #identity;)
            });
            let results = reducers.iter().map(|reducer| {
                let name = reducer.name();
                quote!(#name)
            });
            (start.collect(), gangs, results.collect())
        }
    };
    let Gangs { step, mut walk, .. } = gangs;
    for (d, dim) in stage.dims.iter().enumerate().rev() {
        let tiled = stage.tile.as_ref().is_some_and(|tile| tile.dim == d);
        if Some(d) != lane_dim && !tiled {
            walk = counted(&scope, d, dim, &walk);
        }
    }

    let [stage, partial] = [names::stage(id), names::partial(id)];
    quote! {
        #attributes
        unsafe fn #name<S: __k::Level>(
            s: S,
            stage: &#stage<'_>,
            part: &__k::Space,
        ) -> Result<#partial, __k::Fault> {
            #step

            // SAFETY: the caller has checked the stage and gives a part of its box, so that each access is in bounds or
            // checked before it is made.
            unsafe {
                #locals
                #guard
                #start
                #walk
                Ok((#(#results,)*))
            }
        }
    }
}

/// The part's points along a dimension.
fn along(kernel: &Kernel, stage: &Stage, d: usize) -> Iterations {
    let dim = &stage.dims[d];
    let at = Literal::usize_unsuffixed(d);
    let start = names::start(d);
    let ty = scalar_type(kernel.var(dim.var).ty);
    Iterations {
        counter: dim.var,
        first: quote!(#start.wrapping_add(part.lo[#at] as #ty)),
        count: quote!(part.hi[#at] - part.lo[#at]),
    }
}

/// Copies what the stage holds into variables, and finds which guarded ranges fit.
fn locals(scope: &mut Scope<'_>, stage: &Stage) -> TokenStream {
    let kernel = scope.kernel;
    let mut tokens = TokenStream::new();
    for used in &stage.arrays {
        let id = used.array;
        let (name, len) = (names::array(kernel, id), names::len(kernel, id));
        let element = scalar_type(kernel.array(id).element);
        let ty = if used.writes {
            quote!(*mut #element)
        } else {
            quote!(*const #element)
        };
        tokens.extend(
            quote!(let #name: #ty = stage.#name.ptr(); let #len: usize = stage.#name.len();),
        );
        scope.visible.push((name, ty));
        scope.visible.push((len, quote!(usize)));
    }
    for var in stage.captures.iter().filter(|var| !is_const(kernel, **var)) {
        let name = names::var(kernel, *var);
        let ty = scalar_type(kernel.var(*var).ty);
        tokens.extend(quote!(let #name: #ty = stage.#name;));
        scope.visible.push((name, ty));
    }
    for (d, dim) in stage.dims.iter().enumerate() {
        let name = names::start(d);
        let ty = scalar_type(kernel.var(dim.var).ty);
        tokens.extend(quote!(let #name: #ty = stage.#name;));
    }
    let exact = Exact::locals(kernel);
    for (site, access) in &stage.accesses {
        if let Check::Guarded(range) = &access.check {
            let name = names::fits(*site);
            let fits = exact.fits(range, access.array);
            tokens.extend(quote!(let #name: bool = #fits.is_ok();));
            scope.visible.push((name, quote!(bool)));
        }
    }
    tokens
}

/// A plain loop over a dimension.
fn counted(scope: &Scope<'_>, d: usize, dim: &Dim, body: &TokenStream) -> TokenStream {
    let at = Literal::usize_unsuffixed(d);
    let point = format_ident!("point_{d}");
    let start = names::start(d);
    let name = names::var(scope.kernel, dim.var);
    let ty = scalar_type(scope.kernel.var(dim.var).ty);
    quote! {
        for #point in part.lo[#at]..part.hi[#at] {
            let #name: #ty = #start.wrapping_add(#point as #ty);
            #body
        }
    }
}
