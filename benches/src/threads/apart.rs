//! What the machine lets threads do that have nothing to do with each other: each runs a kernel on arguments of its own.

use std::hint::spin_loop;
use std::sync::atomic::{AtomicUsize, Ordering::AcqRel, Ordering::Acquire};
use std::thread;
use std::time::Instant;

use kernel_examples::cases::{Case, Data, Instance};
use kernel_runtime::{Error, Variant};

/// A kernel once for each thread.
pub(super) struct Apart(Vec<Box<dyn Instance>>);

impl Apart {
    /// So many threads, of which each has `n` as given to the case.
    pub(super) fn new(case: &Case, n: usize, threads: usize) -> Apart {
        let make = |_| (case.make)(n, &mut Data::ordinary(1));
        Apart((0..threads).map(make).collect())
    }

    /// The elements of one run of all.
    pub(super) fn elements(&self) -> usize {
        self.0.iter().map(|kernel| kernel.elements()).sum()
    }

    /// Runs all at the same time so many times; the seconds from when all are there until the last is done.
    pub(super) fn run(&mut self, times: u32) -> Result<f64, Error> {
        let (there, threads) = (AtomicUsize::new(0), self.0.len());
        let work = |kernel: &mut Box<dyn Instance>| {
            there.fetch_add(1, AcqRel);
            while there.load(Acquire) < threads {
                spin_loop();
            }
            let begin = Instant::now();
            for _ in 0..times {
                kernel.dispatch_on(Variant::Simd)?;
            }
            Ok(begin.elapsed().as_secs_f64())
        };
        thread::scope(|scope| {
            let spawn = |kernel| scope.spawn(|| work(kernel));
            let threads: Vec<_> = self.0.iter_mut().map(spawn).collect();
            let mut longest = 0.0;
            for thread in threads {
                let seconds = thread.join().expect("no kernel panics")?;
                longest = f64::max(longest, seconds);
            }
            Ok(longest)
        })
    }
}
