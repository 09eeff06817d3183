//! What has happened on the host when a stage starts: the ground that facts about its sizes stand on.

use crate::ir::{ArrayId, Block, Expr, StageId, Stmt, StmtKind, VarId, Visitor, walk_stmt};

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
    /// Which memory these name may have been swapped.
    Swapped(ArrayId, ArrayId),
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
        let mut known = swaps(host);
        find(host, stage, &mut known);
        known
    }
}

/// Every swap of the block: in a loop an earlier stage follows a later swap.
pub(super) fn swaps(host: &Block) -> Vec<Before> {
    struct Swaps(Vec<Before>);
    impl Visitor for Swaps {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::Swap(a, b) = stmt.kind {
                self.0.push(Before::Swapped(a, b));
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut swaps = Swaps(Vec::new());
    crate::ir::walk_block(&mut swaps, host);
    swaps.0
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
