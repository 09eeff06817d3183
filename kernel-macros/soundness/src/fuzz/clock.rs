//! The time that this thread has spent on a processor, so that a busy machine does not make an input look slow.

use std::fs;
use std::time::{Duration, Instant};

/// A stopwatch.
pub(super) struct Clock {
    begin: Instant,
    on_processor: Option<Duration>,
}

impl Clock {
    /// Starts now.
    pub(super) fn start() -> Clock {
        Clock {
            begin: Instant::now(),
            on_processor: on_processor(),
        }
    }

    /// The time since: the processor's where the system tells it, else all of it.
    pub(super) fn elapsed(&self) -> Duration {
        match (self.on_processor, on_processor()) {
            (Some(begin), Some(now)) => now.saturating_sub(begin),
            _ => self.begin.elapsed(),
        }
    }
}

/// Linux tells it in nanoseconds, first in this file.
fn on_processor() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}
