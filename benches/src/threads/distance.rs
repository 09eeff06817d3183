//! How far the cores are from each other.

use std::hint::spin_loop;
use std::sync::atomic::{AtomicU32, Ordering::Acquire, Ordering::Release};
use std::thread;
use std::time::Instant;

/// The messages of one measurement, each answered, and the measurements.
const MESSAGES: u32 = 2000;
const TIMES: usize = 21;

/// Seconds for a message from one thread to another and back, which is what sharing work is made of: the median. On a virtual machine it may change
/// severalfold from one moment to the next.
pub fn distance() -> f64 {
    let number = AtomicU32::new(0);
    let wait_for = |wanted: u32| {
        while number.load(Acquire) != wanted {
            spin_loop();
        }
    };
    let all = MESSAGES * TIMES as u32;
    let mut times = Vec::with_capacity(TIMES);
    thread::scope(|scope| {
        scope.spawn(|| {
            for message in 0..all {
                wait_for(2 * message + 1);
                number.store(2 * message + 2, Release);
            }
        });
        for first in (0..all).step_by(MESSAGES as usize) {
            let begin = Instant::now();
            for message in first..first + MESSAGES {
                number.store(2 * message + 1, Release);
                wait_for(2 * message + 2);
            }
            times.push(begin.elapsed().as_secs_f64() / f64::from(MESSAGES));
        }
    });
    super::turns::middle(&mut times)
}
