//! How a stage names its arrays to the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analyse::{Stage, Use};
use crate::emit::names;
use crate::ir::{Block, Kernel, LoopId, StmtKind};

/// The bodies of `Stage::roams`, `Stage::whereabouts` and `Stage::arrays`.
pub(super) fn methods(kernel: &Kernel, stage: &Stage) -> TokenStream {
    let roaming = stage.arrays.iter().map(|used| {
        let field = names::array(kernel, used.array);
        quote!(self.#field.roams())
    });
    let places = stage.arrays.iter().map(|used| {
        let field = names::array(kernel, used.array);
        quote!(self.#field.whereabouts())
    });
    let (roams, whereabouts) = match stage.arrays.is_empty() {
        true => (quote!(false), quote!(__k::Whereabouts::HOST)),
        false => (quote!(#(#roaming)||*), quote!(#(#places)|*)),
    };
    let arrays = stage.arrays.iter().map(|used| array(kernel, stage, used));
    quote! {
        #[inline]
        fn roams(&self) -> bool {
            #roams
        }

        #[inline]
        fn whereabouts(&self) -> __k::Whereabouts {
            #whereabouts
        }

        fn arrays<'a>(&'a self, arrays: &mut dyn __k::Arrays<'a>) {
            #(#arrays)*
        }
    }
}

fn array(kernel: &Kernel, stage: &Stage, used: &Use) -> TokenStream {
    let field = names::array(kernel, used.array);
    if !used.writes {
        return quote!(arrays.read(self.#field.held()););
    }
    // Distinct points write distinct elements: as many points as elements overwrite them all.
    let reads = if !used.reads && writes_always(stage, used) {
        quote!(__k::Stage::space(self).points() != self.#field.len())
    } else {
        quote!(true)
    };
    quote! {
        // SAFETY: the launch that asks runs no part of the stage meanwhile.
        arrays.write(unsafe { self.#field.held() }, #reads);
    }
}

/// Whether every point writes an element of the array: a store outside any branch and loop, and no early way out of a point.
fn writes_always(stage: &Stage, used: &Use) -> bool {
    let stores = stage
        .body
        .iter()
        .any(|stmt| matches!(&stmt.kind, StmtKind::Store { array, .. } if *array == used.array));
    let leaves = |id: LoopId| stage.dims.iter().any(|dim| dim.id == id);
    stores && !jumps(&stage.body, &leaves)
}

fn jumps(block: &Block, to: &dyn Fn(LoopId) -> bool) -> bool {
    block.iter().any(|stmt| match &stmt.kind {
        StmtKind::Break(id) | StmtKind::Continue(id) => to(*id),
        StmtKind::If {
            then, otherwise, ..
        } => jumps(then, to) || jumps(otherwise, to),
        StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => jumps(body, to),
        _ => false,
    })
}
