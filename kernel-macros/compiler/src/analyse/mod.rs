//! Finds the plan of a kernel: which loops span the box, what is reduced, how each access moves, and which loop becomes
//! the lanes. What it finds is a claim; [`crate::prove`] proves it.

mod accumulate;
mod affine;
mod answers;
mod before;
mod blocks;
mod certain;
mod checks;
mod continues;
mod effort;
mod facts;
mod faults;
mod flow;
mod hoist;
mod independence;
mod interchange;
mod interior;
mod lanes;
mod least;
mod lengths;
mod model;
mod monomial;
mod nest;
mod picks;
mod plan;
mod poly;
mod private;
mod promote;
mod reach;
mod reduce;
mod sample;
pub mod scans;
mod search;
mod sizes;
mod split;
mod stops;
mod table;
mod tile;
mod uniform;
mod written;

pub use accumulate::{Update, accumulations, update};
pub use answers::Answers;
pub use before::Before;
pub use blocks::{Blocks, DEPTH, SIDE, Side, Staged, blocks};
pub use certain::Uncertain;
pub use effort::Effort;
pub use facts::Facts;
pub use flow::Effects;
pub use independence::{Pair, conflict};
pub use interior::{Holds, Interior, Limit, interiors};
pub use lanes::lanes_conflict;
pub use model::{Inner, Model, Seen};
pub use monomial::Monomial;
pub use poly::{Poly, Symbol};
pub use private::MOST as MOST_PRIVATE;
pub use reach::{Bounded, Bounds, Reach, Touched};
pub use reduce::{Carried, reductions};
pub use sizes::apart as sizes_apart;
pub use tile::{Pack, Tile, loops_of};
pub use uniform::{Varying, find as find_loop, varying_with};

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::diag::Diagnostics;
use crate::ir::{ArrayId, Block, Expr, Kernel, LoopId, Scalar, Set, SiteId, StageId, VarId};

/// What a kernel does: functions over boxes of iterations, and what runs around them.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The kernel's body, in which each parallel loop nest has become a [`crate::ir::StmtKind::Stage`]. The host runs it. A stage assigns
    /// its reductions.
    pub host: Block,
    /// The parallel stages, in the order of the source.
    pub stages: Vec<Stage>,
    /// Which accesses have been found to meet, or not to.
    pub answers: Rc<Answers>,
}

impl Plan {
    /// The stages with their numbers.
    pub fn numbered(&self) -> impl Iterator<Item = (StageId, &Stage)> {
        (0..).map(StageId).zip(&self.stages)
    }
}

/// A parallel loop nest.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The box, outermost dimension first: one to three parallel loops. Every bound is computed by the host's variables
    /// and parameters alone.
    pub dims: Vec<Dim>,
    /// What happens at each point.
    pub body: Block,
    /// The scalars from outside that the body and the box's bounds use: parameters, outer consts and variables of the host.
    pub captures: Vec<VarId>,
    /// The arrays from outside that the stage uses, if only for their length, in the order of [`Kernel::arrays`].
    pub arrays: Vec<Use>,
    /// The reductions over the whole box. Non-empty means that the box yields one value each.
    pub reductions: Vec<Reduction>,
    /// The arrays that the box accumulates into, in which points may meet.
    pub accumulators: Vec<Accumulator>,
    /// Every access of the body by its site.
    pub accesses: BTreeMap<SiteId, Access>,
    /// The loops whose iterations become lanes.
    pub lanes: Lanes,
    /// Why those.
    pub reason: String,
    /// The points that the CPU runs together, if that pays.
    pub tile: Option<Tile>,
    /// The variables of the body whose values differ from lane to lane, the lane loop's counter and the box's reductions among them. With
    /// [`Lanes::Inner`] only what the lane loops themselves declare is told: around them everything is uniform, and their reductions
    /// are lanes inside and one value outside.
    pub varying: Varying,
    /// The loops that some lanes may leave before others.
    pub divergent: Set<LoopId>,
    /// What has to hold at entry, if the box is not empty, for the loop bounds to be the numbers that their polynomials say.
    pub bounds: Vec<Bound>,
    /// The assertions and checks of views in the body that need not be made there.
    pub lifted: Vec<Lifted>,
    /// The counted loops of the body whose bounds are known, those around others first.
    pub loops: Vec<Rounds>,
}

/// An assertion, or a check of an index into a view, that is not made at each point.
#[derive(Clone, Debug)]
pub struct Lifted {
    /// Its place.
    pub site: SiteId,
    /// What is checked once at entry instead; nothing where it is known to hold.
    pub check: Option<Condition>,
}

/// A condition that holds at each point if it does at the worst one.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The extremes of what must not be negative: of an assertion `a <= b` those of `b - a`; of an index those of the room above it.
    pub range: Range,
    /// The length that an index is compared with.
    pub len: Option<Poly>,
}

/// An expression that stands for a number only if it does not wrap: a loop bound such as `w - 1`. Unless it lies in `0..=isize::MAX`,
/// the loop would run (nearly) for ever towards an index that is out of bounds, and the stage fails at entry with
/// that index: the expression's value as the wrapped `usize`.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The extremes of the expression.
    pub range: Range,
    /// The access that would be out of bounds.
    pub site: SiteId,
}

/// One dimension of the box.
#[derive(Clone, Debug)]
pub struct Dim {
    /// The loop it was.
    pub id: LoopId,
    /// Its counter.
    pub var: VarId,
    /// The first value.
    pub start: Expr,
    /// One past the last value.
    pub end: Expr,
}

/// A loop of the body, by its counter.
#[derive(Clone, Debug)]
pub struct Rounds {
    /// The counter.
    pub var: VarId,
    /// The first value.
    pub start: Poly,
    /// One past the last value.
    pub end: Poly,
}

/// How a stage uses an array.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    /// The array.
    pub array: ArrayId,
    /// Whether any access reads it.
    pub reads: bool,
    /// Whether any access writes it.
    pub writes: bool,
}

/// A variable that every iteration combines a value into, in any order: `var = var op value`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reduction {
    /// The variable. Lanes start it from the identity; the value before the loop is combined in at the end.
    pub var: VarId,
    /// The operator.
    pub op: Reduce,
    /// The variable's type.
    pub ty: Scalar,
    /// For the best value of all iterations, and what is taken along with it: how one is picked.
    pub pick: Option<Pick>,
}

impl Reduction {
    /// Whether the variable is taken along with another that keeps the best value.
    pub fn is_along(&self) -> bool {
        self.pick.is_some_and(|pick| pick.best != self.var)
    }
}

/// How several variables are picked together. The operator, [`Reduce::Min`] or [`Reduce::Max`], says which value is the best.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pick {
    /// The variable that keeps the best value.
    pub best: VarId,
    /// The one that keeps the number of the iteration that it comes from, counted from one; zero where none was picked.
    pub position: VarId,
    /// Whether of equal values the last one wins.
    pub last: bool,
}

/// An array that points only combine values into, always by one operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accumulator {
    /// The array.
    pub array: ArrayId,
    /// The operator.
    pub op: Reduce,
    /// Whether the order matters to the bits: then the points are run in order.
    pub ordered: bool,
}

/// An associative and commutative operator. (Float addition is treated as one, over a fixed tree.)
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reduce {
    /// `+`
    Add,
    /// `*`
    Mul,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

/// The loops whose iterations become the lanes of a gang.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lanes {
    /// A dimension of the box. The emitters walk it innermost.
    Dim(usize),
    /// Loops within the body, none inside another: everything around them is uniform.
    Inner(Vec<LaneLoop>),
}

/// A loop of the body whose iterations are lanes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LaneLoop {
    /// The loop.
    pub id: LoopId,
    /// The variables it carries, all of them reductions.
    pub reductions: Vec<Reduction>,
}

impl Lanes {
    /// The lane loop of that identity.
    pub fn inner(&self, id: LoopId) -> Option<&LaneLoop> {
        match self {
            Lanes::Dim(_) => None,
            Lanes::Inner(loops) => loops.iter().find(|lanes| lanes.id == id),
        }
    }
}

/// One access of the stage's body.
#[derive(Clone, Debug)]
pub struct Access {
    /// The array.
    pub array: ArrayId,
    /// Whether it writes.
    pub write: bool,
    /// The index over the box's dimensions, inner counters, captures and lengths, where it is such a polynomial. Evaluated in
    /// wrapping `usize` arithmetic it is exactly the index.
    pub index: Option<Poly>,
    /// How the index moves from lane to lane.
    pub shape: Shape,
    /// How it is kept in bounds.
    pub check: Check,
}

/// How an index moves from lane to lane.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Shape {
    /// The same for all lanes.
    Uniform,
    /// One more from lane to lane.
    Contiguous,
    /// That many more from lane to lane (may be negative or symbolic).
    Strided(Poly),
    /// Anything.
    Gather,
}

/// How an access is kept in bounds.
#[derive(Clone, Debug)]
pub enum Check {
    /// It is in bounds whatever the arguments: nothing to do.
    Proved,
    /// It happens at every point (or at every round of loops that run unconditionally): the extremes of its index are checked once,
    /// at entry.
    Entry(Range),
    /// It may not happen. At entry the extremes are compared; only where they do not fit is each lane checked.
    /// In an array that the stage writes, extremes beyond 2^62 fail at entry: the index might wrap, and the proof takes it for a number.
    Guarded(Range),
    /// Nothing is known of the index: each lane is checked.
    Lane,
}

/// The extremes of an index over the whole box, over captures and lengths only, valid where every loop around the
/// access runs at least once.
#[derive(Clone, PartialEq, Debug)]
pub struct Range {
    /// The smallest index.
    pub low: Poly,
    /// The largest index.
    pub high: Poly,
    /// Loops that must not be empty for the access to happen at all, as (start, end) of each. The box's dimensions are not listed.
    pub unless_empty: Vec<(Poly, Poly)>,
}

impl Stage {
    /// Whether the expression's value differs from lane to lane.
    pub fn is_varying(&self, expr: &Expr) -> bool {
        self.varying.expr(expr)
    }

    /// The accumulator that an array is.
    pub fn accumulator(&self, array: ArrayId) -> Option<&Accumulator> {
        self.accumulators
            .iter()
            .find(|accumulator| accumulator.array == array)
    }

    /// Whether the body need not make an assertion or check.
    pub fn is_lifted(&self, site: SiteId) -> bool {
        self.lifted.iter().any(|lifted| lifted.site == site)
    }

    /// What the stage checks at entry in place of assertions and checks in its body.
    pub fn conditions(&self) -> impl Iterator<Item = (SiteId, &Condition)> {
        self.lifted
            .iter()
            .filter_map(|lifted| Some((lifted.site, lifted.check.as_ref()?)))
    }

    /// The counters of the loops whose iterations become lanes.
    pub fn lane_counters(&self) -> Vec<VarId> {
        match &self.lanes {
            Lanes::Dim(dim) => vec![self.dims[*dim].var],
            Lanes::Inner(loops) => loops
                .iter()
                .filter_map(|lanes| Some(uniform::find(&self.body, lanes.id)?.0))
                .collect(),
        }
    }
}

/// Finds the plan. Loop bounds that are no polynomials become variables of their own in the kernel's table.
pub fn analyse(kernel: &mut Kernel) -> Result<Plan, Diagnostics> {
    stops::at_bounds(kernel);
    hoist::invariants(kernel);
    plan::plan(kernel)
}

/// The polynomial that an expression over the kernel's variables is, if it is one.
pub fn polynomial(kernel: &Kernel, expr: &Expr) -> Option<Poly> {
    affine::Values::default().poly(kernel, expr)
}
