//! Walks over a stage and finds out of each access: its index as a polynomial, the loops around it, and whether it surely happens.

use std::rc::Rc;

use super::affine::Values;
use super::facts::Facts;
use super::flow::Effects;
use super::{
    Answers, Before, Bound, Condition, Dim, Effort, Lifted, Poly, Range, Rounds, Symbol, lengths,
};
use crate::ir::{
    ArrayId, Block, Expr, ExprKind, Kernel, LoopId, Scalar, Set, SiteId, Stmt, StmtKind, VarId,
    loads,
};
use crate::ops::Op;

/// One access of a stage's body, with all that is known of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its place.
    pub site: SiteId,
    /// The array.
    pub array: ArrayId,
    /// Whether it writes.
    pub write: bool,
    /// The index as written.
    pub expr: Expr,
    /// The index as a polynomial.
    pub index: Option<Poly>,
    /// The loops of the body around it, outermost first.
    pub inner: Vec<Inner>,
    /// What is known where it happens.
    pub facts: Rc<Facts>,
    /// Whether it may not happen at some point or in some round of the loops around it.
    pub conditional: bool,
    private: bool,
}

/// A loop of the body, or a branch like one.
#[derive(Clone, PartialEq, Debug)]
pub struct Inner {
    /// The loop; none for a branch that is taken where a range is not empty.
    pub id: Option<LoopId>,
    /// Its counter, if it counts.
    pub var: Option<VarId>,
    /// Its first value and its end, over captures and lengths only, where the range may be empty.
    pub may_be_empty: Option<(Poly, Poly)>,
}

/// A stage's accesses.
#[derive(Clone, Debug)]
pub struct Model<'k> {
    kernel: &'k Kernel,
    /// What variables stand for.
    pub values: Values,
    /// What is known at each point of the box.
    pub facts: Rc<Facts>,
    /// The counters of the box.
    pub dims: Vec<VarId>,
    /// Variables of the body.
    pub locals: Set<VarId>,
    /// What must hold at entry for the loop bounds to mean what they say.
    pub bounds: Vec<Bound>,
    /// The counted loops of the body whose bounds are known, those around others first.
    pub loops: Vec<Rounds>,
    /// Every access, in the order of the source.
    pub accesses: Vec<Seen>,
    /// Assertions and checks of views that need not be made at each point.
    pub lifted: Vec<Lifted>,
    /// Arrays in which points and lanes may meet, as they only accumulate into them.
    pub accumulated: Set<ArrayId>,
    /// What has been asked of accesses before.
    pub answers: Rc<Answers>,
}

/// Where the walk is.
#[derive(Clone)]
struct Here {
    facts: Rc<Facts>,
    inner: Vec<Inner>,
    conditional: bool,
}

impl<'k> Model<'k> {
    /// Walks over what has happened before the stage, and over the stage.
    pub fn new(kernel: &'k Kernel, before: &[Before], dims: &[Dim], body: &Block) -> Model<'k> {
        Effort::model();
        let effects = Effects::of_block(body);
        let mut model = Model {
            kernel,
            values: Values::default(),
            facts: Rc::new(Facts::new(kernel, effects.declared.clone())),
            dims: dims.iter().map(|dim| dim.var).collect(),
            locals: effects.declared.clone(),
            bounds: Vec::new(),
            loops: Vec::new(),
            accesses: Vec::new(),
            lifted: Vec::new(),
            accumulated: Set::new(),
            answers: Rc::default(),
        };
        // On the host a mutable variable's value is not yet settled; in the stage it is, unless the stage assigns it. The same is so for the
        // length of an array that may be swapped.
        let mutable = (0..kernel.vars.len() as u32)
            .map(VarId)
            .filter(|var| kernel.var(*var).mutable);
        let mut settled = Values::unsettled(kernel);
        for known in before {
            if let Before::Swapped(array) = known {
                settled.swapped([*array]);
            }
        }
        let mut wanted = Vec::new();
        for known in before {
            match known {
                Before::Let { var, value } => {
                    settled.define(kernel, *var, value);
                    for fact in lengths::facts(kernel, &settled, &model.facts, *var, value) {
                        Rc::make_mut(&mut model.facts).learn(fact);
                    }
                }
                Before::Holds(cond) => model.assume(&settled, cond, &mut wanted),
                Before::Counter { var, start, end } => {
                    model.within(&settled, *var, start, end, &mut wanted);
                }
                Before::Swapped(..) => {}
            }
        }
        model.values =
            settled
                .settle(mutable.filter(|var| {
                    effects.assigned.contains(var) || effects.declared.contains(var)
                }));
        for dim in dims {
            let mut here = Here {
                facts: model.facts.clone(),
                inner: Vec::new(),
                conditional: false,
            };
            let start = model.bound(&dim.start, &mut here, &mut wanted);
            let end = model.bound(&dim.end, &mut here, &mut wanted);
            Rc::make_mut(&mut model.facts).enter(dim.var, start, end);
        }
        let mut here = Here {
            facts: model.facts.clone(),
            inner: Vec::new(),
            conditional: false,
        };
        model.block(body, &mut here, &mut wanted);
        // Where nothing is accessed, nothing can go wrong.
        if let Some(first) = model.accesses.first() {
            let site = first.site;
            model.bounds = wanted
                .into_iter()
                .map(|range| Bound { range, site })
                .collect();
        }
        for seen in &mut model.accesses {
            seen.private = effects.arrays.contains(&seen.array);
        }
        model
    }

    /// The same where points may meet in those arrays.
    pub fn accumulating(mut self, arrays: impl IntoIterator<Item = ArrayId>) -> Model<'k> {
        self.accumulated.extend(arrays);
        self
    }

    /// The same with what has been asked before.
    pub fn remembering(mut self, answers: &Rc<Answers>) -> Model<'k> {
        self.answers = Rc::clone(answers);
        self
    }

    /// Whether two points that meet in an access may do so.
    pub fn may_meet(&self, seen: &Seen) -> bool {
        seen.private || self.accumulated.contains(&seen.array)
    }

    /// The polynomial that an expression of the body is.
    pub fn poly(&self, expr: &Expr) -> Option<Poly> {
        self.values.poly(self.kernel, expr)
    }

    /// The size of an array's element.
    pub fn element_bytes(&self, array: ArrayId) -> usize {
        self.kernel.array(array).element.bytes()
    }

    /// Whether the symbol has one value in the whole stage.
    pub fn is_shared(&self, symbol: Symbol) -> bool {
        match symbol {
            Symbol::Var(var) => !self.dims.contains(&var) && !self.locals.contains(&var),
            Symbol::Len(_) => true,
        }
    }

    /// Whether the polynomial is over captures and lengths only.
    pub fn is_outer(&self, poly: &Poly) -> bool {
        poly.all(|symbol| self.is_shared(symbol))
    }

    /// The extremes of a polynomial where the facts hold, over captures and lengths only.
    pub fn range(&self, poly: &Poly, facts: &Facts, inner: &[Inner]) -> Option<Range> {
        let low = facts.lowest(poly)?;
        let high = facts.highest(poly)?;
        let unless_empty = inner
            .iter()
            .filter_map(|inner| inner.may_be_empty.clone())
            .collect();
        (self.is_outer(&low) && self.is_outer(&high)).then_some(Range {
            low,
            high,
            unless_empty,
        })
    }

    /// Learns the range of the counter of a sequential loop around the stage: of this stage it has one value.
    fn within(
        &mut self,
        values: &Values,
        var: VarId,
        start: &Expr,
        end: &Expr,
        wanted: &mut Vec<Range>,
    ) {
        let at = Poly::var(var);
        for (bound, last) in [(start, false), (end, true)] {
            let Some(poly) = values.poly(self.kernel, bound) else {
                continue;
            };
            if !self.is_number(&poly, bound, wanted) {
                continue;
            }
            Rc::make_mut(&mut self.facts).learn(if last {
                &(&poly - &at) - &Poly::constant(1)
            } else {
                &at - &poly
            });
        }
    }

    /// Whether a polynomial is the number that the expression stands for. If it might wrap, that is checked at entry.
    fn is_number(&self, poly: &Poly, expr: &Expr, wanted: &mut Vec<Range>) -> bool {
        if self.is_atom(poly, expr.ty) {
            return true;
        }
        if expr.ty.is_signed() {
            return false;
        }
        wanted.push(Range {
            low: poly.clone(),
            high: poly.clone(),
            unless_empty: Vec::new(),
        });
        true
    }

    /// Learns what an `assert!` of the host says.
    fn assume(&mut self, values: &Values, cond: &Expr, wanted: &mut Vec<Range>) {
        let ExprKind::Op { op, args, .. } = &cond.kind else {
            return;
        };
        let [left, right] = args.as_slice() else {
            return;
        };
        if *op == Op::And {
            self.assume(values, left, wanted);
            self.assume(values, right, wanted);
            return;
        }
        if !left.ty.is_integer() {
            return;
        }
        let (Some(a), Some(b)) = (
            values.poly(self.kernel, left),
            values.poly(self.kernel, right),
        ) else {
            return;
        };
        let one = Poly::constant(1);
        let facts = match op {
            Op::Eq => vec![&a - &b, &b - &a],
            Op::Ge => vec![&a - &b],
            Op::Le => vec![&b - &a],
            Op::Gt => vec![&(&a - &b) - &one],
            Op::Lt => vec![&(&b - &a) - &one],
            Op::Ne if b.is_zero() && !left.ty.is_signed() => vec![&a - &one],
            _ => return,
        };
        let atoms = self.is_atom(&a, left.ty) && self.is_atom(&b, right.ty);
        if !atoms && left.ty.is_signed() {
            return;
        }
        let known = Rc::make_mut(&mut self.facts);
        for fact in facts {
            // Where a side wraps, the condition may hold and the numbers say otherwise: that is checked at entry.
            if !atoms {
                wanted.push(Range {
                    low: fact.clone(),
                    high: Poly::constant(0),
                    unless_empty: Vec::new(),
                });
            }
            known.learn(fact);
        }
    }

    /// A loop bound as a polynomial whose value is the bound's: either it is known not to wrap, or that is checked at entry.
    fn bound(&self, expr: &Expr, here: &mut Here, wanted: &mut Vec<Range>) -> Option<Poly> {
        let itself = match expr.kind {
            ExprKind::Var(var) if !self.kernel.var(var).mutable => Some(Poly::var(var)),
            _ => None,
        };
        let Some(poly) = self.values.poly(self.kernel, expr) else {
            return itself;
        };
        if self.is_atom(&poly, expr.ty) {
            return Some(poly);
        }
        if expr.ty.is_signed() {
            return itself;
        }
        let below = |symbol: Symbol| here.facts.not_negative(&(&Poly::symbol(symbol) - &poly));
        if here.facts.not_negative(&poly) && poly.symbols().into_iter().any(below) {
            return Some(poly);
        }
        if here.conditional {
            return itself;
        }
        let range = self.range(&poly, &here.facts, &here.inner);
        match range {
            Some(range) => {
                wanted.push(range);
                Some(poly)
            }
            None => itself,
        }
    }

    fn block(&mut self, block: &Block, here: &mut Here, wanted: &mut Vec<Range>) {
        for stmt in block {
            self.stmt(stmt, here, wanted);
            if Effects::of_stmt(stmt).leaves() {
                here.conditional = true;
            }
        }
    }

    fn stmt(&mut self, stmt: &Stmt, here: &mut Here, wanted: &mut Vec<Range>) {
        match &stmt.kind {
            StmtKind::Let {
                var,
                value: Some(value),
            } => {
                self.loads(value, here);
                self.values.define(self.kernel, *var, value);
                for fact in lengths::facts(self.kernel, &self.values, &here.facts, *var, value) {
                    Rc::make_mut(&mut here.facts).learn(fact);
                }
            }
            StmtKind::Assign { value, .. } => self.loads(value, here),
            StmtKind::Store {
                array,
                index,
                value,
                site,
            } => {
                self.loads(index, here);
                self.loads(value, here);
                self.access(*site, *array, true, index, here);
            }
            StmtKind::If {
                cond,
                then,
                otherwise,
            } => {
                self.loads(cond, here);
                if otherwise.is_empty()
                    && let Some(range) = self.nonempty(cond, here)
                {
                    let mut inside = here.clone();
                    inside.inner.push(Inner {
                        id: None,
                        var: None,
                        may_be_empty: Some(range),
                    });
                    self.learn(&mut inside.facts, cond, true);
                    return self.block(then, &mut inside, wanted);
                }
                for (arm, holds) in [(then, true), (otherwise, false)] {
                    let mut inside = Here {
                        conditional: true,
                        ..here.clone()
                    };
                    self.learn(&mut inside.facts, cond, holds);
                    self.block(arm, &mut inside, wanted);
                }
                // Whoever comes past `if c { break; }` has seen that it does not hold.
                for (arm, holds) in [(then, false), (otherwise, true)] {
                    if let Some(StmtKind::Break(_) | StmtKind::Continue(_)) =
                        arm.last().map(|last| &last.kind)
                    {
                        self.learn(&mut here.facts, cond, holds);
                    }
                }
            }
            StmtKind::For {
                id,
                var,
                start,
                end,
                body,
            } => {
                self.loads(start, here);
                self.loads(end, here);
                let start = self.bound(start, here, wanted);
                let end = self.bound(end, here, wanted);
                let mut inside = here.clone();
                let mut inner = Inner {
                    id: Some(*id),
                    var: Some(*var),
                    may_be_empty: None,
                };
                match (&start, &end) {
                    (Some(start), Some(end)) if here.facts.positive(&(end - start)) => {}
                    (Some(start), Some(end)) if self.is_outer(start) && self.is_outer(end) => {
                        inner.may_be_empty = Some((start.clone(), end.clone()));
                    }
                    // Empty at some points, perhaps: what is inside may not happen.
                    _ => inside.conditional = true,
                }
                inside.conditional |= Effects::of_block(body).ends_early(*id);
                inside.inner.push(inner);
                if let (Some(start), Some(end)) = (&start, &end) {
                    self.loops.push(Rounds {
                        var: *var,
                        start: start.clone(),
                        end: end.clone(),
                    });
                }
                Rc::make_mut(&mut inside.facts).enter(*var, start, end);
                self.block(body, &mut inside, wanted);
            }
            StmtKind::Loop { id, body } => {
                let mut inside = Here {
                    conditional: true,
                    ..here.clone()
                };
                inside.inner.push(Inner {
                    id: Some(*id),
                    var: None,
                    may_be_empty: None,
                });
                self.block(body, &mut inside, wanted);
            }
            StmtKind::Assert { cond, site } => {
                self.loads(cond, here);
                self.lift(*site, cond, here);
                self.learn(&mut here.facts, cond, true);
            }
            StmtKind::Check { index, len, site } => {
                self.loads(index, here);
                self.loads(len, here);
                if let (Some(at), Some(end)) = (self.poly(index), self.poly(len)) {
                    let room = &(&end - &at) - &Poly::constant(1);
                    self.lift_fact(*site, [&at, &end], &room, Some(&end), here);
                }
                self.learn_order(&mut here.facts, index, len, 1);
            }
            StmtKind::LetArray { values, .. } => {
                values
                    .exprs()
                    .iter()
                    .for_each(|value| self.loads(value, here));
            }
            StmtKind::Let { value: None, .. }
            | StmtKind::Swap(..)
            | StmtKind::Break(_)
            | StmtKind::Continue(_)
            | StmtKind::Stage(_) => {}
        }
    }

    /// The range that a condition `start < end` says is not empty, where the host can tell as well.
    fn nonempty(&self, cond: &Expr, here: &Here) -> Option<(Poly, Poly)> {
        let ExprKind::Op {
            op: Op::Lt, args, ..
        } = &cond.kind
        else {
            return None;
        };
        let [start, end] = args.as_slice() else {
            return None;
        };
        if here.conditional {
            return None;
        }
        let mut ends = [start, end].into_iter().map(|bound| {
            let poly = self.poly(bound)?;
            (self.is_outer(&poly) && self.is_atom(&poly, bound.ty)).then_some(poly)
        });
        Some((ends.next()??, ends.next()??))
    }

    /// Learns a condition that holds, or does not.
    fn learn(&self, facts: &mut Rc<Facts>, cond: &Expr, holds: bool) {
        let ExprKind::Op { op, args, .. } = &cond.kind else {
            return;
        };
        match (op, args.as_slice(), holds) {
            (Op::Not, [inner], _) => self.learn(facts, inner, !holds),
            (Op::And, [a, b], true) | (Op::Or, [a, b], false) => {
                self.learn(facts, a, holds);
                self.learn(facts, b, holds);
            }
            (Op::Lt, [a, b], true) | (Op::Ge, [a, b], false) => self.learn_order(facts, a, b, 1),
            (Op::Le, [a, b], true) | (Op::Gt, [a, b], false) => self.learn_order(facts, a, b, 0),
            (Op::Gt, [a, b], true) | (Op::Le, [a, b], false) => self.learn_order(facts, b, a, 1),
            (Op::Ge, [a, b], true) | (Op::Lt, [a, b], false) => self.learn_order(facts, b, a, 0),
            (Op::Eq, [a, b], true) | (Op::Ne, [a, b], false) => {
                self.learn_order(facts, a, b, 0);
                self.learn_order(facts, b, a, 0);
            }
            // `x != 0` of an unsigned value.
            (Op::Ne, [a, b], true) | (Op::Eq, [a, b], false)
                if !a.ty.is_signed() && self.poly(b).is_some_and(|b| b.is_zero()) =>
            {
                self.learn_order(facts, b, a, 1);
            }
            _ => {}
        }
    }

    /// Learns that `a + by <= b`, where both are numbers that have not wrapped.
    fn learn_order(&self, facts: &mut Rc<Facts>, a: &Expr, b: &Expr, by: i128) {
        if !a.ty.is_integer() {
            return;
        }
        let (Some(low), Some(high)) = (self.poly(a), self.poly(b)) else {
            return;
        };
        let mut symbols = low.symbols();
        symbols.extend(high.symbols());
        let exact = |poly: &Poly, ty: Scalar| {
            let below = |symbol: &Symbol| facts.not_negative(&(&Poly::symbol(*symbol) - poly));
            self.is_atom(poly, ty)
                || !ty.is_signed() && facts.not_negative(poly) && symbols.iter().any(below)
        };
        if exact(&low, a.ty) && exact(&high, b.ty) {
            Rc::make_mut(facts).learn(&(&high - &low) - &Poly::constant(by));
        }
    }

    /// Lifts an assertion out of the box, if it always happens and compares polynomials.
    fn lift(&mut self, site: SiteId, cond: &Expr, here: &mut Here) {
        let ExprKind::Op { op, args, .. } = &cond.kind else {
            return;
        };
        let [a, b] = args.as_slice() else { return };
        let (low, high, by) = match op {
            Op::Lt => (a, b, 1),
            Op::Le => (a, b, 0),
            Op::Gt => (b, a, 1),
            Op::Ge => (b, a, 0),
            _ => return,
        };
        if a.ty != Scalar::Usize {
            return;
        }
        if let (Some(low), Some(high)) = (self.poly(low), self.poly(high)) {
            let room = &(&high - &low) - &Poly::constant(by);
            self.lift_fact(site, [&low, &high], &room, None, here);
        }
    }

    /// Lifts a condition between two sides: that the room between them is not negative. A side that might be negative as a number wraps to a large
    /// one in the program, which compares otherwise; so does an upper side that might be larger than any `usize`.
    fn lift_fact(
        &mut self,
        site: SiteId,
        sides: [&Poly; 2],
        room: &Poly,
        len: Option<&Poly>,
        here: &mut Here,
    ) {
        let wraps = |side: &&Poly| !here.facts.not_negative(side);
        if sides.iter().any(wraps) || !self.fits(sides, &here.facts) {
            return;
        }
        let lifted = |check| Lifted { site, check };
        if here.facts.not_negative(room) {
            return self.lifted.push(lifted(None));
        }
        if here.conditional || len.is_some_and(|len| !self.is_outer(len)) {
            return;
        }
        if let Some(range) = self.range(room, &here.facts, &here.inner) {
            // From here on it is a fact at the worst point: it is checked in numbers, whatever wraps.
            Rc::make_mut(&mut here.facts).learn(range.low.clone());
            self.lifted.push(lifted(Some(Condition {
                range,
                len: len.cloned(),
            })));
        }
    }

    /// Whether the upper of two sides is no larger than something that a `usize` holds.
    fn fits(&self, [low, high]: [&Poly; 2], facts: &Facts) -> bool {
        let below = |symbol: Symbol| facts.not_negative(&(&Poly::symbol(symbol) - high));
        self.is_atom(high, Scalar::Usize)
            || high.symbols().into_iter().any(below)
            || low.symbols().into_iter().any(below)
            || facts
                .known()
                .iter()
                .flat_map(Poly::symbols)
                .any(|symbol| matches!(symbol, Symbol::Len(_)) && below(symbol))
    }

    /// Notes the loads of an expression.
    fn loads(&mut self, expr: &Expr, here: &Here) {
        for (site, array, index) in loads(expr) {
            self.access(site, array, false, index, here);
        }
    }

    /// Whether it is a constant or a symbol that an expression of that type holds without wrapping.
    fn is_atom(&self, poly: &Poly, ty: Scalar) -> bool {
        match poly.as_symbol() {
            Some(Symbol::Var(var)) => {
                let from = self.kernel.var(var).ty;
                let widens = from.bytes() < ty.bytes() && (!from.is_signed() || ty.is_signed());
                widens || from.bytes() == ty.bytes() && from.is_signed() == ty.is_signed()
            }
            Some(Symbol::Len(_)) => true,
            None => poly.as_constant().is_some_and(|value| value >= 0),
        }
    }

    fn access(&mut self, site: SiteId, array: ArrayId, write: bool, index: &Expr, here: &Here) {
        self.accesses.push(Seen {
            site,
            array,
            write,
            expr: index.clone(),
            index: self.values.poly(self.kernel, index),
            inner: here.inner.clone(),
            facts: here.facts.clone(),
            conditional: here.conditional,
            private: false,
        });
    }
}
