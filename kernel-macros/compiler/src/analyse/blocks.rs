//! Blocks of points for a device: where an inner loop loads elements that the points of two dimensions share, as in a matrix product, an
//! invocation runs several points of both, and a workgroup takes what it shares through its own memory.
//!
//! A point's own statements stay in their order, so blocks change no bit of the result.

use super::tile::{is_plain, registers};
use super::uniform::within;
use super::{Effects, Lanes, Poly, Stage, Symbol, Varying};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, LoopId, Scalar, SiteId, Stmt, StmtKind, VarId, Visitor,
    loads, walk_block, walk_expr, walk_stmt,
};

/// The invocations of a workgroup along each of the two dimensions.
pub const SIDE: usize = 16;
/// The rounds of a loop whose elements lie in workgroup memory at a time.
pub const DEPTH: usize = 16;
/// The bytes of workgroup memory that every device has.
const MEMORY: usize = 16 << 10;
/// The accumulators of an invocation, in registers of 32 bits.
const ACCUMULATORS: usize = 16;
/// The most points of an invocation along a dimension.
const POINTS: usize = 4;
/// The most expressions of a point: each is written out for all points of an invocation.
const LARGEST: usize = 120;

/// The points of a workgroup.
#[derive(Clone, Debug)]
pub struct Blocks {
    /// The dimension along which invocations are neighbours, and another.
    pub sides: [Side; 2],
    /// What goes through workgroup memory.
    pub staged: Vec<Staged>,
}

/// A dimension of a block.
#[derive(Clone, Debug)]
pub struct Side {
    /// The dimension of the box.
    pub dim: usize,
    /// The points of an invocation along it.
    pub points: usize,
}

/// A load of an inner loop that all points of one dimension share.
#[derive(Clone, Debug)]
pub struct Staged {
    /// The load.
    pub site: SiteId,
    /// Where it loads from.
    pub array: ArrayId,
    /// The loop around it.
    pub id: LoopId,
    /// The loop's counter.
    pub counter: VarId,
    /// Which of the two sides its index moves along.
    pub along: usize,
    /// Its index.
    pub index: Poly,
}

impl Blocks {
    /// The points of a workgroup along a side.
    pub fn span(&self, side: usize) -> usize {
        SIDE * self.sides[side].points
    }

    /// The same with one point an invocation.
    pub fn of_one_point(mut self) -> Blocks {
        for side in &mut self.sides {
            side.points = 1;
        }
        self
    }
}

/// The blocks of a stage, if they pay.
pub fn blocks(kernel: &Kernel, stage: &Stage) -> Option<Blocks> {
    if stage.dims.len() < 2 || !stage.reductions.is_empty() || !stage.accumulators.is_empty() {
        return None;
    }
    let lanes = match stage.lanes {
        Lanes::Dim(dim) => dim,
        Lanes::Inner(_) => stage.dims.len() - 1,
    };
    let loads = Repeated::of(&stage.body);
    if loads.indices.is_empty() || loads.size > LARGEST || stage.can_fail() {
        return None;
    }
    let moving: Vec<Varying> = stage
        .dims
        .iter()
        .map(|dim| within(&stage.body, dim.var, &[]).varying)
        .collect();
    let is_plain = |dim: usize| is_plain(&stage.body, &moving[dim]);
    if !is_plain(lanes) {
        return None;
    }
    let other = (0..stage.dims.len())
        .rev()
        .filter(|&other| other != lanes && is_plain(other))
        .find_map(|other| {
            let points = points(kernel, stage, [&moving[lanes], &moving[other]])?;
            let pays = loads.pays([&moving[lanes], &moving[other]], points);
            pays.then_some((other, points))
        });
    let (other, points) = other?;
    let sides = [(lanes, points[0]), (other, points[1])].map(|(dim, points)| Side { dim, points });
    let staged = staged(kernel, stage, &sides);
    Some(Blocks { sides, staged })
}

/// How many points an invocation takes along both dimensions, so that what they carry around the loops fits its registers.
fn points(kernel: &Kernel, stage: &Stage, moving: [&Varying; 2]) -> Option<[usize; 2]> {
    let [a, b] = moving.map(|moving| registers(kernel, stage, moving));
    match ACCUMULATORS.checked_div(a.max(b))? {
        16.. => Some([POINTS, POINTS]),
        8.. => Some([2, POINTS]),
        4.. => Some([2, 2]),
        _ => None,
    }
}

/// The indices that loops load from, and how much there is to write out for each point.
#[derive(Default)]
struct Repeated {
    depth: usize,
    indices: Vec<Expr>,
    size: usize,
}

impl Repeated {
    fn of(body: &Block) -> Repeated {
        let mut repeated = Repeated::default();
        walk_block(&mut repeated, body);
        repeated
    }

    /// Whether points that share what they can load at most half of what they would one by one.
    fn pays(&self, moving: [&Varying; 2], points: [usize; 2]) -> bool {
        let together = self.indices.iter().map(|index| {
            let loads = |side: usize| match moving[side].expr(index) {
                true => points[side],
                false => 1,
            };
            loads(0) * loads(1)
        });
        2 * together.sum::<usize>() <= self.indices.len() * points[0] * points[1]
    }
}

impl Visitor for Repeated {
    fn stmt(&mut self, stmt: &Stmt) {
        let inside = usize::from(matches!(stmt.kind, StmtKind::For { .. }));
        self.depth += inside;
        walk_stmt(self, stmt);
        self.depth -= inside;
    }

    fn expr(&mut self, expr: &Expr) {
        self.size += 1;
        if let ExprKind::Load { index, .. } = &expr.kind
            && self.depth > 0
        {
            self.indices.push((**index).clone());
        }
        walk_expr(self, expr);
    }
}

/// What the points of a workgroup load alike, as far as its memory goes. A loop is a candidate if all invocations of the workgroup run it alike,
/// and if it is not one in another: such ones are short, and barriers are dear.
fn staged(kernel: &Kernel, stage: &Stage, sides: &[Side; 2]) -> Vec<Staged> {
    let mut search = Search {
        kernel,
        stage,
        sides,
        room: MEMORY,
        found: Vec::new(),
    };
    search.block(&stage.body);
    search.found
}

struct Search<'s> {
    kernel: &'s Kernel,
    stage: &'s Stage,
    sides: &'s [Side; 2],
    room: usize,
    found: Vec<Staged>,
}

impl Search<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in block {
            match &stmt.kind {
                StmtKind::If {
                    cond,
                    then,
                    otherwise,
                } if self.is_even(cond) => {
                    self.block(then);
                    self.block(otherwise);
                }
                StmtKind::For {
                    id,
                    var,
                    start,
                    end,
                    body,
                } if self.kernel.var(*var).ty == Scalar::Usize
                    && self.is_even(start)
                    && self.is_even(end) =>
                {
                    self.round(*id, *var, body);
                }
                _ => {}
            }
        }
    }

    /// Whether a value is the host's, so that any compiler sees that a workgroup has one.
    fn is_even(&self, expr: &Expr) -> bool {
        let effects = Effects::of_expr(expr);
        let captured = |var| self.stage.captures.contains(&var);
        effects.loaded.is_empty() && effects.read.iter().all(captured)
    }

    /// The loads that happen at each round of a loop.
    fn round(&mut self, id: LoopId, counter: VarId, body: &Block) {
        let values = body.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Let { value, .. } => value.as_ref(),
            StmtKind::Assign { value, .. } => Some(value),
            _ => None,
        });
        for (site, array, _) in values.flat_map(loads) {
            let Some(staged) = self.load(id, counter, site, array) else {
                continue;
            };
            let bytes = self.kernel.array(array).element.bytes().max(4);
            // A row more than there are points: see where it is written.
            let bytes = bytes * DEPTH * (SIDE * self.sides[staged.along].points + 1);
            let known = |other: &Staged| {
                other.array == array && other.id == id && other.index == staged.index
            };
            if self.found.iter().any(known) {
                self.found.push(staged);
            } else if bytes <= self.room {
                self.room -= bytes;
                self.found.push(staged);
            }
        }
    }

    fn load(&self, id: LoopId, counter: VarId, site: SiteId, array: ArrayId) -> Option<Staged> {
        let used = self.stage.arrays.iter().find(|used| used.array == array)?;
        let index = self.stage.accesses.get(&site)?.index.clone()?;
        let of = |side: &Side| self.stage.dims[side.dim].var;
        let moves = self
            .sides
            .each_ref()
            .map(|side| index.contains(Symbol::Var(of(side))));
        let along = match moves {
            [true, false] => 0,
            [false, true] => 1,
            _ => return None,
        };
        // A third dimension has one value in a workgroup.
        let known = |symbol| match symbol {
            Symbol::Len(_) => true,
            Symbol::Var(var) => {
                let dims = &mut self.stage.dims.iter();
                var == counter
                    || self.stage.captures.contains(&var)
                    || dims.any(|dim| dim.var == var)
            }
        };
        let counted = |symbol| match symbol {
            Symbol::Len(_) => true,
            Symbol::Var(var) => {
                self.kernel.var(var).ty.bytes() <= 4 || self.kernel.var(var).ty == Scalar::Usize
            }
        };
        let pays = index.contains(Symbol::Var(counter)) && !used.writes;
        (pays && index.all(known) && index.all(counted)).then_some(Staged {
            site,
            array,
            id,
            counter,
            along,
            index,
        })
    }
}
