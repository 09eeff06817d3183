//! Uniformity: which values differ from lane to lane, and which loops some lanes leave before others.

use super::{Dim, Effects, Lanes, Reduction};
use crate::ir::{ArrayId, Block, Expr, ExprKind, LoopId, Set, Stmt, StmtKind, VarId};

/// The values that differ from lane to lane.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Varying {
    /// Variables.
    pub vars: Set<VarId>,
    /// Local arrays of which each lane has its own.
    pub arrays: Set<ArrayId>,
}

impl Varying {
    /// Whether an expression differs from lane to lane.
    pub fn expr(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Len(_) => false,
            ExprKind::Var(var) => self.vars.contains(var),
            ExprKind::Load { array, index, .. } => self.arrays.contains(array) || self.expr(index),
            ExprKind::Op { args, .. } => args.iter().any(|arg| self.expr(arg)),
            ExprKind::Cast(value) => self.expr(value),
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => [cond, then, otherwise]
                .into_iter()
                .any(|part| self.expr(part)),
        }
    }
}

/// What differs between lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanewise {
    /// Values that differ.
    pub varying: Varying,
    /// Loops that some lanes may leave before others.
    pub divergent: Set<LoopId>,
}

/// Finds what differs between the lanes of those loops.
pub(super) fn lanewise(
    body: &Block,
    dims: &[Dim],
    lanes: &Lanes,
    box_reductions: &[Reduction],
) -> Lanewise {
    match lanes {
        Lanes::Dim(dim) => within(body, dims[*dim].var, box_reductions),
        Lanes::Inner(loops) => {
            let mut all = Lanewise::default();
            for lanes in loops {
                let Some((var, inner)) = find(body, lanes.id) else {
                    continue;
                };
                let mut found = within(inner, var, &lanes.reductions);
                // Outside the lane loop these are single values.
                for reduction in &lanes.reductions {
                    found.varying.vars.remove(&reduction.var);
                }
                all.varying.vars.unite(&found.varying.vars);
                all.varying.arrays.unite(&found.varying.arrays);
                all.divergent.unite(&found.divergent);
            }
            all
        }
    }
}

/// The values of a loop's body that differ with its counter.
pub fn varying_with(body: &Block, counter: VarId) -> Varying {
    within(body, counter, &[]).varying
}

/// Finds what differs between the iterations of a loop.
pub(super) fn within(body: &Block, counter: VarId, reductions: &[Reduction]) -> Lanewise {
    let mut walk = Walk::default();
    walk.found.varying.vars.insert(counter);
    walk.found
        .varying
        .vars
        .extend(reductions.iter().map(|reduction| reduction.var));
    let region = Region {
        depth: 0,
        declared: Effects::default(),
    };
    walk.own = Effects::of_block(body).arrays;
    // Values flow round loops: repeat until nothing more is found.
    while {
        let before = walk.size();
        walk.block(body, &region);
        walk.size() != before
    } {}
    walk.found
}

/// Statements that only some of the lanes may be running.
struct Region {
    /// How many such regions are around it, itself included; 0 where all lanes run.
    depth: usize,
    /// Its effects: lanes outside it never see the variables and arrays that it declares.
    declared: Effects,
}

impl Region {
    fn inside(&self, block: &Block) -> Region {
        Region {
            depth: self.depth + 1,
            declared: Effects::of_block(block),
        }
    }
}

#[derive(Default)]
struct Walk {
    found: Lanewise,
    /// The arrays that the loop's body declares.
    own: Set<ArrayId>,
    /// Loops in whose rounds a `continue` may leave some lanes waiting.
    ragged: Set<LoopId>,
    /// The loops around, with the region depth at the start of their bodies.
    around: Vec<(LoopId, usize)>,
}

impl Walk {
    fn size(&self) -> usize {
        let Lanewise { varying, divergent } = &self.found;
        varying.vars.len() + varying.arrays.len() + divergent.len() + self.ragged.len()
    }

    fn varies(&self, expr: &Expr) -> bool {
        self.found.varying.expr(expr)
    }

    /// Whether what is written here is not written by all lanes that will see it.
    fn partly(&self, region: &Region, seen: bool) -> bool {
        region.depth > 0 && !seen
    }

    fn block(&mut self, block: &Block, region: &Region) {
        block.iter().for_each(|stmt| self.stmt(stmt, region));
    }

    fn stmt(&mut self, stmt: &Stmt, region: &Region) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => {
                if self.varies(value) {
                    self.found.varying.vars.insert(*var);
                }
            }
            StmtKind::Assign { var, value } => {
                let inside = region.declared.declared.contains(var);
                if self.partly(region, inside) || self.varies(value) {
                    self.found.varying.vars.insert(*var);
                }
            }
            StmtKind::LetArray { array, values } => {
                if values.exprs().iter().any(|value| self.varies(value)) {
                    self.found.varying.arrays.insert(*array);
                }
            }
            StmtKind::Store {
                array,
                index,
                value,
                ..
            } if self.own.contains(array) => {
                let inside = region.declared.arrays.contains(array);
                if self.partly(region, inside) || self.varies(index) || self.varies(value) {
                    self.found.varying.arrays.insert(*array);
                }
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                for arm in [then, otherwise] {
                    if self.varies(cond) {
                        self.block(arm, &region.inside(arm));
                    } else {
                        self.block(arm, region);
                    }
                }
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                if self.varies(start) {
                    self.found.varying.vars.insert(*var);
                }
                if self.varies(start) || self.varies(end) {
                    self.found.divergent.insert(*id);
                }
                self.body(*id, body, region);
            }
            StmtKind::Loop { id, body } => self.body(*id, body, region),
            StmtKind::Break(id) => self.leave(*id, true, region),
            StmtKind::Continue(id) => self.leave(*id, false, region),
            StmtKind::Let { value: None, .. }
            | StmtKind::Store { .. }
            | StmtKind::Swap(..)
            | StmtKind::Assert { .. }
            | StmtKind::Check { .. }
            | StmtKind::Stage(_) => {}
        }
    }

    fn body(&mut self, id: LoopId, body: &Block, region: &Region) {
        let partly = self.found.divergent.contains(&id) || self.ragged.contains(&id);
        let inside = region.inside(body);
        let region = if partly { &inside } else { region };
        self.around.push((id, region.depth));
        self.block(body, region);
        self.around.pop();
    }

    /// Control leaves for the end of a loop's round, or for the loop's end. Loops in which not all lanes do so together diverge.
    fn leave(&mut self, target: LoopId, breaks: bool, region: &Region) {
        for &(id, depth) in self.around.iter().rev() {
            if region.depth > depth {
                if id == target && !breaks {
                    self.ragged.insert(id);
                } else {
                    self.found.divergent.insert(id);
                }
            }
            if id == target {
                break;
            }
        }
    }
}

/// The counter and the body of a loop.
pub fn find(block: &Block, wanted: LoopId) -> Option<(VarId, &Block)> {
    block.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::For { id, var, body, .. } if *id == wanted => Some((*var, body)),
        StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => find(body, wanted),
        StmtKind::If {
            then, otherwise, ..
        } => find(then, wanted).or_else(|| find(otherwise, wanted)),
        _ => None,
    })
}
