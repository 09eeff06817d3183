//! When threads that sleep are woken: where what is left to do, or what has been done alone, is worth it.

use std::cell::Cell;
use std::sync::LazyLock;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::atomic::{AtomicU32, AtomicU64};
use std::time::{Duration, Instant};

use super::{Call, LINGER, Shared, lock};

/// What must be left to do for threads that sleep to be woken for it: several times what it takes the caller to wake a core, and the core to come.
const WORTH_WAKING: Duration = Duration::from_micros(40);

/// How often what is worth waking for may double, if those who were woken come too late again and again.
const DOUBLINGS: u32 = 6;

/// A caller's look at the threads that sleep, and at the clock while there are some.
pub(super) struct Watch<'p> {
    shared: &'p Shared,
    call: &'p Call,
    /// Whether threads are woken for this call.
    wakes: Cell<bool>,
    /// When the call began, if threads slept then, and what had been done alone shortly before.
    alone: Option<(Instant, Duration)>,
    /// The end of the first part, which takes longer than others after a pause.
    first: Cell<Option<Instant>>,
}

impl<'p> Watch<'p> {
    pub(super) fn new(shared: &'p Shared, call: &'p Call, long: bool) -> Self {
        let mut watch = Watch {
            shared,
            call,
            wakes: Cell::new(long),
            alone: None,
            first: Cell::new(None),
        };
        if watch.can_wake() {
            let begin = Instant::now();
            let before = shared.alone.before(begin);
            watch.alone = Some((begin, before));
            if long || before >= shared.alone.worth_waking() {
                watch.wake();
            }
        }
        watch
    }

    /// Whether threads slept that the call has room for when it began.
    pub(super) fn found_asleep(&self) -> bool {
        self.alone.is_some()
    }

    /// Whether threads sleep that the call has room for.
    fn can_wake(&self) -> bool {
        self.shared.asleep.load(Relaxed) > 0 && self.call.room.0.load(Relaxed) > 0
    }

    /// Wakes threads if the rest is worth it, which takes as long a part as what is done. A thread may have gone to sleep just before it would have seen
    /// the call.
    pub(super) fn look(&self, done: usize, left: usize) {
        if !self.can_wake() {
            return;
        }
        if self.wakes.get() {
            return self.wake();
        }
        let now = Instant::now();
        let Some(first) = self.first.get() else {
            return self.first.set(Some(now));
        };
        let rest = (now - first).as_nanos() * left as u128 / done.saturating_sub(1).max(1) as u128;
        if rest >= self.shared.alone.worth_waking().as_nanos() {
            self.wake();
        }
    }

    fn wake(&self) {
        self.wakes.set(true);
        let wakes = &self.shared.alone.wakes;
        wakes.set(wakes.get() + 1);
        lock(&self.call.desk.0.post).wakes = true;
        self.shared.wake();
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if let Some((begin, before)) = self.alone {
            let end = Instant::now();
            let taken = match self.wakes.get() {
                true => Duration::ZERO,
                false => before + (end - begin),
            };
            self.shared.alone.note(end, taken);
        }
    }
}

/// What has been done while threads slept, by calls that followed each other so closely that a thread which had been woken for one would still have
/// been awake at the next.
pub(super) struct Alone {
    /// Whenever it is first asked for.
    origin: LazyLock<Instant>,
    /// The end of the last such call and the time that they have taken, in nanoseconds.
    end: AtomicU64,
    taken: AtomicU64,
    /// How often threads have been woken since one last came to a call.
    pub(super) wakes: Count,
}

/// A number that may be wrong where two threads change it at a time.
pub(super) struct Count(AtomicU32);

impl Count {
    fn get(&self) -> u32 {
        self.0.load(Relaxed)
    }

    /// Leaves the cache line where it is if nothing changes.
    pub(super) fn set(&self, number: u32) {
        if self.get() != number {
            self.0.store(number, Relaxed);
        }
    }
}

impl Alone {
    pub(super) fn new() -> Self {
        Alone {
            origin: LazyLock::new(Instant::now),
            end: AtomicU64::new(0),
            taken: AtomicU64::new(0),
            wakes: Count(AtomicU32::new(0)),
        }
    }

    /// What must be left to do for threads to be woken.
    fn worth_waking(&self) -> Duration {
        WORTH_WAKING * (1 << self.wakes.get().min(DOUBLINGS))
    }

    /// What counts for a call that begins.
    fn before(&self, begin: Instant) -> Duration {
        let end = *self.origin + Duration::from_nanos(self.end.load(Relaxed));
        match begin.saturating_duration_since(end) < LINGER {
            true => Duration::from_nanos(self.taken.load(Relaxed)),
            false => Duration::ZERO,
        }
    }

    fn note(&self, end: Instant, taken: Duration) {
        self.taken.store(taken.as_nanos() as u64, Relaxed);
        let end = end.saturating_duration_since(*self.origin);
        self.end.store(end.as_nanos() as u64, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_alone_counts_if_it_comes_thick() {
        let alone = Alone::new();
        let (end, taken) = (*alone.origin + 9 * LINGER, Duration::from_micros(5));
        alone.note(end, taken);
        assert_eq!(alone.before(end + LINGER / 2), taken);
        assert_eq!(alone.before(end + 2 * LINGER), Duration::ZERO);
    }

    #[test]
    fn waking_in_vain_makes_it_rarer() {
        let alone = Alone::new();
        let worth = [0, 1, 3, 99].map(|wakes| {
            alone.wakes.set(wakes);
            alone.worth_waking()
        });
        let doublings = [1, 2, 8, 1 << DOUBLINGS];
        assert_eq!(worth, doublings.map(|times| WORTH_WAKING * times));
    }
}
