//! Recognises prefix sums and their kin (scans): what each iteration continues from the one before and writes on the way. They are refused,
//! and the message can say what they are and how they are taken apart.

use super::Reduce;
use super::reduce::{reduce_of, update};
use crate::ir::{Block, Expr, ExprKind, SiteId, Stmt, StmtKind, VarId, Visitor, walk_stmt};

/// What to do instead.
pub const ADVICE: &str = "total each block in one kernel, add up the few totals in plain code, and continue within each block in a second kernel; or \
                          keep this loop outside of the kernel";

/// What a scan by that operator makes.
pub fn name(op: Reduce) -> &'static str {
    match op {
        Reduce::Add => "running total",
        Reduce::Mul => "running product",
        Reduce::Min => "running minimum",
        Reduce::Max => "running maximum",
        Reduce::And | Reduce::Or | Reduce::Xor => "running value",
    }
}

/// What such a loop is called.
pub fn kind(op: Reduce) -> &'static str {
    match op {
        Reduce::Add => "a prefix sum",
        _ => "a scan",
    }
}

/// The operator by which a body continues a variable, if each of its assignments does so.
pub(super) fn running(body: &Block, var: VarId) -> Option<Reduce> {
    let mut updates = Updates {
        var,
        ops: Vec::new(),
    };
    crate::ir::walk_block(&mut updates, body);
    let (first, rest) = updates.ops.split_first()?;
    first.filter(|_| rest.iter().all(|op| op == first))
}

struct Updates {
    var: VarId,
    ops: Vec<Option<Reduce>>,
}

impl Visitor for Updates {
    fn stmt(&mut self, stmt: &Stmt) {
        if let StmtKind::Assign { var, value } = &stmt.kind
            && *var == self.var
        {
            self.ops.push(update(*var, value));
        }
        walk_stmt(self, stmt);
    }
}

/// The operator by which the store at one place continues what the load at another reads: `y[i] = y[i - 1] + x[i]`.
pub fn continues(body: &Block, store: SiteId, load: SiteId) -> Option<Reduce> {
    let mut found = Continues {
        store,
        load,
        op: None,
    };
    crate::ir::walk_block(&mut found, body);
    found.op
}

struct Continues {
    store: SiteId,
    load: SiteId,
    op: Option<Reduce>,
}

impl Visitor for Continues {
    fn stmt(&mut self, stmt: &Stmt) {
        if let StmtKind::Store { value, site, .. } = &stmt.kind
            && *site == self.store
            && let ExprKind::Op { op, .. } = &value.kind
            && let Some(op) = reduce_of(*op)
            && is_operand(value, op, self.load)
        {
            self.op = Some(op);
        }
        walk_stmt(self, stmt);
    }
}

/// Whether the load is an operand of a chain of that operator.
fn is_operand(expr: &Expr, by: Reduce, load: SiteId) -> bool {
    match &expr.kind {
        ExprKind::Load { site, .. } => *site == load,
        ExprKind::Op { op, args, .. } if reduce_of(*op) == Some(by) => {
            args.iter().any(|arg| is_operand(arg, by, load))
        }
        _ => false,
    }
}
