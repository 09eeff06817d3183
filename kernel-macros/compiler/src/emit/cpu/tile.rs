//! Writes the walk in register tiles: a gang along the lanes, several points of one more dimension at a time.
//!
//! The lanes are outermost: a strip of what all points share stays in the cache while the points go by.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::gang::{Gangs, Iterations, Step};
use super::jam::jam;
use super::scope::{Place, Scope, scalar_type};
use crate::analyse::{Stage, Tile};
use crate::emit::names;
use crate::ir::Scalar;

/// The gangs' loop with the loop over the tile's dimension inside it. `scope` is that of a point, outside the lanes.
pub(super) fn gangs(
    scope: &Scope<'_>,
    stage: &Stage,
    tile: Tile,
    iterations: &Iterations,
) -> Gangs {
    let Iterations {
        counter,
        first,
        count,
    } = iterations;
    let point = scope.step(&format_ident!("__step"), *counter, &stage.body, &[]);
    let (kernel, jammed) = jam(scope.kernel, stage, tile);
    let mut several = Scope::new(&kernel, Some(&jammed), Place::Points);
    several.visible.clone_from(&scope.visible);
    let points = several.step(&format_ident!("__tile"), *counter, &jammed.body, &[]);

    let lane = scope.kernel.var(*counter).ty;
    let dim = stage.dims[tile.dim].var;
    let moving = Moving {
        at: Literal::usize_unsuffixed(tile.dim),
        start: names::start(tile.dim),
        counter: names::var(scope.kernel, dim),
        ty: scalar_type(scope.kernel.var(dim).ty),
        points: tile.points,
    };
    let full = moving.walk(
        &point,
        &points,
        true,
        quote!(s.all()),
        &base(lane, quote!(gang * S::LANES)),
    );
    let tail = moving.walk(
        &point,
        &points,
        false,
        quote!(s.first(count - done)),
        &base(lane, quote!(done)),
    );
    let ty = scalar_type(lane);
    let walk = quote! {
        let first: #ty = #first;
        let count: usize = #count;
        for gang in 0..count / S::LANES {
            #full
        }
        let done = count / S::LANES * S::LANES;
        if done < count {
            #tail
        }
    };
    let [point, points] = [point.item, points.item];
    Gangs {
        step: quote!(#point #points),
        walk,
    }
}

/// The counter of the gang's first lane.
fn base(ty: Scalar, done: TokenStream) -> TokenStream {
    if ty == Scalar::Usize {
        quote!(first.wrapping_add(#done))
    } else {
        let ty = scalar_type(ty);
        quote!(first.wrapping_add((#done) as #ty))
    }
}

/// The dimension that tiles are cut along.
struct Moving {
    at: Literal,
    start: Ident,
    counter: Ident,
    ty: TokenStream,
    points: usize,
}

impl Moving {
    /// All the part's points for one gang: tiles, then what is left one by one.
    fn walk(
        &self,
        point: &Step,
        points: &Step,
        full: bool,
        mask: TokenStream,
        base: &TokenStream,
    ) -> TokenStream {
        let Moving {
            at,
            start,
            counter,
            ty,
            points: many,
        } = self;
        let here = quote!(let #counter: #ty = #start.wrapping_add(point as #ty););
        let [one, tile] = [&point.captured, &points.captured];
        quote! {
            let mask: __k::Mask<S> = #mask;
            let base = #base;
            let mut point: usize = part.lo[#at];
            while part.hi[#at] - point >= #many {
                #here
                __tile::<S, #full>(s, mask, base, #(#tile),*)?;
                point += #many;
            }
            for point in point..part.hi[#at] {
                #here
                __step::<S, #full>(s, mask, base, #(#one),*)?;
            }
        }
    }
}
