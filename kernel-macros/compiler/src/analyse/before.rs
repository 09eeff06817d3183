//! What has happened on the host when a stage starts: the ground that facts about its sizes stand on.

use super::flow::Effects;
use crate::ir::{ArrayId, Block, Expr, StageId, Stmt, StmtKind, VarId};

/// Something that holds when a stage starts.
#[derive(Clone, Debug)]
pub enum Before {
    /// A `let` of the host has been run.
    Let {
        /// The variable.
        var: VarId,
        /// Its value.
        value: Expr,
    },
    /// A condition holds: it was asserted, or the stage stands in the branch of an `if`.
    Holds(Expr),
    /// The stage stands in a sequential loop, whose counter is one of its range.
    Counter {
        /// The counter.
        var: VarId,
        /// The first value.
        start: Expr,
        /// One past the last value.
        end: Expr,
    },
    /// This may have come to name other memory: in a loop an earlier stage follows a later swap.
    Swapped(ArrayId),
}

impl Before {
    /// What a statement leaves behind.
    pub(super) fn after(stmt: &Stmt, known: &mut Vec<Before>) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => known.push(Before::Let {
                var: *var,
                value: value.clone(),
            }),
            StmtKind::Assert { cond, .. } => known.push(Before::Holds(cond.clone())),
            _ => {}
        }
    }

    /// What has happened before that stage of a host block.
    pub fn of(host: &Block, stage: StageId) -> Vec<Before> {
        let mut known = Before::swapped(host);
        find(host, stage, &mut known);
        known
    }

    /// What the swaps of a block leave open wherever a stage stands in it.
    pub(super) fn swapped(host: &Block) -> Vec<Before> {
        let swapped = Effects::of_block(host).swapped;
        swapped.iter().map(Before::Swapped).collect()
    }
}

/// Walks to the stage; whether it is there.
fn find(block: &Block, stage: StageId, known: &mut Vec<Before>) -> bool {
    for stmt in block {
        let before = known.len();
        let found = match &stmt.kind {
            StmtKind::Stage(id) => *id == stage,
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                known.push(Before::Holds(cond.clone()));
                find(then, stage, known) || {
                    known.truncate(before);
                    find(otherwise, stage, known)
                }
            }
            StmtKind::For {
                var,
                start,
                end,
                body,
                ..
            } => {
                known.push(Before::Counter {
                    var: *var,
                    start: start.clone(),
                    end: end.clone(),
                });
                find(body, stage, known)
            }
            StmtKind::Loop { body, .. } => find(body, stage, known),
            _ => false,
        };
        if found {
            return true;
        }
        known.truncate(before);
        Before::after(stmt, known);
    }
    false
}
