//! Writes the lanes' loop: a gang of iterations at a time, then a masked tail.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::interior::Border;
use super::reduce::{Reducer, reducers};
use super::scope::{Scope, lanes_type, scalar_type};
use super::stage::distance;
use super::tokens::occurring;
use super::width::{is_light, works_in_place};
use crate::analyse::{Lanes, Reduction, Stage};
use crate::emit::names;
use crate::ir::{Expr, Scalar, Stmt, VarId};

/// The longest row that is run one lane at a time, which the Rust compiler makes a single masked vector of.
pub(super) const SHORT: usize = 8;
/// The same where a row is worked on in place: the next row's vector would reach into the last one's and wait until that is in the cache,
/// so it is longer than the Rust compiler masks.
const SHORT_IN_PLACE: usize = 16;

/// A loop whose iterations are lanes.
pub(super) struct Gangs {
    /// The step of one gang, as a function of its own: so that the main loop and the tail share the text, and the main loop's
    /// instance knows that all lanes are on.
    pub(super) step: TokenStream,
    /// The loop over all gangs.
    pub(super) walk: TokenStream,
    /// The loop over at most `FEW` iterations that reduce, where there is such a way.
    pub(super) few: Option<TokenStream>,
}

/// At which level a step is made.
enum Level {
    Gang,
    One,
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

/// The counter at a position in the row.
pub(super) fn position(ty: Scalar, done: &TokenStream) -> TokenStream {
    if ty == Scalar::Usize {
        quote!(first.wrapping_add(#done))
    } else {
        let ty = scalar_type(ty);
        quote!(first.wrapping_add((#done) as #ty))
    }
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
        let Gangs { step, walk, few } = self.gangs(&iterations, body, reductions);
        let reducers = reducers(self.kernel, self.body(), reductions);
        let rows = reducers.iter().map(Reducer::new_rows);
        let results = reducers
            .iter()
            .map(|reducer| reducer.finish(&reducers, &|one: &Reducer<'_>| one.tree()));
        let ty = scalar_type(ty);
        let gangs = quote!(#(#rows)* #walk #(#results)*);
        let walk = match few {
            Some(few) => {
                let count = &iterations.count;
                let results = reducers
                    .iter()
                    .map(|reducer| reducer.finish(&reducers, &|one: &Reducer<'_>| one.few().tree));
                quote!(if #count <= __k::FEW { #few #(#results)* } else { #gangs })
            }
            None => gangs,
        };
        quote!({
            #step
            let start: #ty = #start;
            let end: #ty = #end;
            #walk
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
        let sets: Vec<_> = reducers.iter().map(Reducer::set).collect();
        let carried: Vec<_> = reducers.iter().map(Reducer::name).collect();
        let call = |level: Level, full: bool, mask: TokenStream, done: TokenStream| {
            let (level, token, gets): (_, _, Vec<_>) = match level {
                Level::Gang => (
                    quote!(S),
                    quote!(s),
                    reducers.iter().map(Reducer::get).collect(),
                ),
                Level::One => {
                    let one = quote!(__k::OneLane);
                    let few = reducers.iter().map(|reducer| reducer.few().get);
                    (one.clone(), one, few.collect())
                }
            };
            let base = position(self.kernel.var(*counter).ty, &done);
            quote!(__step::<#level, #full>(
                #token, #mask, #base, #(#captured,)* #(#gets,)*
            )?)
        };
        let one = || {
            let mask = quote!(__k::Level::all(__k::OneLane));
            call(Level::One, true, mask, quote!(done))
        };
        let light = || {
            self.stage
                .is_some_and(|stage| is_light(self.kernel, stage, block))
        };
        let mut few = None;
        let interior = self.interior(*counter);
        let inside = interior.map(|interior| self.inside(interior));
        let row = interior.zip(inside.as_ref()).map(|(interior, inside)| {
            let mask = quote!(s.first((end - done).min(S::LANES)));
            let border = Border {
                lane: one(),
                whole: call(Level::Gang, true, quote!(s.all()), quote!(done)),
                part: call(Level::Gang, false, mask, quote!(done)),
            };
            if interior.alone {
                inside.between_lanes(&border)
            } else {
                inside.between_gangs(&border)
            }
        });
        let walk = if reducers.is_empty() {
            let main = call(Level::Gang, true, quote!(s.all()), quote!(block * S::LANES));
            let tail = call(
                Level::Gang,
                false,
                quote!(s.first(count - done)),
                quote!(done),
            );
            let gangs = quote! {
                for block in 0..count / S::LANES {
                    #main;
                }
                let done = count / S::LANES * S::LANES;
                if done < count {
                    #tail;
                }
            };
            let gangs = row.unwrap_or(gangs);
            let in_rows =
                |stage: &Stage| stage.dims.len() > 1 || matches!(stage.lanes, Lanes::Inner(_));
            let alone = interior.is_some_and(|interior| interior.alone);
            if !alone && self.stage.is_some_and(in_rows) && light() {
                // Rows may be so short that hardly a lane of a gang would be on.
                let single = one();
                let in_place = self.stage.is_some_and(|stage| works_in_place(stage, block));
                let short = if in_place { SHORT_IN_PLACE } else { SHORT };
                quote! {
                    if count <= #short {
                        for done in 0..count {
                            #single;
                        }
                    } else {
                        #gangs
                    }
                }
            } else {
                gangs
            }
        } else {
            if reducers.iter().all(Reducer::has_few) && light() {
                let few_of: Vec<_> = reducers.iter().map(Reducer::few).collect();
                let new = few_of.iter().map(|few| &few.new);
                let sets = few_of.iter().map(|few| &few.set);
                let single = one();
                few = Some(quote! {
                    let first: #ty = #first;
                    let count: usize = #count;
                    #(#new)*
                    for done in 0..count {
                        let (#(#carried,)*) = #single;
                        #(#sets)*
                    }
                });
            }
            let main = call(
                Level::Gang,
                true,
                quote!(s.all()),
                quote!(block * 64 + row * S::LANES),
            );
            let mask = quote!(s.first((count - done).min(S::LANES)));
            let tail = call(Level::Gang, false, mask, quote!(done));
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
        let inner = inside.map(|inside| inside.step);
        Gangs {
            step: quote!(#item #inner),
            walk,
            few,
        }
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
        let (base, ty) = (self.base(), self.kernel.var(counter).ty);
        let scalar = scalar_type(ty);
        let name = names::var(self.kernel, counter);
        let around = self.visible.iter().map(|(name, _)| name.clone());
        let around: Vec<Ident> = around.chain([name.clone()]).collect();
        let named = occurring(&around, body);
        let (captured, captured_types): (Vec<_>, Vec<_>) = self
            .visible
            .iter()
            .zip(&named)
            .filter(|((name, _), named)| **named && !carried.contains(name))
            .map(|(visible, _)| visible.clone())
            .unzip();
        let linear = named.last().is_some_and(|named| *named).then(|| {
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
