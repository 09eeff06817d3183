//! Makes pipelines beside everybody's work, so that no call waits for a driver's compiler that a processor can serve. One thread does it, which is there
//! only while there is something to make.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::home::Held;
use crate::stage::{Arrays, Stage};

use super::context::Gpu;
use super::{Brought, GpuError, Program};

/// What is to be made.
struct Job {
    gpu: &'static Gpu,
    program: &'static Program,
    brought: Brought,
    writes: Vec<bool>,
    /// Told what came of it.
    done: fn(Result<(), GpuError>),
}

/// What waits to be made, and whether the thread is there.
struct Jobs {
    waiting: VecDeque<Job>,
    is_at_work: bool,
}

static JOBS: Mutex<Jobs> = Mutex::new(Jobs {
    waiting: VecDeque::new(),
    is_at_work: false,
});

impl Gpu {
    /// Sees to it that a shader's pipeline is made, unless that has been begun. `done` hears of it, unless the device is lost meanwhile.
    pub(crate) fn make<S: Stage>(
        &'static self,
        program: &'static Program,
        brought: Brought,
        stage: &S,
        done: fn(Result<(), GpuError>),
    ) {
        // The slot's lock orders this before whoever finds the pipeline.
        if program.slot(brought).begun.swap(true, Relaxed) {
            return;
        }
        let mut writes = Writes(Vec::new());
        stage.arrays(&mut writes);
        let mut jobs = lock();
        jobs.waiting.push_back(Job {
            gpu: self,
            program,
            brought,
            writes: writes.0,
            done,
        });
        if jobs.is_at_work {
            return;
        }
        let maker = std::thread::Builder::new().name("kernel-pipeline".to_owned());
        jobs.is_at_work = maker.spawn(work).is_ok();
        if !jobs.is_at_work {
            // Where no thread is to be had, a later call tries again.
            for job in jobs.waiting.drain(..) {
                job.put_down();
            }
        }
    }
}

/// Makes what there is to make.
fn work() {
    while let Some(job) = next() {
        job.run();
    }
}

/// The next job. Where there is none, the thread counts as gone.
fn next() -> Option<Job> {
    let mut jobs = lock();
    let job = jobs.waiting.pop_front();
    jobs.is_at_work = job.is_some();
    job
}

impl Job {
    fn run(self) {
        // Nobody would ask for the pipeline of a lost device, and its loss is known.
        if self.gpu.alive().is_err() {
            self.put_down();
            return;
        }
        let make = || self.gpu.pipeline(self.program, &self.writes, self.brought);
        // A driver that panics must end neither this thread, for others wait for it, nor be asked again at each call.
        let made = catch_unwind(AssertUnwindSafe(make)).unwrap_or_else(|_| {
            let failure = GpuError::Device("the driver panicked over a shader".to_owned());
            self.gpu.refuse(self.program, self.brought, failure.clone());
            Err(failure)
        });
        self.put_down();
        (self.done)(made.map(|_| ()));
    }

    /// Lets the making be begun again.
    fn put_down(&self) {
        let slot = self.program.slot(self.brought);
        slot.begun.store(false, Relaxed);
    }
}

fn lock() -> MutexGuard<'static, Jobs> {
    // No change of it can panic half-way.
    JOBS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether each array is written.
struct Writes(Vec<bool>);

impl<'a> Arrays<'a> for Writes {
    fn read(&mut self, _array: Held<'a>) {
        self.0.push(false);
    }

    fn write(&mut self, _array: Held<'a>, _reads: bool) {
        self.0.push(true);
    }
}
