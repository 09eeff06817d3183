//! Unswitching of borders. In the middle of a row of lanes the conditions that treat a border (`x > 0`, `x + 1 == w`, a clamp, `x.saturating_sub(1)`)
//! have one value, and there the body is simpler: no branch for it, no gather. This finds what the body is there, and where *there* is:
//! conditions on the lanes' counter, which the row's start checks in exact arithmetic. Elsewhere the body as written runs.
//!
//! Nothing here is proved or checked at entry: the interior's body does at each point of the interior what the body does.

mod body;
mod exact;
mod fold;
mod limits;

use super::{Access, Before, Check, Lanes, Model, Shape, Stage, checks, uniform};
use crate::ir::{Block, Expr, Kernel, LoopId, SiteId, Stmt, StmtKind, VarId};

pub(super) use exact::range_of;
pub use limits::{Holds, Limit};

/// What lanes do in the middle of a row.
#[derive(Clone, Debug)]
pub struct Interior {
    /// The counter of the lanes.
    pub counter: VarId,
    /// The kernel with the interior's own variables.
    pub kernel: Kernel,
    /// The stage as it is there.
    pub stage: Stage,
    /// What one lane does.
    pub body: Block,
    /// Values that the limits are over, each computed before the row, in this order.
    pub outer: Vec<(VarId, Expr)>,
    /// Whether the body as written is slow as a gang, so that a lane alone is better at the borders.
    pub alone: bool,
    /// The accesses that are in bounds in the interior by their guarded ranges, or else by limits.
    pub fits: Vec<SiteId>,
    /// Those whose guarded ranges must fit for a row to have an interior.
    pub must_fit: Vec<SiteId>,
    /// Where it is: the values of the counter that are within all of them.
    pub limits: Vec<Limit>,
}

/// The interiors of a stage's lane loops, where it pays to have one.
pub fn interiors(kernel: &Kernel, before: &[Before], stage: &Stage) -> Vec<Interior> {
    // A reduction's lanes go by their position in the part, points that meet by their order, and a tile has a walk of its own.
    if stage.tile.is_some() || !stage.reductions.is_empty() || !stage.accumulators.is_empty() {
        return Vec::new();
    }
    match &stage.lanes {
        Lanes::Dim(dim) => {
            let dim = &stage.dims[*dim];
            let row = Row {
                lanes: None,
                counter: dim.var,
                start: &dim.start,
                end: &dim.end,
                body: &stage.body,
            };
            interior(kernel, before, stage, &row).into_iter().collect()
        }
        Lanes::Inner(loops) => loops
            .iter()
            .filter(|lanes| lanes.reductions.is_empty())
            .filter_map(|lanes| interior(kernel, before, stage, &Row::of(&stage.body, lanes.id)?))
            .collect(),
    }
}

/// A row of lanes.
struct Row<'s> {
    lanes: Option<LoopId>,
    counter: VarId,
    start: &'s Expr,
    end: &'s Expr,
    body: &'s Block,
}

impl<'s> Row<'s> {
    /// The loop of that identity.
    fn of(block: &'s Block, wanted: LoopId) -> Option<Row<'s>> {
        block.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } if *id == wanted => Some(Row {
                lanes: Some(wanted),
                counter: *var,
                start,
                end,
                body,
            }),
            StmtKind::For { body, .. } | StmtKind::Loop { body, .. } => Row::of(body, wanted),
            StmtKind::If {
                then, otherwise, ..
            } => Row::of(then, wanted).or_else(|| Row::of(otherwise, wanted)),
            _ => None,
        })
    }
}

fn interior(kernel: &Kernel, before: &[Before], stage: &Stage, row: &Row<'_>) -> Option<Interior> {
    let body::Simplified {
        kernel,
        body,
        limits,
        in_bounds,
        branches,
    } = body::simplified(kernel, before, stage, row)?;
    let whole = match row.lanes {
        Some(id) => replaced(&stage.body, id, &body),
        None => body.clone(),
    };
    let found = uniform::lanewise(&whole, &stage.dims, &stage.lanes, &stage.reductions);
    let accesses = {
        let model = Model::new(&kernel, before, &stage.dims, &whole);
        checks::accesses(&kernel, &model, &whole, &stage.lanes, &found.varying)
    };
    let mut inside = Stage {
        body: whole,
        varying: found.varying,
        divergent: found.divergent,
        accesses,
        ..stage.clone()
    };
    // What the checks at entry leave open stays open, but for what the limits say.
    let (mut fits, mut must_fit) = (Vec::new(), Vec::new());
    for (site, access) in &mut inside.accesses {
        let Some(outside) = stage.accesses.get(site) else {
            continue;
        };
        let within = in_bounds.contains(site);
        access.check = match &outside.check {
            Check::Guarded(_) => {
                if within { &mut fits } else { &mut must_fit }.push(*site);
                Check::Proved
            }
            _ if within => Check::Proved,
            check => check.clone(),
        };
    }
    // Elements narrower than lanes are masked one by one on most machines.
    let narrow = |site: &SiteId| {
        let access = stage.accesses.get(site);
        access.is_some_and(|access| kernel.array(access.array).element.bytes() < 4)
    };
    let alone = gains(stage, &inside) || fits.iter().chain(&must_fit).any(narrow);
    (alone || branches).then_some(Interior {
        counter: row.counter,
        kernel,
        stage: inside,
        body,
        outer: limits.outer,
        fits,
        must_fit,
        alone,
        limits: limits.found,
    })
}

/// Whether memory is reached better, or lanes stay together.
fn gains(stage: &Stage, inside: &Stage) -> bool {
    let better = |(site, access): (&SiteId, &Access)| {
        let Some(outside) = stage.accesses.get(site) else {
            return false;
        };
        let unchecked = matches!(
            (&outside.check, &access.check),
            (Check::Lane, Check::Proved)
        );
        access.shape != Shape::Gather && (outside.shape == Shape::Gather || unchecked)
    };
    inside.accesses.iter().any(better) || inside.divergent.len() < stage.divergent.len()
}

/// The block with another body for a loop.
fn replaced(block: &Block, wanted: LoopId, body: &Block) -> Block {
    let stmt = |stmt: &Stmt| {
        let mut stmt = stmt.clone();
        match &mut stmt.kind {
            StmtKind::For {
                id, body: inner, ..
            } if *id == wanted => inner.clone_from(body),
            StmtKind::For { body: inner, .. } | StmtKind::Loop { body: inner, .. } => {
                *inner = replaced(inner, wanted, body);
            }
            StmtKind::If {
                then, otherwise, ..
            } => {
                *then = replaced(then, wanted, body);
                *otherwise = replaced(otherwise, wanted, body);
            }
            _ => {}
        }
        stmt
    };
    block.iter().map(stmt).collect()
}
