//! Writes the stage: the struct that holds the arguments, and what it tells the runtime of them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::exact::Exact;
use super::reduce::{Reducer, operator, reducers};
use super::scope::scalar_type;
use super::{held, reach};
use crate::analyse::{Check, Lanes, Stage, Symbol, Tile};
use crate::cost::{Formula, Work};
use crate::emit::names;
use crate::ir::{ArrayId, Kernel, Origin, Scalar, SiteId, StageId, VarId};
use crate::ops::Class;

/// Whether the variable is a `const` outside the function: an item beside the generated code, under the variable's name.
pub(super) fn is_const(kernel: &Kernel, var: VarId) -> bool {
    matches!(kernel.var(var).origin, Origin::Const(_))
}

/// The number of values in `start..end`, as a `usize`.
pub(super) fn distance(ty: Scalar, start: TokenStream, end: TokenStream) -> TokenStream {
    // Widened first: a difference of narrow integers may leave their type.
    let wide = if ty.is_signed() {
        quote!(i64)
    } else {
        quote!(u64)
    };
    quote!((if #start < #end {
        (#end as #wide).wrapping_sub(#start as #wide) as usize
    } else {
        0usize
    }))
}

/// The struct, and the type of what a part of the box yields.
pub(super) fn definition(kernel: &Kernel, id: StageId, stage: &Stage) -> TokenStream {
    let scalars = stage.captures.iter().map(|var| {
        let name = names::var(kernel, *var);
        let ty = scalar_type(kernel.var(*var).ty);
        quote!(#name: #ty)
    });
    let arrays = stage.arrays.iter().map(|used| {
        let name = names::array(kernel, used.array);
        let element = scalar_type(kernel.array(used.array).element);
        let holder = holder(used.writes);
        quote!(#name: __k::#holder<'k, #element>)
    });
    let bounds = stage.dims.iter().enumerate().map(|(d, dim)| {
        let (start, end) = (names::start(d), names::end(d));
        let ty = scalar_type(kernel.var(dim.var).ty);
        quote!(#start: #ty, #end: #ty)
    });
    let partials = stage
        .reductions
        .iter()
        .map(|reduction| scalar_type(reduction.ty));
    let [name, partial] = [names::stage(id), names::partial(id)];
    quote! {
        #[derive(Clone, Copy)]
        struct #name<'k> {
            #(#scalars,)*
            #(#arrays,)*
            #(#bounds,)*
            borrow: ::core::marker::PhantomData<&'k ()>,
        }

        type #partial = (#(#partials,)*);
    }
}

/// How an array is held that is written or only read.
pub(super) fn holder(written: bool) -> TokenStream {
    if written { quote!(Out) } else { quote!(In) }
}

/// The items of `impl Stage`, apart from what the device needs.
pub(super) fn methods(
    kernel: &Kernel,
    id: StageId,
    stage: &Stage,
    work: &Work,
    serial: bool,
) -> TokenStream {
    let dims = stage.dims.len();
    let lanes = match stage.lanes {
        Lanes::Dim(dim) => quote!(::core::option::Option::Some(#dim)),
        Lanes::Inner(_) => quote!(::core::option::Option::None),
    };
    let tile = stage.tile.as_ref().map(|tile| {
        let Tile { dim, points, .. } = tile;
        let packs = !tile.packs.is_empty();
        quote!(const TILE: ::core::option::Option<__k::Tile> =
            ::core::option::Option::Some(__k::Tile { dim: #dim, points: #points, packs: #packs });)
    });
    let serial = serial.then(|| {
        quote!(
            const SERIAL: bool = true;
        )
    });
    let sizes = stage.dims.iter().enumerate().map(|(d, dim)| {
        let (start, end) = (names::start(d), names::end(d));
        distance(
            kernel.var(dim.var).ty,
            quote!(self.#start),
            quote!(self.#end),
        )
    });
    let reduces = !stage.reductions.is_empty();
    let reducers = reducers(kernel, &stage.body, &stage.reductions);
    let identities = reducers.iter().map(Reducer::identity);
    let place = |var: VarId| {
        let at = reducers.iter().position(|reducer| reducer.var() == var);
        Literal::usize_unsuffixed(at.unwrap_or_default())
    };
    let first = |var| {
        let at = place(var);
        quote!(first.#at)
    };
    let second = |var| {
        let at = place(var);
        quote!(second.#at)
    };
    let combined = reducers
        .iter()
        .map(|reducer| reducer.combine(&first, &second));
    let checks = checks(kernel, stage);
    let fingerprint = fingerprint(kernel, work);
    let simple = work.is_simple().then(|| {
        quote!(
            const SIMPLE_WORK: bool = true;
        )
    });
    let work = self::work(kernel, work);
    let number = id.index();
    let accumulates = accumulates(kernel, id, stage);
    let held = held::methods(kernel, stage);
    let ranks = ranks(stage);
    let reach = reach::method(kernel, stage);
    let [partial, enter] = [names::partial(id), names::enter(id)];
    quote! {
        type Partial = #partial;
        const NUMBER: usize = #number;
        const REDUCES: bool = #reduces;
        const DIMS: usize = #dims;
        const LANES: ::core::option::Option<usize> = #lanes;
        #tile
        #serial
        #simple
        #accumulates

        #[inline]
        fn space(&self) -> __k::Space {
            __k::Space::new([#(#sizes),*])
        }

        #[inline]
        fn check(&self) -> Result<(), __k::Fault> {
            #checks
            Ok(())
        }

        // Inlined always, so that the counts that are zero cost nothing where `dispatch` adds them up.
        #[inline(always)]
        fn work(&self) -> __k::Work {
            #work
        }

        #[inline(always)]
        fn fingerprint(&self) -> ::core::option::Option<__k::Fingerprint> {
            ::core::option::Option::Some(#fingerprint)
        }

        #[inline]
        unsafe fn run(&self, isa: __k::Isa, part: &__k::Space) -> Result<#partial, __k::Fault> {
            // SAFETY: the caller's promises are those of the entry.
            unsafe { #enter(isa, self, part) }
        }

        #[inline]
        fn identity() -> #partial {
            (#(#identities,)*)
        }

        #[inline]
        fn combine(first: #partial, second: #partial) -> #partial {
            (#(#combined,)*)
        }

        #held

        #reach

        #ranks
    }
}

/// What ranks have to tell each other when it is over: whether one has failed, and the values of reductions.
fn ranks(stage: &Stage) -> TokenStream {
    let fails = (!stage.can_fail()).then(|| {
        quote!(
            const FAILS: bool = false;
        )
    });
    let words = (!stage.reductions.is_empty()).then(|| words(stage));
    match (&fails, &words) {
        (None, None) => TokenStream::new(),
        _ => quote!(__k::collectively! { #fails #words }),
    }
}

/// How ranks send each other the values of reductions.
fn words(stage: &Stage) -> TokenStream {
    let count = stage.reductions.len();
    let types = stage
        .reductions
        .iter()
        .map(|reduction| scalar_type(reduction.ty));
    let at = (0..count).map(Literal::usize_unsuffixed);
    quote! {
        const WORDS: usize = #count;

        fn pack(partial: Self::Partial, words: &mut ::std::vec::Vec<u64>) {
            words.extend([#(__k::Word::to_word(partial.#at)),*]);
        }

        fn unpack(words: &mut dyn ::core::iter::Iterator<Item = u64>) -> Self::Partial {
            (#(<#types as __k::Word>::of_word(words.next().unwrap_or_default()),)*)
        }
    }
}

/// How threads accumulate into arrays of their own. Nothing where there are no such arrays.
fn accumulates(kernel: &Kernel, id: StageId, stage: &Stage) -> TokenStream {
    if stage.accumulators.is_empty() {
        return TokenStream::new();
    }
    if stage.accumulators.iter().any(|one| one.ordered) {
        return quote!(
            const ACCUMULATES: __k::Accumulates = __k::Accumulates::InOrder;
        );
    }
    let each = || {
        stage.accumulators.iter().map(|one| {
            let name = names::array(kernel, one.array);
            let element = scalar_type(kernel.array(one.array).element);
            (name, element, operator(one.op))
        })
    };
    let words =
        each().map(|(name, element, _)| quote!(+ __k::words_of::<#element>(self.#name.len())));
    let private = each().map(|(name, element, operator)| {
        quote!(#name: __k::Out::carved(&mut next, self.#name.len(), #operator::identity::<#element>()))
    });
    let merged =
        each().map(|(name, _, operator)| quote!(self.#name.merge::<#operator>(&mut next);));
    let stage = names::stage(id);
    quote! {
        const ACCUMULATES: __k::Accumulates = __k::Accumulates::InAnyOrder;

        fn scratch(&self) -> usize {
            0 #(#words)*
        }

        unsafe fn reaching(&self, scratch: *mut u64) -> Self {
            let mut next = scratch;
            // SAFETY: the caller gives as many words as `scratch` says, for as long as the result is used.
            unsafe { #stage { #(#private,)* ..*self } }
        }

        unsafe fn merge(&self, scratch: *mut u64) {
            let mut next = scratch;
            // SAFETY: the words are those of `reaching`; nobody else touches the arrays.
            unsafe { #(#merged)* }
        }
    }
}

/// The checks at entry: loop bounds are the numbers that the proof took them for, and affine indices are in bounds. An
/// empty box makes no access.
fn checks(kernel: &Kernel, stage: &Stage) -> TokenStream {
    let fields = Exact::fields(kernel);
    let fault = |SiteId(site): SiteId, array: ArrayId, index: TokenStream| {
        let len = fields.symbol(Symbol::Len(array));
        quote!(return Err(__k::Fault::Index { site: #site, index: #index, len: #len }))
    };
    let bounds = stage.bounds.iter().filter_map(|bound| {
        let array = stage.accesses.get(&bound.site)?.array;
        let largest = quote!(isize::MAX as usize + 1);
        let lies = fields.lies_below(&bound.range, &largest);
        // The loop runs to the wrapped value, and so would its index.
        let stop = fault(bound.site, array, quote!(value as usize as i128));
        Some(quote!(if let Err(value) = #lies { #stop; }))
    });
    // What has been checked of one access holds of all others with the same range.
    let mut checked = Vec::new();
    let accesses = stage.accesses.iter().filter_map(|(site, access)| {
        if let Check::Entry(range) | Check::Guarded(range) = &access.check {
            let what = (std::mem::discriminant(&access.check), access.array, range);
            if checked.contains(&what) {
                return None;
            }
            checked.push(what);
        }
        let written = |array| {
            stage
                .arrays
                .iter()
                .any(|used| used.array == array && used.writes)
        };
        match &access.check {
            Check::Entry(range) => {
                let fits = fields.fits(range, access.array);
                let stop = fault(*site, access.array, quote!(index));
                Some(quote!(if let Err(index) = #fits { #stop; }))
            }
            // The proof that iterations do not meet takes an index for a number: where it could wrap back into the array, it is no proof.
            Check::Guarded(range) if written(access.array) => {
                let lies = fields.cannot_wrap(range);
                let stop = fault(*site, access.array, quote!(index));
                Some(quote!(if let Err(index) = #lies { #stop; }))
            }
            _ => None,
        }
    });
    let conditions = stage.conditions().map(|(site, condition)| {
        let site = site.0;
        let room = fields.poly(&condition.range.low);
        let stop = match &condition.len {
            None => quote!(return Err(__k::Fault::Assert { site: #site })),
            Some(len) => {
                let len = fields.poly(len);
                quote!(return Err(__k::index_fault(#site, #len, room)))
            }
        };
        let check = quote!({
            let room = #room;
            if __k::is_negative(room) { #stop; }
        });
        fields.unless_empty(&condition.range, check)
    });
    let checks: Vec<_> = bounds.chain(conditions).chain(accesses).collect();
    if checks.is_empty() {
        return TokenStream::new();
    }
    quote! {
        if __k::Stage::space(self).is_empty() {
            return Ok(());
        }
        #(#checks)*
    }
}

/// All that it depends on how long the work takes: scalars and lengths, never what an array holds.
fn fingerprint(kernel: &Kernel, work: &Work) -> TokenStream {
    let fields = Exact::fields(kernel);
    let numbers = work.symbols().into_iter().map(|symbol| {
        let number = fields.symbol(symbol);
        quote!(#number as u64)
    });
    quote!(__k::Fingerprint::of([#(#numbers),*]))
}

/// The work, from its formulas.
fn work(kernel: &Kernel, work: &Work) -> TokenStream {
    let fields = Exact::fields(kernel);
    let formula = |formula: &Formula| formula.to_tokens(&|symbol| fields.symbol(symbol));
    let ops = |field: TokenStream, counts: &[(Class, Formula)]| {
        counts
            .iter()
            .map(|(class, count)| {
                let class = quote::format_ident!("{class:?}");
                let count = formula(count);
                quote!(work.#field[__k::Class::#class as usize] = #count;)
            })
            .collect::<TokenStream>()
    };
    let [ops32, ops64] = [
        ops(quote!(ops32), &work.ops32),
        ops(quote!(ops64), &work.ops64),
    ];
    let points = formula(&work.points);
    let contiguous = formula(&work.contiguous);
    let strided = formula(&work.strided);
    let gathered = formula(&work.gathered);
    let broadcast = formula(&work.broadcast);
    let streamed = formula(&work.streamed);
    let scattered = formula(&work.scattered);
    let chained = formula(&work.chained);
    let folds = formula(&work.folds);
    let footprint = formula(&work.footprint);
    let reads = formula(&work.reads);
    let writes = formula(&work.writes);
    let guessed = work.guessed;
    quote! {
        let mut work = __k::Work::NONE;
        work.points = #points;
        #ops32
        #ops64
        work.contiguous = #contiguous;
        work.strided = #strided;
        work.gathered = #gathered;
        work.broadcast = #broadcast;
        work.streamed = #streamed;
        work.scattered = #scattered;
        work.chained = #chained;
        work.folds = #folds;
        work.footprint = #footprint;
        work.reads = #reads;
        work.writes = #writes;
        work.guessed = #guessed;
        work
    }
}
