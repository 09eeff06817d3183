//! Who sends what to whom. All ranks compute the same list, so that each knows what to send and what to expect.

use std::ops::Range;

use super::intervals::Intervals;

/// Elements of one array on their way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Message {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) range: Range<usize>,
}

/// What one rank sends and receives.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Mail {
    /// What it receives, with the array's number.
    pub(crate) received: Vec<(usize, Message)>,
    /// What it sends, with the array's number.
    pub(crate) sent: Vec<(usize, Message)>,
    /// What all ranks together send.
    pub(crate) traffic: Traffic,
}

/// What ranks have sent each other of arrays.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Traffic {
    /// The number of messages.
    pub messages: u64,
    /// The bytes in them.
    pub bytes: u64,
}

impl Mail {
    /// A rank's share of all messages, given those of each array and the bytes of its elements.
    pub(crate) fn of(rank: usize, all: &[Vec<Message>], sizes: &[usize]) -> Self {
        let mut mail = Mail::default();
        for (array, (messages, size)) in all.iter().zip(sizes).enumerate() {
            for message in messages {
                mail.traffic.messages += 1;
                mail.traffic.bytes += (message.range.len() * size) as u64;
                if message.to == rank {
                    mail.received.push((array, message.clone()));
                }
                if message.from == rank {
                    mail.sent.push((array, message.clone()));
                }
            }
        }
        mail
    }

    /// Whether no rank sends anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.traffic.messages == 0
    }
}

/// What brings each rank what it lacks, from ranks that hold it: the nearest ones, so that not all ask the same.
pub(crate) fn messages(held: &[Intervals], lacking: &[Intervals]) -> Vec<Message> {
    let mut messages = Vec::new();
    for (to, lacking) in lacking.iter().enumerate() {
        if lacking.is_empty() {
            continue;
        }
        let below = |distance| to.checked_sub(distance);
        let above = |distance| Some(to + distance).filter(|rank| *rank < held.len());
        let near = (1..held.len()).flat_map(|d| [below(d), above(d)]).flatten();
        let mut rest = lacking.clone();
        for from in near {
            let sent = rest.and(&held[from]);
            if sent.is_empty() {
                continue;
            }
            rest = rest.without(&sent);
            messages.extend(sent.iter().map(|range| Message { from, to, range }));
            if rest.is_empty() {
                break;
            }
        }
    }
    messages
}

/// The most elements that one rank sends and receives.
pub(crate) fn busiest(messages: &[Message], ranks: usize) -> usize {
    let mut moved = vec![0; ranks];
    for message in messages {
        moved[message.from] += message.range.len();
        moved[message.to] += message.range.len();
    }
    moved.into_iter().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::holdings::Holdings;
    use crate::cluster::testing::Random;

    const RANKS: usize = 4;
    const LEN: usize = 40;

    /// An array as its ranks hold it: of each element the version, and which version is the last.
    struct Model {
        copies: [[u32; LEN]; RANKS],
        last: [u32; LEN],
        holdings: Holdings,
    }

    impl Model {
        /// Carries out the messages, each of which must come from a rank with the last version.
        fn deliver(&mut self, needs: &[Intervals]) -> usize {
            let lacking = self.holdings.lacking(needs);
            let messages = messages(self.holdings.ranks(), &lacking);
            for Message { from, to, range } in &messages {
                for at in range.clone() {
                    assert_eq!(self.copies[*from][at], self.last[at], "sent what is old");
                    self.copies[*to][at] = self.copies[*from][at];
                }
            }
            self.holdings.received(&messages);
            messages.iter().map(|message| message.range.len()).sum()
        }
    }

    #[test]
    fn each_rank_has_the_last_version_of_what_it_needs() {
        let mut random = Random::new(7);
        for _ in 0..500 {
            let mut model = Model {
                copies: [[0; LEN]; RANKS],
                last: [0; LEN],
                holdings: Holdings::at(random.below(RANKS), RANKS, LEN),
            };
            for version in 1..20 {
                let needs: Vec<_> = (0..RANKS)
                    .map(|_| Intervals::of(random.below(LEN)..random.below(LEN + 1)))
                    .collect();
                model.deliver(&needs);
                for (rank, need) in needs.iter().enumerate() {
                    for at in need.iter().flatten() {
                        assert_eq!(model.copies[rank][at], model.last[at]);
                    }
                }
                assert_eq!(model.deliver(&needs), 0, "what is there is not sent again");
                // Each writes a part of a random range, disjoint from the others'.
                let (a, b) = (random.below(LEN), random.below(LEN + 1));
                let share = b.saturating_sub(a).div_ceil(RANKS);
                let writes: Vec<_> = (0..RANKS)
                    .map(|rank| {
                        let start = (a + rank * share).min(b);
                        Intervals::of(start..(start + share).min(b))
                    })
                    .collect();
                for (rank, written) in writes.iter().enumerate() {
                    for at in written.iter().flatten() {
                        model.copies[rank][at] = version;
                        model.last[at] = version;
                    }
                }
                model.holdings.written(&writes);
                let mut all = Intervals::NONE;
                model
                    .holdings
                    .ranks()
                    .iter()
                    .for_each(|held| all.extend(held));
                assert_eq!(all, Intervals::of(0..LEN), "somebody holds each element");
            }
        }
    }

    #[test]
    fn the_nearest_is_asked() {
        let held = [Intervals::of(0..4), Intervals::NONE, Intervals::of(2..8)];
        let lacking = [Intervals::NONE, Intervals::of(1..6), Intervals::NONE];
        let expected = [(0, 1..4), (2, 4..6)].map(|(from, range)| Message { from, to: 1, range });
        assert_eq!(messages(&held, &lacking), expected);
        assert_eq!(busiest(&expected, 3), 5);
    }
}
