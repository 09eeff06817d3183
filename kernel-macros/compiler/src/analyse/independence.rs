//! The dependence test: can two different iterations touch the same element?
//!
//! Two accesses meet where their indices are equal: one equation between the counters of one iteration and those of the other. It is
//! taken apart by strides (`y * w + x` with `x` in a range shorter than `w` gives an equation of rows and one of columns), until
//! the equations either contradict each other or say that the two iterations are one and the same.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::answers::Question;
use super::facts::Facts;
use super::model::{Model, Seen};
use super::{Poly, Symbol};
use crate::ir::{Set, VarId};

/// Two accesses of one array, as positions in [`Model::accesses`], of which the first writes.
pub type Pair = (usize, usize);

/// The first pair of accesses in which iterations that differ in one of the counters `dims` and agree in the variables `same` may meet.
/// Only accesses that `within` admits are looked at.
pub fn conflict(
    model: &Model<'_>,
    dims: &[VarId],
    same: &Set<VarId>,
    within: &dyn Fn(&Seen) -> bool,
) -> Option<Pair> {
    let accesses = &model.accesses;
    // Of accesses of which the same is known one stands for all: a body may repeat a store often.
    let mut relevant: Vec<usize> = Vec::new();
    // For each the first of which the same is known, whether it reads or writes.
    let mut places: Vec<usize> = Vec::new();
    for at in (0..accesses.len()).filter(|&at| within(&accesses[at])) {
        let (mut place, mut known) = (at, false);
        for (&other, &its) in relevant.iter().zip(&places) {
            if in_one_place(&accesses[other], &accesses[at]) {
                place = its;
                known |= accesses[other].write == accesses[at].write;
            }
        }
        if !known {
            relevant.push(at);
            places.push(place);
        }
    }
    let question = Question::new(model, dims, same, &relevant);
    if let Some(answer) = model.answers.find(&question) {
        return answer;
    }
    let mut test = Test {
        model,
        bounded: BTreeMap::new(),
        joined: BTreeMap::new(),
    };
    let mut independent: BTreeMap<[usize; 2], bool> = BTreeMap::new();
    let mut found = None;
    'all: for (&first, &left) in relevant.iter().zip(&places) {
        for (&second, &right) in relevant.iter().zip(&places) {
            let (a, b) = (&accesses[first], &accesses[second]);
            // Of two writes each pair is looked at once.
            if !a.write || a.array != b.array || b.write && second < first {
                continue;
            }
            let pair = || test.independent([left, right], dims, same);
            if !*independent.entry([left, right]).or_insert_with(pair) {
                found = Some((first, second));
                break 'all;
            }
        }
    }
    model.answers.note(question, found);
    found
}

/// Whether whatever is known of the one's index is known of the other's.
fn in_one_place(a: &Seen, b: &Seen) -> bool {
    a.array == b.array
        && a.index.is_some()
        && a.index == b.index
        && a.inner == b.inner
        && same_facts(a, b)
}

fn same_facts(a: &Seen, b: &Seen) -> bool {
    Rc::ptr_eq(&a.facts, &b.facts) || a.facts == b.facts
}

/// How often equations are taken apart at most: more than any index has dimensions.
const ROUNDS: usize = 8;

/// The test of many pairs, with what several of them ask for.
struct Test<'m> {
    model: &'m Model<'m>,
    /// Whether the extremes of an access's index are known.
    bounded: BTreeMap<usize, bool>,
    /// What is known where two accesses happen, by what is known at each: many stand in one place.
    joined: BTreeMap<[*const Facts; 2], Rc<Facts>>,
}

impl Test<'_> {
    /// Whether iterations that differ in one of the counters `dims` and agree in the counters `same` never meet in these two accesses.
    fn independent(&mut self, [a, b]: [usize; 2], dims: &[VarId], same: &Set<VarId>) -> bool {
        // Only where its extremes are known is an index checked to be the number that the polynomial says.
        if !self.bounded(a) || !self.bounded(b) {
            return false;
        }
        let (a, b) = (&self.model.accesses[a], &self.model.accesses[b]);
        let (Some(left), Some(right)) = (&a.index, &b.index) else {
            return false;
        };
        let mut system = System {
            model: self.model,
            alike: same_facts(a, b),
            a: &a.facts,
            b: &b.facts,
            both: self.joined(a, b),
            fixed: same.clone(),
            equations: vec![(left.clone(), right.clone())],
        };
        for _ in 0..ROUNDS {
            system.normalise();
            if system.contradiction() || dims.iter().all(|dim| system.fixed.contains(dim)) {
                return true;
            }
            if !system.fix() && !system.take_apart() {
                match system.compare() {
                    Compared::Contradiction => return true,
                    Compared::Learned => {}
                    Compared::Nothing => return false,
                }
            }
        }
        false
    }

    fn bounded(&mut self, at: usize) -> bool {
        let (model, seen) = (self.model, &self.model.accesses[at]);
        *self.bounded.entry(at).or_insert_with(|| {
            let range = |index| model.range(index, &seen.facts, &seen.inner);
            seen.index.as_ref().and_then(range).is_some()
        })
    }

    fn joined(&mut self, a: &Seen, b: &Seen) -> Rc<Facts> {
        if same_facts(a, b) {
            return a.facts.clone();
        }
        let (model, places) = (self.model, [Rc::as_ptr(&a.facts), Rc::as_ptr(&b.facts)]);
        let join = || Rc::new(a.facts.join(&b.facts, |symbol| model.is_shared(symbol)));
        self.joined.entry(places).or_insert_with(join).clone()
    }
}

/// What comparing the facts of two iterations says.
enum Compared {
    /// There are no two such iterations.
    Contradiction,
    /// A further equation holds.
    Learned,
    Nothing,
}

/// Equations that hold where the two accesses meet. The left sides are over the first iteration's counters, the right sides over the
/// second's.
struct System<'m> {
    model: &'m Model<'m>,
    a: &'m Facts,
    b: &'m Facts,
    both: Rc<Facts>,
    /// Whether the same is known of both iterations.
    alike: bool,
    /// Counters known to be equal in the two iterations.
    fixed: Set<VarId>,
    equations: Vec<(Poly, Poly)>,
}

impl System<'_> {
    /// The least value in any iteration, over what all iterations share.
    fn low(&self, facts: &Facts, poly: &Poly) -> Option<Poly> {
        facts.lowest(poly).filter(|low| self.model.is_outer(low))
    }

    /// The greatest value in any iteration, over what all iterations share.
    fn high(&self, facts: &Facts, poly: &Poly) -> Option<Poly> {
        facts.highest(poly).filter(|high| self.model.is_outer(high))
    }

    /// Whether the symbol may differ between the two iterations.
    fn moves(&self, symbol: Symbol) -> bool {
        match symbol {
            Symbol::Var(var) => {
                let inside = self.model.dims.contains(&var) || self.model.locals.contains(&var);
                inside && !self.fixed.contains(&var)
            }
            Symbol::Len(_) => false,
        }
    }

    /// Brings what is the same in both iterations to the right.
    fn normalise(&mut self) {
        let equations = std::mem::take(&mut self.equations);
        for (left, right) in equations {
            let (moving, still) = left.split(|symbol| self.moves(symbol));
            let right = &right - &still;
            if !(moving.is_zero() && right.is_zero()) {
                self.equations.push((moving, right));
            }
        }
    }

    /// Whether an equation cannot hold.
    fn contradiction(&self) -> bool {
        self.equations.iter().any(|(left, right)| {
            // What is the same function of each iteration can have the same value.
            if self.alike && left == right {
                return false;
            }
            let above = |facts: &Facts, side, others: &Facts, other| {
                let Some(high) = self.high(facts, side) else {
                    return false;
                };
                let low = self.low(others, other);
                low.is_some_and(|low| self.both.positive(&(&low - &high)))
            };
            above(self.a, left, self.b, right) || above(self.b, right, self.a, left)
        })
    }

    /// Finds a counter that an equation says is the same in both iterations.
    fn fix(&mut self) -> bool {
        let found = self.equations.iter().find_map(|(left, right)| {
            let moving: Vec<Symbol> = left
                .symbols()
                .into_iter()
                .filter(|&symbol| self.moves(symbol))
                .collect();
            let &[Symbol::Var(var)] = moving.as_slice() else {
                return None;
            };
            let slope = left.linear(Symbol::Var(var))?;
            let nonzero = self.both.positive(&slope) || self.both.positive(&-&slope);
            (nonzero && left == right).then_some(var)
        });
        found.is_some_and(|var| self.fixed.insert(var))
    }

    /// Where equations say that counters of the first iteration are counters of the second (`i = j'`, `j = i'`), looks at what is known of both:
    /// `j < i` and `j' < i'` contradict each other, `j <= i` and `j' <= i'` leave only `i' = j'`.
    fn compare(&mut self) -> Compared {
        let mut twins: BTreeMap<Symbol, Symbol> = BTreeMap::new();
        for (left, right) in &self.equations {
            if let (Some(a), Some(b)) = (left.as_symbol(), right.as_symbol())
                && self.moves(a)
                && self.moves(b)
            {
                twins.insert(a, b);
            }
        }
        let mut found = Compared::Nothing;
        for fact in self.a.relations() {
            let Some(fact) = self.translate(&fact, &twins) else {
                continue;
            };
            for other in self.b.relations() {
                let sum = &fact + &other;
                if sum.lost() {
                    continue;
                }
                if self.both.positive(&-&sum) {
                    return Compared::Contradiction;
                }
                // Neither is negative and together they are nothing: so both are.
                if sum.is_zero() && self.same(&other, &twins) {
                    found = Compared::Learned;
                }
            }
        }
        found
    }

    /// A fact of the first iteration in terms of the second's counters.
    fn translate(&self, fact: &Poly, twins: &BTreeMap<Symbol, Symbol>) -> Option<Poly> {
        let mut translated = Poly::constant(fact.constant_term());
        for (monomial, coefficient) in fact.terms().filter(|(monomial, _)| !monomial.is_empty()) {
            let mut term = Poly::constant(coefficient);
            for mut symbol in monomial.symbols() {
                if self.moves(symbol) {
                    symbol = *twins.get(&symbol)?;
                }
                term = &term * &Poly::symbol(symbol);
            }
            translated = &translated + &term;
        }
        Some(translated)
    }

    /// Notes that two counters of the second iteration are equal, if that is what a difference of zero says; whether it is news.
    fn same(&mut self, zero: &Poly, twins: &BTreeMap<Symbol, Symbol>) -> bool {
        let terms: Vec<_> = zero.terms().collect();
        let (&[(one, 1)], &[(other, -1)]) = (
            terms
                .iter()
                .filter(|(_, c)| *c > 0)
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
            terms
                .iter()
                .filter(|(_, c)| *c < 0)
                .copied()
                .collect::<Vec<_>>()
                .as_slice(),
        ) else {
            return false;
        };
        let (Some(one), Some(other)) = (one.as_symbol(), other.as_symbol()) else {
            return false;
        };
        let mut news = false;
        for (&a, &b) in twins {
            let equal = match b {
                _ if b == one => other,
                _ if b == other => one,
                _ => continue,
            };
            let equation = (Poly::symbol(a), Poly::symbol(equal));
            if self.moves(equal) && !self.equations.contains(&equation) {
                self.equations.push(equation);
                news = true;
            }
        }
        news
    }

    /// Splits an equation by a stride: `s*q + r = s*q' + r'` with `|r - r'| < s` means `q = q'` and `r = r'`.
    fn take_apart(&mut self) -> bool {
        for position in 0..self.equations.len() {
            for stride in self.strides(position) {
                let (left, right) = &self.equations[position];
                if let Some((quotients, remainders)) = self.split_by(left, right, &stride) {
                    self.equations[position] = quotients;
                    self.equations.push(remainders);
                    return true;
                }
            }
        }
        false
    }

    /// The coefficients of the moving counters, which are the candidates for a stride, the largest first.
    fn strides(&self, position: usize) -> Vec<Poly> {
        let (left, right) = &self.equations[position];
        let mut strides = BTreeSet::new();
        let sides: &[&Poly] = if left == right {
            &[left]
        } else {
            &[left, right]
        };
        for side in sides {
            for symbol in side
                .symbols()
                .into_iter()
                .filter(|&symbol| self.moves(symbol))
            {
                let Some(slope) = side.linear(symbol) else {
                    continue;
                };
                let uniform = !slope.symbols().into_iter().any(|s| self.moves(s));
                if !uniform || !self.model.is_outer(&slope) || is_unit(&slope) {
                    continue;
                }
                if self.both.positive(&slope) {
                    strides.insert(slope);
                } else if self.both.positive(&-&slope) {
                    strides.insert(-&slope);
                }
            }
        }
        let mut strides: Vec<Poly> = strides.into_iter().collect();
        strides.sort_by_key(|stride| {
            let degree = stride.terms().map(|(monomial, _)| monomial.len()).max();
            std::cmp::Reverse((degree, stride.as_constant()))
        });
        strides
    }

    /// The equation of the quotients and that of the remainders.
    fn split_by(
        &self,
        left: &Poly,
        right: &Poly,
        stride: &Poly,
    ) -> Option<((Poly, Poly), (Poly, Poly))> {
        let (q, r) = left.divide(stride)?;
        let (p, s) = right.divide(stride)?;
        if q.is_zero() && p.is_zero() {
            return None;
        }
        // Both differences stay below the stride.
        let apart = |spread: &Poly| self.both.positive(&(stride - spread));
        let r_over_s = &self.high(self.a, &r)? - &self.low(self.b, &s)?;
        let one_spread = self.alike && r == s;
        let s_over_r = || Some(&self.high(self.b, &s)? - &self.low(self.a, &r)?);
        let apart = apart(&r_over_s) && (one_spread || apart(&s_over_r()?));
        apart.then_some(((q, p), (r, s)))
    }
}

fn is_unit(poly: &Poly) -> bool {
    matches!(poly.as_constant(), Some(-1..=1))
}
