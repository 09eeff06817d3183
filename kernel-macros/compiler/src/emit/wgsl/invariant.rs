//! Elements that a loop reads at each round, and that are the same at each: drivers cannot know that no other invocation writes them, so
//! they are read before the loop.

use crate::analyse::{Check, Effects, Stage};
use crate::ir::{ArrayId, Block, Expr, SiteId, Stmt, StmtKind, VarId, loads};

/// The loads of a loop's body whose element does not change while the loop runs, and that happen at every round.
pub(super) fn loads_of<'b>(
    stage: &Stage,
    counter: VarId,
    body: &'b Block,
) -> Vec<(SiteId, ArrayId, &'b Expr)> {
    let effects = Effects::of_block(body);
    let mut changing = effects.declared.union(&effects.assigned);
    changing.insert(counter);
    let fixed = |index: &Expr| {
        let effects = Effects::of_expr(index);
        effects.loaded.is_empty() && effects.read.is_disjoint(&changing)
    };
    let only_read = |array: ArrayId| {
        stage
            .arrays
            .iter()
            .any(|used| used.array == array && !used.writes)
    };
    // One that is checked at entry happens whenever the loop runs.
    let certain = |site: &SiteId| {
        let access = stage.accesses.get(site);
        access.is_some_and(|access| matches!(access.check, Check::Entry(_)))
    };
    body.iter()
        .flat_map(values)
        .flat_map(loads)
        .filter(|(site, array, index)| only_read(*array) && certain(site) && fixed(index))
        .collect()
}

/// The expressions of a statement itself, not of those within.
fn values(stmt: &Stmt) -> Vec<&Expr> {
    match &stmt.kind {
        StmtKind::Let { value, .. } => value.iter().collect(),
        StmtKind::Assign { value, .. } => vec![value],
        StmtKind::Store { index, value, .. } => vec![index, value],
        _ => Vec::new(),
    }
}
