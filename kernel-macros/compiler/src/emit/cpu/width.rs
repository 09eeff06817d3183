//! How many registers wide a stage's gangs are. Some stages gain nothing from lanes of ours: their memory is gathered element by element, or
//! they are so simple that the Rust compiler finds vectors that fit them better. Those run one lane at a time.

use proc_macro2::TokenStream;
use quote::quote;

use super::expr::is_safe_divisor;
use super::groups;
use super::narrow::{Narrowed, narrowed};
use crate::analyse::{Access, Check, Interior, Lanes, Shape, Stage, update};
use crate::ir::{
    ArrayId, Expr, ExprKind, Kernel, Scalar, Set, SiteId, Stmt, StmtKind, Visitor, literal_rounds,
    walk_expr, walk_stmt,
};
use crate::ops::{Class, Op};

/// How wide a stage's gangs are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Width {
    /// One lane, on every machine the same.
    Scalar,
    /// One lane, compiled for each instruction set: the vectors are the Rust compiler's.
    Lane,
    /// Two registers: latency-bound bodies gain 1.3 to 1.5 times from the second.
    Registers,
}

impl Width {
    /// As `entries!` takes it.
    pub(super) fn tokens(self) -> TokenStream {
        match self {
            Width::Scalar => quote!(none),
            Width::Lane => quote!(one),
            Width::Registers => quote!(2),
        }
    }
}

/// The best width for a stage, and the stage with narrow sizes, where gangs run it and gain by that.
pub(super) fn width(
    kernel: &Kernel,
    stage: &Stage,
    interiors: &[Interior],
) -> (Width, Option<Narrowed>) {
    if stage.tile.is_some() {
        return (Width::Registers, None);
    }
    // Most of a row is interior, where indices are affine.
    if let [interior] = interiors {
        return (of(&interior.kernel, &interior.stage), None);
    }
    let narrowed = match interiors {
        [] => narrowed(kernel, stage),
        _ => None,
    };
    let best = match &narrowed {
        Some(narrowed) => of(&narrowed.kernel, &narrowed.stage),
        None => of(kernel, stage),
    };
    (best, narrowed.filter(|_| best == Width::Registers))
}

/// The best width for a stage with sizes as they are.
fn of(kernel: &Kernel, stage: &Stage) -> Width {
    let in_lanes = matches!(stage.lanes, Lanes::Dim(_));
    let costs = Costs::of(kernel, stage, &stage.body, in_lanes);
    // What is not made by lanes costs the same either way.
    let gathers = costs.lanes.saturating_mul(10) > costs.single.saturating_mul(9);
    if Simple::of(kernel, stage) {
        Width::Lane
    } else if gathers {
        Width::Scalar
    } else {
        Width::Registers
    }
}

/// How many rounds a loop is taken to have, for want of a number.
const ROUNDS: u64 = 32;
/// The number of lanes that costs are compared at.
const LANES: u64 = 8;
/// An element that lanes fetch or put one by one, the index from a register: measured against elements fetched from an index in memory.
const GATHERED: u64 = 3;
/// The same at a distance that is the same for all lanes.
const STRIDED: u64 = 2;

/// What a loop that goes on while some lane does costs one by one, each time: now and then the processor guesses its end wrong.
const GUESSED: u64 = 4;

/// What `LANES` points cost in instructions or thereabouts, as lanes and one by one.
struct Costs<'a> {
    kernel: &'a Kernel,
    stage: &'a Stage,
    weight: u64,
    /// Whether some lanes are waiting for others.
    divergent: bool,
    in_lanes: bool,
    lanes: u64,
    single: u64,
}

/// The most that a lane may cost, in instructions or thereabouts, for a few of them to be run one by one.
const LIGHT: u64 = 12;

/// Whether a few iterations of lanes are better run one by one than as a gang of which most lanes are off.
pub(super) fn is_light(kernel: &Kernel, stage: &Stage, block: &[Stmt]) -> bool {
    Costs::of(kernel, stage, block, true).single <= LIGHT * LANES
}

/// Whether the block reads elements of an array that it writes, apart from accumulating into it.
pub(super) fn works_in_place(stage: &Stage, block: &[Stmt]) -> bool {
    let mut seen = Accesses::default();
    block.iter().for_each(|stmt| seen.stmt(stmt));
    seen.read
        .iter()
        .filter(|array| seen.written.contains(array))
        .any(|array| stage.accumulator(array).is_none())
}

/// The arrays that are read and written.
#[derive(Default)]
struct Accesses {
    read: Set<ArrayId>,
    written: Set<ArrayId>,
}

impl Visitor for Accesses {
    fn stmt(&mut self, stmt: &Stmt) {
        if let StmtKind::Store { array, .. } = &stmt.kind {
            self.written.insert(*array);
        }
        walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &Expr) {
        if let ExprKind::Load { array, .. } = &expr.kind {
            self.read.insert(*array);
        }
        walk_expr(self, expr);
    }
}

impl<'a> Costs<'a> {
    fn of(kernel: &'a Kernel, stage: &'a Stage, block: &[Stmt], in_lanes: bool) -> Self {
        let mut costs = Costs {
            kernel,
            stage,
            weight: 1,
            divergent: false,
            in_lanes,
            lanes: 0,
            single: 0,
        };
        block.iter().for_each(|stmt| costs.stmt(stmt));
        costs
    }

    fn add(&mut self, lanes: u64, single: u64) {
        if self.in_lanes {
            let waiting = if self.divergent { lanes / 2 } else { 0 };
            self.lanes = self.lanes.saturating_add((lanes + waiting) * self.weight);
            self.single = self.single.saturating_add(single * self.weight);
        }
    }

    fn access(&mut self, array: ArrayId, site: SiteId) {
        let element = self.kernel.array(array).element;
        let Some(access) = self.stage.accesses.get(&site) else {
            // An array of the body's own: in registers, or next to them.
            return self.add(1, LANES);
        };
        let vectors = registers(element);
        let own = self.kernel.array(array).is_local();
        let (lanes, single) = match &access.shape {
            Shape::Uniform if own => (vectors, LANES),
            Shape::Uniform => (1, 1),
            Shape::Contiguous => (vectors, LANES),
            Shape::Strided(_) if groups::step(self.stage, access).is_some() => (3 * vectors, LANES),
            Shape::Strided(_) => (STRIDED * LANES, LANES),
            Shape::Gather => (GATHERED * LANES, LANES),
        };
        self.add(lanes, single);
    }

    fn op(&mut self, op: Op, operand: Scalar) {
        let each = match op.class(operand) {
            Class::Div | Class::Sqrt | Class::IntegerDiv => 8,
            Class::Exp | Class::Ln | Class::Pow | Class::Trig | Class::Tanh => 40,
            _ => 1,
        };
        self.add(each * registers(operand), each * LANES);
    }
}

impl Visitor for Costs<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        let (weight, in_lanes, divergent) = (self.weight, self.in_lanes, self.divergent);
        match &stmt.kind {
            StmtKind::For { id, start, end, .. } => {
                self.divergent |= self.stage.divergent.contains(id);
                let rounds = rounds(start, end).unwrap_or(ROUNDS);
                self.weight = weight.saturating_mul(rounds).min(1 << 30);
                self.in_lanes |= self.stage.lanes.inner(*id).is_some();
            }
            StmtKind::Loop { id, .. } => {
                self.divergent |= self.stage.divergent.contains(id);
                self.weight = weight.saturating_mul(ROUNDS).min(1 << 30);
                self.add(0, GUESSED * LANES);
            }
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                self.access(*array, *site);
                if is_gather(self.stage, *site) {
                    self.expr(index);
                    if self.stage.accumulator(*array).is_some()
                        && let Some(update) = update(stmt)
                    {
                        // Read and written at one place, which is computed once.
                        self.access(*array, *site);
                        return self.expr(update.value);
                    }
                }
                return self.expr(value);
            }
            _ => {}
        }
        walk_stmt(self, stmt);
        (self.weight, self.in_lanes, self.divergent) = (weight, in_lanes, divergent);
    }

    fn expr(&mut self, expr: &Expr) {
        let varies = self.stage.is_varying(expr);
        match &expr.kind {
            ExprKind::Load { array, index, site } => {
                self.access(*array, *site);
                if is_gather(self.stage, *site) {
                    self.expr(index);
                }
                return;
            }
            ExprKind::Op { op, args, .. } if varies => self.op(*op, args[0].ty),
            ExprKind::Cast(value) if varies => {
                let single = if is_free(value.ty, expr.ty) { 0 } else { LANES };
                self.add(registers(expr.ty).max(registers(value.ty)), single);
            }
            ExprKind::Select { .. } if varies => self.add(registers(expr.ty), LANES),
            _ => {}
        }
        walk_expr(self, expr);
    }
}

/// Whether the index is computed by lanes; otherwise it is the first lane's, and cheap.
fn is_gather(stage: &Stage, site: SiteId) -> bool {
    let access = stage.accesses.get(&site);
    access.is_none_or(|access| access.shape == Shape::Gather)
}

/// The vectors that lanes of a type take, or take the time of.
fn registers(ty: Scalar) -> u64 {
    match ty.bytes() {
        4 => 1,
        _ => 2,
    }
}

/// Whether one value takes no instruction to cast: a register holds narrower unsigned integers with zeros above them.
fn is_free(from: Scalar, to: Scalar) -> bool {
    from.is_integer() && to.is_integer() && !from.is_signed() && from.bytes() <= to.bytes()
}

/// The number of rounds of a loop between literals.
fn rounds(start: &Expr, end: &Expr) -> Option<u64> {
    u64::try_from(literal_rounds(start, end)?).ok()
}

/// The longest loop that the Rust compiler is trusted to write out.
const UNROLLED: u64 = 4;

/// Looks for what keeps the Rust compiler from finding good vectors, and for what ours are weak at.
struct Simple<'a> {
    kernel: &'a Kernel,
    stage: &'a Stage,
    /// The accesses that are made at every point.
    always: Vec<&'a Access>,
    under_condition: bool,
    obstacle: bool,
    weak: bool,
}

impl Simple<'_> {
    /// Whether the body is straight-line code on contiguous memory that gangs are weak at: narrow integers, division by constants,
    /// branches around stores, minima and maxima of floats.
    fn of(kernel: &Kernel, stage: &Stage) -> bool {
        if !matches!(stage.lanes, Lanes::Dim(_))
            || !stage.reductions.is_empty()
            || !stage.accumulators.is_empty()
        {
            return false;
        }
        let mut simple = Simple {
            kernel,
            stage,
            always: Vec::new(),
            under_condition: false,
            obstacle: false,
            weak: false,
        };
        stage.body.iter().for_each(|stmt| simple.stmt(stmt));
        simple.weak && !simple.obstacle
    }

    fn access(&mut self, array: ArrayId, site: SiteId) {
        let Some(access) = self.stage.accesses.get(&site) else {
            self.obstacle = true;
            return;
        };
        let (narrow, own) = {
            let array = self.kernel.array(array);
            (array.element.bytes() < 4, array.is_local())
        };
        self.weak |= narrow;
        self.obstacle |= own;
        let near = match &access.shape {
            Shape::Uniform => !access.write,
            Shape::Contiguous => true,
            Shape::Strided(stride) => {
                narrow && stride.as_constant().is_some_and(|at| (2..=4).contains(&at))
            }
            Shape::Gather => false,
        };
        let same = |other: &&Access| other.array == array && other.index == access.index;
        let made = !self.under_condition || self.always.iter().any(same);
        let checked = matches!(access.check, Check::Proved | Check::Entry(_));
        self.obstacle |= !near || !made || !checked;
        if !self.under_condition {
            self.always.push(access);
        }
    }
}

impl Visitor for Simple<'_> {
    fn stmt(&mut self, stmt: &Stmt) {
        let outer = self.under_condition;
        match &stmt.kind {
            StmtKind::Let { .. } | StmtKind::Assign { .. } => {}
            StmtKind::Store {
                array, value, site, ..
            } => {
                self.access(*array, *site);
                return self.expr(value);
            }
            StmtKind::If { .. } => {
                self.weak = true;
                self.under_condition = true;
            }
            StmtKind::For { start, end, .. } => {
                self.obstacle |= rounds(start, end).is_none_or(|rounds| rounds > UNROLLED);
            }
            StmtKind::Assert { site, .. } | StmtKind::Check { site, .. }
                if self.stage.is_lifted(*site) =>
            {
                return;
            }
            _ => self.obstacle = true,
        }
        walk_stmt(self, stmt);
        self.under_condition = outer;
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Load { array, site, .. } => return self.access(*array, *site),
            ExprKind::Op { op, args, .. } if self.stage.is_varying(expr) => {
                let ty = args[0].ty;
                let library = match op {
                    Op::Round | Op::Rem => ty.is_float(),
                    Op::Powi | Op::Pow => !matches!(args[1].kind, ExprKind::Literal(_)),
                    _ => false,
                };
                self.obstacle |= library;
                match op.class(ty) {
                    Class::IntegerDiv => {
                        self.weak = true;
                        self.obstacle |= !is_safe_divisor(&args[1]);
                    }
                    Class::Add | Class::Mul | Class::Div | Class::Sqrt | Class::Compare => {
                        self.weak |= matches!(op, Op::Min | Op::Max) && ty.is_float();
                    }
                    Class::MulAdd | Class::Integer | Class::IntegerMul | Class::Convert => {}
                    Class::Exp | Class::Ln | Class::Pow | Class::Trig | Class::Tanh => {
                        self.obstacle = true;
                    }
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
