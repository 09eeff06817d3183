//! Accesses at a small fixed distance from lane to lane, as to the parts of pixels or complex numbers: which of them can be whole vectors.
//!
//! A vector that is loaded has elements between those of the lanes. They lie in the array, as those of the lanes do, but another thread might
//! be writing them. So the array must not be written, or only, along the one dimension of the box, at this access's own lanes' groups.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::scope::{Scope, lanes_type};
use crate::analyse::{Access, Check, Lanes, Poly, Shape, Stage, update};
use crate::emit::names;
use crate::ir::{
    ArrayId, Expr, ExprKind, Scalar, SiteId, Stmt, StmtKind, Visitor, loads, walk_expr, walk_stmt,
};

/// The widest groups that are taken apart by permutations.
const WIDEST: i128 = 4;

/// How whole vectors serve a load.
pub(super) enum Step {
    /// Elements at a distance, nothing being known of what lies around them.
    Every(usize),
    /// Elements one before the other.
    Reversed,
    /// One element of groups that are known to lie in the array: the group's width and the place in it.
    Part(usize, usize),
}

/// How whole vectors serve the load, if they do.
pub(super) fn step(stage: &Stage, access: &Access) -> Option<Step> {
    let Shape::Strided(stride) = &access.shape else {
        return None;
    };
    let stride = stride.as_constant()?;
    let index = access.index.as_ref()?;
    if !stage.arrays.iter().any(|used| used.array == access.array) {
        return None;
    }
    let others = || {
        stage
            .accesses
            .values()
            .filter(|other| other.array == access.array)
    };
    let offset = |other: &Access| (other.index.as_ref()? - index).as_constant();
    let written = others().any(|other| other.write);
    if stride == -1 {
        return (!written).then_some(Step::Reversed);
    }
    if !(2..=WIDEST).contains(&stride) {
        return None;
    }
    // Where each write lies, from this access: along one dimension its lanes' groups are theirs alone.
    let writes: Option<Vec<i128>> = others().filter(|other| other.write).map(offset).collect();
    let alone = !written || stage.dims.len() == 1 && stage.lanes == Lanes::Dim(0);
    let writes = writes.filter(|_| alone)?;
    // Only an access that each point makes says that its element is there.
    let always = Always::of(stage);
    let known = always.0.iter().filter_map(|(site, looped)| {
        let other = stage.accesses.get(site)?;
        (other.array == access.array && same_condition(other, access, *looped)).then_some(other)
    });
    let (low, high) = known
        .filter_map(offset)
        .fold((0, 0), |(low, high), at| (at.min(low), at.max(high)));
    let place = (-low).min(stride - 1);
    if high + place >= stride - 1
        && writes
            .iter()
            .all(|at| (-place..stride - place).contains(at))
    {
        return Some(Step::Part(stride as usize, place as usize));
    }
    let near = writes.iter().all(|at| at.abs() < stride);
    near.then_some(Step::Every(stride as usize))
}

/// Whether an access that each point makes, maybe in a loop, is in bounds wherever the other is made.
fn same_condition(other: &Access, access: &Access, looped: bool) -> bool {
    match (&other.check, &access.check) {
        (Check::Entry(other), Check::Entry(this)) => {
            other.unless_empty.is_empty() || other.unless_empty == this.unless_empty
        }
        (Check::Entry(other), _) => other.unless_empty.is_empty(),
        (Check::Proved, _) => !looped,
        _ => false,
    }
}

/// The accesses that each point makes, and whether they stand in a loop: those under no condition and behind nothing that a point might stop
/// at, for what is known of their indices might be known by that alone.
#[derive(Default)]
struct Always(Vec<(SiteId, bool)>);

impl Always {
    fn of(stage: &Stage) -> Always {
        let mut always = Always::default();
        always.block(stage, &stage.body, false);
        always
    }

    /// Whether what follows the block is reached for certain.
    fn block(&mut self, stage: &Stage, block: &[Stmt], looped: bool) -> bool {
        block.iter().all(|stmt| self.stmt(stage, stmt, looped))
    }

    fn stmt(&mut self, stage: &Stage, stmt: &Stmt, looped: bool) -> bool {
        let mut note = |exprs: &[&Expr]| {
            let sites = exprs.iter().flat_map(|expr| loads(expr));
            self.0.extend(sites.map(|(site, ..)| (site, looped)));
        };
        match &stmt.kind {
            StmtKind::Let { value, .. } => {
                value.iter().for_each(|value| note(&[value]));
                true
            }
            StmtKind::Assign { value, .. } => {
                note(&[value]);
                true
            }
            StmtKind::Store {
                index, value, site, ..
            } => {
                note(&[index, value]);
                self.0.push((*site, looped));
                true
            }
            StmtKind::For { body, .. } => self.block(stage, body, true),
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. } => stage.is_lifted(*site),
            _ => false,
        }
    }
}

/// Stores that together fill whole groups.
pub(super) struct Group {
    /// Where they stand in the block, from the first part of the groups to the last.
    places: Vec<usize>,
    sites: Vec<SiteId>,
    array: ArrayId,
}

impl Group {
    /// The last of the stores in the block.
    fn last(&self) -> usize {
        self.places.iter().copied().max().unwrap_or_default()
    }
}

impl Scope<'_> {
    /// The group that starts with the statement at that place of the block, where all lanes may be on.
    pub(super) fn group(&self, block: &[Stmt], at: usize) -> Option<Group> {
        let stage = self.stage?;
        if !self.in_lanes() || !self.at_top() {
            return None;
        }
        let (array, first, width) = self.part(&block[at])?;
        if stage.accumulator(array).is_some() {
            return None;
        }
        let mut parts = vec![(0, at)];
        for (place, stmt) in block.iter().enumerate().skip(at + 1) {
            if !matches!(
                stmt.kind,
                StmtKind::Let { .. } | StmtKind::Assign { .. } | StmtKind::Store { .. }
            ) {
                return None;
            }
            let offset = |access: &Access| (access.index.as_ref()? - first).as_constant();
            let mut apart = true;
            for access in loads_of(stmt, array).iter().map(|site| self.access(*site)) {
                let at = access.and_then(offset);
                apart &= at.is_some_and(|at| parts.iter().all(|(part, _)| *part != at));
            }
            if !apart {
                return None;
            }
            match self.part(stmt) {
                Some((other, index, step)) if other == array => {
                    let offset = (index - first).as_constant()?;
                    if step != width || parts.iter().any(|(part, _)| *part == offset) {
                        return None;
                    }
                    parts.push((offset, place));
                }
                _ if stores_to(stmt, array) => return None,
                _ => {}
            }
            if parts.len() as i128 == width {
                parts.sort();
                let whole = (0..)
                    .zip(&parts)
                    .all(|(n, (part, _))| parts[0].0 + n == *part);
                let places: Vec<usize> = parts.iter().map(|(_, place)| *place).collect();
                return whole.then(|| Group {
                    sites: places.iter().filter_map(|at| site(&block[*at])).collect(),
                    array,
                    places,
                });
            }
        }
        None
    }

    /// What the statement stores to at a small distance from lane to lane: the array, the index and the distance.
    fn part(&self, stmt: &Stmt) -> Option<(ArrayId, &Poly, i128)> {
        let StmtKind::Store { array, site, .. } = &stmt.kind else {
            return None;
        };
        let access = self.access(*site)?;
        let Shape::Strided(stride) = &access.shape else {
            return None;
        };
        let width = stride.as_constant()?;
        let checked = matches!(access.check, Check::Proved | Check::Entry(_));
        let lanes = !self.is_spread(*array) && !self.local_arrays.contains_key(array);
        let plain = self.kernel.array(*array).element != Scalar::Bool && update(stmt).is_none();
        let fits = checked && lanes && plain && (2..=WIDEST).contains(&width);
        fits.then_some((*array, access.index.as_ref()?, width))
    }

    /// One of the group's stores, at that place of the block: the last one makes all.
    pub(super) fn grouped_store(
        &mut self,
        group: &Group,
        block: &[Stmt],
        at: usize,
    ) -> TokenStream {
        let StmtKind::Store { value, site, .. } = &block[at].kind else {
            return TokenStream::new();
        };
        let lanes = lanes_type(self.kernel.array(group.array).element);
        let name = part_name(*site);
        let value = self.vector(value);
        let hold = quote!(let #name: #lanes = #value;);
        if at != group.last() {
            return hold;
        }
        let name = names::array(self.kernel, group.array);
        let index = |site: &SiteId| {
            let poly = self.access(*site).and_then(|access| access.index.as_ref());
            poly.map(|poly| self.index(poly))
        };
        let first = group.sites.first().and_then(index);
        let count = Literal::usize_unsuffixed(group.sites.len());
        let parts: Vec<Ident> = group.sites.iter().map(|site| part_name(*site)).collect();
        let mask = &self.mask;
        quote! {
            #hold
            {
                let at = #first;
                let parts = [#(#parts),*];
                let to = #name.wrapping_add(at);
                if FULL {
                    __k::Vector::store_groups::<#count>(parts, to);
                } else {
                    __k::Vector::store_first_groups::<#count>(#mask, parts, to);
                }
            }
        }
    }
}

impl Group {
    /// Whether the statement at that place is one of the stores.
    pub(super) fn has(&self, place: usize) -> bool {
        self.places.contains(&place)
    }

    /// Whether the statement at that place comes before the last store or is it.
    pub(super) fn reaches(&self, place: usize) -> bool {
        place <= self.last()
    }
}

/// What a store's value waits in.
fn part_name(site: SiteId) -> Ident {
    format_ident!("part_{}", site.0)
}

fn site(stmt: &Stmt) -> Option<SiteId> {
    match &stmt.kind {
        StmtKind::Store { site, .. } => Some(*site),
        _ => None,
    }
}

fn stores_to(stmt: &Stmt, array: ArrayId) -> bool {
    matches!(&stmt.kind, StmtKind::Store { array: target, .. } if *target == array)
}

/// The loads of the array.
fn loads_of(stmt: &Stmt, array: ArrayId) -> Vec<SiteId> {
    struct Find(ArrayId, Vec<SiteId>);
    impl Visitor for Find {
        fn stmt(&mut self, stmt: &Stmt) {
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, expr: &Expr) {
            if let ExprKind::Load { array, site, .. } = &expr.kind
                && *array == self.0
            {
                self.1.push(*site);
            }
            walk_expr(self, expr);
        }
    }
    let mut find = Find(array, Vec::new());
    find.stmt(stmt);
    find.1
}
