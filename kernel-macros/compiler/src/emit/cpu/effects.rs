//! What statements do, as far as the emission of control flow needs to know.

use crate::ir::{
    Expr, ExprKind, LoopId, Set, Stmt, StmtKind, VarId, Visitor, walk_expr, walk_stmt,
};
use crate::ops::Class;

/// The most that both branches of a divergent `if` may cost to be computed without a branch, in units of [`weight`].
const CHEAP: u32 = 16;

/// The loops that a statement may leave or go on with from within, its own loops apart.
pub(super) fn escapes(stmt: &Stmt) -> Set<LoopId> {
    #[derive(Default)]
    struct Find {
        targets: Set<LoopId>,
        inside: Set<LoopId>,
    }
    impl Visitor for Find {
        fn stmt(&mut self, stmt: &Stmt) {
            match &stmt.kind {
                StmtKind::Break(id) | StmtKind::Continue(id) => {
                    self.targets.insert(*id);
                }
                StmtKind::For { id, .. } | StmtKind::Loop { id, .. } => {
                    self.inside.insert(*id);
                }
                _ => {}
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut find = Find::default();
    find.stmt(stmt);
    find.targets.difference(&find.inside)
}

/// Whether any statement goes on with the next round of that loop.
pub(super) fn continues(body: &[Stmt], id: LoopId) -> bool {
    struct Find(LoopId, bool);
    impl Visitor for Find {
        fn stmt(&mut self, stmt: &Stmt) {
            self.1 |= matches!(stmt.kind, StmtKind::Continue(id) if id == self.0);
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut find = Find(id, false);
    walk_block_of(&mut find, body);
    find.1
}

/// How variables are used by a piece of code.
#[derive(Default)]
pub(super) struct Uses {
    /// Declared there, counters included.
    pub(super) declared: Set<VarId>,
    /// Assigned there, after their declaration.
    pub(super) assigned: Set<VarId>,
    /// How often read, each time counted.
    pub(super) reads: Vec<VarId>,
}

impl Uses {
    /// The uses in a block.
    pub(super) fn of(block: &[Stmt]) -> Self {
        let mut uses = Uses::default();
        walk_block_of(&mut uses, block);
        uses
    }

    /// How often the variable is read.
    pub(super) fn reads_of(&self, var: VarId) -> usize {
        self.reads.iter().filter(|read| **read == var).count()
    }
}

impl Visitor for Uses {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let { var, .. } | StmtKind::For { var, .. } => {
                self.declared.insert(*var);
            }
            StmtKind::Assign { var, .. } => {
                self.assigned.insert(*var);
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Var(var) = expr.kind {
            self.reads.push(var);
        }
        walk_expr(self, expr);
    }
}

/// Whether the variable is read by a condition.
pub(super) fn decides(block: &[Stmt], var: VarId) -> bool {
    struct Find(VarId, bool);
    impl Find {
        fn condition(&mut self, cond: &Expr) {
            let mut uses = Uses::default();
            uses.expr(cond);
            self.1 |= uses.reads.contains(&self.0);
        }
    }
    impl Visitor for Find {
        fn stmt(&mut self, stmt: &Stmt) {
            if let StmtKind::If { cond, .. } = &stmt.kind {
                self.condition(cond);
            }
            walk_stmt(self, stmt);
        }
        fn expr(&mut self, expr: &Expr) {
            if let ExprKind::Select { cond, .. } = &expr.kind {
                self.condition(cond);
            }
            walk_expr(self, expr);
        }
    }
    let mut find = Find(var, false);
    walk_block_of(&mut find, block);
    find.1
}

/// Whether the next statement that lanes may escape from is near: nothing but cheap computation comes before it. Then
/// the question whether any lane is left can wait until after it.
pub(super) fn leads_to_escape(rest: &[Stmt], escapes: impl Fn(&Stmt) -> bool) -> bool {
    rest.iter()
        .position(escapes)
        .is_some_and(|next| is_cheap([&rest[..=next], &[]]))
}

/// Whether the branches of a divergent `if` are better computed under a mask than jumped over: they touch no memory, cannot
/// fail, and cost little.
pub(super) fn is_cheap(blocks: [&[Stmt]; 2]) -> bool {
    let mut weight = Weight::default();
    for block in blocks {
        walk_block_of(&mut weight, block);
    }
    weight.sum <= CHEAP
}

#[derive(Default)]
struct Weight {
    sum: u32,
}

impl Visitor for Weight {
    fn stmt(&mut self, stmt: &Stmt) {
        self.sum = self.sum.saturating_add(match stmt.kind {
            StmtKind::Let { .. } | StmtKind::Assign { .. } | StmtKind::If { .. } => 1,
            StmtKind::Break(_) | StmtKind::Continue(_) => 0,
            StmtKind::LetArray { .. }
            | StmtKind::Swap(..)
            | StmtKind::Check { .. }
            | StmtKind::Stage(_)
            | StmtKind::Store { .. }
            | StmtKind::For { .. }
            | StmtKind::Loop { .. }
            | StmtKind::Assert { .. } => u32::MAX,
        });
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &Expr) {
        self.sum = self.sum.saturating_add(weight(expr));
        walk_expr(self, expr);
    }
}

/// About the instructions of the expression itself, its operands apart.
fn weight(expr: &Expr) -> u32 {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => 0,
        ExprKind::Load { .. } => u32::MAX,
        ExprKind::Op { site: Some(_), .. } => u32::MAX,
        ExprKind::Cast(_) | ExprKind::Select { .. } => 1,
        ExprKind::Op { op, args, .. } => match op.class(args[0].ty) {
            Class::Div | Class::Sqrt => 8,
            Class::IntegerDiv | Class::Exp | Class::Ln | Class::Pow | Class::Trig | Class::Tanh => {
                u32::MAX
            }
            _ => 1,
        },
    }
}

/// Visits the statements of a slice.
fn walk_block_of(visitor: &mut impl Visitor, block: &[Stmt]) {
    for stmt in block {
        visitor.stmt(stmt);
    }
}
