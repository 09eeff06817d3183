//! Which of the host's values are known before anything runs: those that follow from the arguments alone, without what a stage computes or
//! an array holds that is written.

use super::flow::Effects;
use super::{Plan, Stage, Symbol};
use crate::ir::{ArrayId, ArrayKind, Block, Expr, Kernel, LoopId, Set, Stmt, StmtKind, VarId};

/// What is not known before anything runs.
#[derive(Clone, Debug, Default)]
pub struct Uncertain {
    /// Variables whose value is not known.
    vars: Set<VarId>,
    /// Loops that may be left at a round that is not known.
    loops: Set<LoopId>,
    /// Arrays that something writes.
    written: Set<ArrayId>,
}

impl Uncertain {
    /// Looks through a plan.
    pub fn of(kernel: &Kernel, plan: &Plan) -> Uncertain {
        let mut uncertain = Uncertain {
            written: Effects::of_block(&plan.host).stored,
            ..Uncertain::default()
        };
        for stage in &plan.stages {
            let writes = stage.arrays.iter().filter(|used| used.writes);
            uncertain.written.extend(writes.map(|used| used.array));
            let reduced = stage.reductions.iter().map(|reduction| reduction.var);
            uncertain.vars.extend(reduced);
        }
        let local = |array: &ArrayId| matches!(kernel.array(*array).kind, ArrayKind::Local(_));
        uncertain
            .written
            .extend((0..kernel.arrays.len() as u32).map(ArrayId).filter(local));
        while {
            let before = (uncertain.vars.len(), uncertain.loops.len());
            uncertain.block(&plan.host, false, &mut Vec::new());
            (uncertain.vars.len(), uncertain.loops.len()) != before
        } {}
        uncertain
    }

    /// Whether the expression's value is known.
    pub fn knows(&self, expr: &Expr) -> bool {
        let reads = Effects::of_expr(expr);
        reads.read.is_disjoint(&self.vars) && reads.loaded.is_disjoint(&self.written)
    }

    /// Whether the variable's value is known.
    pub fn knows_var(&self, var: VarId) -> bool {
        !self.vars.contains(&var)
    }

    /// Whether the number of rounds that the loop makes is known.
    pub fn knows_rounds(&self, stmt: &Stmt) -> bool {
        match &stmt.kind {
            StmtKind::For { id, start, end, .. } => {
                self.knows(start) && self.knows(end) && !self.loops.contains(id)
            }
            StmtKind::Loop { id, .. } => !self.loops.contains(id),
            _ => true,
        }
    }

    /// Whether everything is known that the stage's checks at entry look at.
    pub fn knows_entry(&self, stage: &Stage) -> bool {
        let dims = stage
            .dims
            .iter()
            .all(|dim| self.knows(&dim.start) && self.knows(&dim.end));
        let polys = stage.entry_polys();
        dims && polys.iter().all(|poly| {
            poly.symbols().iter().all(|symbol| match symbol {
                Symbol::Var(var) => self.knows_var(*var),
                Symbol::Len(_) => true,
            })
        })
    }

    /// Walks over statements; `unsure` says that it is not known whether they run.
    fn block(&mut self, block: &Block, unsure: bool, around: &mut Vec<LoopId>) {
        block
            .iter()
            .for_each(|stmt| self.stmt(stmt, unsure, around));
    }

    fn stmt(&mut self, stmt: &Stmt, unsure: bool, around: &mut Vec<LoopId>) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => self.set(*var, self.knows(value)),
            StmtKind::Assign { var, value } => self.set(*var, !unsure && self.knows(value)),
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let unsure = unsure || !self.knows(cond);
                self.block(then, unsure, around);
                self.block(otherwise, unsure, around);
            }
            StmtKind::For { id, var, body, .. } => {
                let sure = self.knows_rounds(stmt);
                self.set(*var, sure);
                around.push(*id);
                self.block(body, unsure || !sure, around);
                around.pop();
            }
            StmtKind::Loop { id, body } => {
                let sure = self.knows_rounds(stmt);
                around.push(*id);
                self.block(body, unsure || !sure, around);
                around.pop();
            }
            StmtKind::Break(target) | StmtKind::Continue(target) if unsure => {
                // Every loop that this leaves, or whose round it cuts short.
                let from = around.iter().position(|id| id == target).unwrap_or(0);
                self.loops.extend(around[from..].iter().copied());
            }
            _ => {}
        }
    }

    fn set(&mut self, var: VarId, known: bool) {
        if !known {
            self.vars.insert(var);
        }
    }
}
