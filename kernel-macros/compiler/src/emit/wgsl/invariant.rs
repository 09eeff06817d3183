//! Elements that a loop reads at each round, and that are the same at each: drivers cannot know that no other invocation writes them, so
//! they are read before the loop.

use crate::analyse::{Check, Stage};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Set, SiteId, Stmt, StmtKind, VarId, Visitor, loads, walk_block,
    walk_expr, walk_stmt,
};

/// The loads of a loop's body whose element does not change while the loop runs, and that happen at every round.
pub(super) fn loads_of<'b>(
    stage: &Stage,
    counter: VarId,
    body: &'b Block,
) -> Vec<(SiteId, ArrayId, &'b Expr)> {
    let mut changing = Changing(Set::new());
    changing.0.insert(counter);
    walk_block(&mut changing, body);
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
        .filter(|(site, array, index)| {
            only_read(*array) && certain(site) && !changing.reaches(index)
        })
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

/// The variables that a loop declares or assigns.
struct Changing(Set<VarId>);

impl Visitor for Changing {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let { var, .. }
            | StmtKind::For { var, .. }
            | StmtKind::Assign { var, .. } => {
                self.0.insert(*var);
            }
            _ => {}
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, _: &Expr) {}
}

impl Changing {
    /// Whether an expression's value may change.
    fn reaches(&self, expr: &Expr) -> bool {
        struct Find<'c>(&'c Set<VarId>, bool);
        impl Visitor for Find<'_> {
            fn stmt(&mut self, _: &Stmt) {}
            fn expr(&mut self, expr: &Expr) {
                self.1 |= match &expr.kind {
                    ExprKind::Var(var) => self.0.contains(var),
                    ExprKind::Load { .. } => true,
                    _ => false,
                };
                walk_expr(self, expr);
            }
        }
        let mut find = Find(&self.0, false);
        find.expr(expr);
        find.1
    }
}
