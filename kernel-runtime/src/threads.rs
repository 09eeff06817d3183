//! The threads tier: the blocks of a stage on a fork-join pool.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use crate::grid::Grid;
use crate::stage::{Accumulates, Checked, Fault, Stage};
use crate::tree::Tree;

/// Blocks for each thread: enough that an early finisher finds more to do, few enough that starting them costs little.
const BLOCKS_PER_THREAD: usize = 4;

/// The grid of a stage: fixed for reductions, else cut for that many threads.
pub(crate) fn grid<St: Stage>(stage: &St, threads: usize) -> Grid {
    let space = stage.space();
    let points = if St::REDUCES {
        St::BLOCK
    } else {
        space.points() / (threads * BLOCKS_PER_THREAD).max(1)
    };
    Grid::new(space, St::LANES, points).in_tiles(St::TILE)
}

/// Whether threads can divide the box: points that accumulate in order cannot be, and arrays of their own must be worth filling.
pub(crate) fn divides<St: Stage>(stage: &St) -> bool {
    match St::ACCUMULATES {
        Accumulates::Nothing => true,
        Accumulates::InAnyOrder => stage.scratch() < stage.space().points(),
        Accumulates::InOrder => false,
    }
}

/// Runs the whole box on the calling thread. The partial values are those of [`parallel`].
#[inline]
pub(crate) fn serial<St: Stage>(mut checked: Checked<'_, St>) -> Result<St::Partial, Fault> {
    if St::REDUCES && checked.stage().space().points() > St::BLOCK {
        return in_blocks(checked);
    }
    checked.run()
}

/// Runs the blocks of a reduction in order. Kept out of `dispatch`, whose frame stays small for small work.
#[inline(never)]
fn in_blocks<St: Stage>(mut checked: Checked<'_, St>) -> Result<St::Partial, Fault> {
    let grid = grid(checked.stage(), 1);
    let blocks = checked.blocks(&grid);
    let mut tree = Tree::new(St::identity());
    while let Some((_, result)) = blocks.run_next(usize::MAX) {
        tree.push(result?, St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}

/// Runs the whole box on the calling thread and the pool that it belongs to, or else the global one.
///
/// The calling thread works along, and whoever is free takes the next block: pool threads that wake late, or have to share a core, find
/// less left to do and hold nobody up.
#[inline(never)]
pub(crate) fn parallel<St: Stage>(mut checked: Checked<'_, St>) -> Result<St::Partial, Fault> {
    if !divides(checked.stage()) {
        return serial(checked);
    }
    let threads = rayon::current_num_threads();
    let grid = grid(checked.stage(), threads);
    let values = share(&mut checked, &grid, 0..grid.len(), threads)?;
    let mut tree = Tree::new(St::identity());
    for value in values {
        tree.push(value, St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}

/// Runs some blocks of a grid on so many threads, and gives the values of a reduction in the order of the blocks.
#[cfg(feature = "mpi")]
pub(crate) fn run_blocks<St: Stage>(
    mut checked: Checked<'_, St>,
    grid: &Grid,
    blocks: Range<usize>,
    threads: usize,
) -> Result<Vec<St::Partial>, Fault> {
    share(&mut checked, grid, blocks, threads)
}

/// Shares some blocks of a grid among so many threads, and gives the values of a reduction in the order of the blocks.
fn share<St: Stage>(
    checked: &mut Checked<'_, St>,
    grid: &Grid,
    blocks: Range<usize>,
    threads: usize,
) -> Result<Vec<St::Partial>, Fault> {
    let Some(last) = blocks.end.checked_sub(1) else {
        return Ok(Vec::new());
    };
    let count = blocks.len();
    let blocks = checked.blocks_from(grid, blocks.start);
    let results = Results::new(last);
    let merging = Mutex::new(());
    let work = || match St::ACCUMULATES {
        Accumulates::InAnyOrder => {
            let apart = blocks.apart(&merging);
            results.take_from::<St>(|last| apart.run_next(last));
        }
        _ => results.take_from::<St>(|last| blocks.run_next(last)),
    };
    rayon::in_place_scope(|scope| {
        for _ in 1..threads.min(count) {
            scope.spawn(|_| work());
        }
        work();
    });
    results.in_order()
}

/// What the blocks gave, by their numbers.
struct Results<P> {
    /// The number of the last block to run. Once one is known to have failed, those after it need not run; those before it must, as their faults would
    /// come first.
    last: AtomicUsize,
    fault: Mutex<Option<(usize, Fault)>>,
    values: Mutex<Vec<(usize, P)>>,
}

impl<P: Copy + Send> Results<P> {
    fn new(last: usize) -> Self {
        Results {
            last: AtomicUsize::new(last),
            fault: Mutex::new(None),
            values: Mutex::new(Vec::new()),
        }
    }

    /// Runs blocks until none is left.
    fn take_from<St: Stage<Partial = P>>(
        &self,
        mut run_next: impl FnMut(usize) -> Option<(usize, Result<P, Fault>)>,
    ) {
        let mut values = Vec::new();
        while let Some((number, result)) = run_next(self.last.load(Relaxed)) {
            match result {
                Ok(value) if St::REDUCES => values.push((number, value)),
                Ok(_) => {}
                Err(fault) => {
                    self.last.fetch_min(number, Relaxed);
                    let mut first = self.fault.lock().unwrap_or_else(PoisonError::into_inner);
                    if first.is_none_or(|(earlier, _)| number < earlier) {
                        *first = Some((number, fault));
                    }
                }
            }
        }
        let mut all = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        all.append(&mut values);
    }

    /// The first fault, or the values in the order of their blocks.
    fn in_order(self) -> Result<Vec<P>, Fault> {
        let fault = self.fault.into_inner();
        if let Some((_, fault)) = fault.unwrap_or_else(PoisonError::into_inner) {
            return Err(fault);
        }
        let values = self.values.into_inner();
        let mut values = values.unwrap_or_else(PoisonError::into_inner);
        values.sort_unstable_by_key(|&(number, _)| number);
        Ok(values.into_iter().map(|(_, value)| value).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{In, Out};
    use crate::testing::{Gather, Sum};

    /// A pool of that many threads.
    fn pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a few threads can be had")
    }

    #[test]
    fn a_sum_has_the_same_bits_on_any_number_of_threads() {
        for n in [0, 1, 255, 256, 257, 1000, 40_000] {
            let x: Vec<f32> = (0..n).map(|i| 1.0 / (i as f32 + 0.3)).collect();
            let stage = Sum { x: In::new(&x) };
            let checked = || Checked::simd(&stage).expect("no access can fail");
            let serial = serial(checked()).expect("no access can fail");
            for threads in 1..=5 {
                let parallel = pool(threads).install(|| parallel(checked()));
                let parallel = parallel.expect("no access can fail");
                assert_eq!(parallel.0.to_bits(), serial.0.to_bits(), "{n}, {threads}");
            }
        }
    }

    #[test]
    fn every_point_is_run_once() {
        for sizes in [[1, 1000], [1000, 1], [37, 130], [0, 5], [5, 0]] {
            let n = sizes[0] * sizes[1];
            let p: Vec<u32> = (0..n as u32).rev().collect();
            let x: Vec<u32> = (0..n as u32).map(|i| i * i).collect();
            let mut y = vec![0; n];
            let stage = Gather {
                sizes,
                p: In::new(&p),
                x: In::new(&x),
                y: Out::new(&mut y),
            };
            let checked = Checked::simd(&stage).expect("the arrays are long enough");
            pool(3)
                .install(|| parallel(checked))
                .expect("the indices are good");
            assert!(y.iter().eq(x.iter().rev()), "{sizes:?}");
        }
    }

    #[test]
    fn the_first_fault_wins() {
        const SIZES: [usize; 2] = [64, 64];
        let x = [7; 16];
        let mut p = [3; SIZES[0] * SIZES[1]];
        p[700] = 40;
        p[3000] = 50;
        p[4000] = 60;
        let mut y = [0; SIZES[0] * SIZES[1]];
        let stage = Gather {
            sizes: SIZES,
            p: In::new(&p),
            x: In::new(&x),
            y: Out::new(&mut y),
        };
        let wanted = Fault::Index {
            site: 0,
            index: 40,
            len: 16,
        };
        for threads in 1..=4 {
            let pool = pool(threads);
            for _ in 0..20 {
                let checked = Checked::simd(&stage).expect("the arrays are long enough");
                let result = pool.install(|| parallel(checked));
                assert_eq!(result, Err(wanted));
            }
        }
    }
}
