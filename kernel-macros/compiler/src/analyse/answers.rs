//! What has been asked of the dependence test and found: the proof asks what the planner has asked of the box that it chose, and the planner asks some
//! of it twice.

use std::cell::RefCell;
use std::rc::Rc;

use super::Poly;
use super::facts::Facts;
use super::independence::Pair;
use super::model::{Inner, Model, Seen};
use crate::ir::{ArrayId, Set, VarId};

/// All that the answer depends on: the counters that are to differ, the variables that agree, and what is known of each access.
#[derive(PartialEq, Debug)]
pub(super) struct Question {
    dims: Vec<VarId>,
    same: Set<VarId>,
    /// The counters of the box and the variables of the body.
    inside: (Vec<VarId>, Set<VarId>),
    accesses: Vec<Access>,
}

/// An access at its position in the model.
#[derive(PartialEq, Debug)]
struct Access {
    position: usize,
    array: ArrayId,
    write: bool,
    index: Option<Poly>,
    inner: Vec<Inner>,
    facts: Rc<Facts>,
}

impl Question {
    /// The question about the accesses at those positions.
    pub(super) fn new(
        model: &Model<'_>,
        dims: &[VarId],
        same: &Set<VarId>,
        positions: &[usize],
    ) -> Question {
        let access = |&position: &usize| {
            let seen: &Seen = &model.accesses[position];
            Access {
                position,
                array: seen.array,
                write: seen.write,
                index: seen.index.clone(),
                inner: seen.inner.clone(),
                facts: seen.facts.clone(),
            }
        };
        Question {
            dims: dims.to_vec(),
            same: same.clone(),
            inside: (model.dims.clone(), model.locals.clone()),
            accesses: positions.iter().map(access).collect(),
        }
    }
}

/// Questions with their answers.
#[derive(Default, Debug)]
pub struct Answers(RefCell<Vec<(Question, Option<Pair>)>>);

impl Answers {
    /// The answer, if that has been asked before.
    pub(super) fn find(&self, question: &Question) -> Option<Option<Pair>> {
        let answers = self.0.borrow();
        let found = answers.iter().find(|(asked, _)| asked == question);
        found.map(|(_, answer)| *answer)
    }

    /// Notes an answer.
    pub(super) fn note(&self, question: Question, answer: Option<Pair>) {
        self.0.borrow_mut().push((question, answer));
    }
}
