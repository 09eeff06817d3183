//! Walks over a stage's body and counts.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::{Formula, Work};
use crate::analyse::{
    Before, Effects, Facts, Interior, Lanes, Model, Poly, Seen, Shape, Stage, Symbol,
};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, LoopId, Scalar, SiteId, StageId, Stmt, StmtKind, VarId,
};
use crate::ops::{Class, Op};
use crate::prove::Proved;

/// How many rounds a loop is taken to have whose number depends on data.
const GUESS: f64 = 32.0;

/// What a fast function costs, in accurate ones.
const FAST: f64 = 0.6;
/// How many points a load for all lanes is taken to serve.
const GANG: f64 = 8.0;

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
    };
    let mut points = Formula::constant(1.0);
    for dim in &stage.dims {
        let extent = counter.trip(dim.var, &model.facts);
        points = points.times(&extent);
    }
    counter.work.points = points.clone();
    counter.block(&stage.body, &points);
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

struct Counter<'p> {
    kernel: &'p Kernel,
    model: &'p Model<'p>,
    stage: &'p Stage,
    interiors: &'p [Interior],
    ops: BTreeMap<(bool, Class), Formula>,
    work: Work,
    /// Whether the code is run by lanes, so that uniform values are computed once for all.
    in_lanes: bool,
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
                let facts = self.facts_within(*id);
                let trip = match facts {
                    Some(facts) => self.trip(*var, &facts),
                    // Nothing is accessed inside: the range is taken from its bounds alone.
                    None => self.plain_trip(start, end, *var),
                };
                self.work.guessed |= Effects::of_block(body).ends_early(*id);
                self.rounds(*id, body, &times.times(&trip));
            }
            StmtKind::Loop { id, body } => {
                self.work.guessed = true;
                self.rounds(*id, body, &times.scaled(GUESS));
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

    fn rounds(&mut self, id: LoopId, body: &Block, times: &Formula) {
        let outside = self.in_lanes;
        self.in_lanes |= self.stage.lanes.inner(id).is_some();
        self.block(body, times);
        self.in_lanes = outside;
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
                let class = op.class(ty);
                // An integer power is a chain of multiplications.
                let chain = matches!(op, Op::Powi | Op::Pow);
                let each = if chain {
                    4.0
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
                    self.op(expr, Class::Convert, wider, times);
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

    fn note_access(&mut self, site: SiteId, times: &Formula) {
        let Some(access) = self.stage.accesses.get(&site) else {
            return;
        };
        let mut bytes = times.scaled(self.model.element_bytes(access.array) as f64);
        let work = &mut self.work;
        // Most of a row is interior.
        let mut shape = &access.shape;
        for interior in self.interiors {
            match interior.stage.accesses.get(&site) {
                Some(inside) if inside.shape != Shape::Gather => shape = &inside.shape,
                _ => {}
            }
        }
        if let Some(tile) = &self.stage.tile
            && tile.shared.contains(&site)
        {
            // One load serves the points of a tile, from packed memory where it would be scattered.
            bytes = bytes.scaled(1.0 / tile.points as f64);
            if tile.packs.iter().any(|pack| pack.site == site) {
                shape = &Shape::Contiguous;
            }
        }
        match shape {
            // One load serves a gang of lanes.
            Shape::Uniform => work.broadcast.add(&bytes.scaled(1.0 / GANG)),
            Shape::Contiguous => work.contiguous.add(&bytes),
            Shape::Strided(_) => work.strided.add(times),
            Shape::Gather => work.gathered.add(times),
        }
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
        self.work.footprint = self.footprint();
        self.work
    }

    /// The distinct bytes: of each array, from the smallest to the largest index, or all of it where those are not known.
    fn footprint(&self) -> Formula {
        let mut total = Formula::default();
        for used in &self.stage.arrays {
            if used.reads || used.writes {
                let elements = self
                    .hull(used.array)
                    .unwrap_or_else(|| Formula::symbol(Symbol::Len(used.array)));
                total.add(&elements.scaled(self.model.element_bytes(used.array) as f64));
            }
        }
        total
    }

    /// The number of elements between the extremes of all accesses of an array.
    fn hull(&self, array: ArrayId) -> Option<Formula> {
        let facts = &self.model.facts;
        let mut hull: Option<(Poly, Poly)> = None;
        for seen in self
            .model
            .accesses
            .iter()
            .filter(|seen| seen.array == array)
        {
            let range = self
                .model
                .range(seen.index.as_ref()?, &seen.facts, &seen.inner)?;
            hull = Some(match hull {
                None => (range.low, range.high),
                Some((low, high)) => (
                    smaller(facts, low, range.low)?,
                    -&smaller(facts, -&high, -&range.high)?,
                ),
            });
        }
        let (low, high) = hull?;
        Some(Formula::extent(&(&(&high - &low) + &Poly::constant(1))))
    }
}

/// The smaller of two, if it is known which it is.
fn smaller(facts: &Facts, a: Poly, b: Poly) -> Option<Poly> {
    if facts.not_negative(&(&b - &a)) {
        Some(a)
    } else {
        facts.not_negative(&(&a - &b)).then_some(b)
    }
}
