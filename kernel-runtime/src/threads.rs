//! The threads tier: the blocks of a stage shared among threads.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};

use crate::grid::Grid;
use crate::pool::{self, Member, Pool, Task};
use crate::profile;
use crate::stage::{Accumulates, Aside, Checked, Fault, Runner, Space, Stage};
use crate::tree::Tree;

/// Blocks for each thread: at least enough that an early finisher finds more to do, and of work that may be uneven as many as cost next to nothing to
/// start.
const BLOCKS_PER_THREAD: [usize; 2] = [4, 64];

/// A block that takes so many seconds on a modest machine costs next to nothing to start anywhere.
const BLOCK: f64 = 20e-6;

/// Work that takes so many seconds on a modest machine is long enough anywhere to wake threads for it.
const LONG: f64 = 200e-6;

/// Calls that do not find threads ready are taken for exceptions until there are more of them in a row.
const WAITED: u32 = 16;

/// The threads that work is shared among: those of the rayon pool that the calling thread belongs to, or else of ours.
#[inline]
pub(crate) fn count() -> usize {
    match are_of_rayon() {
        true => rayon::current_num_threads(),
        false => Pool::global().threads(),
    }
}

/// Whether they are those of a rayon pool. A thread belongs to none or to one such pool, and stays in the one that it has joined.
#[inline]
pub(crate) fn are_of_rayon() -> bool {
    rayon::current_thread_index().is_some()
}

/// Runs a task on the calling thread and on up to so many in all, which are woken at once if it is long.
type OnThreads<'a> = &'a dyn Fn(usize, bool, &Task<'_>);

/// In a rayon pool its own threads do it: others would take the cores from them. There a caller who waits takes back what nobody has begun.
fn on_threads(threads: usize, long: bool, task: &Task<'_>) {
    if !are_of_rayon() {
        return Pool::global().run(threads, long, task);
    }
    rayon::in_place_scope(|scope| {
        for number in 1..threads {
            scope.spawn(move |_| task(&Member::new(number)));
        }
        task(&Member::new(0));
    });
}

/// Whether what the calling thread shared last says what sharing takes: not where the others had to be woken first, or never came, unless it has been so
/// for many calls, as it is where they come after pauses.
pub(crate) fn were_ready() -> bool {
    are_of_rayon() || !(1..=WAITED).contains(&pool::unready())
}

/// The grid of a stage: fixed for reductions, else cut for that many threads.
pub(crate) fn grid<St: Stage>(stage: &St, threads: usize) -> Grid {
    grid_over(stage, stage.space(), threads)
}

/// The same of a part of its box.
fn grid_over<St: Stage>(stage: &St, space: Space, threads: usize) -> Grid {
    let [least, most] = BLOCKS_PER_THREAD;
    let points = if St::REDUCES {
        St::BLOCK
    } else {
        let most = match St::TILE {
            // Each block of tiles may pack what it shares.
            Some(_) => 2 * least,
            None => most,
        };
        let blocks = profile::bound(&stage.work()) / (threads as f64 * BLOCK);
        space.points() / (threads * (blocks as usize).clamp(least, most)).max(1)
    };
    match St::TILE {
        Some(tile) => Grid::of_tiles(space, St::LANES, points, tile),
        None => Grid::new(space, St::LANES, points),
    }
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
    let blocks = checked.blocks(&grid, 0..grid.len(), 1);
    let mut runner = blocks.runner(0);
    let mut tree = Tree::new(St::identity());
    while let Some((_, result)) = runner.run_next(usize::MAX) {
        tree.push(result?, St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}

/// Runs the whole box on all threads.
#[inline(never)]
pub(crate) fn parallel<St: Stage>(checked: Checked<'_, St>) -> Result<St::Partial, Fault> {
    match divides(checked.stage()) {
        true => parallel_on(checked, count(), &on_threads),
        false => serial(checked),
    }
}

fn parallel_on<St: Stage>(
    checked: Checked<'_, St>,
    threads: usize,
    on_threads: OnThreads<'_>,
) -> Result<St::Partial, Fault> {
    let grid = grid(checked.stage(), threads);
    on_grid(checked, &grid, threads, on_threads)
}

/// Runs all blocks of a grid on so many threads.
fn on_grid<St: Stage>(
    mut checked: Checked<'_, St>,
    grid: &Grid,
    threads: usize,
    on_threads: OnThreads<'_>,
) -> Result<St::Partial, Fault> {
    let values = share(&mut checked, grid, 0..grid.len(), threads, on_threads)?;
    let mut tree = Tree::new(St::identity());
    for value in values {
        tree.push(value, St::combine);
    }
    Ok(tree.finish(St::combine).unwrap_or_else(St::identity))
}

/// Runs a part of the box on all threads; the points must be such as can be divided. A reduction's value is not to the bit what the same points add to the
/// whole.
pub(crate) fn parallel_part<St: Stage>(
    checked: Checked<'_, St>,
    part: &Space,
) -> Result<St::Partial, Fault> {
    let grid = grid_over(checked.stage(), *part, count());
    on_grid(checked, &grid, count(), &on_threads)
}

/// Runs some blocks of a grid on so many threads, and gives the values of a reduction in the order of the blocks.
#[cfg(feature = "mpi")]
pub(crate) fn run_blocks<St: Stage>(
    mut checked: Checked<'_, St>,
    grid: &Grid,
    blocks: Range<usize>,
    threads: usize,
) -> Result<Vec<St::Partial>, Fault> {
    share(&mut checked, grid, blocks, threads, &on_threads)
}

/// Shares some blocks of a grid among so many threads, and gives the values of a reduction in the order of the blocks.
fn share<St: Stage>(
    checked: &mut Checked<'_, St>,
    grid: &Grid,
    blocks: Range<usize>,
    threads: usize,
    on_threads: OnThreads<'_>,
) -> Result<Vec<St::Partial>, Fault> {
    let Some(last) = blocks.end.checked_sub(1) else {
        return Ok(Vec::new());
    };
    let threads = threads.min(blocks.len()).max(1);
    let share = blocks.len() as f64 / grid.len() as f64;
    let long = profile::bound(&checked.stage().work()) * share > LONG;
    let blocks = checked.blocks(grid, blocks, threads);
    let results = Results::new(last);
    on_threads(threads, long, &|member| {
        results.take_from(blocks.runner(member.number), member);
    });
    results.in_order(|asides| blocks.merge(asides))
}

/// What the blocks gave, by their numbers.
struct Results<St: Stage> {
    /// The number of the last block to run. Once one is known to have failed, those after it need not run; those before it must, as their faults would
    /// come first.
    last: AtomicUsize,
    fault: Mutex<Option<(usize, Fault)>>,
    values: Mutex<Vec<(usize, St::Partial)>>,
    asides: Mutex<Vec<Aside<St>>>,
}

impl<St: Stage> Results<St> {
    fn new(last: usize) -> Self {
        Results {
            last: AtomicUsize::new(last),
            fault: Mutex::new(None),
            values: Mutex::new(Vec::new()),
            asides: Mutex::new(Vec::new()),
        }
    }

    /// Runs blocks until none is left.
    fn take_from(&self, mut runner: Runner<'_, '_, St>, member: &Member<'_>) {
        let mut values = Vec::new();
        let mut done = 0;
        while let Some((number, result)) = runner.run_next(self.last.load(Relaxed)) {
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
            done += 1;
            member.goes_on(done, || runner.left());
        }
        add(&self.values, values);
        add(&self.asides, runner.finish());
    }

    /// The first fault, or the values in the order of their blocks. What threads have accumulated apart is merged in any case.
    fn in_order(self, merge: impl FnOnce(Vec<Aside<St>>)) -> Result<Vec<St::Partial>, Fault> {
        let asides = self.asides.into_inner();
        merge(asides.unwrap_or_else(PoisonError::into_inner));
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

/// Adds to what all threads have brought.
fn add<T>(all: &Mutex<Vec<T>>, some: impl IntoIterator<Item = T, IntoIter: ExactSizeIterator>) {
    let some = some.into_iter();
    if some.len() > 0 {
        all.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(some);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::{In, Out};
    use crate::testing::{Gather, Sum};

    /// A rayon pool of that many threads.
    fn rayon_pool(threads: usize) -> rayon::ThreadPool {
        rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("a few threads can be had")
    }

    /// Runs a stage on that many threads, of our own pool and of rayon's.
    fn on_both<St: Stage<Partial: PartialEq + std::fmt::Debug>>(
        threads: usize,
        stage: &St,
    ) -> Result<St::Partial, Fault> {
        let checked = || Checked::simd(stage).expect("the arrays are long enough");
        let pool = Pool::new(threads);
        let ours = parallel_on(checked(), threads, &|threads, long, task| {
            pool.run(threads, long, task);
        });
        // A module of WebAssembly has one thread, and rayon no pool there.
        if cfg!(not(target_family = "wasm")) {
            let rayon = rayon_pool(threads).install(|| parallel(checked()));
            assert_eq!(ours, rayon);
        }
        ours
    }

    #[test]
    fn a_sum_has_the_same_bits_on_any_number_of_threads() {
        for n in [0, 1, 255, 256, 257, 1000, 40_000] {
            let x: Vec<f32> = (0..n).map(|i| 1.0 / (i as f32 + 0.3)).collect();
            let stage = Sum { x: In::new(&x) };
            let checked = Checked::simd(&stage).expect("no access can fail");
            let serial = serial(checked).expect("no access can fail");
            for threads in 1..=5 {
                let parallel = on_both(threads, &stage).expect("no access can fail");
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
            on_both(3, &stage).expect("the indices are good");
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
            for _ in 0..20 {
                assert_eq!(on_both(threads, &stage), Err(wanted));
            }
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn in_a_rayon_pool_only_its_own_threads_work() {
        for threads in 1..=3 {
            rayon_pool(threads).install(|| {
                assert_eq!(count(), threads);
                on_threads(threads, true, &|member| {
                    assert!(rayon::current_thread_index().is_some(), "{}", member.number);
                });
            });
        }
        assert_eq!(count(), Pool::global().threads());
    }
}
