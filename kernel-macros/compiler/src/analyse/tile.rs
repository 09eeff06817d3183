//! Register tiles: several points of one more dimension at a time, where an inner loop loads what they share. It is how matrix products and
//! convolutions come near the peak: each vector from memory meets as many accumulators as fit the registers.
//!
//! A point's own statements stay in their order, so tiles change no bit of the result.

use super::flow::same;
use super::uniform::within;
use super::{Effects, Lanes, Poly, Shape, Stage, Symbol, Varying};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, LoopId, Scalar, Set, SiteId, Stmt, StmtKind, VarId,
    Visitor, loads, walk_block, walk_expr, walk_stmt,
};
use crate::ops::Op;

/// The points of a dimension that are run together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tile {
    /// The dimension: not that of the lanes.
    pub dim: usize,
    /// How many points.
    pub points: usize,
    /// What differs between the points.
    pub moving: Varying,
    /// The loads that inner loops make once for all of them.
    pub shared: Set<SiteId>,
    /// What is copied before the points go by, as it lies scattered in memory.
    pub packs: Vec<Pack>,
}

/// A load that all points share, whose elements are laid one after the other as the loop takes them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pack {
    /// The load.
    pub site: SiteId,
    /// Where it loads from.
    pub array: ArrayId,
    /// The loop around it.
    pub id: LoopId,
}

/// The registers of accumulators that a tile may have: of the sixteen that AVX2 has, some hold operands.
const ACCUMULATORS: usize = 12;
/// The registers that a gang's 32-bit values take.
const GANG: usize = 2;

/// The tile of a stage, if one pays.
pub(super) fn find(kernel: &Kernel, stage: &Stage) -> Option<Tile> {
    let Lanes::Dim(lanes) = stage.lanes else {
        return None;
    };
    let single = stage.reductions.is_empty() && stage.accumulators.is_empty();
    // The order of failures is the order of points, which a tile changes.
    if !single || !stage.divergent.is_empty() || stage.can_fail() {
        return None;
    }
    (0..stage.dims.len())
        .filter(|dim| *dim != lanes)
        .filter_map(|dim| {
            let moving = within(&stage.body, stage.dims[dim].var, &[]).varying;
            let shared = Shared::of(stage, &moving).loads;
            let points = ACCUMULATORS.checked_div(GANG * registers(kernel, stage, &moving))?;
            let pays = !shared.is_empty() && points > 1 && is_plain(&stage.body, &moving);
            pays.then(|| Tile {
                dim,
                points,
                packs: packs(kernel, stage, &moving),
                shared,
                moving,
            })
        })
        .max_by_key(|tile| tile.shared.len())
}

/// Whether the points of a tile take the same way through the statements, all of which can be written several times.
pub(super) fn is_plain(block: &[Stmt], moving: &Varying) -> bool {
    block.iter().all(|stmt| match &stmt.kind {
        StmtKind::Let { .. }
        | StmtKind::Assign { .. }
        | StmtKind::Store { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Check { .. } => true,
        StmtKind::For {
            start, end, body, ..
        } => !moving.expr(start) && !moving.expr(end) && is_plain(body, moving),
        StmtKind::If {
            cond,
            then,
            otherwise,
        } => !moving.expr(cond) && is_plain(then, moving) && is_plain(otherwise, moving),
        _ => false,
    })
}

/// What inner loops load for all points of a tile at once.
struct Shared<'s> {
    stage: &'s Stage,
    moving: &'s Varying,
    depth: usize,
    loads: Set<SiteId>,
}

impl<'s> Shared<'s> {
    fn of(stage: &'s Stage, moving: &'s Varying) -> Self {
        let mut shared = Shared {
            stage,
            moving,
            depth: 0,
            loads: Set::new(),
        };
        walk_block(&mut shared, &stage.body);
        shared
    }
}

impl Visitor for Shared<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        let inside = usize::from(matches!(stmt.kind, StmtKind::For { .. }));
        self.depth += inside;
        walk_stmt(self, stmt);
        self.depth -= inside;
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Load { index, site, .. } = &expr.kind
            && self.depth > 0
            && self.stage.is_varying(expr)
            && !self.moving.expr(index)
        {
            self.loads.insert(*site);
        }
        walk_expr(self, expr);
    }
}

/// The registers of 32 bits that the values which a point carries around its inner loops take.
pub(super) fn registers(kernel: &Kernel, stage: &Stage, moving: &Varying) -> usize {
    let mut carried = Set::new();
    for stmt in loops_of(&stage.body) {
        carried.unite(&Effects::of_stmt(stmt).carried());
    }
    carried
        .iter()
        .filter(|var| moving.vars.contains(var))
        .map(|var| kernel.var(var).ty)
        .map(|ty| if ty.bytes() == 8 { 2 } else { 1 })
        .sum()
}

/// The body's own loops, also where they stand in a branch that asks whether they run at all.
pub fn loops_of(body: &Block) -> Vec<&Stmt> {
    let own = |stmt: &'_ Stmt| matches!(stmt.kind, StmtKind::For { .. });
    let mut found = Vec::new();
    for stmt in body {
        match &stmt.kind {
            StmtKind::For { .. } => found.push(stmt),
            StmtKind::If {
                cond,
                then,
                otherwise,
            } if otherwise.is_empty() => {
                found.extend(then.iter().filter(|stmt| own(stmt) && runs_if(stmt, cond)));
            }
            _ => {}
        }
    }
    found
}

/// Whether the condition is that the loop's range is not empty.
fn runs_if(stmt: &Stmt, cond: &Expr) -> bool {
    match (&stmt.kind, &cond.kind) {
        (
            StmtKind::For { start, end, .. },
            ExprKind::Op {
                op: Op::Lt, args, ..
            },
        ) => same(start, &args[0]) && same(end, &args[1]),
        _ => false,
    }
}

/// The loads of the body's own loops that are worth packing: rows of a matrix, or what lanes would have to gather.
fn packs(kernel: &Kernel, stage: &Stage, moving: &Varying) -> Vec<Pack> {
    let mut found = Vec::new();
    for stmt in loops_of(&stage.body) {
        let StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        } = &stmt.kind
        else {
            continue;
        };
        let outside = |var: VarId| {
            stage.captures.contains(&var) || stage.dims.iter().any(|dim| dim.var == var)
        };
        let known =
            |expr: &Expr| loads(expr).is_empty() && Effects::of_expr(expr).read.iter().all(outside);
        if !known(start) || !known(end) {
            continue;
        }
        let direct = body.iter().flat_map(|stmt| match &stmt.kind {
            StmtKind::Let { value, .. } => value.iter().flat_map(loads).collect(),
            StmtKind::Assign { value, .. } | StmtKind::Store { value, .. } => loads(value),
            _ => Vec::new(),
        });
        for (site, array, index) in direct {
            let symbols = |index: &Poly| {
                index.symbols().into_iter().all(|symbol| match symbol {
                    Symbol::Var(symbol) => symbol == *var || outside(symbol),
                    Symbol::Len(_) => true,
                })
            };
            let scattered = |index: &Poly, shape: &Shape| match shape {
                Shape::Contiguous => index
                    .linear(Symbol::Var(*var))
                    .is_some_and(|step| step.as_constant().is_none()),
                Shape::Strided(_) => true,
                Shape::Uniform | Shape::Gather => false,
            };
            let written = |array| {
                stage
                    .arrays
                    .iter()
                    .any(|used| used.array == array && used.writes)
            };
            let packs = !moving.expr(index)
                && !written(array)
                && kernel.array(array).element != Scalar::Bool
                && stage.accesses.get(&site).is_some_and(|access| {
                    access
                        .index
                        .as_ref()
                        .is_some_and(|index| symbols(index) && scattered(index, &access.shape))
                });
            if packs {
                found.push(Pack {
                    site,
                    array,
                    id: *id,
                });
            }
        }
    }
    found
}
