//! A fork-join pool for work that takes microseconds.
//!
//! Whoever has something to share posts it and works along. Threads of the pool come as they wake; the caller waits for those who have come and for
//! nobody else, so that a thread which wakes late, or has to share a core, holds nobody up. A thread that has helped looks for more to do for a moment
//! before it goes to sleep; those that sleep are woken only where that pays.

mod watch;

use std::any::Any;
use std::cell::Cell;
use std::hint::spin_loop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

use watch::{Alone, Watch};

/// How long a thread without work looks for some before it sleeps: longer than what a program does between two calls that follow each other closely,
/// and no longer than it takes to wake a core that has gone to sleep as well.
const LINGER: Duration = Duration::from_micros(20);

/// The threads that one thread wakes. Each that comes wakes as many.
const WAKES: usize = 2;

/// The calls that can be helped at a time. Whoever calls when there are more is one of many, and works alone.
const CALLS: usize = 8;

/// The rounds for which a caller looks whether the last helper is done before it sleeps.
const ROUNDS: usize = 1000;

/// What is shared. Each thread that comes runs it until it finds nothing left to do.
pub(crate) type Task<'t> = dyn Fn(&Member<'_>) + Sync + 't;

/// A pool of threads.
pub(crate) struct Pool {
    threads: usize,
    shared: Arc<Shared>,
    /// The threads but the callers, once there is something for them.
    helpers: OnceLock<Vec<JoinHandle<()>>>,
}

struct Shared {
    calls: [Call; CALLS],
    /// The threads that sleep and have not been woken. It changes under the lock only.
    asleep: AtomicUsize,
    bed: Mutex<Bed>,
    woken: Condvar,
    alone: Alone,
}

#[derive(Default)]
struct Bed {
    /// The threads that have been woken and have not noticed yet.
    woken: usize,
    closed: bool,
}

/// Room for a call of [`Pool::run`]. A cache line that goes from core to core takes a good part of a microsecond there and back: so what helpers look at
/// all the time lies apart, and the rest together.
#[derive(Default)]
struct Call {
    /// How many more helpers may join. It grows only by the caller and shrinks under the lock only.
    room: Apart<AtomicUsize>,
    desk: Apart<Desk>,
}

#[derive(Default)]
#[repr(align(128))]
struct Apart<T>(T);

#[derive(Default)]
struct Desk {
    /// Whether a call has this room.
    taken: AtomicBool,
    /// The helpers that have joined and not left. It changes under the lock only.
    helpers: AtomicUsize,
    post: Mutex<Post>,
}

#[derive(Default)]
struct Post {
    /// There only while helpers may join.
    task: Option<&'static Task<'static>>,
    /// Whether it is worth waking threads for.
    wakes: bool,
    /// The caller, if it sleeps until the last helper has left.
    caller: Option<Thread>,
    panic: Option<Box<dyn Any + Send>>,
}

thread_local! {
    /// The last calls of this thread, one after the other, that did not find threads ready: some slept, or nobody came.
    static UNREADY: Cell<u32> = const { Cell::new(0) };
}

/// The last calls of this thread, one after the other, that did not find threads ready: some slept when the call began, or nobody came.
pub(crate) fn unready() -> u32 {
    UNREADY.get()
}

/// A thread at work on a task.
pub(crate) struct Member<'p> {
    /// Its number among the threads of the pool; 0 is the caller.
    pub(crate) number: usize,
    watch: Option<Watch<'p>>,
}

impl Member<'_> {
    /// A thread that has nobody to wake.
    pub(crate) fn new(number: usize) -> Self {
        Member {
            number,
            watch: None,
        }
    }

    /// To be called now and then: wakes threads if it turns out to pay. A caller who has run so many parts asks how many are left.
    #[inline]
    pub(crate) fn goes_on(&self, done: usize, left: impl FnOnce() -> usize) {
        if let Some(watch) = &self.watch {
            watch.look(done, left());
        }
    }
}

impl Pool {
    /// The pool of the process: a thread for each core that affinity and quota grant, or as many as `RAYON_NUM_THREADS` says.
    #[inline]
    pub(crate) fn global() -> &'static Pool {
        static POOL: OnceLock<Pool> = OnceLock::new();
        POOL.get_or_init(Pool::of_process)
    }

    #[cold]
    fn of_process() -> Pool {
        let wanted = std::env::var("RAYON_NUM_THREADS").ok();
        let wanted = wanted.and_then(|text| text.parse().ok());
        let threads = wanted.filter(|&threads| threads > 0);
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        Pool::new(threads.unwrap_or_else(cores))
    }

    /// A pool of so many threads, callers counted as one.
    pub(crate) fn new(threads: usize) -> Pool {
        Pool {
            threads,
            shared: Arc::new(Shared {
                calls: Default::default(),
                asleep: AtomicUsize::new(0),
                bed: Mutex::default(),
                woken: Condvar::new(),
                alone: Alone::new(),
            }),
            helpers: OnceLock::new(),
        }
    }

    /// The number of threads, callers counted as one.
    #[inline]
    pub(crate) fn threads(&self) -> usize {
        self.threads
    }

    /// Starts the threads if they are not; how many there are beside the callers. Where the system grants no more, they are fewer than wanted.
    pub(crate) fn helpers(&self) -> usize {
        let spawn = |number: usize| {
            let shared = Arc::clone(&self.shared);
            let thread = thread::Builder::new().name(format!("kernel-{number}"));
            thread.spawn(move || shared.help(number)).ok()
        };
        let helpers = || (1..self.threads).map_while(spawn).collect();
        self.helpers.get_or_init(helpers).len()
    }

    /// Runs a task on the calling thread and on up to so many in all, of those that come before the caller has found nothing left to do. Threads
    /// that sleep are woken at once if it is long.
    ///
    /// # Panics
    ///
    /// If the task does on any thread.
    pub(crate) fn run(&self, threads: usize, long: bool, task: &Task<'_>) {
        let room = threads.saturating_sub(1).min(self.helpers());
        let free = |call: &&Call| !call.desk.0.taken.swap(true, Acquire);
        let call = match room {
            0 => None,
            _ => self.shared.calls.iter().find(free),
        };
        let Some(call) = call else {
            UNREADY.set(0);
            return task(&Member::new(0));
        };
        {
            let posted = Posted {
                shared: &self.shared,
                call,
                room,
                slept: Cell::new(false),
            };
            // SAFETY: the lifetime is too long, but nobody uses the reference for longer than the task lives: `Posted` takes it off the call and waits
            // until all who have joined the call have left it, whether this block is left in order or unwinds.
            let lasting: &'static Task<'static> =
                unsafe { std::mem::transmute::<&Task<'_>, _>(task) };
            lock(&call.desk.0.post).task = Some(lasting);
            call.room.0.store(room, Relaxed);
            let watch = Watch::new(&self.shared, call, long);
            posted.slept.set(watch.found_asleep());
            task(&Member {
                number: 0,
                watch: Some(watch),
            });
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        lock(&self.shared.bed).closed = true;
        self.shared.woken.notify_all();
        for helper in self.helpers.take().into_iter().flatten() {
            // A task's panic is its caller's.
            let _ = helper.join();
        }
    }
}

impl Shared {
    /// Wakes some of the threads that sleep.
    fn wake(&self) {
        let mut bed = lock(&self.bed);
        let count = WAKES.min(self.asleep.load(Relaxed));
        self.asleep.fetch_sub(count, Relaxed);
        bed.woken += count;
        drop(bed);
        for _ in 0..count {
            self.woken.notify_one();
        }
    }

    /// What a thread of the pool does.
    fn help(&self, number: usize) {
        while self.sleep() {
            let mut idle = Instant::now();
            while idle.elapsed() < LINGER {
                for _ in 0..8 {
                    spin_loop();
                    for call in &self.calls {
                        if call.room.0.load(Relaxed) > 0 && self.help_with(call, number) {
                            idle = Instant::now();
                        }
                    }
                }
            }
        }
    }

    /// Helps with a call if it still has room.
    fn help_with(&self, call: &Call, number: usize) -> bool {
        let Some((task, wakes)) = call.join() else {
            return false;
        };
        if wakes {
            self.wake();
        }
        let work = AssertUnwindSafe(|| task(&Member::new(number)));
        let panic = catch_unwind(work).err();
        call.leave(panic);
        true
    }

    /// Sleeps until woken; whether the pool goes on.
    fn sleep(&self) -> bool {
        let mut bed = lock(&self.bed);
        self.asleep.fetch_add(1, Relaxed);
        while bed.woken == 0 && !bed.closed {
            bed = self.woken.wait(bed).unwrap_or_else(PoisonError::into_inner);
        }
        bed.woken = bed.woken.saturating_sub(1);
        !bed.closed
    }
}

impl Call {
    /// Joins, if there is room. Whoever does must leave, and not use the task after that. Gives also whether others are to be woken.
    fn join(&self) -> Option<(&'static Task<'static>, bool)> {
        let Apart(desk) = &self.desk;
        let post = lock(&desk.post);
        let task = post.task?;
        let room = self.room.0.load(Relaxed).checked_sub(1)?;
        self.room.0.store(room, Relaxed);
        desk.helpers.fetch_add(1, Relaxed);
        Some((task, post.wakes && room > 0))
    }

    /// A helper is done, or has panicked.
    fn leave(&self, panic: Option<Box<dyn Any + Send>>) {
        let Apart(desk) = &self.desk;
        let mut post = lock(&desk.post);
        if panic.is_some() {
            post.panic = panic;
        }
        // What the helper has written is seen by whoever sees this.
        if desk.helpers.fetch_sub(1, Release) == 1
            && let Some(caller) = post.caller.take()
        {
            caller.unpark();
        }
    }

    /// Takes the task away and waits until all who have joined have left. Gives what they left, and for how many more there was room.
    fn close(&self) -> (Post, usize) {
        let Apart(desk) = &self.desk;
        let mut post = lock(&desk.post);
        post.task = None;
        let room = self.room.0.load(Relaxed);
        self.room.0.store(0, Relaxed);
        let gone = || desk.helpers.load(Acquire) == 0;
        if !gone() {
            drop(post);
            for _ in 0..ROUNDS {
                if gone() {
                    break;
                }
                spin_loop();
            }
            post = lock(&desk.post);
            while !gone() {
                post.caller = Some(thread::current());
                drop(post);
                thread::park();
                post = lock(&desk.post);
            }
        }
        (std::mem::take(&mut post), room)
    }
}

/// A call that is posted. When this goes, nobody is at work on it and nobody will be.
struct Posted<'p> {
    shared: &'p Shared,
    call: &'p Call,
    room: usize,
    /// Whether threads slept when it began.
    slept: Cell<bool>,
}

impl Drop for Posted<'_> {
    fn drop(&mut self) {
        let (post, room) = self.call.close();
        self.call.desk.0.taken.store(false, Release);
        let unready = match self.slept.get() || room == self.room {
            true => UNREADY.get().saturating_add(1),
            false => 0,
        };
        UNREADY.set(unready);
        if room < self.room {
            self.shared.alone.wakes.set(0);
        }
        if let Some(panic) = post.panic
            && !thread::panicking()
        {
            resume_unwind(panic);
        }
    }
}

/// Locks. What the locks guard is whole at all times, also after a panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering::SeqCst;
    use std::sync::mpsc::channel;

    use super::*;

    /// Shares so many parts and counts how often each is run.
    fn counted(pool: &Pool, threads: usize, parts: usize) -> Vec<usize> {
        let next = AtomicUsize::new(0);
        let runs: Vec<AtomicUsize> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
        let long = parts > 10;
        pool.run(threads, long, &|member| {
            let mut done = 0;
            while let Some(run) = runs.get(next.fetch_add(1, Relaxed)) {
                run.fetch_add(1, Relaxed);
                done += 1;
                member.goes_on(done, || parts.saturating_sub(next.load(Relaxed)));
            }
        });
        runs.into_iter().map(AtomicUsize::into_inner).collect()
    }

    /// Waits until so many threads have come, and wakes them meanwhile.
    fn until(member: &Member<'_>, come: &AtomicUsize, threads: usize) {
        while come.load(SeqCst) < threads {
            member.goes_on(1, || 1);
            thread::yield_now();
        }
    }

    #[test]
    fn each_part_is_run_once() {
        for threads in 1..6 {
            let pool = Pool::new(threads);
            assert_eq!(pool.threads(), threads);
            for parts in [0, 1, 2, 7, 1000] {
                for wanted in [1, 2, 9] {
                    assert_eq!(counted(&pool, wanted, parts), vec![1; parts]);
                }
            }
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn all_threads_come_and_each_has_its_number() {
        const THREADS: usize = 5;
        let pool = Pool::new(THREADS);
        for wanted in [2, THREADS] {
            let (numbers, come) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
            pool.run(wanted, true, &|member| {
                lock(&numbers).push(member.number);
                come.fetch_add(1, SeqCst);
                until(member, &come, wanted);
            });
            let mut numbers = lock(&numbers).clone();
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!((numbers.len(), numbers[0]), (wanted, 0));
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn who_is_busy_elsewhere_holds_nobody_up() {
        let pool = Pool::new(2);
        let (come, (release, released)) = (AtomicUsize::new(0), channel::<()>());
        let released = Mutex::new(released);
        thread::scope(|scope| {
            scope.spawn(|| {
                pool.run(2, true, &|member| {
                    if member.number > 0 {
                        come.fetch_add(1, SeqCst);
                        let _ = lock(&released).recv();
                    }
                    until(member, &come, 1);
                });
            });
            while come.load(SeqCst) == 0 {
                thread::yield_now();
            }
            assert_eq!(counted(&pool, 2, 100), [1; 100]);
            drop(release);
        });
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn many_call_at_once_and_from_within() {
        let pool = Pool::new(3);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..200 {
                        assert_eq!(counted(&pool, 3, 10), [1; 10]);
                    }
                });
            }
        });
        let runs = AtomicUsize::new(0);
        pool.run(3, true, &|_| {
            runs.fetch_add(counted(&pool, 3, 10).into_iter().sum(), Relaxed);
        });
        let runs = runs.into_inner();
        assert!([10, 20, 30].contains(&runs), "{runs}");
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn a_panic_is_the_callers_and_the_pool_lives_on() {
        let pool = Pool::new(2);
        for culprit in [0, 1] {
            let come = AtomicUsize::new(0);
            let run = AssertUnwindSafe(|| {
                pool.run(2, true, &|member| {
                    come.fetch_add(1, SeqCst);
                    until(member, &come, 2);
                    assert_ne!(member.number, culprit, "as it should be");
                });
            });
            let panic = catch_unwind(run).expect_err("a thread panics");
            let text = panic.downcast_ref::<String>().expect("it has a message");
            assert!(text.contains("as it should be"), "{text}");
            assert_eq!(counted(&pool, 2, 100), [1; 100]);
        }
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn calls_that_find_threads_asleep_are_counted() {
        let pool = Pool::new(2);
        let asleep = || {
            while pool.shared.asleep.load(Relaxed) < 1 {
                thread::sleep(Duration::from_millis(1));
            }
        };
        // They start asleep, or are on the way.
        pool.helpers();
        for calls in 1..4 {
            asleep();
            counted(&pool, 2, 20);
            assert_eq!(unready(), calls);
        }
        // Where there is nobody to wait for, nobody is missed.
        counted(&pool, 1, 20);
        assert_eq!(unready(), 0);
    }

    #[test]
    #[cfg_attr(target_family = "wasm", ignore = "there are no threads")]
    fn threads_without_work_sleep() {
        const THREADS: usize = 4;
        let pool = Pool::new(THREADS);
        for _ in 0..3 {
            let come = AtomicUsize::new(0);
            pool.run(THREADS, true, &|member| {
                come.fetch_add(1, SeqCst);
                until(member, &come, THREADS);
            });
            // Should they never, the test does not end.
            while pool.shared.asleep.load(Relaxed) < THREADS - 1 {
                thread::sleep(Duration::from_millis(1));
            }
        }
    }
}
