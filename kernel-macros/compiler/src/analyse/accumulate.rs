//! Recognises arrays that a loop only accumulates into: `bins[p[i] as usize] += 1`, `s[j] += r[i] * a[i * m + j]`. Iterations may meet in them, as they
//! may in a variable that is reduced.

use std::collections::BTreeMap;

use super::flow::{Effects, same};
use super::{Reduce, reduce};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Set, Stmt, StmtKind, Visitor, walk_expr, walk_stmt,
};
use crate::ops::Op;

/// An update `a[i] = a[i] op value`.
#[derive(Clone, Copy, Debug)]
pub struct Update<'s> {
    /// The array.
    pub array: ArrayId,
    /// The operator as written; subtraction is addition of the negated value.
    pub op: Op,
    /// The same as a reduction's.
    pub reduce: Reduce,
    /// The value, which does not read the array.
    pub value: &'s Expr,
}

/// The update that a statement is, if it is one.
pub fn update(stmt: &Stmt) -> Option<Update<'_>> {
    let StmtKind::Store {
        array,
        index,
        value,
        ..
    } = &stmt.kind
    else {
        return None;
    };
    let ExprKind::Op {
        op,
        args,
        site: None,
    } = &value.kind
    else {
        return None;
    };
    let [left, right] = args.as_slice() else {
        return None;
    };
    let reduce = reduce::reduce_of(*op)?;
    let element = |expr: &Expr| matches!(&expr.kind, ExprKind::Load { array: of, index: at, .. } if of == array && same(at, index));
    let free = |expr: &Expr| !Effects::of_expr(expr).loaded.contains(array);
    let value = if element(left) && free(right) {
        right
    } else if *op != Op::Sub && element(right) && free(left) {
        left
    } else {
        return None;
    };
    free(index).then_some(Update {
        array: *array,
        op: *op,
        reduce,
        value,
    })
}

/// The arrays that statements access in no other way than by updates with one operator.
pub fn accumulations(block: &Block) -> BTreeMap<ArrayId, Reduce> {
    let mut finder = Finder::default();
    crate::ir::walk_block(&mut finder, block);
    finder.ops.retain(|array, _| !finder.others.contains(array));
    finder.ops
}

#[derive(Default)]
struct Finder {
    ops: BTreeMap<ArrayId, Reduce>,
    /// Arrays that are accessed otherwise.
    others: Set<ArrayId>,
}

impl Visitor for Finder {
    fn stmt(&mut self, stmt: &Stmt) {
        if let Some(update) = update(stmt) {
            if *self.ops.entry(update.array).or_insert(update.reduce) != update.reduce {
                self.others.insert(update.array);
            }
            self.expr(update.value);
            if let StmtKind::Store { index, .. } = &stmt.kind {
                self.expr(index);
            }
            return;
        }
        if let StmtKind::Store { array, .. } = &stmt.kind {
            self.others.insert(*array);
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Load { array, .. } = &expr.kind {
            self.others.insert(*array);
        }
        walk_expr(self, expr);
    }
}
