//! Register tiles: several points of one more dimension at a time, where an inner loop loads what they share. It is how matrix products and
//! convolutions come near the peak: each vector from memory meets as many accumulators as fit the registers.
//!
//! A point's own statements stay in their order, so tiles change no bit of the result.

use std::collections::BTreeSet;

use super::{Check, Effects, Lanes, Stage};
use crate::ir::{Block, Expr, ExprKind, Kernel, Stmt, StmtKind, VarId, Visitor, walk_block};
use crate::ir::{walk_expr, walk_stmt};

/// The points of a dimension that are run together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tile {
    /// The dimension: not that of the lanes.
    pub dim: usize,
    /// How many points.
    pub points: usize,
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
    if !single || !stage.divergent.is_empty() || !cannot_fail(stage) {
        return None;
    }
    (0..stage.dims.len())
        .filter(|dim| *dim != lanes)
        .filter_map(|dim| {
            let counter = stage.dims[dim].var;
            let moving = moving(&stage.body, counter);
            let loads = Shared::of(stage, &moving).loads;
            let pays = loads > 0 && is_plain(&stage.body, &moving);
            pays.then_some((dim, moving, loads))
        })
        .max_by_key(|(.., loads)| *loads)
        .and_then(|(dim, moving, _)| {
            let points = ACCUMULATORS.checked_div(accumulators(kernel, stage, &moving))?;
            (points > 1).then_some(Tile { dim, points })
        })
}

/// Whether nothing in the body can fail: the order of failures is the order of points.
fn cannot_fail(stage: &Stage) -> bool {
    struct Fails<'s>(&'s Stage, bool);
    impl Visitor for Fails<'_> {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::Assert { site, .. } | StmtKind::Check { site, .. } = &stmt.kind {
                self.1 |= !self.0.is_lifted(*site);
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, expr: &Expr) {
            self.1 |= matches!(expr.kind, ExprKind::Op { site: Some(_), .. });
            walk_expr(self, expr);
        }
    }
    let mut fails = Fails(stage, false);
    walk_block(&mut fails, &stage.body);
    let checked = |check: &Check| matches!(check, Check::Proved | Check::Entry(_));
    !fails.1 && stage.accesses.values().all(|access| checked(&access.check))
}

/// The variables whose values may differ between points that differ in that counter only.
pub fn moving(body: &Block, counter: VarId) -> BTreeSet<VarId> {
    struct Walk(BTreeSet<VarId>);
    impl Visitor for Walk {
        fn stmt(&mut self, stmt: &Stmt) {
            match &stmt.kind {
                StmtKind::Let {
                    var,
                    value: Some(value),
                }
                | StmtKind::Assign { var, value }
                    if moves(value, &self.0) =>
                {
                    self.0.insert(*var);
                }
                // What is assigned under a condition that differs differs.
                StmtKind::If {
                    cond,
                    then,
                    otherwise,
                } if moves(cond, &self.0) => {
                    for block in [then, otherwise] {
                        let effects = Effects::of_block(block);
                        self.0
                            .extend(effects.assigned.iter().chain(&effects.declared));
                    }
                }
                StmtKind::For {
                    start,
                    end,
                    body,
                    var,
                    ..
                } if moves(start, &self.0) || moves(end, &self.0) => {
                    let effects = Effects::of_block(body);
                    self.0
                        .extend(effects.assigned.iter().chain(&effects.declared));
                    self.0.insert(*var);
                }
                _ => {}
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut walk = Walk(BTreeSet::from([counter]));
    // Values flow round loops: repeat until nothing more is found.
    while {
        let before = walk.0.len();
        walk_block(&mut walk, body);
        walk.0.len() != before
    } {}
    walk.0
}

/// Whether the expression reads one of the variables.
pub fn moves(expr: &Expr, moving: &BTreeSet<VarId>) -> bool {
    struct Find<'m>(&'m BTreeSet<VarId>, bool);
    impl Visitor for Find<'_> {
        fn expr(&mut self, expr: &Expr) {
            self.1 |= matches!(expr.kind, ExprKind::Var(var) if self.0.contains(&var));
            walk_expr(self, expr);
        }
    }
    let mut find = Find(moving, false);
    find.expr(expr);
    find.1
}

/// Whether the points of a tile take the same way through the statements, all of which can be written several times.
fn is_plain(block: &[Stmt], moving: &BTreeSet<VarId>) -> bool {
    block.iter().all(|stmt| match &stmt.kind {
        StmtKind::Let { .. }
        | StmtKind::Assign { .. }
        | StmtKind::Store { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Check { .. } => true,
        StmtKind::For {
            start, end, body, ..
        } => !moves(start, moving) && !moves(end, moving) && is_plain(body, moving),
        StmtKind::If {
            cond,
            then,
            otherwise,
        } => !moves(cond, moving) && is_plain(then, moving) && is_plain(otherwise, moving),
        _ => false,
    })
}

/// What inner loops load for all points of a tile at once.
struct Shared<'s> {
    stage: &'s Stage,
    moving: &'s BTreeSet<VarId>,
    depth: usize,
    loads: usize,
}

impl<'s> Shared<'s> {
    fn of(stage: &'s Stage, moving: &'s BTreeSet<VarId>) -> Self {
        let mut shared = Shared {
            stage,
            moving,
            depth: 0,
            loads: 0,
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
        if let ExprKind::Load { index, .. } = &expr.kind {
            let shared = self.stage.is_varying(expr) && !moves(index, self.moving);
            self.loads += usize::from(self.depth > 0 && shared);
        }
        walk_expr(self, expr);
    }
}

/// The registers that the values which a point carries around its inner loops take.
fn accumulators(kernel: &Kernel, stage: &Stage, moving: &BTreeSet<VarId>) -> usize {
    let mut carried = BTreeSet::new();
    for stmt in &stage.body {
        if matches!(stmt.kind, StmtKind::For { .. }) {
            carried.extend(Effects::of_stmt(stmt).carried());
        }
    }
    carried
        .iter()
        .filter(|var| moving.contains(var))
        .map(|var| kernel.var(*var).ty)
        .map(|ty| if ty.bytes() == 8 { 2 * GANG } else { GANG })
        .sum()
}
