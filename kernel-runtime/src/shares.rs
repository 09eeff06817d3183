//! Gives out numbered blocks to threads, each once.
//!
//! A thread begins with a share of its own, the same at each call, so that it finds in its caches what it had there the last time. What others have left
//! it takes from the end at which they would come last: where two threads meet, only the blocks around that place change their cores.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The shares that need no memory of their own.
const NEAR: usize = 4;

/// A share has at most so many blocks: half of what one of its counts holds, as threads that find nothing left count on.
const MOST: usize = 1 << 31;

/// What both counts of a share are made of: the blocks taken from the front in the upper half, those from the back in the lower.
const FRONT: u64 = 1 << 32;

/// Blocks in shares.
pub(crate) struct Shares {
    near: [Share; NEAR],
    far: Vec<Share>,
    /// The number of shares.
    pub(crate) count: usize,
}

/// Consecutive blocks. It takes up no cache line of another.
#[derive(Default)]
#[repr(align(128))]
pub(crate) struct Share {
    taken: AtomicU64,
    first: usize,
    len: u64,
}

impl Shares {
    /// Shares the blocks evenly among so many threads.
    pub(crate) fn new(blocks: Range<usize>, threads: usize) -> Self {
        let count = threads
            .clamp(1, blocks.len().max(1))
            .max(blocks.len().div_ceil(MOST));
        let border = |share: usize| {
            blocks.start + (blocks.len() as u128 * share as u128 / count as u128) as usize
        };
        let share = |number: usize| Share {
            taken: AtomicU64::new(0),
            first: border(number),
            len: (border(number + 1) - border(number)) as u64,
        };
        let near = |number| {
            if number < count {
                share(number)
            } else {
                Share::default()
            }
        };
        Shares {
            near: std::array::from_fn(near),
            far: (NEAR..count).map(share).collect(),
            count,
        }
    }

    /// The share of that number.
    pub(crate) fn get(&self, number: usize) -> &Share {
        match number.checked_sub(NEAR) {
            None => &self.near[number],
            Some(far) => &self.far[far],
        }
    }

    /// From where a thread with a share of its own goes through one: the first thread from the front through its own, the others from the back, so that all
    /// meet at borders.
    pub(crate) fn is_from_front(&self, share: usize, own: usize) -> bool {
        (share == 0) == (share == own)
    }
}

impl Share {
    /// Gives out a block: the first that is left or the last.
    pub(crate) fn take(&self, from_front: bool) -> Option<usize> {
        let taken = self
            .taken
            .fetch_add(if from_front { FRONT } else { 1 }, Relaxed);
        let (front, back) = (taken / FRONT, taken % FRONT);
        if front + back >= self.len {
            return None;
        }
        let place = if from_front {
            front
        } else {
            self.len - 1 - back
        };
        Some(self.first + place as usize)
    }

    /// About how many blocks are left.
    pub(crate) fn left(&self) -> usize {
        let taken = self.taken.load(Relaxed);
        self.len.saturating_sub(taken / FRONT + taken % FRONT) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a thread takes, as far as it goes.
    fn taken(shares: &Shares, own: usize, most: usize) -> Vec<usize> {
        let order = (0..shares.count).map(|passed| (own + passed) % shares.count);
        let takes = order.flat_map(|share| {
            let front = shares.is_from_front(share, own);
            std::iter::from_fn(move || shares.get(share).take(front))
        });
        takes.take(most).collect()
    }

    #[test]
    fn each_block_is_given_out_once() {
        for threads in 1..10 {
            for (start, len) in [(0, 0), (3, 1), (5, 8), (2, 100)] {
                for first in 0..threads {
                    let shares = Shares::new(start..start + len, threads);
                    let mut blocks = taken(&shares, first % shares.count, len / 3);
                    for own in 0..shares.count {
                        blocks.extend(taken(&shares, own, usize::MAX));
                        assert!(taken(&shares, own, usize::MAX).is_empty());
                    }
                    blocks.sort_unstable();
                    assert!(
                        blocks.into_iter().eq(start..start + len),
                        "{threads}, {len}"
                    );
                    assert!((0..shares.count).all(|share| shares.get(share).left() == 0));
                }
            }
        }
    }

    #[test]
    fn two_threads_meet_where_their_shares_do() {
        let shares = Shares::new(0..8, 2);
        assert_eq!(taken(&shares, 1, 3), [7, 6, 5]);
        assert_eq!(taken(&shares, 0, 9), [0, 1, 2, 3, 4]);
        let shares = Shares::new(0..8, 2);
        assert_eq!(taken(&shares, 0, 2), [0, 1]);
        assert_eq!(taken(&shares, 1, 9), [7, 6, 5, 4, 3, 2]);
    }

    // 32 bits have not so many numbers.
    #[cfg(target_pointer_width = "64")]
    #[test]
    fn shares_hold_any_number_of_blocks() {
        let many = 5 * MOST;
        let shares = Shares::new(7..7 + many, 2);
        let sizes = (0..shares.count).map(|share| shares.get(share).left());
        assert_eq!((shares.count, sizes.sum::<usize>()), (5, many));
    }
}
