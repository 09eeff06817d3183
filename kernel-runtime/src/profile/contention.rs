//! Whether this process had the cores that it wanted: what is measured while it had not is of that moment, and not to be kept.

use std::time::{Duration, Instant};

/// The share of the time that threads may have waited for a core, all of them together.
const MOST: f64 = 0.05;

/// The same where a device is a program, whose threads are ours: 3 to 8 % where nothing else runs, 80 % beside a load on two cores.
const MOST_OF_DRIVERS: f64 = 0.2;

/// How long threads have waited since a moment.
#[derive(Debug)]
pub(crate) struct Contention {
    begin: Instant,
    before: Duration,
}

impl Contention {
    /// From now on.
    pub(crate) fn watch() -> Self {
        Contention {
            begin: Instant::now(),
            before: waited(),
        }
    }

    /// Whether threads had to wait for more than next to nothing of the time.
    pub(crate) fn was_there(&self) -> bool {
        self.share() > MOST
    }

    /// The same where a driver's threads have the cores to themselves: now and then they wait for each other.
    pub(super) fn was_among_drivers(&self) -> bool {
        self.share() > MOST_OF_DRIVERS
    }

    /// The share of the time that threads have waited.
    fn share(&self) -> f64 {
        let waited = waited().saturating_sub(self.before);
        waited.as_secs_f64() / self.begin.elapsed().as_secs_f64().max(1e-9)
    }
}

/// How long this process's threads have been ready to run while others ran. Only Linux tells.
fn waited() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten();
    let waits = threads.flatten().map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat"));
        parse_waited(&text.unwrap_or_default()).unwrap_or(0)
    });
    Duration::from_nanos(waits.sum())
}

/// The second of three numbers.
fn parse_waited(schedstat: &str) -> Option<u64> {
    schedstat.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_says_how_long_a_thread_has_waited() {
        assert_eq!(parse_waited("123456 789 12\n"), Some(789));
        assert_eq!(parse_waited(""), None);
    }

    #[test]
    fn a_thread_that_ends_takes_its_waiting_along() {
        let contention = Contention {
            begin: Instant::now(),
            before: Duration::MAX,
        };
        assert!(!contention.was_there());
    }
}
