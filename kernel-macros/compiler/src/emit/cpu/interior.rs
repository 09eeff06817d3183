//! Writes a row of lanes in three parts: the interior, whose step needs none of what the borders need, and a border on each side, a lane at a time where
//! there are a few.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::exact::Exact;
use super::gang::{SHORT, Step, position};

use super::scope::{Place, Scope, scalar_type};
use crate::analyse::{Holds, Interior, Limit, Poly, Symbol};
use crate::emit::names;

/// The interior's part of a row.
pub(super) struct Inside {
    /// The function of one gang.
    pub(super) step: TokenStream,
    /// A gang of all lanes, and one of the lanes `0..interior.end - done`, from the position `done`.
    whole: TokenStream,
    part: TokenStream,
    /// The values that the interior is over.
    outer: TokenStream,
    /// The positions of the interior.
    range: TokenStream,
}

/// The steps of the body as written from the position `done`: a lane, a gang, and a gang of the first lanes `0..end - done`.
pub(super) struct Border {
    pub(super) lane: TokenStream,
    pub(super) whole: TokenStream,
    pub(super) part: TokenStream,
}

impl Scope<'_> {
    /// The interior of the rows with that counter.
    pub(super) fn inside(&self, interior: &Interior) -> Inside {
        let counter = interior.counter;
        let mut inside = Scope::new(&interior.kernel, Some(&interior.stage), Place::Points);
        inside.visible.clone_from(&self.visible);
        let outer: TokenStream = interior
            .outer
            .iter()
            .map(|(var, value)| {
                let name = names::var(inside.kernel, *var);
                let ty = scalar_type(inside.kernel.var(*var).ty);
                let value = inside.expr(value);
                inside.visible.push((name.clone(), ty.clone()));
                quote!(let #name: #ty = #value;)
            })
            .collect();
        let name = format_ident!("__interior");
        let Step { item, captured } = inside.step(&name, counter, &interior.body, &[]);
        let ty = self.kernel.var(counter).ty;
        let base = position(ty, &quote!(done));
        Inside {
            step: item,
            whole: quote!(__interior::<S, true>(s, s.all(), #base, #(#captured,)*)?),
            part: quote!(__interior::<S, false>(
                s, s.first(interior.end - done), #base, #(#captured,)*
            )?),
            outer,
            range: inside.range(interior),
        }
    }

    /// The positions of the interior in the row.
    fn range(&self, interior: &Interior) -> TokenStream {
        let counter = Symbol::Var(interior.counter);
        let writer = Exact::locals(self.kernel);
        let exact = |poly: &Poly| writer.poly(poly);
        let mut limits: Vec<&Limit> = interior.limits.iter().collect();
        // Which side of a zero is the larger one shows once all else is known.
        limits.sort_by_key(|limit| matches!(limit.holds, Holds::NotZero(_)));
        let within = |limit: &Limit| {
            let (Holds::NotNegative(poly) | Holds::NotZero(poly)) = &limit.holds;
            let (_, rest) = poly.split(|symbol| symbol == counter);
            let [slope, rest] = [exact(&poly.difference(counter)), exact(&rest)];
            let within = match &limit.holds {
                Holds::NotNegative(_) => quote!(not_negative(#slope, #rest)),
                Holds::NotZero(_) => quote!(not_zero(#slope, #rest)),
            };
            let within = quote!(interior = interior.#within;);
            match limit.when {
                Some(when) => {
                    let when = names::var(self.kernel, when);
                    quote!(if #when { #within })
                }
                None => within,
            }
        };
        let (unfit, limits): (Vec<&Limit>, _) =
            limits.into_iter().partition(|limit| limit.unless_fits);
        let limits = limits.into_iter().map(within);
        let unfit = (!unfit.is_empty()).then(|| {
            let fits = interior.fits.iter().map(|site| names::fits(*site));
            let limits = unfit.into_iter().map(within);
            quote!(if !(true #(& #fits)*) { #(#limits)* })
        });
        let must_fit = interior.must_fit.iter().map(|site| names::fits(*site));
        let long = if interior.alone {
            quote!(__k::LONG)
        } else {
            quote!((2 * S::LANES))
        };
        quote!({
            let mut interior = __k::Interior::new(first as i128, count);
            if count >= #long #(&& #must_fit)* {
                #unfit
                #(#limits)*
                interior.positions(count)
            } else {
                count..count
            }
        })
    }
}

impl Inside {
    /// The row, where a gang of the body as written is slow: a few lanes at a border go one by one.
    pub(super) fn between_lanes(&self, border: &Border) -> TokenStream {
        let Inside {
            whole,
            part,
            outer,
            range,
            ..
        } = self;
        let Border {
            lane,
            part: several,
            ..
        } = border;
        let short = Literal::usize_unsuffixed(SHORT);
        quote! {
            #outer
            let interior: ::core::ops::Range<usize> = #range;
            for border in [0usize..interior.start, interior.end..count] {
                let end = border.end;
                if end - border.start <= #short {
                    for done in border {
                        #lane;
                    }
                } else {
                    for done in border.step_by(S::LANES) {
                        #several;
                    }
                }
            }
            let gangs = (interior.end - interior.start) / S::LANES;
            for gang in 0..gangs {
                let done = interior.start + gang * S::LANES;
                #whole;
            }
            let done = interior.start + gangs * S::LANES;
            if done < interior.end {
                #part;
            }
        }
    }

    /// The row, where a gang of the body as written is as good as any: the gangs that are in the interior as a whole are its own.
    pub(super) fn between_gangs(&self, border: &Border) -> TokenStream {
        let Inside {
            whole,
            outer,
            range,
            ..
        } = self;
        let Border {
            whole: border_gang,
            part: several,
            ..
        } = border;
        quote! {
            #outer
            let interior: ::core::ops::Range<usize> = #range;
            let gangs = count / S::LANES;
            let [start, end] = __k::whole_gangs(&interior, S::LANES);
            for border in [0..start, end..gangs] {
                for gang in border {
                    let done = gang * S::LANES;
                    #border_gang;
                }
            }
            for gang in start..end {
                let done = gang * S::LANES;
                #whole;
            }
            let (done, end) = (gangs * S::LANES, count);
            if done < end {
                #several;
            }
        }
    }
}
