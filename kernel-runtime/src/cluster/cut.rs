//! Which rank runs which part of a stage: a pure function of what all ranks know, so that all come to the same.

use std::ops::Range;
use std::sync::Arc;

use super::holdings::Holdings;
use super::intervals::Intervals;
use super::messages::{Message, busiest, messages};
use crate::grid::Grid;
use crate::stage::Space;

/// An array of a stage.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Array {
    /// Bytes of an element.
    pub(crate) size: usize,
    /// Whether the stage writes it.
    pub(crate) written: bool,
    /// Whether what it holds beforehand matters where it is written.
    pub(crate) kept: bool,
    /// Whether each rank accumulates into memory of its own, which the root combines.
    pub(crate) apart: bool,
    /// Whether there are books of who holds it. Of any other array every rank has a copy.
    pub(crate) shared: bool,
    /// Who holds it now.
    pub(crate) holdings: Arc<Holdings>,
}

/// What a rank runs.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Part {
    /// The boxes that it consists of.
    pub(crate) boxes: Vec<Space>,
    /// Their numbers in the fixed grid, where the stage reduces.
    pub(crate) blocks: Range<usize>,
}

/// What a part may touch: of each array the elements.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Touched {
    pub(crate) reads: Vec<Intervals>,
    pub(crate) writes: Vec<Intervals>,
}

/// A stage that is to be cut, and for whom.
pub(crate) struct Problem<'p> {
    pub(crate) space: Space,
    pub(crate) dims: usize,
    /// The fixed grid of a stage that reduces.
    pub(crate) grid: Option<Grid>,
    /// Whether it can be divided at all.
    pub(crate) divides: bool,
    /// Whether the root alone may run it, if that is faster.
    pub(crate) weighs: bool,
    pub(crate) arrays: &'p [Array],
    /// What some boxes touch.
    pub(crate) touched: &'p dyn Fn(&[Space]) -> Touched,
    /// Of each rank the seconds that it would take for the whole box.
    pub(crate) seconds: &'p [f64],
    pub(crate) network: Network,
}

/// What sending costs.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Network {
    /// Seconds until a message is there.
    pub(crate) latency: f64,
    /// Seconds for a byte more.
    pub(crate) byte: f64,
}

/// A stage cut into one part a rank.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    pub(crate) parts: Vec<Part>,
    /// The dimension along which they follow each other, if it is one.
    pub(crate) along: Option<usize>,
    /// Of each array what each rank writes.
    pub(crate) writes: Vec<Vec<Intervals>>,
    /// Of each array what has to be sent before.
    pub(crate) messages: Vec<Vec<Message>>,
    /// Seconds that the slowest rank computes.
    pub(crate) computing: f64,
    /// Seconds until messages are there.
    pub(crate) latency: f64,
    /// Seconds that the busiest rank's bytes take.
    pub(crate) moving: f64,
}

impl Cut {
    fn total(&self) -> f64 {
        self.computing + self.latency + self.moving
    }

    /// The bytes that are sent.
    #[cfg(test)]
    pub(crate) fn bytes(&self, arrays: &[Array]) -> usize {
        let of_array = |(messages, array): (&Vec<Message>, &Array)| {
            let elements: usize = messages.iter().map(|message| message.range.len()).sum();
            elements * array.size
        };
        self.messages.iter().zip(arrays).map(of_array).sum()
    }
}

/// The rank that gives orders: the one whose slices count.
pub(crate) const ROOT: usize = 0;

impl Problem<'_> {
    /// The cut that is predicted to be done first.
    pub(crate) fn solve(&self) -> Cut {
        let mut best = None;
        if self.divides {
            for (along, parts) in self.candidates() {
                self.take(along, parts, &mut best);
            }
        }
        match best {
            Some(cut) if !self.weighs => cut,
            best => {
                let alone = self.evaluate(None, self.alone());
                match (alone, best) {
                    (Some(alone), Some(best)) if best.total() < alone.total() => best,
                    (Some(alone), _) => alone,
                    // One part conflicts with no other.
                    (None, _) => unreachable!("the whole is a cut"),
                }
            }
        }
    }

    fn take(&self, along: Option<usize>, parts: Vec<Part>, best: &mut Option<Cut>) {
        if let Some(cut) = self.evaluate(along, parts)
            && best.as_ref().is_none_or(|best| cut.total() < best.total())
        {
            *best = Some(cut);
        }
    }

    /// The root does it all.
    fn alone(&self) -> Vec<Part> {
        let mut parts = vec![Part::default(); self.seconds.len()];
        parts[ROOT] = Part {
            boxes: vec![self.space],
            blocks: 0..self.grid.map_or(0, |grid| grid.len()),
        };
        parts
    }

    /// The ways to cut: along each dimension; of a grid, runs of blocks that fill whole rows, if they can.
    fn candidates(&self) -> Vec<(Option<usize>, Vec<Part>)> {
        let Some(grid) = self.grid else {
            let along = |d| Some((Some(d), self.along(d)?));
            return (0..self.dims).filter_map(along).collect();
        };
        let mut candidates: Vec<(_, Vec<Part>)> = Vec::new();
        for unit in grid.strides() {
            let units = grid.len() / unit;
            let parts = shares(units, self.seconds).into_iter().map(|share| {
                let blocks = share.start * unit..share.end * unit;
                Part {
                    boxes: grid.boxes(blocks.clone()),
                    blocks,
                }
            });
            let parts: Vec<_> = parts.collect();
            if units > 1 && candidates.iter().all(|(_, others)| *others != parts) {
                candidates.push((None, parts));
            }
        }
        candidates
    }

    /// The box cut along a dimension, if that is more than one point wide.
    fn along(&self, d: usize) -> Option<Vec<Part>> {
        let size = self.space.sizes()[d];
        let parts = shares(size, self.seconds).into_iter().map(|share| {
            let mut part = self.space;
            part.lo[d] = self.space.lo[d] + share.start;
            part.hi[d] = self.space.lo[d] + share.end;
            Part {
                boxes: if part.is_empty() {
                    Vec::new()
                } else {
                    vec![part]
                },
                blocks: 0..0,
            }
        });
        (size > 1).then(|| parts.collect())
    }

    /// What becomes of a cut; `None` where two ranks may write one element.
    fn evaluate(&self, along: Option<usize>, parts: Vec<Part>) -> Option<Cut> {
        let ranks = parts.len();
        let touched: Vec<_> = parts
            .iter()
            .map(|part| (self.touched)(&part.boxes))
            .collect();
        let mut all_writes = Vec::new();
        let mut all_messages = Vec::new();
        let mut busiest_bytes = 0;
        for (number, array) in self.arrays.iter().enumerate() {
            let of = |rank: usize| &touched[rank];
            let mut writes: Vec<_> = (0..ranks).map(|r| of(r).writes[number].clone()).collect();
            let mut needs: Vec<_> = (0..ranks).map(|r| of(r).reads[number].clone()).collect();
            if array.apart {
                // The ranks' own memory begins with nothing; the root's is the array.
                writes.fill(Intervals::NONE);
                needs.fill(Intervals::NONE);
                writes[ROOT] = array.holdings.whole();
                needs[ROOT] = array.holdings.whole();
            } else if array.written {
                if meet(&writes) {
                    return None;
                }
                if array.kept {
                    let pairs = needs.iter_mut().zip(&writes);
                    pairs.for_each(|(need, written)| need.extend(written));
                }
            }
            let lacking = array.holdings.lacking(&needs);
            let messages = messages(array.holdings.ranks(), &lacking);
            busiest_bytes += busiest(&messages, ranks) * array.size;
            all_messages.push(messages);
            all_writes.push(writes);
        }
        let whole = self.space.points().max(1) as f64;
        let computing = parts.iter().zip(self.seconds).map(|(part, seconds)| {
            let points: usize = part.boxes.iter().map(Space::points).sum();
            points as f64 / whole * seconds
        });
        let several = ranks > 1 && parts.iter().filter(|part| !part.boxes.is_empty()).count() > 1;
        let rounds = 2 * (ranks.next_power_of_two().trailing_zeros());
        Some(Cut {
            computing: computing.fold(0.0, f64::max),
            latency: if several || busiest_bytes > 0 {
                f64::from(rounds) * self.network.latency
            } else {
                0.0
            },
            moving: busiest_bytes as f64 * self.network.byte,
            parts,
            along,
            writes: all_writes,
            messages: all_messages,
        })
    }
}

/// Whether an element is in two of the sets.
fn meet(sets: &[Intervals]) -> bool {
    let mut all = Intervals::NONE;
    sets.iter().any(|set| {
        let met = all.meets(set);
        all.extend(set);
        met
    })
}

/// So many units in order, shared such that all ranks take equally long, given the seconds that each would take for all of them.
fn shares(units: usize, seconds: &[f64]) -> Vec<Range<usize>> {
    let speeds: Vec<f64> = seconds.iter().map(|seconds| seconds.recip()).collect();
    let total: f64 = speeds.iter().sum();
    let (mut begun, mut start) = (0.0, 0);
    let mut shares = Vec::with_capacity(speeds.len());
    for (rank, speed) in speeds.iter().enumerate() {
        begun += speed;
        let end = match rank + 1 == speeds.len() {
            true => units,
            false => ((begun / total * units as f64 + 0.5) as usize).clamp(start, units),
        };
        shares.push(start..end);
        start = end;
    }
    shares
}

/// The largest part of a box, in the middle along that dimension, for which something holds that holds for the parts of a part too.
pub(crate) fn middle(part: &Space, d: usize, holds: impl Fn(&Space) -> bool) -> Option<Space> {
    let trimmed = |low: usize, high: usize| {
        let mut inner = *part;
        inner.lo[d] += low;
        inner.hi[d] -= high;
        inner
    };
    // First what has to be cut off on both sides, then of that what is too much on each.
    let most = part.sizes()[d].checked_sub(1)? / 2;
    if !holds(&trimmed(most, most)) {
        return None;
    }
    let both = least(most, |cut| holds(&trimmed(cut, cut)));
    let low = least(both, |cut| holds(&trimmed(cut, both)));
    let high = least(both, |cut| holds(&trimmed(low, cut)));
    Some(trimmed(low, high))
}

/// The least number that is good, where all above it are, up to one that is.
fn least(good_one: usize, good: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, good_one);
    while low < high {
        let half = low + (high - low) / 2;
        if good(half) {
            high = half;
        } else {
            low = half + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::testing::Random;

    const NETWORK: Network = Network {
        latency: 1e-6,
        byte: 1e-9,
    };

    /// What a stencil over a box of rows touches: of `from` each point's element and its neighbours, of `to` the element.
    fn stencil(width: usize, boxes: &[Space]) -> Touched {
        let mut touched = Touched {
            reads: vec![Intervals::NONE; 2],
            writes: vec![Intervals::NONE; 2],
        };
        for part in boxes {
            let at = |row: usize, column: usize| (row + 1) * width + column + 1;
            let first = at(part.lo[0], part.lo[1]);
            let last = at(part.hi[0] - 1, part.hi[1] - 1);
            touched.reads[0].insert(first - width..last + width + 1);
            touched.writes[1].insert(first..last + 1);
        }
        touched
    }

    fn array(holdings: Holdings, written: bool) -> Array {
        Array {
            size: 8,
            written,
            kept: true,
            apart: false,
            shared: true,
            holdings: Arc::new(holdings),
        }
    }

    #[test]
    fn time_steps_send_rows_of_borders_only() {
        const WIDTH: usize = 40;
        const HEIGHT: usize = 62;
        const RANKS: usize = 3;
        let space = Space::new([HEIGHT - 2, WIDTH - 2]);
        let mut holdings = [(); 2].map(|()| Holdings::at(ROOT, RANKS, WIDTH * HEIGHT));
        let mut sent = Vec::new();
        for step in 0..4 {
            let (from, to) = (step % 2, 1 - step % 2);
            let arrays = [
                array(holdings[from].clone(), false),
                array(holdings[to].clone(), true),
            ];
            let cut = Problem {
                space,
                dims: 2,
                grid: None,
                divides: true,
                weighs: false,
                arrays: &arrays,
                touched: &|boxes| stencil(WIDTH, boxes),
                seconds: &[1.0; RANKS],
                network: NETWORK,
            }
            .solve();
            assert_eq!(cut.along, Some(0));
            sent.push(cut.bytes(&arrays));
            for (number, array) in [from, to].into_iter().enumerate() {
                holdings[array].received(&cut.messages[number]);
                holdings[array].written(&cut.writes[number]);
            }
        }
        // Each border is a row there and a row back; what a row of the halo has beyond what its neighbours write is known from the start.
        let borders = 2 * (RANKS - 1) * WIDTH * 8;
        assert!(sent[0] > 2 * WIDTH * HEIGHT * 8 / RANKS, "{sent:?}");
        assert!(sent[2] <= borders && sent[3] <= borders, "{sent:?}");
        assert!(sent[2] >= borders - 8 * 8, "{sent:?}");
    }

    #[test]
    fn parts_cover_the_box_once() {
        let mut random = Random::new(3);
        for _ in 0..2000 {
            let sizes = [(); 3].map(|()| 1 + random.below(6));
            let space = Space::new(sizes);
            let ranks = 1 + random.below(5);
            let seconds: Vec<f64> = (0..ranks).map(|_| 1.0 + random.below(4) as f64).collect();
            let blocks = Grid::new(space, None, 1 + random.below(9));
            let problem = Problem {
                space,
                dims: 3,
                grid: (random.below(2) == 0).then_some(blocks),
                divides: true,
                weighs: random.below(2) == 0,
                arrays: &[],
                touched: &|_| Touched::default(),
                seconds: &seconds,
                network: NETWORK,
            };
            let cut = problem.solve();
            assert_eq!(cut.parts.len(), ranks);
            let mut seen = vec![0; space.points()];
            for part in cut.parts.iter().flat_map(|part| &part.boxes) {
                for i in part.lo[0]..part.hi[0] {
                    for j in part.lo[1]..part.hi[1] {
                        for k in part.lo[2]..part.hi[2] {
                            seen[(i * sizes[1] + j) * sizes[2] + k] += 1;
                        }
                    }
                }
            }
            assert!(seen.iter().all(|&times| times == 1), "{cut:?}");
            let next = cut.parts.iter().try_fold(0, |next, part| {
                (part.blocks.start <= next || part.blocks.is_empty())
                    .then_some(next.max(part.blocks.end))
            });
            assert_eq!(next, Some(problem.grid.map_or(0, |grid| grid.len())));
        }
    }

    #[test]
    fn two_ranks_never_write_one_element() {
        // Each point writes the element of its column: rows cannot be divided.
        let column = |boxes: &[Space]| {
            let mut touched = Touched {
                reads: vec![Intervals::NONE],
                writes: vec![Intervals::NONE],
            };
            for part in boxes {
                touched.writes[0].insert(part.lo[1]..part.hi[1]);
            }
            touched
        };
        let arrays = [array(Holdings::at(ROOT, 2, 10), true)];
        let mut problem = Problem {
            space: Space::new([100, 10]),
            dims: 2,
            grid: None,
            divides: true,
            weighs: false,
            arrays: &arrays,
            touched: &column,
            seconds: &[1.0; 2],
            network: NETWORK,
        };
        assert_eq!(problem.solve().along, Some(1));
        problem.dims = 1;
        let alone = problem.solve();
        assert_eq!(alone.parts[ROOT].boxes, [problem.space]);
        assert_eq!(alone.bytes(&arrays), 0);
    }

    #[test]
    fn the_root_does_alone_what_is_too_little_to_send() {
        let arrays = [array(Holdings::at(ROOT, 2, 1 << 20), true)];
        let all = |boxes: &[Space]| Touched {
            reads: vec![Intervals::NONE],
            writes: vec![match boxes {
                [part] => Intervals::of(part.lo[0]..part.hi[0]),
                _ => Intervals::NONE,
            }],
        };
        for (seconds, shared) in [(1e-3, false), (1.0, true)] {
            let problem = Problem {
                space: Space::new([1 << 20]),
                dims: 1,
                grid: None,
                divides: true,
                weighs: true,
                arrays: &arrays,
                touched: &all,
                seconds: &[seconds; 2],
                network: NETWORK,
            };
            let busy = |part: &&Part| !part.boxes.is_empty();
            assert_eq!(
                problem.solve().parts.iter().filter(busy).count() == 2,
                shared
            );
        }
    }

    #[test]
    fn shares_are_as_the_speeds() {
        assert_eq!(shares(12, &[1.0, 2.0, 2.0]), [0..6, 6..9, 9..12]);
        assert_eq!(
            shares(2, &[1.0; 4]).iter().map(Range::len).sum::<usize>(),
            2
        );
        assert_eq!(shares(0, &[1.0; 2]), [0..0, 0..0]);
    }

    #[test]
    fn the_middle_is_as_large_as_can_be() {
        let part = Space::new([10, 7]);
        let inside = |low: usize, high: usize| {
            middle(&part, 0, |inner| low <= inner.lo[0] && inner.hi[0] <= high)
                .map(|inner| inner.lo[0]..inner.hi[0])
        };
        assert_eq!(inside(0, 10), Some(0..10));
        assert_eq!(inside(2, 10), Some(2..10));
        assert_eq!(inside(1, 6), Some(1..6));
        assert_eq!(inside(0, 2), None);
    }
}
