//! Which rank holds which elements of an array. Every rank keeps the same books, so that none has to ask another.

use super::intervals::Intervals;
use super::messages::Message;

/// Of each rank the elements whose values it holds. Every element is held by one at least.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Holdings {
    ranks: Vec<Intervals>,
    len: usize,
}

impl Holdings {
    /// One rank of so many holds an array.
    pub(crate) fn at(rank: usize, ranks: usize, len: usize) -> Self {
        let mut of_ranks = vec![Intervals::NONE; ranks];
        of_ranks[rank] = Intervals::of(0..len);
        Holdings {
            ranks: of_ranks,
            len,
        }
    }

    /// All ranks hold an array.
    pub(crate) fn everywhere(ranks: usize, len: usize) -> Self {
        Holdings {
            ranks: vec![Intervals::of(0..len); ranks],
            len,
        }
    }

    /// What each rank holds.
    pub(crate) fn ranks(&self) -> &[Intervals] {
        &self.ranks
    }

    /// The whole array.
    pub(crate) fn whole(&self) -> Intervals {
        Intervals::of(0..self.len)
    }

    /// What each rank lacks of what it needs.
    pub(crate) fn lacking(&self, needs: &[Intervals]) -> Vec<Intervals> {
        let pairs = self.ranks.iter().zip(needs);
        pairs.map(|(held, need)| need.without(held)).collect()
    }

    /// Messages have arrived.
    pub(crate) fn received(&mut self, messages: &[Message]) {
        for message in messages {
            self.ranks[message.to].insert(message.range.clone());
        }
    }

    /// Each rank has written those elements, which no other rank has: from now on it alone holds them.
    pub(crate) fn written(&mut self, writes: &[Intervals]) {
        let mut all = Intervals::NONE;
        writes.iter().for_each(|written| all.extend(written));
        if all.is_empty() {
            return;
        }
        for (held, written) in self.ranks.iter_mut().zip(writes) {
            *held = held.without(&all);
            held.extend(written);
        }
    }
}
