//! The arrays of a stage as ranks share them.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::cut::{Array, Touched};
use super::holdings::Holdings;
use super::intervals::Intervals;
use super::join::{Team, entered};
use crate::home::Held;
use crate::stage::{Arrays, Aside, Reaches, Space, Stage};

/// The arrays of a stage. One that it names twice is one here.
#[derive(Default)]
pub(super) struct Table<'a> {
    entries: Vec<Entry<'a>>,
    /// Of each array as the stage numbers them the entry.
    order: Vec<usize>,
}

struct Entry<'a> {
    held: Held<'a>,
    written: bool,
    kept: bool,
}

impl<'a> Table<'a> {
    pub(super) fn of<St: Stage>(stage: &'a St) -> Self {
        let mut table = Table::default();
        stage.arrays(&mut table);
        table
    }

    fn add(&mut self, held: Held<'a>, written: bool, kept: bool) {
        let home = |held: &Held<'a>| held.home().map(std::ptr::from_ref);
        let same = |entry: &Entry<'a>| home(&held).is_some() && home(&entry.held) == home(&held);
        let at = self.entries.iter().position(same);
        self.order.push(at.unwrap_or(self.entries.len()));
        match at {
            Some(at) => {
                self.entries[at].written |= written;
                self.entries[at].kept |= kept;
            }
            None => self.entries.push(Entry {
                held,
                written,
                kept,
            }),
        }
    }

    /// The cluster that the arrays are shared in, or else the thread's.
    pub(super) fn team(&self) -> Option<Rc<Team>> {
        let mut homes = self.entries.iter().filter_map(|entry| entry.held.home());
        homes.find_map(|home| home.spread().team()).or_else(entered)
    }

    pub(super) fn held(&self) -> Vec<&Held<'a>> {
        self.entries.iter().map(|entry| &entry.held).collect()
    }

    /// What a cut has to know of them. What has no home is the same on every rank.
    pub(super) fn facts<St: Stage>(&self, team: &Team, aside: Option<&Aside<St>>) -> Vec<Array> {
        let apart = aside.map(|aside| Places::of(aside.stage()));
        let fact = |(at, entry): (usize, &Entry<'a>)| {
            let number = self.order.iter().position(|&entry| entry == at);
            let place = apart.as_ref().zip(number).map(|(apart, at)| apart.0[at]);
            let home = entry.held.home();
            let everywhere = || team.intern(Holdings::everywhere(team.ranks(), entry.held.len()));
            Array {
                size: entry.held.element(),
                written: entry.written,
                kept: entry.kept,
                apart: place.is_some_and(|place| place != entry.held.place()),
                shared: home.is_some(),
                holdings: home
                    .and_then(|home| home.spread().holdings())
                    .unwrap_or_else(everywhere),
            }
        };
        self.entries.iter().enumerate().map(fact).collect()
    }

    /// What numbers the entries have among the stage's arrays.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// What points of some boxes may touch.
    pub(super) fn touched<St: Stage>(&self, stage: &St, boxes: &[Space]) -> Touched {
        let none = || vec![Intervals::NONE; self.entries.len()];
        let mut reached = Reached {
            order: &self.order,
            touched: Touched {
                reads: none(),
                writes: none(),
            },
        };
        boxes
            .iter()
            .for_each(|part| stage.reach(part, &mut reached));
        reached.touched
    }

    /// Of each array who holds what from now on.
    pub(super) fn note(&self, after: &[Arc<Holdings>]) {
        for (entry, after) in self.entries.iter().zip(after) {
            if let Some(home) = entry.held.home() {
                home.spread().hold(Arc::clone(after));
            }
        }
    }
}

impl<'a> Arrays<'a> for Table<'a> {
    fn read(&mut self, array: Held<'a>) {
        self.add(array, false, false);
    }

    fn write(&mut self, array: Held<'a>, reads: bool) {
        self.add(array, true, reads);
    }
}

/// Where arrays are.
struct Places(Vec<usize>);

impl Places {
    fn of<St: Stage>(stage: &St) -> Self {
        let mut places = Places(Vec::new());
        stage.arrays(&mut places);
        places
    }
}

impl<'a> Arrays<'a> for Places {
    fn read(&mut self, array: Held<'a>) {
        self.0.push(array.place());
    }

    fn write(&mut self, array: Held<'a>, _reads: bool) {
        self.0.push(array.place());
    }
}

struct Reached<'o> {
    order: &'o [usize],
    touched: Touched,
}

impl Reaches for Reached<'_> {
    fn read(&mut self, array: usize, elements: Range<usize>) {
        self.touched.reads[self.order[array]].insert(elements);
    }

    fn write(&mut self, array: usize, elements: Range<usize>) {
        self.touched.writes[self.order[array]].insert(elements);
    }
}
