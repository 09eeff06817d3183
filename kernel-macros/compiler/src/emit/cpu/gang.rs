//! Writes the lanes' loop: a gang of iterations at a time, then a masked tail.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::reduce::{Reducer, reducers};
use super::scope::{Scope, lanes_type, scalar_type};
use super::stage::distance;
use super::tokens::collect_names;
use crate::analyse::Reduction;
use crate::emit::names;
use crate::ir::{Expr, Scalar, Stmt, VarId};

/// A loop whose iterations are lanes.
pub(super) struct Gangs {
    /// The step of one gang, as a function of its own: so that the main loop and the tail share the text, and the main loop's
    /// instance knows that all lanes are on.
    pub(super) step: TokenStream,
    /// The loop over all gangs.
    pub(super) walk: TokenStream,
}

/// What one gang does.
pub(super) struct Step {
    /// The function.
    pub(super) item: TokenStream,
    /// The variables from outside that it takes.
    pub(super) captured: Vec<Ident>,
}

/// The iterations of a loop.
pub(super) struct Iterations {
    /// The counter.
    pub(super) counter: VarId,
    /// The counter's first value.
    pub(super) first: TokenStream,
    /// How many.
    pub(super) count: TokenStream,
}

impl Scope<'_> {
    /// The loop within the body whose iterations are the lanes.
    pub(super) fn inner_lanes(
        &mut self,
        counter: VarId,
        [start, end]: [&Expr; 2],
        body: &[Stmt],
        reductions: &[Reduction],
    ) -> TokenStream {
        let ty = self.kernel.var(counter).ty;
        let iterations = Iterations {
            counter,
            first: quote!(start),
            count: distance(ty, quote!(start), quote!(end)),
        };
        let [start, end] = [self.expr(start), self.expr(end)];
        let Gangs { step, walk } = self.gangs(&iterations, body, reductions);
        let reducers = reducers(self.kernel, self.body(), reductions);
        let rows = reducers.iter().map(Reducer::new_rows);
        let results = reducers
            .iter()
            .map(|reducer| reducer.finish(&reducers, &|one: &Reducer<'_>| one.tree()));
        let ty = scalar_type(ty);
        quote!({
            #step
            let start: #ty = #start;
            let end: #ty = #end;
            #(#rows)*
            #walk
            #(#results)*
        })
    }

    /// The loop over the gangs of those iterations. Reductions go through their rows, so that an iteration's virtual lane depends
    /// on its position only.
    pub(super) fn gangs(
        &self,
        iterations: &Iterations,
        block: &[Stmt],
        reductions: &[Reduction],
    ) -> Gangs {
        let reducers = reducers(self.kernel, self.body(), reductions);
        let Step { item, captured } = self.step(
            &format_ident!("__step"),
            iterations.counter,
            block,
            &reducers,
        );
        let Iterations {
            counter,
            first,
            count,
        } = iterations;
        let ty = scalar_type(self.kernel.var(*counter).ty);
        let gets: Vec<_> = reducers.iter().map(Reducer::get).collect();
        let sets: Vec<_> = reducers.iter().map(Reducer::set).collect();
        let carried: Vec<_> = reducers.iter().map(Reducer::name).collect();
        let call = |full: bool, mask: TokenStream, done: TokenStream| {
            let base = if self.kernel.var(*counter).ty == Scalar::Usize {
                done
            } else {
                quote!((#done) as #ty)
            };
            quote!(__step::<S, #full>(
                s, #mask, first.wrapping_add(#base), #(#captured,)* #(#gets,)*
            )?)
        };
        let walk = if reducers.is_empty() {
            let main = call(true, quote!(s.all()), quote!(block * S::LANES));
            let tail = call(false, quote!(s.first(count - done)), quote!(done));
            quote! {
                for block in 0..count / S::LANES {
                    #main;
                }
                let done = count / S::LANES * S::LANES;
                if done < count {
                    #tail;
                }
            }
        } else {
            let main = call(true, quote!(s.all()), quote!(block * 64 + row * S::LANES));
            let mask = quote!(s.first((count - done).min(S::LANES)));
            let tail = call(false, mask, quote!(done));
            quote! {
                for block in 0..count / 64 {
                    for row in 0..64 / S::LANES {
                        let (#(#carried,)*) = #main;
                        #(#sets)*
                    }
                }
                for row in 0..64 / S::LANES {
                    let done = count / 64 * 64 + row * S::LANES;
                    if done >= count {
                        break;
                    }
                    let (#(#carried,)*) = #tail;
                    #(#sets)*
                }
            }
        };
        let walk = quote! {
            let first: #ty = #first;
            let count: usize = #count;
            #walk
        };
        Gangs { step: item, walk }
    }

    /// The function of that name for one gang.
    pub(super) fn step(
        &self,
        function: &Ident,
        counter: VarId,
        block: &[Stmt],
        reducers: &[Reducer<'_>],
    ) -> Step {
        let mut lanes = self.lanes(counter, block, reducers);
        let body = lanes.block(block);
        self.function(function, counter, &body, reducers)
    }

    /// A function of one gang with that body.
    pub(super) fn function(
        &self,
        function: &Ident,
        counter: VarId,
        body: &TokenStream,
        reducers: &[Reducer<'_>],
    ) -> Step {
        let carried: Vec<_> = reducers.iter().map(Reducer::name).collect();
        let carried_types: Vec<_> = reducers
            .iter()
            .map(|reducer| lanes_type(self.kernel.var(reducer.var()).ty))
            .collect();
        let mut named = BTreeSet::new();
        collect_names(body, &mut named);
        let (captured, captured_types): (Vec<_>, Vec<_>) = self
            .visible
            .iter()
            .filter(|(name, _)| named.contains(&name.to_string()) && !carried.contains(name))
            .cloned()
            .unzip();

        let (base, ty) = (self.base(), self.kernel.var(counter).ty);
        let scalar = scalar_type(ty);
        let name = names::var(self.kernel, counter);
        let linear = named.contains(&name.to_string()).then(|| {
            let lanes = lanes_type(ty);
            quote!(let #name: #lanes = <#lanes>::linear(s, #base, 1 as #scalar);)
        });
        let item = quote! {
            #[inline(always)]
            unsafe fn #function<S: __k::Level, const FULL: bool>(
                s: S,
                mask: __k::Mask<S>,
                #base: #scalar,
                #(#captured: #captured_types,)*
                #(mut #carried: #carried_types,)*
            ) -> Result<(#(#carried_types,)*), __k::Fault> {
                // SAFETY: as in the body; `FULL` is set only where all lanes of `mask` are on.
                unsafe {
                    #linear
                    #body
                    Ok((#(#carried,)*))
                }
            }
        };
        Step { item, captured }
    }
}
