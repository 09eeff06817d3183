//! What the pool costs and what it gains.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::{RUNS_TOGETHER, curve, memory, ops, shortest};
use crate::pool;
use crate::profile::rates::Pool;
use crate::simd::Isa;
use crate::stage::Class;

/// Rounds of an op that one thread runs for the comparison of all with one: some hundred microseconds.
const ROUNDS: usize = 250_000;

/// A share of the number of threads that no machine's speed-up needs to exceed to be believed.
const PLAIN: f64 = 0.95;

/// The most time spent looking for a greater speed-up.
const PATIENCE: Duration = Duration::from_millis(80);

/// The parts for each thread, and the rounds of an op in each, of work so short that sharing it is a good part of it: about a microsecond a part.
const PARTS: usize = 4;
const SHORT_ROUNDS: usize = 1000;

/// The shortest that sharing is believed to take.
const LEAST: f64 = 100e-9;

/// Measures a pool of that many threads.
pub(super) fn pool(isa: Isa, threads: usize, data: &mut [f32]) -> Option<Pool> {
    let pool = pool::Pool::new(threads);
    if pool.helpers() + 1 < threads {
        return None;
    }
    let speedup = speedup(&pool, isa);
    Some(Pool {
        threads,
        fork_join: fork_join(&pool, isa, speedup),
        speedup,
        stream: curve(data, |data| stream(&pool, isa, data)),
    })
}

/// Seconds by which sharing short work takes longer than a speed-up alone would have it, in calls that follow each other. After a pause threads are left
/// to sleep where the work is as short as that.
fn fork_join(pool: &pool::Pool, isa: Isa, speedup: f64) -> f64 {
    let parts = PARTS * pool.threads();
    let part = || ops::run(isa, Class::MulAdd, false, SHORT_ROUNDS);
    let alone = shortest(RUNS_TOGETHER, |rounds| {
        (0..rounds * parts).for_each(|_| part())
    });
    let together = shortest(RUNS_TOGETHER, |rounds| {
        (0..rounds).for_each(|_| share(pool, parts, &|_| part()));
    });
    (together - alone / speedup).max(LEAST)
}

/// How many times more ops all threads together run than one. Whatever else runs on the machine hides the gain, so it is looked for until it is plain.
fn speedup(pool: &pool::Pool, isa: Isa) -> f64 {
    let work = || ops::run(isa, Class::MulAdd, false, ROUNDS);
    let one = shortest(RUNS_TOGETHER, |rounds| (0..rounds).for_each(|_| work()));
    let threads = pool.threads();
    let begin = Instant::now();
    let mut best = 1.0;
    while best < PLAIN * threads as f64 && begin.elapsed() < PATIENCE {
        let start = Instant::now();
        share(pool, threads, &|_| work());
        best = f64::max(best, threads as f64 * one / start.elapsed().as_secs_f64());
    }
    best.min(threads as f64)
}

/// Seconds for a byte loaded or stored in order by all threads together, where `data` is the working set of all.
fn stream(pool: &pool::Pool, isa: Isa, data: &mut [f32]) -> f64 {
    let size = data.len() / pool.threads();
    let bytes: usize = data.chunks_exact(size).map(memory::stream_bytes).sum();
    let shares: Vec<Mutex<&mut [f32]>> = data.chunks_exact_mut(size).map(Mutex::new).collect();
    let round = shortest(RUNS_TOGETHER, |rounds| {
        share(pool, shares.len(), &|part| {
            let mut share = shares[part].lock().unwrap_or_else(PoisonError::into_inner);
            memory::stream_rounds(isa, &mut share, rounds);
        });
    });
    round / bytes as f64
}

/// Shares numbered parts among the threads of a pool. A thread begins with the part of its own number, so that it finds in its caches what it had the
/// last time.
fn share(pool: &pool::Pool, parts: usize, run: &(dyn Fn(usize) + Sync)) {
    let threads = pool.threads();
    let next: Vec<AtomicUsize> = (0..threads).map(AtomicUsize::new).collect();
    pool.run(threads, true, &|member| {
        for begin in member.number..member.number + threads {
            let next = &next[begin % threads];
            while let part = next.fetch_add(threads, Relaxed)
                && part < parts
            {
                run(part);
            }
        }
    });
}
