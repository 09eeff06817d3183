//! Small questions about statements: what they assign, where control leaves them, what an expression reads.

use crate::ir::{
    ArrayId, Block, Expr, ExprKind, LoopId, Set, Stmt, StmtKind, VarId, Visitor, walk_block,
    walk_expr, walk_stmt,
};

/// What statements do to variables, arrays and control.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// Variables introduced by a `let` or as a counter.
    pub declared: Set<VarId>,
    /// Local arrays introduced.
    pub arrays: Set<ArrayId>,
    /// Variables assigned by other than their `let`.
    pub assigned: Set<VarId>,
    /// Variables read.
    pub read: Set<VarId>,
    /// Arrays loaded from.
    pub loaded: Set<ArrayId>,
    /// Arrays stored to.
    pub stored: Set<ArrayId>,
    /// Arrays whose length is asked for.
    pub measured: Set<ArrayId>,
    /// Loops left early by a `break` in these statements.
    pub breaks: Set<LoopId>,
    /// Loops whose round is cut short by a `continue` in these statements.
    pub continues: Set<LoopId>,
    /// Loops that are part of these statements.
    pub loops: Set<LoopId>,
    /// Arrays that come to name other memory.
    pub swapped: Set<ArrayId>,
    /// Whether something can fail: a load, a store, an integer division, an assertion.
    pub can_fail: bool,
}

impl Effects {
    /// The effects of a block.
    pub fn of_block(block: &Block) -> Effects {
        let mut effects = Effects::default();
        walk_block(&mut effects, block);
        effects
    }

    /// The effects of one statement.
    pub fn of_stmt(stmt: &Stmt) -> Effects {
        let mut effects = Effects::default();
        effects.stmt(stmt);
        effects
    }

    /// What an expression reads.
    pub fn of_expr(expr: &Expr) -> Effects {
        let mut effects = Effects::default();
        effects.expr(expr);
        effects
    }

    /// Variables from outside that are assigned.
    pub fn carried(&self) -> Set<VarId> {
        self.assigned.difference(&self.declared)
    }

    /// Whether control may leave the statements other than at their end.
    pub fn leaves(&self) -> bool {
        !self.breaks.is_subset(&self.loops) || !self.continues.is_subset(&self.loops)
    }

    /// Whether control may go beyond that loop, these statements being its body.
    pub fn leaves_beyond(&self, id: LoopId) -> bool {
        self.breaks
            .iter()
            .chain(&self.continues)
            .any(|target| target != id && !self.loops.contains(&target))
    }

    /// Whether a round of that loop, these statements being its body, may be the last before the loop's end.
    pub fn ends_early(&self, id: LoopId) -> bool {
        self.breaks.contains(&id)
            || !self.breaks.is_subset(&self.loops)
            || self
                .continues
                .iter()
                .any(|target| target != id && !self.loops.contains(&target))
    }
}

impl Visitor for Effects {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let { var, .. } => {
                self.declared.insert(*var);
            }
            StmtKind::Assign { var, .. } => {
                self.assigned.insert(*var);
            }
            StmtKind::Store { array, .. } => {
                self.stored.insert(*array);
                self.can_fail = true;
            }
            StmtKind::For { id, var, .. } => {
                self.loops.insert(*id);
                self.declared.insert(*var);
            }
            StmtKind::Loop { id, .. } => {
                self.loops.insert(*id);
            }
            StmtKind::Break(id) => {
                self.breaks.insert(*id);
            }
            StmtKind::Continue(id) => {
                self.continues.insert(*id);
            }
            StmtKind::LetArray { array, .. } => {
                self.arrays.insert(*array);
            }
            StmtKind::Swap(a, b) => {
                self.stored.extend([*a, *b]);
                self.swapped.extend([*a, *b]);
            }
            StmtKind::Assert { .. } | StmtKind::Check { .. } => self.can_fail = true,
            StmtKind::If { .. } | StmtKind::Stage(_) => {}
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Var(var) => {
                self.read.insert(*var);
            }
            ExprKind::Len(array) => {
                self.measured.insert(*array);
            }
            ExprKind::Load { array, .. } => {
                self.loaded.insert(*array);
                self.can_fail = true;
            }
            ExprKind::Op { site: Some(_), .. } => self.can_fail = true,
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// Whether two expressions compute the same value when evaluated one after the other.
pub(super) fn same(a: &Expr, b: &Expr) -> bool {
    if a.ty != b.ty {
        return false;
    }
    match (&a.kind, &b.kind) {
        (ExprKind::Literal(a), ExprKind::Literal(b)) => a == b,
        (ExprKind::Var(a), ExprKind::Var(b)) => a == b,
        (ExprKind::Len(a), ExprKind::Len(b)) => a == b,
        (
            ExprKind::Load {
                array: a, index: i, ..
            },
            ExprKind::Load {
                array: b, index: j, ..
            },
        ) => a == b && same(i, j),
        (ExprKind::Op { op: a, args: x, .. }, ExprKind::Op { op: b, args: y, .. }) => {
            a == b && x.len() == y.len() && x.iter().zip(y).all(|(x, y)| same(x, y))
        }
        (ExprKind::Cast(a), ExprKind::Cast(b)) => same(a, b),
        (
            ExprKind::Select {
                cond: c,
                then: t,
                otherwise: o,
            },
            ExprKind::Select {
                cond: d,
                then: u,
                otherwise: p,
            },
        ) => same(c, d) && same(t, u) && same(o, p),
        _ => false,
    }
}
