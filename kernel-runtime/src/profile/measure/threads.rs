//! What the pool costs and what it gains.

use std::time::{Duration, Instant};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::{RUNS_TOGETHER, curve, memory, ops, shortest};
use crate::profile::rates::Pool;
use crate::simd::Isa;
use crate::stage::Class;

/// Times that the pool is woken.
const WAKES: usize = 33;

/// The pause before the pool is woken: its threads, and the cores they had, have gone to sleep by then.
const PAUSE: Duration = Duration::from_millis(1);

/// Rounds of an op that one thread runs for the comparison of all with one: some hundred microseconds.
const ROUNDS: usize = 250_000;

/// A share of the number of threads that no machine's speed-up needs to exceed to be believed.
const PLAIN: f64 = 0.95;

/// The most time spent looking for a greater speed-up.
const PATIENCE: Duration = Duration::from_millis(80);

/// Measures a pool of that many threads.
pub(super) fn pool(isa: Isa, threads: usize, data: &mut [f32]) -> Option<Pool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().ok()?;
    Some(Pool {
        threads,
        fork_join: fork_join(&pool),
        speedup: speedup(&pool, isa),
        stream: curve(data, |data| stream(&pool, isa, data)),
    })
}

/// Seconds to call the pool's threads from outside, after a pause, as a launch does, and to see them done. Here the lower quartile counts: waking
/// takes what it takes, the shortest is that of threads which happened to be awake, and the longer half that of cores with other work.
fn fork_join(pool: &ThreadPool) -> f64 {
    let mut wakes: Vec<Duration> = (0..WAKES)
        .map(|_| {
            std::thread::sleep(PAUSE);
            let start = Instant::now();
            pool.in_place_scope(|scope| {
                for _ in 1..pool.current_num_threads() {
                    scope.spawn(|_| ());
                }
            });
            start.elapsed()
        })
        .collect();
    wakes.sort_unstable();
    wakes[WAKES / 4].as_secs_f64()
}

/// How many times more ops all threads together run than one. Whatever else runs on the machine hides the gain, so it is looked for until it is plain.
fn speedup(pool: &ThreadPool, isa: Isa) -> f64 {
    let work = || ops::run(isa, Class::MulAdd, false, ROUNDS);
    let one = shortest(RUNS_TOGETHER, |rounds| (0..rounds).for_each(|_| work()));
    let threads = pool.current_num_threads() as f64;
    let begin = Instant::now();
    let mut best = 1.0;
    while best < PLAIN * threads && begin.elapsed() < PATIENCE {
        let start = Instant::now();
        everywhere(pool, work);
        best = f64::max(best, threads * one / start.elapsed().as_secs_f64());
    }
    best.min(threads)
}

/// Seconds for a byte loaded or stored in order by all threads together, where `data` is the working set of all.
fn stream(pool: &ThreadPool, isa: Isa, data: &mut [f32]) -> f64 {
    let share = data.len() / pool.current_num_threads();
    let bytes: usize = data.chunks_exact(share).map(memory::stream_bytes).sum();
    let round = shortest(RUNS_TOGETHER, |rounds| {
        let shares = data.chunks_exact_mut(share);
        pool.scope(|scope| {
            for share in shares {
                scope.spawn(move |_| memory::stream_rounds(isa, share, rounds));
            }
        });
    });
    round / bytes as f64
}

/// Runs a task on each thread.
fn everywhere(pool: &ThreadPool, task: impl Fn() + Sync) {
    pool.broadcast(|_| task());
}
