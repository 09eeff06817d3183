//! Combines the values of blocks in one fixed order.

/// One level for each bit of a count.
const LEVELS: usize = usize::BITS as usize;

/// Combines values pairwise as they come: a binary counter whose digit `k` holds the value of `2^k` neighbours.
///
/// The result is that of the tree that splits `n` values after the largest power of two below `n`.
pub(crate) struct Tree<P> {
    levels: [P; LEVELS],
    count: usize,
}

impl<P: Copy> Tree<P> {
    /// An empty tree; the value is a filler.
    pub(crate) fn new(filler: P) -> Self {
        Tree {
            levels: [filler; LEVELS],
            count: 0,
        }
    }

    /// Takes the next value.
    pub(crate) fn push(&mut self, value: P, combine: impl Fn(P, P) -> P) {
        let mut carry = value;
        let mut level = 0;
        while self.count >> level & 1 == 1 {
            carry = combine(self.levels[level], carry);
            level += 1;
        }
        self.levels[level] = carry;
        self.count += 1;
    }

    /// The value of all; `None` where there was none.
    pub(crate) fn finish(self, combine: impl Fn(P, P) -> P) -> Option<P> {
        (0..LEVELS)
            .filter(|level| self.count >> level & 1 == 1)
            .map(|level| self.levels[level])
            .reduce(|later, earlier| combine(earlier, later))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An operator that shows the shape.
    fn combine(first: (usize, usize, u64), second: (usize, usize, u64)) -> (usize, usize, u64) {
        assert_eq!(first.1, second.0, "neighbours in order");
        (
            first.0,
            second.1,
            (first.2.wrapping_mul(31) ^ second.2).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        )
    }

    fn leaf(at: usize) -> (usize, usize, u64) {
        (at, at + 1, at as u64)
    }

    fn stream(range: std::ops::Range<usize>) -> Option<(usize, usize, u64)> {
        let mut tree = Tree::new(leaf(0));
        range.for_each(|at| tree.push(leaf(at), combine));
        tree.finish(combine)
    }

    fn recurse(range: std::ops::Range<usize>) -> (usize, usize, u64) {
        if range.len() == 1 {
            return leaf(range.start);
        }
        let middle = range.start + (1 << (range.len() - 1).ilog2());
        combine(recurse(range.start..middle), recurse(middle..range.end))
    }

    #[test]
    fn streaming_and_splitting_give_one_tree() {
        assert_eq!(stream(0..0), None);
        for count in 1..200 {
            assert_eq!(stream(0..count), Some(recurse(0..count)), "{count}");
        }
    }
}
