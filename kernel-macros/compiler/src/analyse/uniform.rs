//! Uniformity: which values differ from lane to lane, and which loops some lanes leave before others.

use std::collections::BTreeSet;

use super::{Dim, Effects, Lanes, Reduction};
use crate::ir::{Block, Expr, ExprKind, LoopId, Stmt, StmtKind, VarId};

/// What differs between lanes.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanewise {
    /// Variables whose values differ.
    pub varying: BTreeSet<VarId>,
    /// Loops that some lanes may leave before others.
    pub divergent: BTreeSet<LoopId>,
}

/// Finds what differs between the lanes of that loop.
pub(super) fn lanewise(
    body: &Block,
    dims: &[Dim],
    lanes: &Lanes,
    box_reductions: &[Reduction],
) -> Lanewise {
    let mut walk = Walk::default();
    let block = match lanes {
        Lanes::Dim(dim) => {
            walk.found.varying.insert(dims[*dim].var);
            walk.found
                .varying
                .extend(box_reductions.iter().map(|reduction| reduction.var));
            body
        }
        Lanes::Inner { id, reductions } => {
            let (var, inner) = find(body, *id).expect("the lane loop stands in the body");
            walk.found.varying.insert(var);
            walk.found
                .varying
                .extend(reductions.iter().map(|reduction| reduction.var));
            inner
        }
    };
    // Values flow round loops: repeat until nothing more is found.
    while {
        let before = walk.size();
        walk.block(
            block,
            &Region {
                depth: 0,
                declared: BTreeSet::new(),
            },
        );
        walk.size() != before
    } {}
    if let Lanes::Inner { reductions, .. } = lanes {
        // Outside the lane loop these are single values.
        for reduction in reductions {
            walk.found.varying.remove(&reduction.var);
        }
    }
    walk.found
}

/// Statements that only some of the lanes may be running.
struct Region {
    /// How many such regions are around it, itself included; 0 where all lanes run.
    depth: usize,
    /// The variables that it declares: lanes outside it never see them.
    declared: BTreeSet<VarId>,
}

impl Region {
    fn inside(&self, block: &Block) -> Region {
        Region {
            depth: self.depth + 1,
            declared: Effects::of_block(block).declared,
        }
    }
}

#[derive(Default)]
struct Walk {
    found: Lanewise,
    /// Loops in whose rounds a `continue` may leave some lanes waiting.
    ragged: BTreeSet<LoopId>,
    /// The loops around, with the region depth at the start of their bodies.
    around: Vec<(LoopId, usize)>,
}

impl Walk {
    fn size(&self) -> usize {
        self.found.varying.len() + self.found.divergent.len() + self.ragged.len()
    }

    fn varies(&self, expr: &Expr) -> bool {
        is_varying(expr, &self.found.varying)
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
                    self.found.varying.insert(*var);
                }
            }
            StmtKind::Assign { var, value } => {
                let partly = region.depth > 0 && !region.declared.contains(var);
                if partly || self.varies(value) {
                    self.found.varying.insert(*var);
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
                    self.found.varying.insert(*var);
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
            | StmtKind::LetArray { .. }
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

/// Whether an expression over those varying variables differs from lane to lane.
pub(super) fn is_varying(expr: &Expr, varying: &BTreeSet<VarId>) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Len(_) => false,
        ExprKind::Var(var) => varying.contains(var),
        ExprKind::Load { index, .. } => is_varying(index, varying),
        ExprKind::Op { args, .. } => args.iter().any(|arg| is_varying(arg, varying)),
        ExprKind::Cast(value) => is_varying(value, varying),
        ExprKind::Select {
            cond,
            then,
            otherwise,
        } => [cond, then, otherwise]
            .into_iter()
            .any(|part| is_varying(part, varying)),
    }
}
