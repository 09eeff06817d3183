//! Values on their way between ranks. This file and `join` are all that calls MPI.

use mpi::Count;
use mpi::datatype::PartitionMut;
use mpi::request::scope;
use mpi::traits::{Communicator, CommunicatorCollectives, Destination, Root, Source};

use super::join::Team;
use super::messages::{Mail, Traffic};
use crate::home::Held;

/// The most bytes of one message: MPI counts in 32 bits.
const LONGEST: usize = 1 << 30;

impl Team {
    /// Sends what is to be sent of each array, and receives what is to be received, while something else is done.
    ///
    /// What is done meanwhile must not write what is sent, nor touch what is received.
    pub(crate) fn exchange<R>(
        &self,
        mail: &Mail,
        arrays: &[&Held<'_>],
        meanwhile: impl FnOnce() -> R,
    ) -> R {
        self.count(mail.traffic);
        scope(|scope| {
            let mut requests = Vec::new();
            for (array, message) in &mail.received {
                let from = self.communicator().process_at_rank(message.from as i32);
                let window = arrays[*array].window_mut(message.range.clone());
                for window in window.chunks_mut(LONGEST) {
                    requests.push(from.immediate_receive_into(scope, window));
                }
            }
            for (array, message) in &mail.sent {
                let to = self.communicator().process_at_rank(message.to as i32);
                let window = arrays[*array].window(message.range.clone());
                for window in window.chunks(LONGEST) {
                    requests.push(to.immediate_send(scope, window));
                }
            }
            let done = meanwhile();
            for request in requests {
                request.wait_without_status();
            }
            done
        })
    }

    /// The words of all ranks, of which each gives as many.
    pub(crate) fn gather_words(&self, mine: &[u64]) -> Vec<u64> {
        let mut all = vec![0; mine.len() * self.ranks()];
        self.communicator().all_gather_into(mine, &mut all[..]);
        all
    }

    /// The words of all ranks, of which each gives as many as the counts say.
    pub(crate) fn gather_counted(&self, mine: &[u64], counts: &[usize]) -> Vec<u64> {
        let (counts, places, total) = laid_out(counts);
        let mut all = vec![0; total];
        let mut partition = PartitionMut::new(&mut all[..], counts, places);
        self.communicator()
            .all_gather_varcount_into(mine, &mut partition);
        all
    }

    /// The bytes of each rank.
    pub(crate) fn gather_bytes(&self, mine: &[u8]) -> Vec<Vec<u8>> {
        let lengths = self.gather_words(&[mine.len() as u64]);
        let lengths: Vec<usize> = lengths.into_iter().map(|length| length as usize).collect();
        let (counts, places, total) = laid_out(&lengths);
        let mut all = vec![0; total];
        let mut partition = PartitionMut::new(&mut all[..], counts, places);
        self.communicator()
            .all_gather_varcount_into(mine, &mut partition);
        let mut rest = &all[..];
        let split = |length: usize| {
            let (these, others) = rest.split_at(length);
            rest = others;
            these.to_vec()
        };
        lengths.into_iter().map(split).collect()
    }

    /// One rank's words, for all.
    pub(crate) fn broadcast(&self, from: usize, words: &mut [u64]) {
        let from = self.communicator().process_at_rank(from as i32);
        from.broadcast_into(words);
    }

    /// Some ranks' words, one rank after the other, for the root to take in. All of them have as many.
    pub(crate) fn collect(
        &self,
        from: impl Iterator<Item = usize>,
        words: &mut [u64],
        mut take: impl FnMut(&mut [u64]),
    ) {
        let root = super::cut::ROOT;
        for rank in from.filter(|&rank| rank != root) {
            self.count(Traffic {
                messages: 1,
                bytes: size_of_val(words) as u64,
            });
            for words in words.chunks_mut(LONGEST / size_of::<u64>()) {
                if self.rank() == rank {
                    self.communicator().process_at_rank(root as i32).send(words);
                } else if self.rank() == root {
                    let from = self.communicator().process_at_rank(rank as i32);
                    from.receive_into(words);
                }
            }
            if self.rank() == root {
                take(words);
            }
        }
    }
}

/// Counts and places as MPI wants them, and their sum.
fn laid_out(lengths: &[usize]) -> (Vec<Count>, Vec<Count>, usize) {
    let counts = lengths.iter().map(|&length| length as Count).collect();
    let mut total = 0;
    let places = lengths.iter().map(|length| {
        let place = total;
        total += length;
        place as Count
    });
    (counts, places.collect(), total)
}
