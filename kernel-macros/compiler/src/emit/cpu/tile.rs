//! Writes the walk in register tiles: a gang along the lanes, several points of one more dimension at a time.
//!
//! A few gangs are outermost: what all points share for them stays in the cache while the points go by, packed where it would lie
//! scattered. Each tile of points visits all those gangs, so that its own data stay in the first-level cache.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::gang::{Gangs, Iterations, Step};
use super::scope::{Packed, Place, Scope, scalar_type};
use super::stage::distance;
use crate::analyse::{Pack, Shape, Stage, Tile, loops_of};
use crate::emit::jam::{Points, jam};
use crate::emit::names;
use crate::ir::Literal::Int;
use crate::ir::{Block, Expr, ExprKind, Kernel, Scalar, Stmt, StmtKind, VarId, Visitor, loads};
use crate::ops::Op;

/// The gangs' loop with the loop over the tile's dimension inside it. `scope` is that of a point, outside the lanes.
pub(super) fn gangs(
    scope: &Scope<'_>,
    stage: &Stage,
    tile: &Tile,
    iterations: &Iterations,
) -> Gangs {
    let counter = iterations.counter;
    let packing: Vec<Packing> = (0..)
        .zip(&tile.packs)
        .filter_map(|(number, pack)| Packing::new(scope, stage, counter, number, pack))
        .collect();
    let (kernel, jammed) = several(scope.kernel, stage, tile);
    let mut several = Scope::new(&kernel, Some(&jammed), Place::Points);
    several.visible.clone_from(&scope.visible);
    for pack in &packing {
        let (pointer, element) = (pack.packed.pointer.clone(), &pack.element);
        several.visible.push((pointer, quote!(*mut #element)));
        several.packed.insert(pack.load.site, pack.packed.clone());
    }
    let walk = Walk {
        lanes: scope.kernel.var(counter).ty,
        dim: Dim::new(scope, stage, tile),
        one: scope.step(&format_ident!("__step"), counter, &stage.body, &[]),
        many: several.step(&format_ident!("__tile"), counter, &jammed.body, &[]),
        rest: packing
            .iter()
            .any(|pack| pack.is_strided)
            .then(|| several.step(&format_ident!("__rest"), counter, &stage.body, &[])),
        packing,
    };
    Gangs {
        walk: walk.tokens(iterations),
        step: walk.functions(),
        few: None,
    }
}

/// The kernel and the stage with the body of a tile in place of a point's. The counter of the tile's dimension is that of its first point.
fn several(kernel: &Kernel, stage: &Stage, tile: &Tile) -> (Kernel, Stage) {
    let points = Points {
        dim: tile.dim,
        count: tile.points,
        moving: &tile.moving,
        guarded: false,
    };
    let mut jammed = jam(kernel, stage, &points);
    let span = kernel.name.span();
    let first = jammed.counters[0];
    let ty = kernel.var(first).ty;
    let expr = |kind| Expr { kind, ty, span };
    // `let i_k = i + k;`
    let further = (1..).zip(&jammed.counters[1..]).map(|(point, &var)| {
        let value = expr(ExprKind::Op {
            op: Op::Add,
            args: vec![
                expr(ExprKind::Var(first)),
                expr(ExprKind::Literal(Int(point))),
            ],
            site: None,
        });
        let value = Some(value);
        let kind = StmtKind::Let { var, value };
        Stmt { kind, span }
    });
    let mut body: Block = further.collect();
    body.append(&mut jammed.stage.body);
    jammed.stage.body = body;
    (jammed.kernel, jammed.stage)
}

/// How a shared load is packed.
struct Packing {
    load: Pack,
    packed: Packed,
    element: TokenStream,
    /// The number of rounds of its loop.
    rounds: Ident,
    count: TokenStream,
    /// Lays out what one gang takes.
    function: Ident,
    copy: Step,
    is_strided: bool,
}

impl Packing {
    fn new(
        scope: &Scope<'_>,
        stage: &Stage,
        counter: VarId,
        number: usize,
        pack: &Pack,
    ) -> Option<Packing> {
        let (var, [start, end], body) =
            loops_of(&stage.body)
                .into_iter()
                .find_map(|stmt| match &stmt.kind {
                    StmtKind::For {
                        id,
                        var,
                        start,
                        end,
                        body,
                    } if *id == pack.id => Some((*var, [start, end], body)),
                    _ => None,
                })?;
        let index = index_of(body, pack)?;
        let ty = scope.kernel.var(var).ty;
        let [start, end] = [start, end].map(|bound| scope.expr(bound));
        let element = scalar_type(scope.kernel.array(pack.array).element);
        let name = names::var(scope.kernel, var);
        let load = scope
            .lanes(counter, &[], &[])
            .load(pack.array, &index, pack.site);
        let function = format_ident!("__pack{number}");
        let body = quote! {
            let mut to = to;
            for #name in (#start)..(#end) {
                let value: __k::Vector<S, #element> = #load;
                value.store(to);
                to = to.wrapping_add(S::LANES);
            }
        };
        let mut around = Scope::new(scope.kernel, Some(stage), Place::Points);
        around.visible.clone_from(&scope.visible);
        around
            .visible
            .push((format_ident!("to"), quote!(*mut #element)));
        let copy = around.function(&function, counter, &body, &[]);
        Some(Packing {
            load: *pack,
            packed: Packed {
                pointer: format_ident!("packed_{number}"),
                round: quote!((#name.wrapping_sub(#start) as usize)),
            },
            element,
            rounds: format_ident!("rounds_{number}"),
            count: distance(ty, start, end),
            function,
            copy,
            is_strided: stage
                .accesses
                .get(&pack.site)
                .is_some_and(|access| matches!(access.shape, Shape::Strided(_))),
        })
    }
}

/// The index of a packed load.
fn index_of(body: &[Stmt], pack: &Pack) -> Option<Expr> {
    struct Find<'p>(&'p Pack, Option<Expr>);
    impl Visitor for Find<'_> {
        fn expr(&mut self, expr: &Expr) {
            let found = loads(expr)
                .into_iter()
                .find(|(site, ..)| *site == self.0.site);
            if let Some((.., index)) = found {
                self.1 = Some(index.clone());
            }
        }
    }
    let mut find = Find(pack, None);
    for stmt in body {
        find.stmt(stmt);
    }
    find.1
}

/// The dimension that tiles are cut along.
struct Dim {
    at: Literal,
    start: Ident,
    counter: Ident,
    ty: TokenStream,
    points: usize,
}

impl Dim {
    fn new(scope: &Scope<'_>, stage: &Stage, tile: &Tile) -> Dim {
        let var = stage.dims[tile.dim].var;
        Dim {
            at: Literal::usize_unsuffixed(tile.dim),
            start: names::start(tile.dim),
            counter: names::var(scope.kernel, var),
            ty: scalar_type(scope.kernel.var(var).ty),
            points: tile.points,
        }
    }

    fn here(&self) -> TokenStream {
        let Dim {
            start, counter, ty, ..
        } = self;
        quote!(let #counter: #ty = #start.wrapping_add(point as #ty);)
    }
}

struct Walk {
    lanes: Scalar,
    dim: Dim,
    one: Step,
    many: Step,
    /// One point that finds its loads packed, where they would be slow otherwise.
    rest: Option<Step>,
    packing: Vec<Packing>,
}

impl Walk {
    fn functions(self) -> TokenStream {
        let copies = self.packing.into_iter().map(|pack| pack.copy.item);
        let [one, many] = [self.one.item, self.many.item];
        let rest = self.rest.map(|rest| rest.item);
        quote!(#(#copies)* #one #many #rest)
    }

    fn tokens(&self, iterations: &Iterations) -> TokenStream {
        let Iterations { first, count, .. } = iterations;
        let ty = scalar_type(self.lanes);
        let (scratch, group) = self.scratch();
        let several = self.group(true, &quote!(s.all()));
        let tail = self.group(false, &quote!(s.first(count % S::LANES)));
        quote! {
            let first: #ty = #first;
            let count: usize = #count;
            #scratch
            let whole = count / S::LANES;
            let mut group = 0usize..0usize;
            while group.end < whole {
                group = group.end..whole.min(group.end + #group);
                #several
            }
            if count % S::LANES != 0 {
                group = whole..whole + 1;
                #tail
            }
        }
    }

    /// The memory for what is packed, and how many gangs go together.
    fn scratch(&self) -> (TokenStream, TokenStream) {
        if self.packing.is_empty() {
            return (TokenStream::new(), quote!(1usize));
        }
        let Dim { at, points, .. } = &self.dim;
        let least = if self.rest.is_some() { 2 } else { *points };
        let rounds = self.packing.iter().map(|pack| {
            let (name, count) = (&pack.rounds, &pack.count);
            quote!(let #name: usize = #count;)
        });
        let sizes = self.packing.iter().map(|pack| {
            let (rounds, element) = (&pack.rounds, &pack.element);
            quote!(.and::<S, #element>(#rounds))
        });
        let tokens = quote! {
            #(#rounds)*
            let enough = part.hi[#at] - part.lo[#at] >= #least;
            let scratch = __k::Scratch::new(enough, __k::PackSize::NONE #(#sizes)*, count.div_ceil(S::LANES));
            let packed = scratch.is_given();
        };
        (tokens, quote!(scratch.gangs()))
    }

    /// Where the packed elements of a gang stand.
    fn pointers(&self) -> TokenStream {
        let mut before = quote!(__k::PackSize::NONE);
        self.packing
            .iter()
            .map(|pack| {
                let (pointer, element, rounds) =
                    (&pack.packed.pointer, &pack.element, &pack.rounds);
                let at = quote!(let #pointer: *mut #element = scratch.at(gang - group.start, #before).cast(););
                before.extend(quote!(.and::<S, #element>(#rounds)));
                at
            })
            .collect()
    }

    /// All the part's points for the gangs of a group: tiles, then what is left one by one.
    fn group(&self, full: bool, mask: &TokenStream) -> TokenStream {
        let Dim { at, points, .. } = &self.dim;
        let here = self.dim.here();
        let base = if self.lanes == Scalar::Usize {
            quote!(first.wrapping_add(gang * S::LANES))
        } else {
            let ty = scalar_type(self.lanes);
            quote!(first.wrapping_add((gang * S::LANES) as #ty))
        };
        let [one, many] = [&self.one.captured, &self.many.captured];
        let mut one = quote!(__step::<S, #full>(s, mask, base, #(#one),*)?;);
        if let Some(rest) = &self.rest {
            let (pointers, captured) = (self.pointers(), &rest.captured);
            one = quote!(if packed {
                #pointers
                __rest::<S, #full>(s, mask, base, #(#captured),*)?;
            } else {
                #one
            });
        }
        let copies = self.packing.iter().map(|pack| {
            let (function, captured) = (&pack.function, &pack.copy.captured);
            let to = &pack.packed.pointer;
            quote!({
                let to = #to;
                #function::<S, #full>(s, mask, base, #(#captured),*)?;
            })
        });
        let pointers = self.pointers();
        let packs = !self.packing.is_empty();
        let pack = packs.then(|| {
            quote!(if packed {
                for gang in group.clone() {
                    let base = #base;
                    #pointers
                    #(#copies)*
                }
            })
        });
        let packed = packs.then(|| quote!(packed &&));
        quote! {
            let mask: __k::Mask<S> = #mask;
            #pack
            let mut point: usize = part.lo[#at];
            while #packed part.hi[#at] - point >= #points {
                #here
                for gang in group.clone() {
                    let base = #base;
                    #pointers
                    __tile::<S, #full>(s, mask, base, #(#many),*)?;
                }
                point += #points;
            }
            for point in point..part.hi[#at] {
                #here
                for gang in group.clone() {
                    let base = #base;
                    #one
                }
            }
        }
    }
}
