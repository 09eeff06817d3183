//! Chooses the loops whose iterations become lanes: those along which most accesses are contiguous or the same for all lanes.

use std::collections::BTreeMap;

use super::independence::conflict;
use super::model::{Model, Seen};
use super::uniform::within;
use super::{
    Accumulator, Effects, LaneLoop, Lanes, Poly, Reduction, Shape, Symbol, Varying, reductions,
};
use crate::ir::{
    Block, Expr, ExprKind, Kernel, LoopId, Set, SiteId, Stmt, StmtKind, VarId, Visitor,
    literal_rounds, walk_expr,
};

/// What was chosen, and why.
#[derive(Debug)]
pub(super) struct Choice {
    /// The loop.
    pub lanes: Lanes,
    /// The reason, in words.
    pub reason: String,
    /// The scattered loads that must be packed for the choice to be good.
    pub packed: Vec<SiteId>,
    /// What to choose if they are not, where there are some.
    pub unpacked: Option<Box<Choice>>,
}

/// How many rounds an inner loop is taken to have, for want of a number.
const ROUNDS: u64 = 32;
/// The same where data says where each row ends: those of sparse matrices are short.
const RAGGED: u64 = 6;
/// The number of lanes that costs are compared at.
const LANES: u64 = 8;
/// What combining the lanes at the end of an inner lane loop costs, in accesses.
const TREE: u64 = 16;

/// What a packed access costs, the copy included.
const PACKED: u64 = 2;

/// Chooses among the box's dimensions and the loops of the body. Loads that the points of a tile share are taken to be packed.
pub(super) fn choose(
    kernel: &Kernel,
    model: &Model<'_>,
    body: &Block,
    box_reductions: &[Reduction],
    accumulators: &[Accumulator],
) -> Option<Choice> {
    let dims = (0..model.dims.len()).rev().map(|dim| Candidate {
        lanes: Lanes::Dim(dim),
        along: vec![Along {
            lanes: None,
            var: model.dims[dim],
            varying: within(body, model.dims[dim], box_reductions).varying,
            body,
            rounds: 1,
        }],
    });
    let mut candidates: Vec<Candidate<'_>> = dims.collect();
    if box_reductions.is_empty() {
        candidates.extend(inner_lanes(kernel, model, body));
    }
    candidates.retain(|candidate| candidate.keeps_order(model, accumulators));
    // Of equals the innermost dimension wins, then the outer ones, then the loops of the body.
    let best = |packing| {
        let candidates = candidates.iter();
        let best = candidates.min_by_key(|candidate| candidate.cost(model, body, packing))?;
        Some(Choice {
            reason: best.reason(kernel, model),
            packed: if packing {
                best.packed(model)
            } else {
                Vec::new()
            },
            lanes: best.lanes.clone(),
            unpacked: None,
        })
    };
    let mut choice = best(true)?;
    if !choice.packed.is_empty() {
        choice.unpacked = best(false).map(Box::new);
    }
    Some(choice)
}

/// In each statement of the body the loop that is best as lanes, all of them together, if there are any.
fn inner_lanes<'b>(kernel: &Kernel, model: &Model<'_>, body: &'b Block) -> Option<Candidate<'b>> {
    let alone = |along| Candidate::inner(vec![along]).cost(model, body, false);
    let mut chosen = Vec::new();
    for stmt in body {
        let mut found = Vec::new();
        let stmt = std::slice::from_ref(stmt);
        inner(kernel, model, stmt, &Around::default(), &mut found);
        chosen.extend(found.into_iter().min_by_key(|along| alone(along.clone())));
    }
    (!chosen.is_empty()).then(|| Candidate::inner(chosen))
}

/// Loops that could become lanes.
struct Candidate<'b> {
    lanes: Lanes,
    along: Vec<Along<'b>>,
}

/// One of them.
#[derive(Clone)]
struct Along<'b> {
    /// A loop of the body, or the box itself.
    lanes: Option<LaneLoop>,
    var: VarId,
    /// What differs from lane to lane.
    varying: Varying,
    body: &'b Block,
    /// How often the loop is entered at each point.
    rounds: u64,
}

impl Along<'_> {
    /// Whether the access is made by these lanes.
    fn makes(&self, seen: &Seen) -> bool {
        match &self.lanes {
            None => true,
            Some(lanes) => seen.inner.iter().any(|inner| inner.id == Some(lanes.id)),
        }
    }
}

impl<'b> Candidate<'b> {
    fn inner(along: Vec<Along<'b>>) -> Candidate<'b> {
        let loops = along.iter().filter_map(|along| along.lanes.clone());
        Candidate {
            lanes: Lanes::Inner(loops.collect()),
            along,
        }
    }

    /// How the access moves from lane to lane, if lanes make it.
    fn shape(&self, seen: &Seen) -> Option<Shape> {
        let along = self.along.iter().find(|along| along.makes(seen))?;
        Some(shape(seen, along.var, &along.varying))
    }

    /// Whether values are combined into ordered accumulators in an order that does not depend on the width of a gang: by one statement that
    /// stands directly in the lane loop, or outside all of them.
    fn keeps_order(&self, model: &Model<'_>, accumulators: &[Accumulator]) -> bool {
        accumulators.iter().filter(|one| one.ordered).all(|one| {
            let mut updates = model
                .accesses
                .iter()
                .filter(|seen| seen.write && seen.array == one.array)
                .filter_map(|seen| {
                    Some((seen, self.along.iter().find(|along| along.makes(seen))?))
                });
            let Some((seen, along)) = updates.next() else {
                return true;
            };
            let innermost = seen.inner.iter().rev().find_map(|inner| inner.id);
            let direct = innermost == along.lanes.as_ref().map(|lanes| lanes.id);
            direct && updates.next().is_none()
        })
    }

    /// The cost of `LANES` points, where shared loads may be taken to be packed or not.
    fn cost(&self, model: &Model<'_>, body: &Block, packing: bool) -> u64 {
        let mut cost = 0;
        let known = Rounds::of(body);
        for seen in &model.accesses {
            let rounds = seen.inner.iter().take(4).map(|inner| match inner.id {
                // A lane loop pays for whole gangs, however few rounds it has.
                Some(id) if self.lanes.inner(id).is_none() => known.number(id),
                _ => ROUNDS,
            });
            let weight = rounds.product::<u64>();
            let price = match self.shape(seen) {
                Some(_) if packing && self.packs(model, seen) => PACKED,
                Some(shape) => price(&shape),
                None => LANES,
            };
            cost += weight * price;
        }
        if let Lanes::Inner(_) = self.lanes {
            // Outside the lane loops each op is done for one point at a time.
            let inside = |along: &Along<'_>| Ops::of(along.body) * along.rounds * ROUNDS;
            let inside = self.along.iter().map(inside).sum();
            let outside = Ops::of(body).saturating_sub(inside);
            let trees = self.along.iter().map(|along| along.rounds * LANES * TREE);
            cost += trees.sum::<u64>() + outside * (LANES - 1);
        }
        cost
    }

    /// Whether a load along the lanes is scattered, and could be packed for the points of another dimension.
    fn packs(&self, model: &Model<'_>, seen: &Seen) -> bool {
        let Lanes::Dim(lanes) = self.lanes else {
            return false;
        };
        let shared = |index: &Poly| {
            let others = model.dims.iter().enumerate().filter(|(d, _)| *d != lanes);
            others
                .into_iter()
                .any(|(_, dim)| !index.contains(Symbol::Var(*dim)))
        };
        let written = |array| {
            model
                .accesses
                .iter()
                .any(|one| one.write && one.array == array)
        };
        !seen.write
            && !written(seen.array)
            && seen.inner.iter().filter(|inner| inner.id.is_some()).count() == 1
            && seen.index.as_ref().is_some_and(shared)
            && matches!(self.shape(seen), Some(Shape::Strided(_)))
    }

    fn packed(&self, model: &Model<'_>) -> Vec<SiteId> {
        let packed = model.accesses.iter().filter(|seen| self.packs(model, seen));
        packed.map(|seen| seen.site).collect()
    }

    fn reason(&self, kernel: &Kernel, model: &Model<'_>) -> String {
        let shapes: Vec<Shape> = model
            .accesses
            .iter()
            .filter_map(|seen| self.shape(seen))
            .collect();
        let count = |is: fn(&Shape) -> bool| shapes.iter().filter(|shape| is(shape)).count();
        let parts = [
            (count(|shape| *shape == Shape::Contiguous), "contiguous"),
            (
                count(|shape| *shape == Shape::Uniform),
                "the same for all lanes",
            ),
            (count(|shape| matches!(shape, Shape::Strided(_))), "strided"),
            (count(|shape| *shape == Shape::Gather), "gathered"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let counters: Vec<String> = self
            .along
            .iter()
            .map(|along| kernel.var(along.var).name.to_string())
            .collect();
        let counters = counters.join(", ");
        match parts.is_empty() {
            true => format!("along {counters} no memory is accessed"),
            false => format!("accesses along {counters}: {}", parts.join(", ")),
        }
    }
}

/// What an access by `LANES` lanes costs, in scalar accesses or thereabouts.
fn price(shape: &Shape) -> u64 {
    match shape {
        Shape::Uniform | Shape::Contiguous => 1,
        Shape::Strided(stride) if stride.as_constant().is_some_and(|s| s.unsigned_abs() <= 4) => {
            LANES / 2
        }
        Shape::Strided(_) => LANES,
        Shape::Gather => LANES + 1,
    }
}

/// How an access moves along a counter.
pub(super) fn shape(seen: &Seen, counter: VarId, varying: &Varying) -> Shape {
    let Some(index) = &seen.index else {
        return if varying.expr(&seen.expr) {
            Shape::Gather
        } else {
            Shape::Uniform
        };
    };
    let lane = Symbol::Var(counter);
    let varies = |symbol| matches!(symbol, Symbol::Var(var) if var != counter && varying.vars.contains(&var));
    if index.symbols().into_iter().any(varies) {
        return Shape::Gather;
    }
    match index.linear(lane) {
        Some(slope) if slope.is_zero() => Shape::Uniform,
        Some(slope) if slope == Poly::constant(1) => Shape::Contiguous,
        Some(slope) => Shape::Strided(slope),
        None => Shape::Gather,
    }
}

/// What stands around a loop of the body.
#[derive(Clone, Default)]
struct Around {
    /// The variables that have one value for all its iterations.
    same: Set<VarId>,
    rounds: u32,
}

/// Finds the loops that could become lanes.
fn inner<'b>(
    kernel: &Kernel,
    model: &Model<'_>,
    block: &'b [Stmt],
    around: &Around,
    found: &mut Vec<Along<'b>>,
) {
    for stmt in block {
        match &stmt.kind {
            StmtKind::For { id, var, body, .. } => {
                if let Some(lanes) = as_lanes(kernel, model, *id, *var, body) {
                    found.push(Along {
                        varying: within(body, *var, &lanes.reductions).varying,
                        lanes: Some(lanes),
                        var: *var,
                        body,
                        rounds: ROUNDS.pow(around.rounds),
                    });
                }
                let mut inside = around.clone();
                inside.same.insert(*var);
                inside.rounds = (inside.rounds + 1).min(4);
                inner(kernel, model, body, &inside, found);
            }
            StmtKind::Loop { body, .. } => {
                let inside = Around {
                    rounds: (around.rounds + 1).min(4),
                    ..around.clone()
                };
                inner(kernel, model, body, &inside, found);
            }
            StmtKind::If {
                then, otherwise, ..
            } => {
                inner(kernel, model, then, around, found);
                inner(kernel, model, otherwise, around, found);
            }
            _ => {}
        }
    }
}

/// The loop as lanes, if its iterations are independent but for reductions and none ends it early.
fn as_lanes(
    kernel: &Kernel,
    model: &Model<'_>,
    id: LoopId,
    var: VarId,
    body: &Block,
) -> Option<LaneLoop> {
    let lanes = LaneLoop {
        id,
        reductions: reductions(kernel, var, body).ok()?,
    };
    let effects = Effects::of_block(body);
    let whole = !effects.ends_early(id) && !effects.continues.contains(&id);
    (whole && lanes_conflict(model, id, var, body).is_none()).then_some(lanes)
}

/// Two accesses by which two iterations of a loop of the body, at one point of the box, may meet.
pub fn lanes_conflict(
    model: &Model<'_>,
    id: LoopId,
    var: VarId,
    body: &Block,
) -> Option<super::Pair> {
    let Effects {
        declared, arrays, ..
    } = Effects::of_block(body);
    let mut same = model.locals.difference(&declared);
    same.extend(model.dims.iter().copied());
    same.remove(&var);
    conflict(model, &[var], &same, &|seen| {
        !arrays.contains(&seen.array)
            && !model.accumulated.contains(&seen.array)
            && seen.inner.iter().any(|inner| inner.id == Some(id))
    })
}

/// The rounds of loops between literals, and of those between loaded numbers.
#[derive(Default)]
struct Rounds {
    loops: BTreeMap<LoopId, u64>,
    /// The variables that are loaded.
    loaded: Set<VarId>,
}

impl Rounds {
    fn of(block: &Block) -> Rounds {
        let mut rounds = Rounds::default();
        crate::ir::walk_block(&mut rounds, block);
        rounds
    }

    /// How many rounds a loop has, or is taken to have.
    fn number(&self, id: LoopId) -> u64 {
        self.loops.get(&id).copied().unwrap_or(ROUNDS)
    }

    fn is_loaded(&self, bound: &Expr) -> bool {
        match &bound.kind {
            ExprKind::Load { .. } => true,
            ExprKind::Var(var) => self.loaded.contains(var),
            ExprKind::Cast(value) => self.is_loaded(value),
            _ => false,
        }
    }
}

impl Visitor for Rounds {
    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } if self.is_loaded(value) => {
                self.loaded.insert(*var);
            }
            StmtKind::For { id, start, end, .. } => {
                if let Some(rounds) = literal_rounds(start, end) {
                    // Many rounds are as good as any number.
                    self.loops
                        .insert(*id, rounds.clamp(1, ROUNDS.into()) as u64);
                } else if self.is_loaded(end) {
                    self.loops.insert(*id, RAGGED);
                }
            }
            _ => {}
        }
        crate::ir::walk_stmt(self, stmt);
    }

    fn expr(&mut self, _: &Expr) {}
}

/// Counts the ops of a block, those of inner loops as often as they are taken to run.
struct Ops(u64, u64);

impl Ops {
    fn of(block: &Block) -> u64 {
        let mut ops = Ops(0, 1);
        crate::ir::walk_block(&mut ops, block);
        ops.0
    }
}

impl Visitor for Ops {
    fn stmt(&mut self, stmt: &Stmt) {
        let before = self.1;
        if matches!(stmt.kind, StmtKind::For { .. } | StmtKind::Loop { .. }) {
            self.1 = (self.1 * ROUNDS).min(1 << 20);
        }
        crate::ir::walk_stmt(self, stmt);
        self.1 = before;
    }

    fn expr(&mut self, expr: &Expr) {
        if matches!(expr.kind, crate::ir::ExprKind::Op { .. }) {
            self.0 += self.1;
        }
        walk_expr(self, expr);
    }
}
