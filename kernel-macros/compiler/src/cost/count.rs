//! Walks over a stage's body and counts ops. What is loaded and stored is counted in `memory`, what has to wait in `chains`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::memory::Streams;
use super::{Formula, Work, chains};
use crate::analyse::{Before, Effects, Facts, Interior, Lanes, Model, Poly, Seen, Stage, Symbol};
use crate::ir::{Block, Expr, ExprKind, Kernel, LoopId, Scalar, StageId, Stmt, StmtKind, VarId};
use crate::ops::{Class, Op};
use crate::prove::Proved;

/// The rounds up to which a loop is written out by the Rust compiler, so that a core works on several points at a time and one lane becomes vectors.
const UNROLLED: f64 = 8.0;

/// How many rounds a loop is taken to have whose number depends on data.
const GUESS: f64 = 32.0;

/// What a fast function costs, in accurate ones.
const FAST: f64 = 0.6;
/// What it costs to combine lanes that pick, in sums of lanes.
const PICK: f64 = 25.0;

/// What the smaller or the greater of two floats costs, in comparisons: one that is not a number must not win.
const EXTREME: f64 = 2.0;

pub(super) fn count(proved: &Proved, id: StageId, stage: &Stage) -> Work {
    let kernel = proved.kernel();
    let before = Before::of(&proved.plan().host, id);
    let model = Model::new(kernel, &before, &stage.dims, &stage.body);
    let mut counter = Counter {
        kernel,
        model: &model,
        stage,
        interiors: proved.interiors(id),
        ops: BTreeMap::new(),
        work: Work::default(),
        in_lanes: matches!(stage.lanes, Lanes::Dim(_)),
        counters: Vec::new(),
        streams: Streams::default(),
    };
    let mut points = Formula::constant(1.0);
    for dim in &stage.dims {
        let extent = counter.trip(dim.var, &model.facts);
        points = points.times(&extent);
        counter.counters.push((dim.var, extent));
    }
    counter.work.points = points.clone();
    counter.block(&stage.body, &points);
    counter.reductions(&points);
    let mut work = counter.finish();
    for used in &stage.arrays {
        let array = kernel.array(used.array);
        let bytes = Formula::symbol(Symbol::Len(used.array)).scaled(array.element.bytes() as f64);
        if used.reads {
            work.reads.add(&bytes);
        }
        if used.writes {
            work.writes.add(&bytes);
        }
    }
    work
}

pub(super) struct Counter<'p> {
    pub(super) kernel: &'p Kernel,
    pub(super) model: &'p Model<'p>,
    pub(super) stage: &'p Stage,
    pub(super) interiors: &'p [Interior],
    ops: BTreeMap<(bool, Class), Formula>,
    pub(super) work: Work,
    /// Whether the code is run by lanes, so that uniform values are computed once for all.
    in_lanes: bool,
    /// The counters of the loops around, the box's first, and how many values each has.
    pub(super) counters: Vec<(VarId, Formula)>,
    pub(super) streams: Streams,
}

impl Counter<'_> {
    /// The trip count of a counted loop, averaged over the counters that its range depends on.
    fn trip(&mut self, var: VarId, facts: &Facts) -> Formula {
        let range = facts.counters().iter().find(|counter| counter.var == var);
        let rounds = range.and_then(|counter| {
            let rounds = &(counter.last.as_ref()? - counter.start.as_ref()?) + &Poly::constant(1);
            let (low, high) = (facts.lowest(&rounds)?, facts.highest(&rounds)?);
            let outer = self.model.is_outer(&low) && self.model.is_outer(&high);
            outer.then(|| {
                let mut mean = Formula::extent(&low).scaled(0.5);
                mean.add(&Formula::extent(&high).scaled(0.5));
                mean
            })
        });
        rounds.unwrap_or_else(|| {
            self.work.guessed = true;
            Formula::constant(GUESS)
        })
    }

    fn block(&mut self, block: &Block, times: &Formula) {
        block.iter().for_each(|stmt| self.stmt(stmt, times));
    }

    fn stmt(&mut self, stmt: &Stmt, times: &Formula) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            }
            | StmtKind::Assign { var, value } => {
                // What only indices are made of is folded into addresses.
                let address = value.ty == Scalar::Usize && self.model.values.is_defined(*var);
                if !address {
                    self.expr(value, times);
                }
            }
            StmtKind::Store { value, index, .. } => {
                self.index(stmt, index, times);
                self.expr(value, times);
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.expr(cond, times);
                // Lanes go both ways; a uniform condition goes one, taken to be either as often.
                let arms = if self.stage.is_varying(cond) {
                    times.clone()
                } else {
                    times.scaled(0.5)
                };
                let whole = if otherwise.is_empty() { times } else { &arms };
                self.block(then, whole);
                self.block(otherwise, &arms);
            }
            StmtKind::For {
                id,
                var,
                body,
                start,
                end,
            } => {
                self.expr(start, times);
                self.expr(end, times);
                self.work.guessed |= Effects::of_block(body).ends_early(*id);
                if let Some(all) = self.of_rows(*id, *var) {
                    self.counters.push((*var, Formula::constant(GUESS)));
                    self.rounds(*id, body, times, &all, true);
                } else {
                    let facts = self.facts_within(*id);
                    let trip = match facts {
                        Some(facts) => self.trip(*var, &facts),
                        // Nothing is accessed inside: the range is taken from its bounds alone.
                        None => self.plain_trip(start, end, *var),
                    };
                    let waits = trip.as_constant().is_none_or(|rounds| rounds > UNROLLED);
                    self.counters.push((*var, trip.clone()));
                    self.rounds(*id, body, times, &times.times(&trip), waits);
                }
                self.counters.pop();
            }
            StmtKind::Loop { id, body } => {
                self.work.guessed = true;
                self.rounds(*id, body, times, &times.scaled(GUESS), true);
            }
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. }
                if self.stage.is_lifted(*site) => {}
            StmtKind::Assert { cond, .. } => self.expr(cond, times),
            StmtKind::Check { index, len, .. } => {
                self.expr(index, times);
                self.expr(len, times);
            }
            StmtKind::LetArray { values, .. } => {
                values
                    .exprs()
                    .iter()
                    .for_each(|value| self.expr(value, times));
            }
            StmtKind::Let { value: None, .. }
            | StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => {}
        }
    }

    /// Counts a loop that is entered so often and has that many rounds in all, of which each may have to wait for the one before.
    fn rounds(
        &mut self,
        id: LoopId,
        body: &Block,
        entered: &Formula,
        times: &Formula,
        waits: bool,
    ) {
        let outside = self.in_lanes;
        let lanes = self.stage.lanes.inner(id).is_some();
        self.in_lanes |= lanes;
        self.block(body, times);
        self.in_lanes = outside;
        if lanes {
            // They are more than a core could work on at a time: nothing waits but for their end.
            self.work.folds.add(entered);
        } else if waits {
            let together = self.stage.tile.as_ref().map_or(1, |tile| tile.points);
            let waits = chains::latency(body) / together as f64;
            self.work.chained.add(&times.scaled(waits));
        }
    }

    /// All rounds together of a loop right in the box, the ends of whose range are data, and whose counter is an index: rows that lie one after the other, as
    /// those of a sparse matrix do, make up that array.
    fn of_rows(&mut self, id: LoopId, var: VarId) -> Option<Formula> {
        if self.counters.len() > self.stage.dims.len() {
            return None;
        }
        let facts = self.facts_within(id)?;
        let range = facts.counters().iter().find(|counter| counter.var == var)?;
        let known = |end: &Option<Poly>| end.as_ref().is_some_and(|poly| self.model.is_outer(poly));
        if known(&range.start) || known(&range.last) {
            return None;
        }
        let counter = Poly::var(var);
        let rows = self.model.accesses.iter().find(|seen| {
            let by_it = |index: &Poly| (index - &counter).as_constant().is_some();
            seen.inner.iter().any(|inner| inner.id == Some(id))
                && seen.index.as_ref().is_some_and(by_it)
        })?;
        self.work.guessed = true;
        Some(Formula::symbol(Symbol::Len(rows.array)))
    }

    /// What the reductions of the box cost beside the ops that are written: the lanes are combined at the end, and of a pick the best value and what is
    /// taken along are chosen in each lane.
    fn reductions(&mut self, points: &Formula) {
        for reduction in &self.stage.reductions {
            let fold = if reduction.pick.is_some() { PICK } else { 1.0 };
            self.work.folds.add(&Formula::constant(fold));
            if reduction.pick.is_some() {
                let wide = reduction.ty.bytes() > 4;
                self.ops
                    .entry((wide, Class::Compare))
                    .or_default()
                    .add(points);
            }
        }
    }

    /// What is known inside a loop of the body, told by an access in it.
    fn facts_within(&self, id: LoopId) -> Option<Rc<Facts>> {
        let inside = |seen: &&Seen| seen.inner.iter().any(|inner| inner.id == Some(id));
        self.model
            .accesses
            .iter()
            .find(inside)
            .map(|seen| seen.facts.clone())
    }

    fn plain_trip(&mut self, start: &Expr, end: &Expr, var: VarId) -> Formula {
        let mut facts = self.model.facts.clone();
        let poly = |expr| self.model.poly(expr);
        Rc::make_mut(&mut facts).enter(var, poly(start), poly(end));
        self.trip(var, &facts)
    }

    fn expr(&mut self, expr: &Expr, times: &Formula) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Var(_) | ExprKind::Len(_) => {}
            ExprKind::Load { index, site, .. } => {
                self.note_access(*site, times);
                if self
                    .stage
                    .accesses
                    .get(site)
                    .is_none_or(|access| access.index.is_none())
                {
                    self.expr(index, times);
                }
            }
            ExprKind::Op { op, args, .. } => {
                let ty = args.first().map_or(expr.ty, |arg| arg.ty);
                if let Some(product) = self.kernel.contracts(*op, args)
                    && let ExprKind::Op { args: factors, .. } = &args[product].kind
                {
                    self.op(expr, Class::MulAdd, ty, times);
                    let operands = factors.iter().chain([&args[1 - product]]);
                    operands.for_each(|arg| self.expr(arg, times));
                    return;
                }
                let extreme = op.is_extreme(ty);
                let class = match extreme {
                    true => Class::Compare,
                    false => op.class(ty),
                };
                // An integer power is a chain of multiplications.
                let chain = matches!(op, Op::Powi | Op::Pow);
                let each = if chain {
                    4.0
                } else if extreme {
                    EXTREME
                } else if self.kernel.is_fast(*op, ty) {
                    FAST
                } else {
                    1.0
                };
                self.op(expr, class, ty, &times.scaled(each));
                args.iter().for_each(|arg| self.expr(arg, times));
            }
            ExprKind::Cast(value) => {
                let free = value.ty.is_integer()
                    && expr.ty.is_integer()
                    && value.ty.bytes() == expr.ty.bytes();
                if !free {
                    let wider = if value.ty.bytes() > expr.ty.bytes() {
                        value.ty
                    } else {
                        expr.ty
                    };
                    // An integer is widened or cut like one is shifted; what is a float has to be rounded and checked.
                    let class = match value.ty.is_float() || expr.ty.is_float() {
                        true => Class::Convert,
                        false => Class::Integer,
                    };
                    self.op(expr, class, wider, times);
                }
                self.expr(value, times);
            }
            ExprKind::Select {
                cond,
                then,
                otherwise,
            } => {
                self.op(expr, Class::Compare, expr.ty, times);
                [cond, then, otherwise]
                    .into_iter()
                    .for_each(|part| self.expr(part, times));
            }
        }
    }

    fn index(&mut self, stmt: &Stmt, index: &Expr, times: &Formula) {
        if let StmtKind::Store { site, .. } = &stmt.kind {
            self.note_access(*site, times);
            if self
                .stage
                .accesses
                .get(site)
                .is_none_or(|access| access.index.is_none())
            {
                self.expr(index, times);
            }
        }
    }

    /// Counts an op, unless its value is computed once for all lanes.
    fn op(&mut self, expr: &Expr, class: Class, ty: Scalar, times: &Formula) {
        if self.in_lanes && !self.stage.is_varying(expr) {
            return;
        }
        self.ops
            .entry((ty.bytes() > 4, class))
            .or_default()
            .add(times);
    }

    fn finish(mut self) -> Work {
        for ((wide, class), count) in std::mem::take(&mut self.ops) {
            let ops = if wide {
                &mut self.work.ops64
            } else {
                &mut self.work.ops32
            };
            ops.push((class, count));
        }
        self.work.streamed = self.streams.total();
        self.work.footprint = self.footprint();
        self.work
    }
}
