//! Plans the host's part: the kernel's body, in which each loop nest that can be parallel becomes a stage. A loop that cannot be, around
//! loops that can, runs in sequence.

use std::rc::Rc;

use super::before::Before;
use super::flow::Effects;
use super::independence::conflict;
use super::{
    Accumulator, Answers, Carried, Dim, Lanes, Model, Pair, Plan, Reduction, Stage, Symbol,
    accumulations, checks, continues, interchange, lanes, nest, picks, private, promote,
    reductions, scans, split, tile, uniform,
};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::ir::{
    ArrayKind, Block, Expr, Kernel, LoopId, Scalar, Set, SiteId, StageId, Stmt, StmtKind, VarId,
    literal_rounds, walk_block,
};
use crate::ir::{Visitor, walk_stmt};

/// A loop of at most so many rounds in all that touches no slice is not worth a stage.
const SMALL: i128 = 256;

/// Plans a kernel.
pub(super) fn plan(kernel: &mut Kernel) -> Result<Plan, Diagnostics> {
    let body = kernel.body.clone();
    let body = promote::promote(kernel, &body);
    let loops = Effects::of_block(&body).loops.len();
    if loops == 0 {
        let message = format!(
            "`{}` has no loop, so there is nothing to run in parallel",
            kernel.name
        );
        return Err(
            Diagnostic::new(Code::NoParallelLoop, kernel.name.span(), message)
                .help("a kernel is a loop over its slices: `for i in 0..y.len() { y[i] = …; }`")
                .into(),
        );
    }
    let mut planner = Planner {
        before: Before::swapped(&body),
        kernel,
        stages: Vec::new(),
        diagnostics: Diagnostics::new(),
        loops,
        parallel: 0,
        answers: Rc::default(),
    };
    let host = planner.block(&body);
    if planner.stages.is_empty() && planner.diagnostics.is_empty() {
        let span = planner.kernel.name.span();
        let name = &planner.kernel.name;
        planner.diagnostics.push(
            Diagnostic::new(
                Code::NoParallelLoop,
                span,
                format!("no loop of `{name}` can run in parallel"),
            )
            .help("call it as the plain function: there is nothing to gain"),
        );
    }
    let Planner {
        stages,
        diagnostics,
        answers,
        ..
    } = planner;
    diagnostics.finish(Plan {
        host,
        stages,
        answers,
    })
}

struct Planner<'k> {
    kernel: &'k mut Kernel,
    /// The stages so far.
    stages: Vec<Stage>,
    /// What holds at the present place.
    before: Vec<Before>,
    diagnostics: Diagnostics,
    /// The loops of the whole kernel.
    loops: usize,
    /// How many of the stages are parallel; of the others the proof will say why not.
    parallel: usize,
    /// What has been found out of accesses.
    answers: Rc<Answers>,
}

/// Why a loop is no stage.
enum Refusal {
    /// For that reason.
    Because(Box<Diagnostic>),
    /// For a reason for which it is not to run in sequence either.
    Mistake(Box<Diagnostic>),
    /// Two iterations may meet: the proof of the smallest box says where.
    Conflict {
        /// The loops.
        nest: Box<Nest>,
        /// Whether they write one element, at an index that was to be different in each iteration. That is a mistake, not a sequence.
        overlap: bool,
    },
}

/// A loop nest taken apart.
struct Nest {
    /// What numbers its iterations.
    numbers: Block,
    /// The loops that could be dimensions.
    levels: Vec<nest::Level>,
    /// What the outermost reduces into.
    reductions: Vec<Reduction>,
}

/// A box of a nest.
struct Cut<'k> {
    /// What the host would compute for it.
    hoisted: Block,
    dims: Vec<Dim>,
    body: Block,
    model: Model<'k>,
}

impl Cut<'_> {
    /// Two accesses in which points may meet.
    fn conflict(&self) -> Option<Pair> {
        let model = &self.model;
        conflict(model, &model.dims, &Set::new(), &|seen| {
            !model.may_meet(seen)
        })
    }

    /// Whether such two are writes to an index that was to be different in each iteration.
    fn overlaps(&self, (write, other): Pair) -> bool {
        let (write, other) = (&self.model.accesses[write], &self.model.accesses[other]);
        let counter = Symbol::Var(self.dims[0].var);
        let moves = |index: &super::Poly| index.contains(counter);
        other.write && write.index.as_ref().is_some_and(moves)
    }
}

/// A box whose points are independent, or meet in arrays that they only accumulate into.
struct Independent<'k> {
    cut: Cut<'k>,
    accumulators: Vec<Accumulator>,
    lanes: lanes::Choice,
}

impl Planner<'_> {
    /// Statements that the host runs.
    fn block(&mut self, block: &Block) -> Block {
        let outside = self.before.len();
        let mut planned = Block::new();
        for stmt in block {
            self.stmt(stmt, &mut planned);
            Before::after(stmt, &mut self.before);
        }
        self.before.truncate(outside);
        planned
    }

    fn stmt(&mut self, stmt: &Stmt, planned: &mut Block) {
        if Effects::of_stmt(stmt).loops.is_empty() {
            return planned.push(stmt.clone());
        }
        let kind = match &stmt.kind {
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.before.push(Before::Holds(cond.clone()));
                let then = self.block(then);
                self.before.pop();
                StmtKind::If {
                    cond: cond.clone(),
                    then,
                    otherwise: self.block(otherwise),
                }
            }
            StmtKind::For { .. } if self.is_small(stmt) => stmt.kind.clone(),
            StmtKind::For { .. } => match self.parallel(stmt) {
                Ok((hoisted, stage)) => {
                    self.parallel += 1;
                    return self.stage(stmt, hoisted, stage, planned);
                }
                Err(refusal) => match self.split(stmt, &refusal) {
                    Some(parts) => return planned.extend(parts),
                    None => return self.in_sequence(stmt, refusal, planned),
                },
            },
            _ => {
                let refusal = Refusal::Because(Box::new(not_counted(stmt)));
                return self.in_sequence(stmt, refusal, planned);
            }
        };
        planned.push(Stmt {
            kind,
            span: stmt.span,
        });
    }

    /// The loop in three parts, where only the iteration of a sequential counter's own value stands between the others.
    fn split(&mut self, stmt: &Stmt, refusal: &Refusal) -> Option<Block> {
        if !matches!(refusal, Refusal::Conflict { overlap: false, .. }) {
            return None;
        }
        let read = Effects::of_stmt(stmt).read;
        let pivots = self.before.iter().filter_map(|known| match known {
            Before::Counter { var, .. } => Some(*var).filter(|var| read.contains(var)),
            _ => None,
        });
        let pivots: Vec<VarId> = pivots.collect();
        pivots
            .into_iter()
            .find_map(|pivot| self.split_at(stmt, pivot))
    }

    fn split_at(&mut self, stmt: &Stmt, pivot: VarId) -> Option<Block> {
        let kernel = self.kernel.clone();
        let known = Model::new(&kernel, &self.before, &[], &Block::new());
        let parts = split::split(self.kernel, &known, stmt, pivot)?;
        let (stages, errors, parallel) = (self.stages.len(), self.diagnostics.len(), self.parallel);
        let mut planned = Block::new();
        let done = self
            .side(&parts.below, &known, pivot, &mut planned)
            .is_some()
            && {
                planned.extend(self.block(&parts.at));
                self.diagnostics.len() == errors
                    && self
                        .side(&parts.above, &known, pivot, &mut planned)
                        .is_some()
            };
        if done {
            return Some(planned);
        }
        self.stages.truncate(stages);
        self.diagnostics.truncate(errors);
        self.parallel = parallel;
        None
    }

    /// Plans the part on one side of a pivot, split inside as well where lanes need that.
    fn side(
        &mut self,
        part: &Stmt,
        known: &Model<'_>,
        pivot: VarId,
        planned: &mut Block,
    ) -> Option<()> {
        let (mut hoisted, mut stage) = self.as_written(part).ok()?;
        if matches!(stage.lanes, Lanes::Dim(_)) {
            let inside = split::split_inside(self.kernel, known, part, pivot);
            if let Some(inside) = inside
                && let Ok((before, better)) = self.as_written(&inside)
                && matches!(better.lanes, Lanes::Inner(_))
            {
                (hoisted, stage) = (before, better);
            }
        }
        self.parallel += 1;
        self.stage(part, hoisted, stage, planned);
        Some(())
    }

    /// Puts a stage in the place of a loop nest.
    fn stage(&mut self, stmt: &Stmt, hoisted: Block, stage: Stage, planned: &mut Block) {
        let id = StageId(self.stages.len() as u32);
        self.stages.push(stage);
        planned.extend(hoisted);
        planned.push(Stmt {
            kind: StmtKind::Stage(id),
            span: stmt.span,
        });
    }

    /// A loop whose rounds follow each other: there must be something parallel in it, or nothing in it that is worth being so.
    fn in_sequence(&mut self, stmt: &Stmt, refusal: Refusal, planned: &mut Block) {
        let (stages, parallel) = (self.stages.len(), self.parallel);
        let errors = self.diagnostics.len();
        let refusal = match refusal {
            Refusal::Conflict {
                nest,
                overlap: true,
            } => {
                let (hoisted, stage) = self.refused(&nest);
                return self.stage(stmt, hoisted, stage, planned);
            }
            Refusal::Mistake(diagnostic) => return self.diagnostics.push(*diagnostic),
            other => other,
        };
        let outside = self.before.len();
        let kind = match &stmt.kind {
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                self.before.push(Before::Counter {
                    var: *var,
                    start: start.clone(),
                    end: end.clone(),
                });
                StmtKind::For {
                    id: *id,
                    var: *var,
                    start: start.clone(),
                    end: end.clone(),
                    body: self.block(body),
                }
            }
            StmtKind::Loop { id, body } => StmtKind::Loop {
                id: *id,
                body: self.block(body),
            },
            other => other.clone(),
        };
        self.before.truncate(outside);
        let span = stmt.span;
        if self.parallel > parallel {
            return planned.push(Stmt { kind, span });
        }
        self.stages.truncate(stages);
        self.diagnostics.truncate(errors);
        if !touches_slices(self.kernel, stmt) {
            return planned.push(stmt.clone());
        }
        match refusal {
            Refusal::Because(diagnostic) | Refusal::Mistake(diagnostic) => {
                self.diagnostics.push(*diagnostic);
            }
            Refusal::Conflict { nest, .. } => {
                let (hoisted, stage) = self.refused(&nest);
                self.stage(stmt, hoisted, stage, planned);
            }
        }
    }

    /// The loop nest as a stage, with what the host has to compute for its bounds: in another order where that makes a larger box.
    fn parallel(&mut self, stmt: &Stmt) -> Result<(Block, Stage), Refusal> {
        let as_written = self.as_written(stmt);
        let apart = |stage: &Stage| stage.accumulators.is_empty() && stage.reductions.is_empty();
        let depth = match &as_written {
            Ok((_, stage)) if apart(stage) => stage.dims.len(),
            _ => 0,
        };
        let reordered = loop_within(stmt, depth)
            .and_then(|id| interchange::innermost(stmt, id))
            .and_then(|nest| {
                let nest = promote::promote(self.kernel, &vec![nest]).pop()?;
                self.deeper(&nest, depth.max(1)).ok()
            })
            .filter(|(_, stage)| apart(stage));
        reordered.map_or(as_written, Ok)
    }

    /// The loop nest as a stage, its loops in the order of the source.
    fn as_written(&mut self, stmt: &Stmt) -> Result<(Block, Stage), Refusal> {
        self.deeper(stmt, 0)
    }

    /// The same where the box has more dimensions than that.
    fn deeper(&mut self, stmt: &Stmt, than: usize) -> Result<(Block, Stage), Refusal> {
        let nest = self.nest(stmt)?;
        // The largest box whose points are independent, or else the largest whose points meet in accumulators only; if there is none, the
        // proof of the smallest says why.
        // What is picked is numbered by the outermost counter.
        let picks = nest
            .reductions
            .iter()
            .any(|reduction| reduction.pick.is_some());
        let most = if picks { 1 } else { nest.levels.len() };
        let (mut found, mut smallest_overlaps): (Option<Independent<'_>>, _) = (None, false);
        for depth in (than + 1..=most).rev() {
            match self.independent(&nest, depth) {
                Ok(independent) if independent.accumulators.is_empty() => {
                    found = Some(independent);
                    break;
                }
                Ok(independent) => found = found.or(Some(independent)),
                Err(overlaps) => smallest_overlaps = overlaps,
            }
        }
        match found {
            Some(independent) => {
                let (hoisted, stage) = self.finish(&nest, independent);
                match private::too_large(self.kernel, &stage.varying.arrays) {
                    Some(error) => Err(Refusal::Mistake(Box::new(error))),
                    None => Ok((hoisted, stage)),
                }
            }
            None => Err(Refusal::Conflict {
                nest: Box::new(nest),
                overlap: smallest_overlaps,
            }),
        }
    }

    /// Takes the loop nest apart, if its outermost loop may be parallel at all.
    fn nest(&mut self, stmt: &Stmt) -> Result<Nest, Refusal> {
        let because = |diagnostic| Refusal::Because(Box::new(diagnostic));
        let effects = Effects::of_stmt(stmt);
        if !effects.swapped.is_empty() {
            return Err(because(swaps_inside(stmt)));
        }
        let stmt = &continues::settle(self.kernel, stmt);
        let (numbers, stmt) = picks::number(self.kernel, stmt);
        let levels = nest::levels(self.kernel, &stmt);
        let Some(outermost) = levels.first() else {
            return Err(because(not_counted(&stmt)));
        };
        let kernel = &*self.kernel;
        let id = outermost.dim.id;
        let body_effects = Effects::of_block(&outermost.body);
        if body_effects.breaks.contains(&id) || body_effects.leaves_beyond(id) {
            return Err(because(left_early(outermost)));
        }
        let reductions = match reductions(kernel, outermost.dim.var, &outermost.body) {
            Ok(reductions) => reductions,
            Err(carried) => return Err(because(no_reduction(kernel, outermost, carried))),
        };
        Ok(Nest {
            numbers,
            levels,
            reductions,
        })
    }

    /// The outermost loops as a box.
    fn cut(&self, nest: &Nest, depth: usize) -> Cut<'_> {
        let (hoisted, dims, body) = nest::cut(&nest.levels, depth);
        let before = self.after(&hoisted);
        Cut {
            model: Model::new(self.kernel, &before, &dims, &body).remembering(&self.answers),
            hoisted,
            dims,
            body,
        }
    }

    /// The box, if its points are independent but for arrays that they only accumulate into; otherwise whether they overlap by mistake.
    fn independent(&self, nest: &Nest, depth: usize) -> Result<Independent<'_>, bool> {
        let kernel = &*self.kernel;
        let mut cut = self.cut(nest, depth);
        let (mut accumulators, mut overlaps) = (Vec::new(), false);
        while let Some(pair) = cut.conflict() {
            if accumulators.is_empty() {
                overlaps = cut.overlaps(pair);
            }
            let array = cut.model.accesses[pair.0].array;
            let element = kernel.array(array).element;
            let updates = accumulations(&cut.body);
            let update = updates.get(&array).filter(|_| element != Scalar::Bool);
            let Some(&op) = update else {
                return Err(overlaps);
            };
            cut.model = cut.model.accumulating([array]);
            accumulators.push(Accumulator {
                array,
                op,
                ordered: element.is_float(),
            });
        }
        let lanes = lanes::choose(
            kernel,
            &cut.model,
            &cut.body,
            &nest.reductions,
            &accumulators,
        );
        match lanes {
            Some(lanes) => Ok(Independent {
                cut,
                accumulators,
                lanes,
            }),
            None => Err(overlaps),
        }
    }

    /// The smallest box as a stage, which the proof will refuse.
    fn refused(&self, nest: &Nest) -> (Block, Stage) {
        let cut = self.cut(nest, 1);
        let lanes = lanes::choose(self.kernel, &cut.model, &cut.body, &nest.reductions, &[]);
        let refused = Independent {
            cut,
            accumulators: Vec::new(),
            lanes: lanes.expect("a box without ordered accumulators has lanes"),
        };
        self.finish(nest, refused)
    }

    /// The box as a stage, with what the host computes for it.
    fn finish(&self, nest: &Nest, independent: Independent<'_>) -> (Block, Stage) {
        let lanes = &independent.lanes;
        let mut stage = self.stage_of(nest, &independent, lanes);
        let packs = |site: &SiteId| {
            let tile = stage.tile.as_ref();
            tile.is_some_and(|tile| tile.packs.iter().any(|pack| pack.site == *site))
        };
        if let Some(plain) = &lanes.unpacked
            && !lanes.packed.iter().all(packs)
        {
            stage = self.stage_of(nest, &independent, plain);
        }
        let hoisted = nest.numbers.iter().cloned().chain(independent.cut.hoisted);
        (hoisted.collect(), stage)
    }

    /// The box as a stage with those lanes.
    fn stage_of(&self, nest: &Nest, independent: &Independent<'_>, lanes: &lanes::Choice) -> Stage {
        let kernel = &*self.kernel;
        let Cut {
            dims, body, model, ..
        } = &independent.cut;
        let uniform::Lanewise { varying, divergent } =
            uniform::lanewise(body, dims, &lanes.lanes, &nest.reductions);
        let accesses = checks::accesses(kernel, model, body, &lanes.lanes, &varying);
        let mut stage = Stage {
            captures: Vec::new(),
            arrays: Vec::new(),
            reductions: nest.reductions.clone(),
            accumulators: independent.accumulators.clone(),
            accesses,
            lanes: lanes.lanes.clone(),
            reason: lanes.reason.clone(),
            tile: None,
            varying,
            divergent,
            bounds: model.bounds.clone(),
            lifted: model.lifted.clone(),
            loops: model.loops.clone(),
            dims: dims.clone(),
            body: body.clone(),
        };
        checks::note_uses(kernel, &mut stage, &checks::counted(model));
        stage.tile = tile::find(kernel, &stage);
        stage
    }

    /// What holds here once these statements have run.
    fn after(&self, hoisted: &Block) -> Vec<Before> {
        let mut before = self.before.clone();
        for stmt in hoisted {
            Before::after(stmt, &mut before);
        }
        before
    }

    /// Whether a loop is a few rounds over scalars and local arrays, in a kernel with other loops.
    fn is_small(&self, stmt: &Stmt) -> bool {
        let whole = Effects::of_stmt(stmt).loops.len() == self.loops;
        !whole
            && !touches_slices(self.kernel, stmt)
            && rounds(stmt).is_some_and(|rounds| rounds <= SMALL)
    }
}

/// The loop so deep in a nest of loops that stand alone in one another.
fn loop_within(stmt: &Stmt, depth: usize) -> Option<LoopId> {
    let StmtKind::For { id, body, .. } = &stmt.kind else {
        return None;
    };
    match depth.checked_sub(1) {
        None => Some(*id),
        Some(depth) => loop_within(body.first()?, depth),
    }
}

/// Whether a statement reads or writes an array other than local ones and tables.
fn touches_slices(kernel: &Kernel, stmt: &Stmt) -> bool {
    let effects = Effects::of_stmt(stmt);
    effects.loaded.iter().chain(&effects.stored).any(|array| {
        matches!(
            kernel.array(array).kind,
            ArrayKind::Slice | ArrayKind::Fixed(_)
        )
    })
}

/// How often the innermost statements of a loop run, where its bounds are literals.
fn rounds(stmt: &Stmt) -> Option<i128> {
    struct Rounds(Option<i128>);
    impl Visitor for Rounds {
        fn stmt(&mut self, stmt: &Stmt) {
            match &stmt.kind {
                StmtKind::For { start, end, .. } => {
                    let outside = self.0;
                    let rounds = literal_rounds(start, end).map(|rounds| rounds.max(1));
                    self.0 = outside.and_then(|all| all.checked_mul(rounds?));
                    let mut most = self.0;
                    if let StmtKind::For { body, .. } = &stmt.kind {
                        for inner in body {
                            let mut rounds = Rounds(self.0);
                            rounds.stmt(inner);
                            most = most.zip(rounds.0).map(|(a, b)| a.max(b));
                        }
                    }
                    self.0 = most;
                }
                StmtKind::Loop { .. } => self.0 = None,
                _ => walk_stmt(self, stmt),
            }
        }
        fn expr(&mut self, _: &Expr) {}
    }
    let mut rounds = Rounds(Some(1));
    walk_block(&mut rounds, &vec![stmt.clone()]);
    rounds.0
}

fn not_counted(stmt: &Stmt) -> Diagnostic {
    Diagnostic::new(
        Code::NoParallelLoop,
        stmt.span,
        "this loop has no counted range, so its iterations cannot be divided, and no loop in it can run in parallel",
    )
    .help("write it as `for i in 0..n { … }`; `while` and `loop` may stand inside, or around loops that are parallel")
}

fn left_early(level: &nest::Level) -> Diagnostic {
    Diagnostic::new(
        Code::NoParallelLoop,
        level.span,
        "this loop may be left early, so each iteration depends on those before it",
    )
    .help("let every iteration run: replace the `break` by a condition around the work, or reduce with `|=`, `min` or `max`")
}

fn swaps_inside(stmt: &Stmt) -> Diagnostic {
    Diagnostic::new(
        Code::CarriedDependence,
        stmt.span,
        "this loop swaps two slices, so each iteration works on what the one before has written, and no loop in it can run in parallel",
    )
    .help("swap outside of the parallel loops, as between the time steps of a simulation")
}

/// The error for a variable that is carried and no reduction.
fn no_reduction(kernel: &Kernel, level: &nest::Level, carried: Carried) -> Diagnostic {
    let name = &kernel.var(carried.var).name;
    let counter = &kernel.loops[level.dim.id.index()].name;
    if let Some(op) = scans::running(&level.body, carried.var) {
        let what = scans::name(op);
        return Diagnostic::new(
            Code::CarriedVariable,
            carried.span,
            format!("`{name}` is a {what}: each iteration of `{counter}` continues that of the one before"),
        )
        .label(level.span, format!("the loop over `{counter}`"))
        .note(format!(
            "this is {}: what is read of `{name}` in an iteration depends on all iterations before it",
            scans::kind(op)
        ))
        .help(scans::ADVICE);
    }
    Diagnostic::new(
        Code::CarriedVariable,
        carried.span,
        format!("`{name}` is carried from one iteration of `{counter}` to the next, and is not a reduction"),
    )
    .label(level.span, format!("the loop over `{counter}`"))
    .note(format!(
        "an iteration may only combine a value into `{name}`, always by the same one of `+ * min max & | ^`, and not read it otherwise"
    ))
    .help(format!(
        "declare `{name}` inside the loop if each iteration has its own, or compute it from `{counter}`"
    ))
}
