//! Loop interchange: moves a loop that must run in order to the inside of a nest, so that those around it can be a box.
//!
//! `for i { for k { for j { c[i, j] += a[i, k] * b[k, j] } } }` becomes `for i { for j { for k { … } } }`. Where the planner then finds
//! that no two of the outer points meet, each point's own statements are still in their order, and the result is the same to the bit.

use super::flow::Effects;
use crate::ir::{Block, LoopId, Set, Stmt, StmtKind};

/// The nest with that loop innermost. The nest is as deep as loops stand alone in one another; no bound may depend on a counter.
pub(super) fn innermost(nest: &Stmt, id: LoopId) -> Option<Stmt> {
    let mut loops = Vec::new();
    let body = taken_apart(nest, &mut loops)?;
    let effects = Effects::of_block(body);
    let at = loops.iter().position(|stmt| is(stmt, id))?;
    if at + 1 == loops.len() || effects.leaves() || !effects.swapped.is_empty() {
        return None;
    }
    let counters: Set<_> = loops.iter().filter_map(|stmt| counter(stmt)).collect();
    let free = loops.iter().all(|stmt| match &stmt.kind {
        StmtKind::For { start, end, .. } => [start, end].into_iter().all(|bound| {
            let effects = Effects::of_expr(bound);
            !effects.can_fail && effects.read.is_disjoint(&counters)
        }),
        _ => false,
    });
    if !free {
        return None;
    }
    let moved = loops.remove(at);
    loops.push(moved);
    let inner = loops
        .into_iter()
        .rev()
        .fold(body.clone(), |body, stmt| vec![around(stmt, body)]);
    inner.into_iter().next()
}

/// The loops, outermost first, and the innermost body.
fn taken_apart<'s>(nest: &'s Stmt, loops: &mut Vec<&'s Stmt>) -> Option<&'s Block> {
    let StmtKind::For { body, .. } = &nest.kind else {
        return None;
    };
    loops.push(nest);
    match body.as_slice() {
        [inner] if matches!(inner.kind, StmtKind::For { .. }) => taken_apart(inner, loops),
        _ => Some(body),
    }
}

fn is(stmt: &Stmt, wanted: LoopId) -> bool {
    matches!(stmt.kind, StmtKind::For { id, .. } if id == wanted)
}

fn counter(stmt: &Stmt) -> Option<crate::ir::VarId> {
    match stmt.kind {
        StmtKind::For { var, .. } => Some(var),
        _ => None,
    }
}

/// A loop of that head.
fn around(head: &Stmt, inside: Block) -> Stmt {
    let mut stmt = head.clone();
    if let StmtKind::For { body, .. } = &mut stmt.kind {
        *body = inside;
    }
    stmt
}
