//! What all ranks do for a stage. It is computed once, and found again as long as nothing changes that it depends on: time steps, which go
//! through the same few states, plan nothing once they have been through them, on however many ranks.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::cut::{self, Array, Cut, Part, Problem};
use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::Team;
use super::messages::{Mail, Message, messages};
use super::table::Table;
use crate::kernel::Kernel;
use crate::stage::{Reaches, Space, Stage, Work};
use crate::threads;

/// The most plans that a cluster keeps, and the most states of arrays.
const MOST: usize = 64;

/// What all ranks do for a stage, as far as one of them has to know.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Of each rank what it runs.
    pub(crate) parts: Vec<Part>,
    /// What this rank sends and receives before.
    pub(crate) mail: Mail,
    /// The middle of this rank's part that runs while messages are on their way, and the dimension in which it is the middle.
    pub(crate) early: Option<(usize, Space)>,
    /// What it sends and receives afterwards, of arrays that every rank has a copy of.
    pub(crate) replicas: Mail,
    /// Of each array who holds what then.
    pub(crate) after: Vec<Arc<Holdings>>,
}

/// All that a plan depends on.
#[derive(Clone, PartialEq, Debug)]
struct Key {
    kernel: *const Kernel,
    stage: usize,
    weighs: bool,
    space: Space,
    values: Vec<i128>,
    work: Work,
    order: Vec<usize>,
    arrays: Vec<Array>,
}

/// The plans of a cluster, and the states that its arrays have been in: equal ones are one.
#[derive(Debug, Default)]
pub(super) struct Plans {
    plans: Vec<(Key, Rc<Plan>)>,
    states: Vec<Arc<Holdings>>,
}

impl Plans {
    /// The one state that is equal to this.
    pub(super) fn intern(&mut self, holdings: Holdings) -> Arc<Holdings> {
        if let Some(known) = self.states.iter().find(|known| ***known == holdings) {
            return Arc::clone(known);
        }
        if self.states.len() >= MOST {
            self.states.retain(|state| Arc::strong_count(state) > 1);
        }
        let state = Arc::new(holdings);
        self.states.push(Arc::clone(&state));
        state
    }

    /// Forgets all plans.
    pub(super) fn forget(&mut self) {
        self.plans.clear();
    }

    fn find(&self, key: &Key) -> Option<Rc<Plan>> {
        let found = self.plans.iter().find(|(known, _)| known == key);
        found.map(|(_, plan)| Rc::clone(plan))
    }

    fn keep(&mut self, key: Key, plan: Rc<Plan>) {
        if self.plans.len() >= MOST {
            self.plans.remove(0);
        }
        self.plans.push((key, plan));
    }
}

impl Team {
    /// What the ranks do for a stage with such arrays.
    pub(super) fn plan<St: Stage>(
        &self,
        kernel: &'static Kernel,
        stage: &St,
        table: &Table<'_>,
        arrays: Vec<Array>,
        weighs: bool,
    ) -> Rc<Plan> {
        let key = Depends::of(stage).map(|values| Key {
            kernel,
            stage: St::NUMBER,
            weighs,
            space: stage.space(),
            values,
            work: stage.work(),
            order: table.order().to_vec(),
            arrays: arrays.clone(),
        });
        let known = key.as_ref().and_then(|key| self.plans().find(key));
        known.unwrap_or_else(|| {
            let plan = Rc::new(self.make_plan(stage, table, &arrays, weighs));
            if let Some(key) = key {
                self.plans().keep(key, Rc::clone(&plan));
            }
            plan
        })
    }

    fn make_plan<St: Stage>(
        &self,
        stage: &St,
        table: &Table<'_>,
        arrays: &[Array],
        weighs: bool,
    ) -> Plan {
        let cut = solve(stage, self, table, arrays, weighs);
        let sizes: Vec<usize> = arrays.iter().map(|array| array.size).collect();
        let afterwards = arrays.iter().zip(&cut.messages).zip(&cut.writes);
        let afterwards = afterwards.map(|((array, before), writes)| {
            let mut holdings = (*array.holdings).clone();
            holdings.received(before);
            holdings.written(writes);
            let mut replicas = Vec::new();
            if !array.shared {
                let needs = vec![holdings.whole(); self.ranks()];
                replicas = messages(holdings.ranks(), &holdings.lacking(&needs));
                holdings.received(&replicas);
            }
            (self.intern(holdings), replicas)
        });
        let (after, replicas): (Vec<_>, Vec<_>) = afterwards.unzip();
        Plan {
            mail: Mail::of(self.rank(), &cut.messages, &sizes),
            early: self.early(stage, table, &cut),
            replicas: Mail::of(self.rank(), &replicas, &sizes),
            after,
            parts: cut.parts,
        }
    }

    /// The middle of this rank's part for which everything is there already, if something has to be waited for at all.
    fn early<St: Stage>(&self, stage: &St, table: &Table<'_>, cut: &Cut) -> Option<(usize, Space)> {
        let d = cut.along?;
        let [part] = cut.parts[self.rank()].boxes[..] else {
            return None;
        };
        let mine = |end: fn(&Message) -> usize| {
            cut.messages.iter().map(move |messages| {
                let mut elements = Intervals::NONE;
                let mine = messages
                    .iter()
                    .filter(|message| end(message) == self.rank());
                mine.for_each(|message| elements.insert(message.range.clone()));
                elements
            })
        };
        let awaited: Vec<Intervals> = mine(|message| message.to).collect();
        let mut sent = mine(|message| message.from).zip(&cut.writes);
        let writes_what_it_sends = sent.any(|(sent, writes)| writes[self.rank()].meets(&sent));
        if writes_what_it_sends || awaited.iter().all(Intervals::is_empty) {
            return None;
        }
        let is_there = |part: &Space| {
            let touched = table.touched(stage, std::slice::from_ref(part));
            let mut arrays = awaited
                .iter()
                .zip(touched.reads.iter().zip(&touched.writes));
            arrays.all(|(awaited, (reads, writes))| !awaited.meets(reads) && !awaited.meets(writes))
        };
        Some((d, cut::middle(&part, d, is_there)?))
    }
}

/// How the ranks cut a stage.
pub(super) fn solve<St: Stage>(
    stage: &St,
    team: &Team,
    table: &Table<'_>,
    arrays: &[Array],
    weighs: bool,
) -> Cut {
    let divides = threads::divides(stage);
    Problem {
        space: stage.space(),
        dims: St::DIMS,
        grid: St::REDUCES.then(|| threads::grid(stage, 1)),
        divides,
        weighs,
        arrays,
        touched: &|boxes| table.touched(stage, boxes),
        seconds: &team.seconds(&stage.work(), divides),
        network: team.network(),
    }
    .solve()
}

/// What the elements that a stage touches depend on.
#[derive(Default)]
struct Depends(Option<Vec<i128>>);

impl Depends {
    /// Nothing, if the stage does not say.
    fn of<St: Stage>(stage: &St) -> Option<Vec<i128>> {
        let mut depends = Depends::default();
        stage.reach(&Space::new([0]), &mut depends);
        depends.0
    }
}

impl Reaches for Depends {
    fn depends(&mut self, values: &[i128], starts: &[i128], lengths: &[usize]) {
        let lengths = lengths.iter().map(|&length| length as i128);
        self.0 = Some(
            values
                .iter()
                .chain(starts)
                .copied()
                .chain(lengths)
                .collect(),
        );
    }
    fn read(&mut self, _array: usize, _elements: Range<usize>) {}
    fn write(&mut self, _array: usize, _elements: Range<usize>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::cut::{Network, ROOT, Touched};

    const WIDTH: usize = 16;
    const RANKS: usize = 1000;

    /// What the middle points of rows of a box touch: of `from` themselves and their neighbours, of `to` themselves.
    fn stencil(boxes: &[Space]) -> Touched {
        let mut touched = Touched {
            reads: vec![Intervals::NONE; 2],
            writes: vec![Intervals::NONE; 2],
        };
        for part in boxes {
            let (first, last) = ((part.lo[0] + 1) * WIDTH, (part.hi[0] + 1) * WIDTH);
            touched.reads[0].insert(first - WIDTH..last + WIDTH);
            touched.writes[1].insert(first..last);
        }
        touched
    }

    #[test]
    fn time_steps_on_a_thousand_ranks_come_back_to_the_same_states() {
        let mut plans = Plans::default();
        let len = (4 * RANKS + 2) * WIDTH;
        let mut states = [(); 2].map(|()| plans.intern(Holdings::at(ROOT, RANKS, len)));
        let mut seen: Vec<[Arc<Holdings>; 2]> = Vec::new();
        for _ in 0..4 {
            seen.push(states.clone());
            let arrays = [0, 1].map(|at: usize| Array {
                size: 8,
                written: at == 1,
                kept: true,
                apart: false,
                shared: true,
                holdings: Arc::clone(&states[at]),
            });
            let cut = Problem {
                space: Space::new([4 * RANKS]),
                dims: 1,
                grid: None,
                divides: true,
                weighs: false,
                arrays: &arrays,
                touched: &stencil,
                seconds: &[1.0; RANKS],
                network: Network {
                    latency: 1e-6,
                    byte: 1e-9,
                },
            }
            .solve();
            let after = [0, 1].map(|at| {
                let mut holdings = (*states[at]).clone();
                holdings.received(&cut.messages[at]);
                holdings.written(&cut.writes[at]);
                plans.intern(holdings)
            });
            let [from, to] = after;
            states = [to, from];
            // Each rank but those at the ends has two neighbours, whichever step it is.
            if seen.len() > 2 {
                let mail = Mail::of(RANKS / 2, &cut.messages, &[8, 8]);
                assert_eq!((mail.received.len(), mail.sent.len()), (2, 2));
                assert_eq!(mail.traffic.messages, 2 * (RANKS as u64 - 1));
            }
        }
        let is_one = |a: &[Arc<Holdings>; 2], b: &[Arc<Holdings>; 2]| {
            a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b))
        };
        assert!(is_one(&seen[3], &states), "a step changes nothing any more");
    }

    #[test]
    fn plans_are_found_by_all_that_they_depend_on() {
        let mut plans = Plans::default();
        let whole = Holdings::everywhere(2, 10);
        let state = plans.intern(whole.clone());
        assert!(Arc::ptr_eq(&state, &plans.intern(whole)));
        let key = |value: i128, len: usize, plans: &mut Plans| Key {
            kernel: std::ptr::null(),
            stage: 0,
            weighs: false,
            space: Space::new([len]),
            values: vec![value],
            work: Work::NONE,
            order: vec![0],
            arrays: vec![Array {
                size: 4,
                written: true,
                kept: false,
                apart: false,
                shared: true,
                holdings: plans.intern(Holdings::at(0, 2, len)),
            }],
        };
        let plan = Rc::new(Plan {
            parts: Vec::new(),
            mail: Mail::default(),
            early: None,
            replicas: Mail::default(),
            after: Vec::new(),
        });
        let first = key(3, 10, &mut plans);
        plans.keep(first, Rc::clone(&plan));
        for (value, len, is_known) in [(3, 10, true), (4, 10, false), (3, 11, false)] {
            let key = key(value, len, &mut plans);
            assert_eq!(plans.find(&key).is_some(), is_known, "{value} {len}");
        }
        for value in 0..2 * MOST as i128 {
            let key = key(value, 12, &mut plans);
            plans.keep(key, Rc::clone(&plan));
        }
        assert_eq!(plans.plans.len(), MOST);
        plans.forget();
        assert!(plans.plans.is_empty());
    }
}
