//! Writes the row's body as it is in the interior.

use std::collections::{BTreeMap, BTreeSet};

use super::super::affine::Values;
use super::super::{Before, Effects, Poly, Stage, Symbol};
use super::Row;
use super::exact::{Counter, Exactly, Number, Range};
use super::fold::{as_bool, is_short, symbols};
use super::limits::Limits;
use crate::ir::{
    Block, Expr, ExprKind, Kernel, Literal, Origin, Set, SiteId, Stmt, StmtKind, VarId,
};
use crate::ops::Op;

/// The row's body in the interior.
pub(super) struct Simplified {
    pub kernel: Kernel,
    pub body: Block,
    pub limits: Limits,
    /// The accesses that are in bounds there.
    pub in_bounds: Set<SiteId>,
    /// Whether a branch is gone that is more than a few instructions.
    pub branches: bool,
}

/// The body in the interior, if it is another one.
pub(super) fn simplified(
    kernel: &Kernel,
    before: &[Before],
    stage: &Stage,
    row: &Row<'_>,
) -> Option<Simplified> {
    let effects = Effects::of_block(row.body);
    let mut simplify = Simplify {
        at: Exactly {
            kernel: kernel.clone(),
            stage,
            counter: row.counter,
            own: effects.declared.union(&effects.assigned),
            own_arrays: effects.arrays.clone(),
            numbers: BTreeMap::new(),
            hidden: Set::new(),
            definitions: BTreeMap::new(),
            counters: Vec::new(),
            when: None,
            guarded: false,
            limits: Limits::default(),
        },
        host: on_host(kernel, before),
        far: BTreeSet::new(),
        conditional: false,
        in_bounds: Set::new(),
        branches: false,
    };
    let [start, end] = [row.start, row.end].map(|bound| symbols(kernel, &simplify.host, bound));
    simplify.far = &end - &start;
    let body = simplify.block(row.body);
    let Simplify {
        at,
        in_bounds,
        branches,
        ..
    } = simplify;
    (!at.limits.found.is_empty()).then_some(Simplified {
        kernel: at.kernel,
        body,
        limits: at.limits,
        in_bounds,
        branches,
    })
}

/// What variables of the host stand for.
fn on_host(kernel: &Kernel, before: &[Before]) -> Values {
    let mut values = Values::unsettled(kernel);
    for known in before {
        if let Before::Let { var, value } = known {
            values.define(kernel, *var, value);
        }
    }
    values
}

/// The walk over the row's body.
pub(super) struct Simplify<'s> {
    pub(super) at: Exactly<'s>,
    pub(super) host: Values,
    /// The symbols that the row's end is over and its start is not: what is compared with those is compared with the far border.
    pub(super) far: BTreeSet<Symbol>,
    /// Whether the place is not reached at each point.
    pub(super) conditional: bool,
    pub(super) in_bounds: Set<SiteId>,
    branches: bool,
}

impl Simplify<'_> {
    fn block(&mut self, block: &Block) -> Block {
        let mut simple = Block::new();
        for stmt in block {
            self.stmt(stmt, &mut simple);
            if Effects::of_stmt(stmt).leaves() {
                self.conditional = true;
            }
        }
        simple
    }

    fn stmt(&mut self, stmt: &Stmt, simple: &mut Block) {
        let span = stmt.span;
        let kind = match &stmt.kind {
            StmtKind::Let { var, value } => StmtKind::Let {
                var: *var,
                value: value.as_ref().map(|value| self.value(*var, value)),
            },
            StmtKind::Assign { var, value } => StmtKind::Assign {
                var: *var,
                value: self.value(*var, value),
            },
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                let index = self.expr(index);
                StmtKind::Store {
                    array: *array,
                    value: self.expr(value),
                    index: self.index(*array, index, *site),
                    site: *site,
                }
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                let simpler = self.expr(cond);
                let weighs = |block: &Block| {
                    let effects = Effects::of_block(block);
                    effects.can_fail || !effects.loops.is_empty()
                };
                let varies = |cond| self.at.stage.is_varying(cond);
                self.branches |=
                    varies(cond) && !varies(&simpler) && (weighs(then) || weighs(otherwise));
                if let Some(holds) = as_bool(&simpler) {
                    let block = self.block(if holds { then } else { otherwise });
                    return simple.extend(block);
                }
                let [then, otherwise] = [(then, true), (otherwise, false)]
                    .map(|(arm, holds)| self.arm(&simpler, holds, arm));
                StmtKind::If {
                    cond: simpler,
                    then,
                    otherwise,
                }
            }
            StmtKind::For { .. } => self.counted(stmt),
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: *id,
                body: self.inside(body),
            },
            StmtKind::LetArray { array, values } => StmtKind::LetArray {
                array: *array,
                values: values.rebuilt(&mut |value| self.expr(value)),
            },
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. }
                if self.at.stage.is_lifted(*site) =>
            {
                stmt.kind.clone()
            }
            StmtKind::Assert { cond, site } => {
                let cond = self.holding(cond);
                if as_bool(&cond) == Some(true) {
                    return;
                }
                StmtKind::Assert { cond, site: *site }
            }
            StmtKind::Check { index, len, site } => {
                let [index, len] = [index, len].map(|part| self.expr(part));
                if !self.conditional && self.below(&index, &len).is_some() {
                    return;
                }
                StmtKind::Check {
                    index,
                    len,
                    site: *site,
                }
            }
            StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => stmt.kind.clone(),
        };
        simple.push(Stmt { kind, span });
    }

    /// A block that is run where a condition holds, or does not.
    fn arm(&mut self, cond: &Expr, holds: bool, block: &Block) -> Block {
        let Some(cond) = self.at.before_row(cond).filter(|_| !self.conditional) else {
            return self.inside(block);
        };
        let op = |op, args| {
            cond.with(ExprKind::Op {
                op,
                args,
                site: None,
            })
        };
        let here = if holds {
            cond.clone()
        } else {
            op(Op::Not, vec![cond.clone()])
        };
        let outer = self.at.when.clone();
        self.at.when = Some(match &outer {
            Some(outer) => op(Op::And, vec![outer.clone(), here]),
            None => here,
        });
        let block = self.run_often(block);
        self.at.when = outer;
        self.conditional = false;
        block
    }

    /// A block that may not be run, or more than once.
    fn inside(&mut self, block: &Block) -> Block {
        let outer = std::mem::replace(&mut self.conditional, true);
        let block = self.run_often(block);
        self.conditional = outer;
        block
    }

    /// A block before and after which what it assigns is not known.
    fn run_often(&mut self, block: &Block) -> Block {
        let effects = Effects::of_block(block);
        self.forget(&effects);
        let block = self.block(block);
        self.forget(&effects);
        block
    }

    /// The variables that are assigned have no known value.
    fn forget(&mut self, effects: &Effects) {
        self.at
            .numbers
            .retain(|var, _| !effects.assigned.contains(var));
    }

    /// A variable's new value.
    fn value(&mut self, var: VarId, value: &Expr) -> Expr {
        let value = self.expr(value);
        let mut wanted = Vec::new();
        let number = self.at.number(&value, &mut wanted);
        self.at.numbers.remove(&var);
        if let Some(outer) = self.at.before_row(&value)
            && !self.at.kernel.var(var).mutable
        {
            self.at.definitions.insert(var, outer);
            return value;
        }
        let varies = self.at.stage.varying.vars.contains(&var);
        let Some(poly) = number else {
            return value;
        };
        if !varies && !self.at.kernel.var(var).mutable {
            return value;
        }
        let same = !poly.contains(Symbol::Var(self.at.counter));
        if same && varies && is_short(&poly) && self.at.require_numbers(wanted.clone()).is_some() {
            let value = self.at.written(&poly, value.ty, value.span);
            let wanted = Vec::new();
            self.at.numbers.insert(var, Number { poly, wanted });
            self.at.hidden.insert(var);
            return value;
        }
        if !self.at.is_plain(&value) {
            self.at.hidden.insert(var);
        }
        self.at.numbers.insert(var, Number { poly, wanted });
        value
    }

    fn counted(&mut self, stmt: &Stmt) -> StmtKind {
        let StmtKind::For {
            id,
            var,
            start,
            end,
            body,
        } = &stmt.kind
        else {
            return stmt.kind.clone();
        };
        let [start, end] = [start, end].map(|bound| self.expr(bound));
        let effects = Effects::of_block(body);
        let outer = self.conditional;
        self.conditional |= effects.ends_early(*id);
        self.forget(&effects);
        let shifted = self.shifted(*var, &start, &end);
        let counter = shifted.as_ref().map_or(*var, |shifted| shifted.counter);
        let [start, end] = match &shifted {
            Some(shifted) => [shifted.start.clone(), shifted.end.clone()],
            None => [start, end],
        };
        let range = self.range(&start, &end);
        self.at.counters.push(Counter {
            var: counter,
            range,
        });
        self.at.own.insert(counter);
        let mut inner = Block::new();
        if let Some(Shifted { base, .. }) = &shifted {
            let number = base + &Poly::var(counter);
            let value = self.at.written(&number, start.ty, stmt.span);
            inner.push(Stmt {
                kind: StmtKind::Let {
                    var: *var,
                    value: Some(value),
                },
                span: stmt.span,
            });
            let wanted = Vec::new();
            let poly = number;
            self.at.numbers.insert(*var, Number { poly, wanted });
            self.at.hidden.insert(*var);
            self.at.kernel.vars[var.index()].origin = Origin::Local;
        }
        inner.extend(self.block(body));
        self.at.counters.pop();
        self.forget(&effects);
        self.conditional = outer;
        StmtKind::For {
            id: *id,
            var: counter,
            start,
            end,
            body: inner,
        }
    }

    /// The values of a loop's counter.
    fn range(&mut self, start: &Expr, end: &Expr) -> Option<Range> {
        let mut wanted = Vec::new();
        let start = self.at.number(start, &mut wanted)?;
        let end = self.at.number(end, &mut wanted)?;
        Some(Range {
            start,
            last: &end - &Poly::constant(1),
            wanted,
        })
    }

    /// The loop from zero, where it has the same number of rounds for all lanes though it starts elsewhere for each.
    fn shifted(&mut self, var: VarId, start: &Expr, end: &Expr) -> Option<Shifted> {
        if !self.at.stage.is_varying(start) && !self.at.stage.is_varying(end) {
            return None;
        }
        let mut wanted = Vec::new();
        let first = self.at.number(start, &mut wanted)?;
        let end = self.at.number(end, &mut wanted)?;
        let lane = Symbol::Var(self.at.counter);
        let rounds = &end - &first;
        if rounds.contains(lane) || !first.contains(lane) || !is_short(&rounds) || !is_short(&first)
        {
            return None;
        }
        wanted.push(rounds.clone());
        self.at.require_numbers(wanted)?;
        let (ty, span) = (start.ty, start.span);
        let origin = self.at.kernel.var(var).origin.clone();
        Some(Shifted {
            counter: self.at.new_var("round", ty, origin),
            start: Expr {
                kind: ExprKind::Literal(Literal::Int(0)),
                ty,
                span,
            },
            end: self.at.written(&rounds, ty, span),
            base: first,
        })
    }
}

/// A loop whose counter starts from zero.
struct Shifted {
    counter: VarId,
    start: Expr,
    end: Expr,
    /// What the counter of the source is more.
    base: Poly,
}
