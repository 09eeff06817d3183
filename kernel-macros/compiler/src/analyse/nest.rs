//! Takes a loop nest apart: the loops that could be dimensions of a box, and what stands between them.

use proc_macro2::{Ident, Span};

use super::Dim;
use super::affine::Values;
use super::flow::Effects;
use crate::ir::{Block, Expr, ExprKind, Kernel, LoopId, Origin, Set, Stmt, StmtKind, Var, VarId};

/// The most dimensions a box has: those of a GPU's grid.
const MOST_DIMS: usize = 3;

/// One loop of the nest.
#[derive(Debug)]
pub(super) struct Level {
    /// The loop as a dimension.
    pub dim: Dim,
    /// Its keyword's place.
    pub span: Span,
    /// What the host has to compute for it to be a dimension.
    pub hoisted: Block,
    /// Pure `let`s between the loop outside it and itself, which sink into its body.
    pub sunk: Block,
    /// Its body.
    pub body: Block,
}

/// What the host computes, the dimensions and the body when the outermost `depth` loops are the box.
pub(super) fn cut(levels: &[Level], depth: usize) -> (Block, Vec<Dim>, Block) {
    let levels = &levels[..depth.min(levels.len())];
    let hoisted = levels
        .iter()
        .flat_map(|level| level.hoisted.iter().cloned());
    let dims = levels.iter().map(|level| level.dim.clone());
    let sunk = levels.iter().flat_map(|level| level.sunk.iter().cloned());
    let innermost = levels
        .last()
        .map(|level| level.body.clone())
        .unwrap_or_default();
    (
        hoisted.collect(),
        dims.collect(),
        sunk.chain(innermost).collect(),
    )
}

/// The loops that stand perfectly inside one another, outermost first, as far as their bounds do not depend on each other.
pub(super) fn levels(kernel: &mut Kernel, outer: &Stmt) -> Vec<Level> {
    // What changes while the nest runs; a bound or a hoisted value must not read it.
    let effects = Effects::of_stmt(outer);
    let inside = effects.declared.union(&effects.assigned);
    let stored = effects.stored;
    let reads_inside = |expr: &Expr| {
        let effects = Effects::of_expr(expr);
        !effects.read.is_disjoint(&inside) || !effects.loaded.is_disjoint(&stored)
    };

    let mut levels: Vec<Level> = Vec::new();
    let mut hoistable = Set::new();
    let mut next = Some((outer.clone(), Block::new(), Block::new()));
    while let Some((stmt, mut hoisted, sunk)) = next.take() {
        let StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        } = stmt.kind
        else {
            break;
        };
        let outermost = levels.is_empty();
        let fixed = |expr: &Expr| {
            let effects = Effects::of_expr(expr);
            let read = effects
                .read
                .iter()
                .all(|var| !inside.contains(&var) || hoistable.contains(&var));
            read && !effects.can_fail
        };
        let ends_early = Effects::of_block(&body).ends_early(id);
        if !outermost && (ends_early || !fixed(&start) || !fixed(&end)) {
            break;
        }
        let mut bound = |kernel: &mut Kernel, expr: Expr, name: &str| {
            let settled = !(outermost && reads_inside(&expr));
            settle(kernel, expr, settled, (var, name), &mut hoisted)
        };
        let start = bound(kernel, start, "start");
        let end = bound(kernel, end, "end");
        next = descend(kernel, &body, &inside, &mut hoistable);
        levels.push(Level {
            dim: Dim {
                id,
                var,
                start,
                end,
            },
            span: loop_span(kernel, id),
            hoisted,
            sunk,
            body,
        });
        if levels.len() == MOST_DIMS {
            break;
        }
    }
    levels
}

/// The loop that the body consists of, the `let`s before it that the host can compute, and those that sink into it.
fn descend(
    kernel: &Kernel,
    body: &Block,
    inside: &Set<VarId>,
    hoistable: &mut Set<VarId>,
) -> Option<(Stmt, Block, Block)> {
    let (last, lets) = body.split_last()?;
    if !matches!(last.kind, StmtKind::For { .. }) {
        return None;
    }
    let (mut hoisted, mut sunk) = (Block::new(), Block::new());
    for stmt in lets {
        let StmtKind::Let {
            var,
            value: Some(value),
        } = &stmt.kind
        else {
            return None;
        };
        let effects = Effects::of_expr(value);
        if kernel.var(*var).mutable || effects.can_fail {
            return None;
        }
        if effects
            .read
            .iter()
            .all(|read| !inside.contains(&read) || hoistable.contains(&read))
        {
            hoistable.insert(*var);
            hoisted.push(stmt.clone());
        } else {
            sunk.push(stmt.clone());
        }
    }
    Some((last.clone(), hoisted, sunk))
}

/// A bound that the analysis can take as it is, or a new variable of the host that holds it.
fn settle(
    kernel: &mut Kernel,
    expr: Expr,
    settled: bool,
    (counter, name): (VarId, &str),
    hoisted: &mut Block,
) -> Expr {
    let simple = match Values::default().poly(kernel, &expr) {
        Some(poly) => {
            !expr.ty.is_signed() || poly.as_symbol().is_some() || poly.as_constant().is_some()
        }
        None => false,
    };
    if simple && settled {
        return expr;
    }
    let var = VarId(kernel.vars.len() as u32);
    let (ty, span) = (expr.ty, expr.span);
    let counter = kernel.var(counter).name.to_string();
    let counter = counter.trim_start_matches("r#");
    kernel.vars.push(Var {
        name: Ident::new(&format!("{counter}_{name}"), span),
        ty,
        mutable: false,
        origin: Origin::Local,
    });
    hoisted.push(Stmt {
        kind: StmtKind::Let {
            var,
            value: Some(expr),
        },
        span,
    });
    Expr {
        kind: ExprKind::Var(var),
        ty,
        span,
    }
}

fn loop_span(kernel: &Kernel, id: LoopId) -> Span {
    kernel.loops[id.index()].span
}
