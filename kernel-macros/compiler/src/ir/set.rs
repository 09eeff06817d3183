//! Sets of ids.

use std::fmt;
use std::marker::PhantomData;

/// What numbers the rows of one of a kernel's tables.
pub trait Id: Copy {
    /// The id of that row.
    fn at(index: usize) -> Self;

    /// The row.
    fn index(self) -> usize;
}

/// A set of ids: one bit for each. In an unoptimised build that is many times faster than a tree or a hash table.
#[derive(Clone)]
pub struct Set<I> {
    /// The last word is not zero.
    words: Vec<u64>,
    of: PhantomData<I>,
}

/// The word and the bit in it of an index.
fn place(index: usize) -> (usize, u64) {
    (index >> 6, 1 << (index & 63))
}

impl<I: Id> Set<I> {
    /// The empty set.
    pub const fn new() -> Self {
        Set {
            words: Vec::new(),
            of: PhantomData,
        }
    }

    /// Adds an id; whether it is new.
    pub fn insert(&mut self, id: I) -> bool {
        let (word, bit) = place(id.index());
        if word >= self.words.len() {
            self.words.resize(word + 1, 0);
        }
        let word = &mut self.words[word];
        let new = *word & bit == 0;
        *word |= bit;
        new
    }

    /// Takes an id out; whether it was in.
    pub fn remove(&mut self, id: &I) -> bool {
        let was = self.contains(id);
        if was {
            let (word, bit) = place(id.index());
            self.words[word] &= !bit;
            self.trim();
        }
        was
    }

    /// Whether it is in.
    pub fn contains(&self, id: &I) -> bool {
        let (word, bit) = place(id.index());
        word < self.words.len() && self.words[word] & bit != 0
    }

    /// Whether nothing is in.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many are in.
    pub fn len(&self) -> usize {
        let mut len = 0;
        for word in &self.words {
            len += word.count_ones();
        }
        len as usize
    }

    /// Whether all of it is in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.words.len() <= other.words.len()
            && self
                .words
                .iter()
                .zip(&other.words)
                .all(|(a, b)| a & !b == 0)
    }

    /// Whether nothing is in both.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(a, b)| a & b == 0)
    }

    /// What is in either.
    pub fn union(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.unite(other);
        both
    }

    /// What is in this one alone.
    pub fn difference(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        for (word, others) in rest.words.iter_mut().zip(&other.words) {
            *word &= !others;
        }
        rest.trim();
        rest
    }

    /// Adds all of the other.
    pub fn unite(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, others) in self.words.iter_mut().zip(&other.words) {
            *word |= others;
        }
    }

    /// The ids in ascending order.
    pub fn iter(&self) -> Ids<'_, I> {
        Ids {
            set: self,
            word: 0,
            rest: self.words.first().copied().unwrap_or(0),
        }
    }

    fn trim(&mut self) {
        while self.words.last() == Some(&0) {
            self.words.pop();
        }
    }
}

/// The ids of a set.
pub struct Ids<'s, I> {
    set: &'s Set<I>,
    word: usize,
    /// Those of the present word that are still to come.
    rest: u64,
}

impl<I: Id> Iterator for Ids<'_, I> {
    type Item = I;

    fn next(&mut self) -> Option<I> {
        while self.rest == 0 {
            self.word += 1;
            self.rest = *self.set.words.get(self.word)?;
        }
        let bit = self.rest.trailing_zeros();
        self.rest &= self.rest - 1;
        Some(I::at(self.word << 6 | bit as usize))
    }
}

impl<'s, I: Id> IntoIterator for &'s Set<I> {
    type Item = I;
    type IntoIter = Ids<'s, I>;

    fn into_iter(self) -> Ids<'s, I> {
        self.iter()
    }
}

impl<I: Id> Extend<I> for Set<I> {
    fn extend<T: IntoIterator<Item = I>>(&mut self, ids: T) {
        for id in ids {
            self.insert(id);
        }
    }
}

impl<I: Id> FromIterator<I> for Set<I> {
    fn from_iter<T: IntoIterator<Item = I>>(ids: T) -> Self {
        let mut set = Set::new();
        set.extend(ids);
        set
    }
}

impl<I: Id, const N: usize> From<[I; N]> for Set<I> {
    fn from(ids: [I; N]) -> Self {
        ids.into_iter().collect()
    }
}

impl<I: Id> Default for Set<I> {
    fn default() -> Self {
        Set::new()
    }
}

impl<I> PartialEq for Set<I> {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl<I> Eq for Set<I> {}

impl<I: Id + fmt::Debug> fmt::Debug for Set<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::VarId;

    fn set(ids: &[u32]) -> Set<VarId> {
        ids.iter().copied().map(VarId).collect()
    }

    #[test]
    fn what_is_in_comes_out_in_order() {
        let mut all = set(&[200, 3, 64, 63, 3]);
        assert_eq!(
            all.iter().map(|var| var.0).collect::<Vec<_>>(),
            [3, 63, 64, 200]
        );
        assert_eq!(all.len(), 4);
        assert!(!all.insert(VarId(64)));
        assert!(all.remove(&VarId(200)) && !all.remove(&VarId(200)));
        assert!(!all.contains(&VarId(200)) && !all.contains(&VarId(1000)));
        assert_eq!(all, set(&[3, 63, 64]));
    }

    #[test]
    fn sets_are_compared_and_combined() {
        let (few, many) = (set(&[1, 70]), set(&[1, 2, 70, 130]));
        assert!(few.is_subset(&many) && !many.is_subset(&few));
        assert_eq!(many.difference(&few), set(&[2, 130]));
        assert_eq!(many.difference(&set(&[130])), set(&[1, 2, 70]));
        assert!(few.difference(&many).is_empty());
        assert!(few.is_disjoint(&set(&[2, 200])) && !few.is_disjoint(&many));
        assert_eq!(few.union(&set(&[2, 130])), many);
        assert!(set(&[]).iter().next().is_none());
    }
}
