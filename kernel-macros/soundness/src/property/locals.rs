//! The arrays that a block introduces: each point, or each lane, has them to itself.

use std::collections::BTreeSet;

use kernel_compiler::ir::{ArrayId, Block, Stmt, StmtKind, Visitor, walk_block, walk_stmt};

/// The local arrays that the block introduces, at any depth.
pub(super) fn of(block: &Block) -> BTreeSet<ArrayId> {
    struct Find(BTreeSet<ArrayId>);
    impl Visitor for Find {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::LetArray { array, .. } = &stmt.kind {
                self.0.insert(*array);
            }
            walk_stmt(self, stmt);
        }
    }
    let mut find = Find(BTreeSet::new());
    walk_block(&mut find, block);
    find.0
}
